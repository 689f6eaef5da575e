package dev.plinth.settings;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The section {@code deployment}: when {@code plinth up} may change the stack.
 *
 * @param timeZone where days and hours are counted, such as {@code Europe/Berlin}
 * @param windows when it may be changed; without one, at any time
 * @param freezes days on which it may not be changed, whatever the windows say
 */
public record Deployment(
        @Default("\"UTC\"") @Matches(regex = "\\S+", allowed = "a time zone such as Europe/Berlin") String timeZone,
        @Default("[]") List<Window> windows,
        @Default("[]") List<Freeze> freezes) {

    static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d";
    static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("EEEE, yyyy-MM-dd HH:mm", Locale.ENGLISH);

    /** The period in which the next opening is searched. */
    private static final int DAYS_AHEAD = 400;

    /** Checks the time zone, and copies the lists. */
    public Deployment {
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new IllegalArgumentException(
                    "has the timeZone \"" + timeZone + "\"; expected an IANA time zone such as Europe/Berlin");
        }
        windows = List.copyOf(windows);
        freezes = List.copyOf(freezes);
    }

    /**
     * Hours of some days of the week.
     *
     * @param days the days on which it opens
     * @param from when it opens
     * @param to when it closes; what is not after {@code from} is on the next day
     */
    public record Window(
            List<DayOfWeek> days,
            @Matches(regex = TIME, allowed = "a time such as \"09:00\", in quotes") String from,
            @Matches(regex = TIME + "|24:00", allowed = "a time such as \"16:00\", in quotes, up to \"24:00\"")
                    String to) {

        /** Copies the days. */
        public Window {
            if (days.isEmpty()) {
                throw new IllegalArgumentException("has no days; expected at least one");
            }
            days = List.copyOf(days);
        }

        private ZonedDateTime opens(LocalDate day, ZoneId zone) {
            return day.atTime(LocalTime.parse(from)).atZone(zone);
        }

        private boolean contains(ZonedDateTime time, LocalDate day) {
            LocalTime end = to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to);
            LocalDate endDay = end.isAfter(LocalTime.parse(from)) ? day : day.plusDays(1);
            return days.contains(day.getDayOfWeek())
                    && !time.isBefore(opens(day, time.getZone()))
                    && time.isBefore(endDay.atTime(end).atZone(time.getZone()));
        }

        /** It may have opened the day before. */
        private boolean contains(ZonedDateTime time) {
            LocalDate day = time.toLocalDate();
            return contains(time, day) || contains(time, day.minusDays(1));
        }
    }

    /**
     * Days on which nothing is changed.
     *
     * @param firstDay the first of them
     * @param lastDay the last of them
     * @param reason what for
     */
    public record Freeze(
            @Matches(regex = DATE, allowed = "a date such as \"2026-12-18\", in quotes") String firstDay,
            @Matches(regex = DATE, allowed = "a date such as \"2027-01-03\", in quotes") String lastDay,
            @Matches(regex = "(?s).*\\S.*", allowed = "the reason of the freeze") String reason) {

        /** Checks that the days exist, in this order. */
        public Freeze {
            try {
                if (LocalDate.parse(lastDay).isBefore(LocalDate.parse(firstDay))) {
                    throw new IllegalArgumentException("ends on " + lastDay + ", before it begins on " + firstDay);
                }
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("has a date that does not exist: " + firstDay + " or " + lastDay, e);
            }
        }

        private boolean contains(LocalDate day) {
            return !day.isBefore(LocalDate.parse(firstDay)) && !day.isAfter(LocalDate.parse(lastDay));
        }
    }

    /**
     * Returns the reason why the stack may not be changed at a time.
     *
     * @return a text with the next time at which it may; empty when it may
     */
    public Optional<String> refusal(Instant time) {
        ZonedDateTime now = time.atZone(ZoneId.of(timeZone));
        if (isOpen(now)) {
            return Optional.empty();
        }
        String why = freeze(now)
                .map(freeze ->
                        "no changes from " + freeze.firstDay() + " to " + freeze.lastDay() + ": " + freeze.reason())
                .orElse("the deployment window is closed");
        return Optional.of(why + "; it is " + SHOWN.format(now) + " in " + timeZone
                + next(now)
                        .map(open -> ", the next window opens on " + SHOWN.format(open))
                        .orElse(", and no window opens in the next " + DAYS_AHEAD + " days"));
    }

    private boolean isOpen(ZonedDateTime time) {
        return freeze(time).isEmpty()
                && (windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(time)));
    }

    private Optional<Freeze> freeze(ZonedDateTime time) {
        return freezes.stream()
                .filter(freeze -> freeze.contains(time.toLocalDate()))
                .findFirst();
    }

    /** It opens where a window does, or at a midnight on which a freeze ends. */
    private Optional<ZonedDateTime> next(ZonedDateTime now) {
        return Stream.iterate(now.toLocalDate(), day -> day.plusDays(1))
                .limit(DAYS_AHEAD)
                .flatMap(day -> Stream.concat(
                        Stream.of(day.atStartOfDay(now.getZone())),
                        windows.stream().map(window -> window.opens(day, now.getZone()))))
                .filter(time -> time.isAfter(now) && isOpen(time))
                .min(ZonedDateTime::compareTo);
    }
}
