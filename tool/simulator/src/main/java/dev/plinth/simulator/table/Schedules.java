package dev.plinth.simulator.table;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS's schedule expressions.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html">Cron expressions</a>
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule types</a>
 */
final class Schedules {

    private static final Pattern EXPRESSION = Pattern.compile("(cron|rate|at)\\((.*)\\)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,9}) (minute|hour|day)(s?)");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Map<Integer, Integer> LONGEST = Map.of(2, 29, 4, 30, 6, 30, 9, 30, 11, 30);

    private Schedules() {}

    /** Returns whether a text is {@code cron(…)} or {@code rate(…)}, or {@code at(…)} where that is allowed. */
    static boolean isExpression(String text, boolean once) {
        Matcher matcher = EXPRESSION.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        String inner = matcher.group(2);
        return switch (matcher.group(1)) {
            case "cron" -> isCron(inner);
            case "rate" -> isRate(inner);
            default -> once && isMoment(inner);
        };
    }

    private static boolean isRate(String text) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        int value = Integer.parseInt(matcher.group(1));
        // A value of one takes the singular, any other the plural.
        return value > 0 && (value == 1) == matcher.group(3).isEmpty();
    }

    private static boolean isMoment(String text) {
        try {
            LocalDateTime.parse(text);
            return text.length() == "2026-01-01T00:00:00".length();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isCron(String text) {
        String[] fields = text.strip().split("\\s+", -1);
        if (fields.length != 6) {
            return false;
        }
        String day = fields[2];
        String weekday = fields[4].toUpperCase(Locale.ROOT);
        return isField(fields[0], 0, 59, List.of())
                && isField(fields[1], 0, 23, List.of())
                && (day.equals("?")
                        || day.matches("L(W|-\\d{1,2})?|([1-9]|[12]\\d|3[01])W")
                        || isField(day, 1, 31, List.of()))
                && isField(fields[3].toUpperCase(Locale.ROOT), 1, 12, MONTHS)
                && (weekday.equals("?")
                        || weekday.matches("L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])")
                        || isField(weekday, 1, 7, DAYS))
                && isField(fields[5], 1970, 2199, List.of())
                // Exactly one of the two defines the day.
                && day.equals("?") != weekday.equals("?")
                && exists(day, fields[3]);
    }

    /** Returns whether a day of one month exists in it, so not 31 February. */
    private static boolean exists(String day, String month) {
        return !day.matches("\\d{1,2}")
                || !month.matches("\\d{1,2}")
                || Integer.parseInt(day) <= LONGEST.getOrDefault(Integer.parseInt(month), 31);
    }

    private static boolean isField(String field, int least, int most, List<String> names) {
        for (String part : field.split(",", -1)) {
            String[] steps = part.split("/", -1);
            if (steps.length > 2 || (steps.length == 2 && !steps[1].matches("[1-9]\\d{0,3}"))) {
                return false;
            }
            String[] ends = steps[0].split("-", -1);
            if (steps[0].equals("*")) {
                continue;
            }
            if (ends.length > 2) {
                return false;
            }
            for (String end : ends) {
                int number = names.contains(end)
                        ? least + names.indexOf(end)
                        : end.matches("\\d{1,4}") ? Integer.parseInt(end) : Integer.MIN_VALUE;
                if (number < least || number > most) {
                    return false;
                }
            }
        }
        return true;
    }
}
