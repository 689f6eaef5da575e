package dev.plinth.policies.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Result of a rule for a resource. Conditions return one of {@link #PASS}, {@link #NOT_APPLICABLE}, {@link #fail} and {@link
 * #unknown}:
 *
 * <pre>{@code
 * Condition named = (resource, context) -> {
 *     PropertyValue name = resource.input("name");
 *     if (name.isUnknown()) {
 *         return Verdict.unknown("name");
 *     }
 *     return Verdict.passIf(
 *             name.asText().filter(text -> text.startsWith("acme-")).isPresent(),
 *             "name is " + name.describe() + " but must start with acme-");
 * };
 * }</pre>
 */
public sealed interface Verdict {

    /** The resource complies. */
    Verdict PASS = new Pass();

    /** The rule does not apply to the resource. */
    Verdict NOT_APPLICABLE = new NotApplicable();

    /** The resource complies. */
    record Pass() implements Verdict {}

    /**
     * The resource violates the rule.
     *
     * @param message which property, its value, and what it must be; never a secret's value
     * @param properties the paths of the properties that it is about; empty where the verdict states none
     */
    record Fail(String message, List<String> properties) implements Verdict {
        public Fail {
            properties = List.copyOf(properties);
        }
    }

    /**
     * The result is not known before the update.
     *
     * @param property the path of the property that is unknown
     */
    record Unknown(String property) implements Verdict {}

    /** The rule does not apply to the resource. */
    record NotApplicable() implements Verdict {}

    /**
     * Creates a failure.
     *
     * @param message which property, its value, and what it must be; never a secret's value
     * @param properties the paths of the properties that it is about, such as {@code ingress[0].fromPort}
     */
    static Verdict fail(String message, String... properties) {
        return new Fail(message, List.of(properties));
    }

    /** Creates a verdict on a property whose value is not known yet. */
    static Verdict unknown(String property) {
        return new Unknown(property);
    }

    /**
     * Returns {@link #PASS} when a condition holds, else a failure.
     *
     * @param message the failure's message
     * @param properties the paths of the properties that the failure is about
     */
    static Verdict passIf(boolean holds, String message, String... properties) {
        return holds ? PASS : fail(message, properties);
    }

    /** Combines verdicts that must all pass: a failure has all messages, else an unknown is unknown, else a pass passes. */
    static Verdict all(List<Verdict> verdicts) {
        List<Fail> failures = failures(verdicts);
        if (!failures.isEmpty()) {
            return new Fail(
                    failures.stream().map(Fail::message).distinct().collect(Collectors.joining("; ")),
                    properties(failures));
        }
        return verdicts.stream()
                .filter(Unknown.class::isInstance)
                .findFirst()
                .orElse(verdicts.contains(PASS) ? PASS : NOT_APPLICABLE);
    }

    /**
     * Combines verdicts of which one must pass: a pass passes, else an unknown is unknown, else a failure has all messages as
     * alternatives.
     */
    static Verdict any(List<Verdict> verdicts) {
        if (verdicts.contains(PASS)) {
            return PASS;
        }
        return verdicts.stream().filter(Unknown.class::isInstance).findFirst().orElseGet(() -> alternatives(verdicts));
    }

    /** Combines verdicts like {@link #any(List)}, and stops after the first pass. */
    static Verdict any(Stream<Verdict> verdicts) {
        List<Verdict> others = new ArrayList<>();
        return verdicts.peek(others::add).anyMatch(PASS::equals) ? PASS : any(others);
    }

    private static Verdict alternatives(List<Verdict> verdicts) {
        List<Fail> failures = failures(verdicts);
        List<String> messages = failures.stream().map(Fail::message).distinct().toList();
        return messages.size() < 2
                ? all(verdicts)
                : new Fail(
                        messages.stream()
                                .map(message -> message.replace("; ", " and "))
                                .collect(Collectors.joining(", or ", "either ", "")),
                        properties(failures));
    }

    private static List<Fail> failures(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(Fail.class::isInstance)
                .map(Fail.class::cast)
                .toList();
    }

    /** The properties of several failures; none unless each states its own. */
    private static List<String> properties(List<Fail> failures) {
        return failures.stream().anyMatch(failure -> failure.properties().isEmpty())
                ? List.of()
                : failures.stream()
                        .flatMap(failure -> failure.properties().stream())
                        .distinct()
                        .toList();
    }
}
