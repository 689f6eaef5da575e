package dev.plinth.operation.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.operation.PolicyPack;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results of the policy packs of one command, from the engine's events. */
public final class PackEvents implements Consumer<JsonNode> {

    /** The name of Plinth's own pack. */
    public static final String OWN = "plinth";

    private final List<JsonNode> violations = new ArrayList<>();
    private final List<JsonNode> corrections = new ArrayList<>();
    private final Map<String, Set<String>> policies = new TreeMap<>();
    private final Map<String, Integer> judgements = new HashMap<>();
    private final List<String> finished = new ArrayList<>();

    @Override
    public synchronized void accept(JsonNode event) {
        if (event.has("policyEvent")) {
            violations.add(event.get("policyEvent"));
        }
        if (event.has("policyRemediationEvent")) {
            corrections.add(event.get("policyRemediationEvent"));
        }
        count(event.path("policyAnalyzeSummaryEvent"));
        JsonNode stack = event.path("policyAnalyzeStackSummaryEvent");
        count(stack);
        if (!stack.isMissingNode()) {
            finished.add(stack.path("policyPackName").asText());
        }
    }

    /** The engine tells after each resource, and after the stack, which policies of a pack judged it. */
    private void count(JsonNode summary) {
        if (summary.isMissingNode()) {
            return;
        }
        String pack = summary.path("policyPackName").asText();
        Set<String> known = policies.computeIfAbsent(pack, name -> new HashSet<>());
        for (JsonNode judged : List.of(summary.path("passed"), summary.path("failed"))) {
            judged.forEach(policy -> known.add(policy.asText()));
            judgements.merge(pack, judged.size(), Integer::sum);
        }
    }

    /** Mandatory violations of every pack; all that is known where the stack was not judged. */
    public synchronized List<PolicyReport.Violation> mandatory() {
        return violations.stream()
                .map(PackEvents::violation)
                .filter(violation -> PolicyReport.stops(violation.enforcement()))
                .toList();
    }

    /**
     * Adds what the other packs found to the report of Plinth's own.
     *
     * @param own the report of Plinth's own pack
     * @param ownRules the ids of its rules
     */
    public synchronized PolicyReport addTo(PolicyReport own, Collection<String> ownRules) {
        List<PolicyReport.Violation> found = Stream.concat(
                        own.violations().stream(),
                        violations.stream()
                                .filter(event -> !isOwn(event, ownRules))
                                .map(PackEvents::violation))
                .toList();
        int evaluated =
                others().mapToInt(pack -> judgements.getOrDefault(pack, 0)).sum();
        int rules = others().mapToInt(
                        pack -> policies.getOrDefault(pack, Set.of()).size())
                .sum();
        List<PolicyReport.Remediated> corrected = Stream.concat(
                        own.remediated().stream(),
                        corrections.stream()
                                .filter(event -> !isOwn(event, ownRules))
                                .map(PackEvents::correction))
                .toList();
        return own.withViolations(found).withRemediated(corrected).counting(evaluated, rules);
    }

    private Stream<String> others() {
        return policies.keySet().stream().filter(pack -> !pack.equals(OWN));
    }

    /** Another pack may call itself as it likes: what Plinth's own rules never say is not theirs. */
    private static boolean isOwn(JsonNode event, Collection<String> ownRules) {
        String policy = event.path("policyName").asText();
        return event.path("policyPackName").asText().equals(OWN)
                && (ownRules.contains(policy) || PolicyEvaluator.WAIVER_FAULTS.contains(policy));
    }

    private static PolicyReport.Remediated correction(JsonNode event) {
        return new PolicyReport.Remediated(
                rule(event),
                severity(event.path("severity").asText()),
                event.path("resourceUrn").asText(),
                "remediated by the policy pack");
    }

    private static PolicyReport.Violation violation(JsonNode event) {
        return new PolicyReport.Violation(
                rule(event),
                severity(event.path("severity").asText()),
                event.path("enforcementLevel").asText().equals("advisory")
                        ? Enforcement.ADVISORY
                        : Enforcement.MANDATORY,
                event.path("resourceUrn").asText(),
                message(event.path("message").asText()));
    }

    /** A policy of another pack carries the pack's name before its own. */
    private static String rule(JsonNode event) {
        String pack = event.path("policyPackName").asText();
        String policy = named(event.path("policyName").asText());
        return pack.equals(OWN) ? policy : named(pack) + "/" + policy;
    }

    private static String named(String name) {
        return name.isBlank() ? "unnamed" : name;
    }

    /** The engine marks colours, and another pack's message may hold anything. */
    private static String message(String raw) {
        String clean = raw.replaceAll("<\\{%[^%]*%}>", "")
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "")
                .strip();
        return clean.isEmpty() ? "the policy gives no reason" : clean;
    }

    private static Severity severity(String name) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(Severity.HIGH);
    }

    /** Returns whether each pack checked the stack. */
    public synchronized boolean areComplete(int packs) {
        return finished.size() >= packs;
    }

    /**
     * Returns the reason why the results of the other packs are not valid; empty if they are.
     *
     * @param others the packs that ran beside Plinth's own
     */
    public synchronized String fault(List<PolicyPack> others) {
        if (finished.size() < others.size() + 1) {
            return "one of the policy packs did not check the stack (" + folders(others) + ")";
        }
        Set<String> names = new HashSet<>();
        for (String pack : finished) {
            if (!names.add(pack)) {
                return "two policy packs have the name " + pack + " (" + folders(others)
                        + "); give each pack a different name";
            }
            // All rules of Plinth's own may be disabled.
            if (!pack.equals(OWN) && policies.getOrDefault(pack, Set.of()).isEmpty()) {
                return "the policy pack " + named(pack) + " has no policy that checked a resource (" + folders(others)
                        + ")";
            }
        }
        return "";
    }

    /** The folders of packs, for a message. */
    public static String folders(List<PolicyPack> packs) {
        return packs.stream().map(pack -> pack.folder().toString()).collect(Collectors.joining(", "));
    }
}
