/** AWS Backup: vault, plan, copies in another region and restore tests. */
@NullMarked
package dev.plinth.components.backup;

import org.jspecify.annotations.NullMarked;
