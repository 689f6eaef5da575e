/** Remedies of rules in the languages of a project: a reader of the Java examples, and one syntax for each language. */
@NullMarked
package dev.plinth.policies.remedy;

import org.jspecify.annotations.NullMarked;
