/** Comments on pull requests and merge requests: each stack has one, which every later preview updates in place. */
@NullMarked
package dev.plinth.operation.comment;

import org.jspecify.annotations.NullMarked;
