package dev.plinth.policies.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Result of a rule for a resource. */
public sealed interface Verdict {

    /** The resource complies. */
    Verdict PASS = new Pass();

    /** The rule has nothing to say about the resource. */
    Verdict NOT_APPLICABLE = new NotApplicable();

    /** The resource complies. */
    record Pass() implements Verdict {}

    /**
     * The resource violates the rule.
     *
     * @param message which property, its value, and what it must be; never a secret's value
     */
    record Fail(String message) implements Verdict {}

    /**
     * Only the update will tell.
     *
     * @param property the path of the property that is unknown
     */
    record Unknown(String property) implements Verdict {}

    /** The rule has nothing to say about the resource. */
    record NotApplicable() implements Verdict {}

    /** Creates a failure. */
    static Verdict fail(String message) {
        return new Fail(message);
    }

    /** Creates a verdict on a property whose value is not known yet. */
    static Verdict unknown(String property) {
        return new Unknown(property);
    }

    /** Returns {@link #PASS} when a condition holds, else a failure. */
    static Verdict passIf(boolean holds, String message) {
        return holds ? PASS : fail(message);
    }

    /** All must comply: any failure fails with all the messages, else any unknown is unknown, else any pass passes. */
    static Verdict all(List<Verdict> verdicts) {
        String messages = verdicts.stream()
                .filter(Fail.class::isInstance)
                .map(verdict -> ((Fail) verdict).message())
                .distinct()
                .collect(Collectors.joining("; "));
        if (!messages.isEmpty()) {
            return fail(messages);
        }
        return verdicts.stream()
                .filter(Unknown.class::isInstance)
                .findFirst()
                .orElse(verdicts.contains(PASS) ? PASS : NOT_APPLICABLE);
    }

    /**
     * One that complies is enough: any pass passes, else any unknown is unknown, else any failure fails with all the messages as
     * alternatives.
     */
    static Verdict any(List<Verdict> verdicts) {
        if (verdicts.contains(PASS)) {
            return PASS;
        }
        return verdicts.stream().filter(Unknown.class::isInstance).findFirst().orElseGet(() -> alternatives(verdicts));
    }

    /** Does the same, and asks for no further verdict after the first pass. */
    static Verdict any(Stream<Verdict> verdicts) {
        List<Verdict> others = new ArrayList<>();
        return verdicts.peek(others::add).anyMatch(PASS::equals) ? PASS : any(others);
    }

    private static Verdict alternatives(List<Verdict> verdicts) {
        List<String> messages = verdicts.stream()
                .filter(Fail.class::isInstance)
                .map(verdict -> ((Fail) verdict).message())
                .distinct()
                .toList();
        return messages.size() < 2
                ? all(verdicts)
                : fail(messages.stream()
                        .map(message -> message.replace("; ", " and "))
                        .collect(Collectors.joining(", or ", "either ", "")));
    }
}
