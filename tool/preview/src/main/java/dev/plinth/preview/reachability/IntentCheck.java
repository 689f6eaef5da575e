package dev.plinth.preview.reachability;

import dev.plinth.preview.reachability.flow.Flow;
import dev.plinth.preview.reachability.flow.Flow.Certainty;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import dev.plinth.settings.FlowPattern;
import dev.plinth.settings.StackSettings.Intent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Check of a declared intent against the flows of a stack.
 *
 * @param intent the intent
 * @param outcome the outcome
 * @param witnesses the flows that prove or refute it; none where the absence of flows does
 */
record IntentCheck(Intent intent, Outcome outcome, List<Flow> witnesses) {

    /** Outcomes of a check. */
    enum Outcome {
        PROVED,
        REFUTED,
        /** It depends on flows that are unknown before the update. */
        UNDECIDED,
        /** An exception without a matching flow. */
        UNUSED
    }

    /** Checks every intent against a stack's flows, in the order in which they are declared. */
    static List<IntentCheck> of(List<Intent> intents, List<Flow> flows) {
        List<FlowPattern> exceptions = intents.stream()
                .filter(intent -> intent.allow().isPresent())
                .map(Intent::flow)
                .toList();
        return intents.stream().map(intent -> check(intent, exceptions, flows)).toList();
    }

    /** Returns whether an intent explicitly allows a flow. */
    static boolean isAllowed(List<Intent> intents, Flow flow) {
        return intents.stream()
                .filter(intent -> intent.allow().isPresent())
                .anyMatch(intent -> covers(intent.flow(), flow));
    }

    private static IntentCheck check(Intent intent, List<FlowPattern> exceptions, List<Flow> flows) {
        FlowPattern pattern = intent.flow();
        if (intent.allow().isPresent()) {
            List<Flow> allowed =
                    flows.stream().filter(flow -> covers(pattern, flow)).toList();
            return new IntentCheck(intent, allowed.isEmpty() ? Outcome.UNUSED : Outcome.PROVED, allowed);
        }
        if (intent.deny().isPresent()) {
            List<Flow> open = flows.stream()
                    .flatMap(flow -> remainder(pattern, exceptions, flow).stream())
                    // The most direct flow comes first.
                    .sorted(Comparator.comparingInt(flow -> flow.via().size()))
                    .toList();
            List<Flow> certain = open.stream()
                    .filter(flow -> flow.certainty() != Certainty.UNKNOWN)
                    .toList();
            return !certain.isEmpty()
                    ? new IntentCheck(intent, Outcome.REFUTED, certain)
                    : new IntentCheck(intent, open.isEmpty() ? Outcome.PROVED : Outcome.UNDECIDED, open);
        }
        List<Flow> found = flows.stream()
                .filter(flow -> matches(pattern, flow))
                .filter(flow -> pattern.anyPort() || flow.ports().contains(ports(pattern)))
                .toList();
        Optional<Flow> best =
                found.stream().max((left, right) -> left.certainty().compareTo(right.certainty()));
        if (best.isEmpty() || best.get().certainty() == Certainty.PARTIAL) {
            return new IntentCheck(intent, Outcome.REFUTED, found);
        }
        return new IntentCheck(
                intent,
                best.get().certainty() == Certainty.OPEN ? Outcome.PROVED : Outcome.UNDECIDED,
                List.of(best.get()));
    }

    private static PortRange ports(FlowPattern pattern) {
        return new PortRange(pattern.fromPort(), pattern.toPort());
    }

    private static boolean isName(String pattern, String name) {
        return pattern.equals(FlowPattern.ANY) || pattern.equals(name);
    }

    /** Returns whether a pattern matches a flow, on whichever port. */
    private static boolean matches(FlowPattern pattern, Flow flow) {
        List<String> rest = new ArrayList<>(pattern.via());
        for (String name : flow.via()) {
            if (!rest.isEmpty() && isName(rest.get(0), name)) {
                rest.remove(0);
            }
        }
        return isName(pattern.source(), flow.source())
                && isName(pattern.destination(), flow.destination())
                && rest.isEmpty()
                && (pattern.anyPort() || flow.protocol() == (pattern.udp() ? Protocol.UDP : Protocol.TCP));
    }

    private static boolean covers(FlowPattern pattern, Flow flow) {
        return matches(pattern, flow) && (pattern.anyPort() || ports(pattern).contains(flow.ports()));
    }

    /** Returns the parts of a flow that match a pattern and that no exception covers. */
    private static List<Flow> remainder(FlowPattern pattern, List<FlowPattern> exceptions, Flow flow) {
        if (!matches(pattern, flow)) {
            return List.of();
        }
        int from = Math.max(flow.ports().from(), pattern.fromPort());
        int to = Math.min(flow.ports().to(), pattern.toPort());
        if (from > to) {
            return List.of();
        }
        Set<Integer> starts = new TreeSet<>(Set.of(from, to + 1));
        for (FlowPattern exception : exceptions) {
            for (int start : List.of(exception.fromPort(), exception.toPort() + 1)) {
                if (from < start && start <= to) {
                    starts.add(start);
                }
            }
        }
        List<Integer> sorted = List.copyOf(starts);
        List<Flow> open = new ArrayList<>();
        for (int i = 0; i + 1 < sorted.size(); i++) {
            Flow piece = flow.withPorts(new PortRange(sorted.get(i), sorted.get(i + 1) - 1));
            if (exceptions.stream().noneMatch(exception -> covers(exception, piece))) {
                open.add(piece);
            }
        }
        return open;
    }
}
