package dev.plinth.stack.config;

import dev.plinth.components.automation.OperatingHoursArgs;
import dev.plinth.settings.Default;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/**
 * The section {@code operatingHours}: the hours outside of which services and databases are stopped; not for production.
 *
 * @param days days with operating hours
 * @param from beginning of the hours, 00:15 or later; databases start 15 minutes before
 * @param to end of the hours, on the same day
 * @param timeZone time zone of the hours
 */
public record OperatingHoursConfig(
        @Default("[\"MONDAY\", \"TUESDAY\", \"WEDNESDAY\", \"THURSDAY\", \"FRIDAY\"]") List<DayOfWeek> days,
        @Default("\"07:00\"") @Matches(regex = Patterns.TIME, allowed = Patterns.TIME_ALLOWED) String from,
        @Default("\"20:00\"") @Matches(regex = Patterns.TIME, allowed = Patterns.TIME_ALLOWED) String to,
        @Default("\"UTC\"")
                @Matches(regex = "UTC|[A-Za-z_]+/[A-Za-z_/+-]+", allowed = "a time zone such as Europe/Berlin")
                String timeZone) {

    /** Sets the component's arguments from the section. */
    public OperatingHoursArgs.Builder args() {
        return OperatingHoursArgs.builder()
                .days(days)
                .start(LocalTime.parse(from))
                .stop(LocalTime.parse(to))
                .timeZone(timeZone);
    }
}
