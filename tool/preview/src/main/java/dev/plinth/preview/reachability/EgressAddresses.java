package dev.plinth.preview.reachability;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.Block;
import dev.plinth.preview.StackChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Public IPv4 addresses of a stack's outbound traffic, before and after a change: those of NAT gateways, and Elastic IP
 * addresses of instances and network interfaces. Partners may keep them in allow lists.
 *
 * @param added the addresses that the change adds
 * @param removed the addresses that the change releases
 * @param kept the unchanged addresses
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html">NAT gateway basics</a>
 */
record EgressAddresses(List<Address> added, List<Address> removed, List<Address> kept) {

    private static final List<String> ALLOCATIONS = List.of("allocationId", "secondaryAllocationIds");
    private static final List<String> HOLDERS = List.of("instance", "networkInterface");

    /**
     * An address.
     *
     * @param id the URN of its resource, or its allocation id where the resource is outside the stack
     * @param name the logical name of that resource
     * @param address the address; empty until AWS assigns one
     */
    record Address(String id, String name, Optional<String> address) {
        String text() {
            return address.orElse("known after the update");
        }
    }

    EgressAddresses {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        kept = List.copyOf(kept);
    }

    static EgressAddresses of(StackChange change) {
        Map<String, Address> before = read(change.before());
        Map<String, Address> after = read(change.after());
        Map<String, Operation> operations = new HashMap<>();
        for (ResourceChange each : change.changes()) {
            operations.put(each.resource().urn(), each.operation());
        }
        List<Address> added = new ArrayList<>();
        List<Address> removed = new ArrayList<>();
        List<Address> kept = new ArrayList<>();
        before.forEach((id, address) -> {
            boolean stays = after.containsKey(id) && operations.get(id) != Operation.REPLACE;
            (stays ? kept : removed).add(address);
        });
        after.forEach((id, address) -> {
            Operation operation = operations.getOrDefault(id, Operation.SAME);
            if (operation == Operation.REPLACE || operation == Operation.CREATE) {
                added.add(new Address(id, address.name(), Optional.empty()));
            } else if (!before.containsKey(id)) {
                added.add(address.address().isPresent() ? address : known(address, change.before()));
            }
        });
        return new EgressAddresses(added, removed, kept);
    }

    /** Returns an address that existed before the change without outbound traffic. */
    private static Address known(Address address, ResourceGraph before) {
        return new Address(
                address.id(), address.name(), before.resource(address.id()).flatMap(eip -> eip.output("publicIp")
                        .asText()));
    }

    private static Map<String, Address> read(ResourceGraph graph) {
        Map<String, Address> addresses = new TreeMap<>();
        for (GraphResource gateway : graph.ofType(AwsTypes.EC2_NAT_GATEWAY)) {
            if (!gateway.input("connectivityType").asText().orElse("public").equals("private")) {
                gateway(gateway, graph, addresses);
            }
        }
        graph.ofType(AwsTypes.EC2_EIP).stream()
                .filter(eip ->
                        HOLDERS.stream().anyMatch(holder -> !eip.input(holder).isAbsent()))
                .forEach(eip -> put(addresses, eip.urn(), eip));
        graph.ofType(AwsTypes.EC2_EIP_ASSOCIATION)
                .forEach(association -> graph.references(association, "allocationId", AwsTypes.EC2_EIP)
                        .forEach(eip -> put(addresses, eip.urn(), eip)));
        return addresses;
    }

    private static void gateway(GraphResource gateway, ResourceGraph graph, Map<String, Address> addresses) {
        int found = addresses.size();
        for (String property : ALLOCATIONS) {
            List<GraphResource> eips = graph.references(gateway, property, AwsTypes.EC2_EIP);
            eips.forEach(eip -> put(addresses, eip.urn(), eip));
            if (eips.isEmpty()) {
                texts(gateway.input(property)).forEach(allocation -> put(addresses, allocation, gateway));
            }
        }
        if (addresses.size() == found && gateway.input("allocationId").isAbsent()) {
            // AWS assigns the addresses of a regional gateway.
            put(addresses, gateway.urn(), gateway);
        }
    }

    private static List<String> texts(PropertyValue value) {
        return value.elements().isEmpty()
                ? value.asText().stream().toList()
                : value.elements().stream()
                        .flatMap(element -> element.asText().stream())
                        .toList();
    }

    private static void put(Map<String, Address> addresses, String id, GraphResource holder) {
        addresses.put(
                id, new Address(id, holder.name(), holder.output("publicIp").asText()));
    }

    /** Returns whether the addresses are unchanged. */
    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    /** Returns whether partners may have changed addresses in their allow lists. */
    boolean isWarning() {
        return !isEmpty() && !(removed.isEmpty() && kept.isEmpty());
    }

    /** Returns the number of changed addresses, such as {@code 1 new egress address}. */
    String summary() {
        List<String> parts = new ArrayList<>();
        if (!added.isEmpty()) {
            parts.add(count(added.size(), "new egress address"));
        }
        if (!removed.isEmpty()) {
            parts.add(count(removed.size(), "egress address") + " removed");
        }
        return String.join(", ", parts);
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "es");
    }

    List<Block> blocks() {
        if (isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        if (isWarning()) {
            blocks.add(new Block.Warning(summary() + ": "
                    + (added.isEmpty()
                            ? ""
                            : "partners must add " + list(added) + " to their allow lists, or they reject the traffic")
                    + (added.isEmpty() || removed.isEmpty() ? "" : "; ")
                    + (removed.isEmpty()
                            ? ""
                            : "partners must remove " + list(removed)
                                    + " from their allow lists, because AWS may assign it to others")));
        }
        List<List<String>> rows = new ArrayList<>();
        added.forEach(address -> rows.add(List.of("new", address.text(), address.name())));
        removed.forEach(address -> rows.add(List.of("removed", address.text(), address.name())));
        kept.forEach(address -> rows.add(List.of("unchanged", address.text(), address.name())));
        blocks.add(new Block.Table(List.of("change", "egress address", "resource"), rows, Set.of()));
        return blocks;
    }

    private static String list(List<Address> addresses) {
        return addresses.stream()
                .map(address -> address.address()
                        .map(ip -> ip + " (" + address.name() + ")")
                        .orElse("the address of " + address.name()))
                .collect(Collectors.joining(", "));
    }

    ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        json(node.putArray("added"), added);
        json(node.putArray("removed"), removed);
        json(node.putArray("kept"), kept);
        return node;
    }

    private static void json(ArrayNode array, List<Address> addresses) {
        addresses.forEach(address -> array.addObject()
                .put("id", address.id())
                .put("name", address.name())
                .put("address", address.address().orElse(null)));
    }
}
