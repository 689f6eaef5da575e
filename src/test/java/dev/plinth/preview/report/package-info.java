/** Tests of the reports. */
@NullMarked
package dev.plinth.preview.report;

import org.jspecify.annotations.NullMarked;
