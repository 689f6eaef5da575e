/** Access that IAM policies grant in a stack, and its differences between two stacks. */
@NullMarked
package dev.plinth.policies.access;

import org.jspecify.annotations.NullMarked;
