package dev.plinth.components.container;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The expressions of EventBridge Scheduler.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule types</a>
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html">Cron expressions</a>
 */
final class ScheduleExpression {

    /** Allowed values, as the end of "must be …". */
    static final String ALLOWED =
            "cron(minutes hours day-of-month month day-of-week year) that has a date, with ? for one of the days,"
                    + " rate(1 hour), rate(5 minutes), or at(yyyy-mm-ddThh:mm:ss)";

    /** A value of one takes the singular. */
    private static final Pattern RATE =
            Pattern.compile("rate\\((1 (minute|hour|day)|(?!0|1 )\\d{1,9} (minutes|hours|days))\\)");

    private static final Pattern CRON = Pattern.compile("cron\\((.+)\\)");
    private static final Pattern AT = Pattern.compile("at\\((.+)\\)");

    private static final DateTimeFormatter AT_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withStrictRange()
            .and()
            .withHours()
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(2)
            .supportsL()
            .supportsHash()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(FIRST_YEAR, LAST_YEAR)
            .and()
            .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
            .instance());

    /** No clock is read, so that a program that is valid today is valid tomorrow. */
    private static final ZonedDateTime BEGINNING = ZonedDateTime.of(FIRST_YEAR, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private ScheduleExpression() {}

    /** Returns whether EventBridge Scheduler takes the expression, and it has a time at all. */
    static boolean isValid(String expression) {
        Matcher cron = CRON.matcher(expression);
        Matcher at = AT.matcher(expression);
        return RATE.matcher(expression).matches()
                || (cron.matches() && isCron(cron.group(1)))
                || (at.matches() && isTime(at.group(1)));
    }

    private static boolean isCron(String fields) {
        // With #, the day of the week is one expression.
        if (fields.split(" ", -1).length != 6 || fields.matches(".*#.*,.* .*|.*,[^ ]*#.*")) {
            return false;
        }
        try {
            Cron cron = PARSER.parse(fields).validate();
            return ExecutionTime.forCron(cron).nextExecution(BEGINNING).isPresent();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The parser fails with the latter at a # with nothing behind it.
            return false;
        }
    }

    private static boolean isTime(String time) {
        try {
            LocalDateTime.parse(time, AT_TIME);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
