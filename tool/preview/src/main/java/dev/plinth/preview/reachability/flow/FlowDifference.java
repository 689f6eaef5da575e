package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.flow.Flow.Certainty;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Flows before and after a change; each list is sorted.
 *
 * @param opened flows that exist only after the change
 * @param lost flows that exist only before the change
 * @param changed flows with other limits or another certainty
 * @param same all others
 */
public record FlowDifference(List<Flow> opened, List<Flow> lost, List<Changed> changed, List<Flow> same) {

    /** Returns whether there is no flow before or after the change. */
    public boolean isEmpty() {
        return opened.isEmpty() && lost.isEmpty() && changed.isEmpty() && same.isEmpty();
    }

    /** A flow with other limits or another certainty than before. */
    public record Changed(Flow before, Flow after) {

        /** Returns whether it allows more packets than before, or is more certain. */
        public boolean widens() {
            boolean surer = after.certainty().compareTo(before.certainty()) > 0;
            boolean further = after.addresses().isEmpty()
                    ? !before.addresses().isEmpty()
                    : !before.addresses().isEmpty()
                            && after.addresses().stream().anyMatch(cidr -> before.addresses().stream()
                                    .noneMatch(old -> within(cidr, old)));
            return surer || further;
        }

        private static boolean within(String cidr, String other) {
            return cidr.equals(other) || new IPAddressString(other).contains(new IPAddressString(cidr));
        }
    }

    /** Compares flows port by port, so that a flow on more ports than before is opened on the added ports only. */
    public static FlowDifference of(List<Flow> before, List<Flow> after) {
        Set<Connection> connections = new LinkedHashSet<>();
        before.forEach(flow -> connections.add(Connection.of(flow)));
        after.forEach(flow -> connections.add(Connection.of(flow)));
        List<Flow> opened = new ArrayList<>();
        List<Flow> lost = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        List<Flow> same = new ArrayList<>();
        for (Connection connection : connections) {
            List<Flow> old = before.stream().filter(connection::has).toList();
            List<Flow> now = after.stream().filter(connection::has).toList();
            for (PortRange ports : pieces(old, now)) {
                Optional<Flow> was = at(old, ports);
                Optional<Flow> is = at(now, ports);
                if (was.isEmpty() && is.isPresent()) {
                    append(opened, is.get());
                } else if (was.isPresent() && is.isEmpty()) {
                    append(lost, was.get());
                } else if (was.isPresent() && is.isPresent()) {
                    if (isEqual(was.get(), is.get())) {
                        append(same, is.get());
                    } else {
                        changed.add(new Changed(was.get(), is.get()));
                    }
                }
            }
        }
        return new FlowDifference(
                sorted(opened),
                sorted(lost),
                changed.stream()
                        .sorted((left, right) -> Flow.ORDER.compare(left.after(), right.after()))
                        .toList(),
                sorted(same));
    }

    private static List<Flow> sorted(List<Flow> flows) {
        return flows.stream().sorted(Flow.ORDER).toList();
    }

    /** Returns whether certainty and limits are equal. */
    private static boolean isEqual(Flow left, Flow right) {
        Certainty certainty = left.certainty();
        return certainty == right.certainty() && left.addresses().equals(right.addresses());
    }

    private record Connection(String source, String destination, List<String> via, Protocol protocol) {

        static Connection of(Flow flow) {
            return new Connection(flow.source(), flow.destination(), flow.via(), flow.protocol());
        }

        boolean has(Flow flow) {
            return equals(of(flow));
        }
    }

    private static List<PortRange> pieces(List<Flow> old, List<Flow> now) {
        Set<Integer> starts = new TreeSet<>(Set.of(0, 65536));
        for (List<Flow> flows : List.of(old, now)) {
            flows.forEach(flow -> {
                starts.add(flow.ports().from());
                starts.add(flow.ports().to() + 1);
            });
        }
        List<Integer> sorted = List.copyOf(starts);
        List<PortRange> pieces = new ArrayList<>();
        for (int i = 0; i + 1 < sorted.size(); i++) {
            pieces.add(new PortRange(sorted.get(i), sorted.get(i + 1) - 1));
        }
        return pieces;
    }

    private static Optional<Flow> at(List<Flow> flows, PortRange ports) {
        return flows.stream()
                .filter(flow -> flow.ports().contains(ports))
                .findFirst()
                .map(flow -> flow.withPorts(ports));
    }

    /** Adds a flow, or extends the last one when it is equal on the preceding ports. */
    private static void append(List<Flow> flows, Flow flow) {
        Flow last = flows.isEmpty() ? null : flows.get(flows.size() - 1);
        if (last != null
                && Connection.of(last).has(flow)
                && last.ports().to() + 1 == flow.ports().from()
                && isEqual(last, flow)) {
            flows.set(
                    flows.size() - 1,
                    last.withPorts(
                            new PortRange(last.ports().from(), flow.ports().to())));
        } else {
            flows.add(flow);
        }
    }
}
