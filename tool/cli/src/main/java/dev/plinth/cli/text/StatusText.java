package dev.plinth.cli.text;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.status.AlarmStatus;
import dev.plinth.operation.status.StackStatus;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Prints the state of a stack in 80 columns.
 *
 * @param terminal the terminal
 */
public record StatusText(Terminal terminal) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private static final int RED = 31;
    private static final MathContext DIGITS = new MathContext(3);
    private static final double WHOLE = 1000;

    /**
     * Prints a state.
     *
     * @param stack the stack's name
     * @param status the state
     * @param all whether alarms that are OK and not of a key metric are listed
     */
    public void print(String stack, StackStatus status, boolean all) {
        long unknown = status.count(AlarmStatus.State.UNKNOWN);
        terminal.out()
                .println(stack + " at " + TIME.format(status.time()) + " UTC: "
                        + status.count(AlarmStatus.State.ALARM) + " of "
                        + status.alarms().size() + " alarms firing, "
                        + status.count(AlarmStatus.State.INSUFFICIENT_DATA) + " without data"
                        + (unknown == 0 ? "" : ", " + unknown + " unknown"));
        for (AlarmStatus alarm : status.alarms()) {
            if (alarm.isFiring()) {
                String since = alarm.since()
                        .map(time -> " since " + TIME.format(time) + " UTC")
                        .orElse("");
                new ListText(terminal)
                        .entry(
                                terminal.colour(RED, "alarm: "),
                                alarm.definition().name() + since + ": "
                                        + alarm.definition().description());
            }
        }
        table(
                List.of("service", "running", "desired", "deployment"),
                status.services().stream()
                        .map(service -> List.of(
                                service.name(),
                                String.valueOf(service.running()),
                                String.valueOf(service.desired()),
                                service.deployment()))
                        .toList());
        table(
                List.of("database or cache", "status"),
                status.stores().stream()
                        .map(store -> List.of(store.name(), store.status()))
                        .toList());
        table(
                List.of("alarm", "state", "value", "threshold"),
                status.alarms().stream()
                        .filter(alarm -> all
                                || alarm.state() != AlarmStatus.State.OK
                                || (alarm.definition().isKeyMetric()
                                        && alarm.value().isPresent()))
                        .map(StatusText::row)
                        .toList());
    }

    private void table(List<String> headings, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            terminal.out().println();
            new ListText(terminal).table(headings, rows);
        }
    }

    private static List<String> row(AlarmStatus alarm) {
        return List.of(
                alarm.definition().name(),
                alarm.state() == AlarmStatus.State.INSUFFICIENT_DATA
                        ? "no data"
                        : alarm.state().name(),
                number(alarm.value()),
                (alarm.definition().operator() + " " + number(alarm.definition().threshold())).strip());
    }

    private static String number(OptionalDouble value) {
        if (value.isEmpty()) {
            return "";
        }
        double number = value.getAsDouble();
        return Math.abs(number) >= WHOLE
                ? String.valueOf(Math.round(number))
                : new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
