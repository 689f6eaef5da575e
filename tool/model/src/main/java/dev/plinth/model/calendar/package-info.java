/** Dates and times as AWS states them: ends of support, maintenance windows and schedules. */
@NullMarked
package dev.plinth.model.calendar;

import org.jspecify.annotations.NullMarked;
