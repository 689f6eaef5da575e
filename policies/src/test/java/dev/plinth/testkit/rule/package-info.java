/** What tests of rules are made of: resources, assertions, fixtures, and what holds of every rule. */
@NullMarked
package dev.plinth.testkit.rule;

import org.jspecify.annotations.NullMarked;
