/** Commands that comment on pull requests: {@code plinth comment}. */
@NullMarked
package dev.plinth.cli.comment;

import org.jspecify.annotations.NullMarked;
