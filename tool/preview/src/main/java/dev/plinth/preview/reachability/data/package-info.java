/** Access to data stores through IAM policies. */
@NullMarked
package dev.plinth.preview.reachability.data;

import org.jspecify.annotations.NullMarked;
