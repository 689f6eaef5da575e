package dev.plinth.preview.reachability;

import dev.plinth.preview.reachability.Flow.Certainty;
import dev.plinth.settings.FlowPattern;
import dev.plinth.settings.StackSettings.Intent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a declared intent holds.
 *
 * @param intent the intent
 * @param outcome whether it holds
 * @param witnesses the flows that prove or refute it; none where the absence of any does
 */
record IntentCheck(Intent intent, Outcome outcome, List<Flow> witnesses) {

    /** Whether an intent holds. */
    enum Outcome {
        PROVED,
        REFUTED,
        /** It hangs on what can't be told. */
        UNDECIDED,
        /** An exception that nothing needs. */
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

    /** Whether an intent explicitly allows a flow. */
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
                    // The most direct one explains the others.
                    .sorted(Comparator.comparingInt(flow -> flow.via().size()))
                    .toList();
            List<Flow> sure = open.stream()
                    .filter(flow -> flow.certainty() != Certainty.UNKNOWN)
                    .toList();
            return !sure.isEmpty()
                    ? new IntentCheck(intent, Outcome.REFUTED, sure)
                    : new IntentCheck(intent, open.isEmpty() ? Outcome.PROVED : Outcome.UNDECIDED, open);
        }
        List<Flow> there = flows.stream()
                .filter(flow -> concerns(pattern, flow))
                .filter(flow -> pattern.anyPort() || flow.ports().contains(ports(pattern)))
                .toList();
        Optional<Flow> best =
                there.stream().max((left, right) -> left.certainty().compareTo(right.certainty()));
        if (best.isEmpty() || best.get().certainty() == Certainty.PARTIAL) {
            return new IntentCheck(intent, Outcome.REFUTED, there);
        }
        return new IntentCheck(
                intent,
                best.get().certainty() == Certainty.OPEN ? Outcome.PROVED : Outcome.UNDECIDED,
                List.of(best.get()));
    }

    private static PortRange ports(FlowPattern pattern) {
        return new PortRange(pattern.fromPort(), pattern.toPort());
    }

    private static boolean is(String pattern, String name) {
        return pattern.equals(FlowPattern.ANY) || pattern.equals(name);
    }

    /** Whether a pattern speaks of a flow, on whichever port. */
    private static boolean concerns(FlowPattern pattern, Flow flow) {
        List<String> rest = new ArrayList<>(pattern.via());
        for (String name : flow.via()) {
            if (!rest.isEmpty() && is(rest.get(0), name)) {
                rest.remove(0);
            }
        }
        return is(pattern.source(), flow.source())
                && is(pattern.destination(), flow.destination())
                && rest.isEmpty()
                && (pattern.anyPort() || flow.protocol() == (pattern.udp() ? Protocol.UDP : Protocol.TCP));
    }

    private static boolean covers(FlowPattern pattern, Flow flow) {
        return concerns(pattern, flow) && (pattern.anyPort() || ports(pattern).contains(flow.ports()));
    }

    /** The ports of a flow that a pattern speaks of and no exception covers. */
    private static List<Flow> remainder(FlowPattern pattern, List<FlowPattern> exceptions, Flow flow) {
        if (!concerns(pattern, flow)) {
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
