/** Policy reports as a table, JSON, SARIF, JUnit XML and GitHub annotations. */
@NullMarked
package dev.plinth.policies.report;

import org.jspecify.annotations.NullMarked;
