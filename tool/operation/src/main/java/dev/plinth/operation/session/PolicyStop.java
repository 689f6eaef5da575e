package dev.plinth.operation.session;

import dev.plinth.model.TimedStep;
import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An update that a policy stopped before its end: a rule that only a value of the update itself could decide.
 *
 * @param stack the stack's name
 * @param simulated whether the simulator replaces the cloud
 * @param violations the mandatory violations
 * @param done the completed steps
 * @param total the number of steps in the plan
 */
record PolicyStop(String stack, boolean simulated, List<Violation> violations, List<TimedStep> done, int total) {

    private static final int NAMED = 5;

    /** Copies the lists. */
    PolicyStop {
        violations = List.copyOf(violations);
        done = List.copyOf(done);
    }

    /** Returns the violations, the completed steps and the next step. */
    String problem() {
        String arguments = simulated ? stack + " --simulate" : stack;
        String rules = violations.stream().map(Violation::rule).distinct().collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder("policies stopped the update of " + stack + " (" + rules
                + "); completed " + done.size() + " of " + total + " steps" + (done.isEmpty() ? "" : ": " + counts()));
        violations.stream()
                .map(violation -> violation.rule() + "  " + Urns.name(violation.urn()) + ": "
                        + violation.message().lines().findFirst().orElse(""))
                .distinct()
                .forEach(line -> text.append("\n  ").append(line));
        if (!done.isEmpty()) {
            text.append("\ncompleted last: ").append(last());
        }
        return text.append("\nnext: fix the program and run `plinth up ")
                .append(arguments)
                .append("` again; completed steps are kept. `plinth destroy ")
                .append(arguments)
                .append("` deletes them")
                .toString();
    }

    private String counts() {
        Map<String, Long> counts = done.stream()
                .collect(Collectors.groupingBy(PolicyStop::operation, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String operation(TimedStep step) {
        return step.operation().name().toLowerCase(Locale.ROOT);
    }

    private String last() {
        String names = done.stream()
                .skip(Math.max(0, done.size() - NAMED))
                .map(step -> Urns.name(step.urn()))
                .collect(Collectors.joining(", "));
        return done.size() > NAMED ? names + " and " + (done.size() - NAMED) + " before" : names;
    }
}
