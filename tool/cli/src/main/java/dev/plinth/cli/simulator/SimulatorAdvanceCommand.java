package dev.plinth.cli.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.time.TimeEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plinth simulator advance}. */
@Command(
        name = "advance",
        description =
                "Advance the simulated time, and print what happens meanwhile: secrets are rotated, backups taken, tested and"
                        + " expired, certificates renewed, minor versions upgraded, locks made immutable, storage grown. "
                        + "Similar events are collapsed; --json has each of them. A problem, such as a backup that failed, is marked with !"
                        + " and does not change the exit code.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth simulator advance 8d",
            "  plinth simulator advance 2w --json",
            "  plinth simulator advance 12h && plinth refresh staging --simulate --preview-only"
        })
final class SimulatorAdvanceCommand implements Callable<Integer> {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,5}[wdhm])+");
    private static final Pattern PART = Pattern.compile("(\\d+)([wdhm])");
    private static final Duration LONGEST = Duration.ofDays(3653);
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "DURATION",
            description = "Duration in weeks, days, hours and minutes, such as 8d, 2w, 12h or 1d12h; at most 10 years.")
    String duration = "";

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    SimulatorAdvanceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Events of one kind that happen to one resource. */
    private record Repeated(List<TimeEvent> events) {

        TimeEvent last() {
            return events.get(events.size() - 1);
        }
    }

    @Override
    public Integer call() {
        Duration length = parse(duration);
        try (Simulator simulator = Simulator.open(database.file(common))) {
            Instant from = simulator.now();
            List<TimeEvent> events = simulator.advance(length);
            long problems = events.stream().filter(TimeEvent::problem).count();
            if (common.json) {
                terminal.json(json(from, simulator.now(), events));
            } else {
                collapsed(events).forEach(this::print);
            }
            terminal.say("the simulated time is " + shown(simulator.now()) + " UTC: " + count(events.size(), "event")
                    + ", " + count(problems, "problem"));
        }
        return ExitCode.OK;
    }

    /**
     * Reads a duration.
     *
     * @throws UsageException when the text is none, or it is nothing or longer than 10 years
     */
    static Duration parse(String text) {
        Duration length = Duration.ZERO;
        if (DURATION.matcher(text).matches()) {
            Matcher part = PART.matcher(text);
            while (part.find()) {
                long number = Long.parseLong(part.group(1));
                length = length.plus(
                        switch (part.group(2)) {
                            case "w" -> Duration.ofDays(7 * number);
                            case "d" -> Duration.ofDays(number);
                            case "h" -> Duration.ofHours(number);
                            default -> Duration.ofMinutes(number);
                        });
            }
        }
        if (length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new UsageException("DURATION is " + text
                    + ": expected weeks, days, hours or minutes, such as 8d, 2w, 12h or 1d12h; at most 10 years");
        }
        return length;
    }

    private static List<Repeated> collapsed(List<TimeEvent> events) {
        Map<List<Object>, Repeated> byKind = new LinkedHashMap<>();
        for (TimeEvent event : events) {
            byKind.computeIfAbsent(
                            List.of(event.kind(), event.problem(), event.type(), event.id()),
                            key -> new Repeated(new ArrayList<>()))
                    .events()
                    .add(event);
        }
        return List.copyOf(byKind.values());
    }

    private void print(Repeated repeated) {
        TimeEvent event = repeated.last();
        String times = repeated.events().size() == 1
                ? ""
                : " (" + repeated.events().size() + " times, last " + shown(event.at()) + ")";
        terminal.out()
                .println(shown(repeated.events().get(0).at()) + " " + (event.problem() ? "!" : " ") + " " + event.name()
                        + " (" + event.type() + "): " + event.message() + times);
    }

    private static ObjectNode json(Instant from, Instant to, List<TimeEvent> events) {
        ObjectNode document = new ObjectMapper().createObjectNode();
        document.put("from", from.toString()).put("to", to.toString());
        ArrayNode list = document.putArray("events");
        for (TimeEvent event : events) {
            list.addObject()
                    .put("at", event.at().toString())
                    .put("kind", event.kind())
                    .put("problem", event.problem())
                    .put("type", event.type())
                    .put("name", event.name())
                    .put("id", event.id())
                    .put("urn", event.urn())
                    .put("message", event.message());
        }
        document.put("problems", events.stream().filter(TimeEvent::problem).count());
        return document;
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A time in UTC, as commands print it. */
    static String shown(Instant time) {
        return SHOWN.format(time);
    }
}
