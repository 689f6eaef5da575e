/** A whole preview as a value, and the documents that it can be written as. */
@NullMarked
package dev.plinth.report;

import org.jspecify.annotations.NullMarked;
