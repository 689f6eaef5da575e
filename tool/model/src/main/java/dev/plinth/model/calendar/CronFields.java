package dev.plinth.model.calendar;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.util.Optional;

/**
 * The fields of a cron expression as AWS writes them: minutes, hours, day of month, month, day of week and year.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html">Cron expressions</a>
 */
public final class CronFields {

    /** AWS's fields are those of Quartz without the seconds. */
    private static final CronParser PARSER =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

    private CronFields() {}

    /**
     * Returns the times at which a schedule runs; empty when the text is no schedule.
     *
     * @param fields the fields, such as {@code 0 5 * * ? *}, without {@code cron(…)}
     */
    public static Optional<ExecutionTime> times(String fields) {
        try {
            return Optional.of(ExecutionTime.forCron(PARSER.parse("0 " + fields)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The parser fails with the latter at a # with nothing behind it.
            return Optional.empty();
        }
    }
}
