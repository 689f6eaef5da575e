package dev.plinth.preview.reachability;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.preview.Block;
import dev.plinth.preview.reachability.flow.Flow;
import dev.plinth.preview.reachability.network.CloudNetwork;
import dev.plinth.preview.reachability.network.CloudNetworkReader;
import dev.plinth.preview.reachability.network.Container;
import dev.plinth.preview.reachability.network.Container.PublishedPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Ports of containers that a change publishes on a Docker host, or no longer publishes. Docker forwards such a port before the
 * chains of the host's own firewall.
 *
 * @see <a href="https://docs.docker.com/engine/network/packet-filtering-firewalls/#docker-and-ufw">Docker and ufw</a>
 */
final class PublishedPorts {

    private static final String NOTE =
            "Docker forwards published ports before the INPUT chain of the host's firewall (nftables, ufw): "
                    + "https://docs.docker.com/engine/network/packet-filtering-firewalls/#docker-and-ufw";

    private final List<Entry> entries;

    /**
     * A published port.
     *
     * @param change the text {@code "new"}, {@code "lost"} or an empty one
     * @param reach whether the internet reaches it
     */
    private record Entry(String change, String container, String host, PublishedPort port, String reach) {

        boolean isAs(Entry other) {
            return container.equals(other.container) && host.equals(other.host) && port.equals(other.port);
        }

        boolean isChanged() {
            return !change.isEmpty();
        }
    }

    private PublishedPorts(List<Entry> entries) {
        this.entries = entries;
    }

    /** Returns the published ports before and after a change. */
    static PublishedPorts of(CloudNetwork earlier, List<Flow> before, CloudNetwork network, List<Flow> after) {
        List<Entry> old = read("lost", earlier, before);
        List<Entry> now = read("new", network, after);
        List<Entry> entries = new ArrayList<>();
        now.forEach(entry -> entries.add(
                old.stream().anyMatch(entry::isAs)
                        ? new Entry("", entry.container(), entry.host(), entry.port(), entry.reach())
                        : entry));
        old.stream().filter(entry -> now.stream().noneMatch(entry::isAs)).forEach(entries::add);
        entries.sort(Comparator.comparing(Entry::container)
                .thenComparing(entry -> entry.port().hostPorts().from()));
        return new PublishedPorts(entries);
    }

    private static List<Entry> read(String change, CloudNetwork network, List<Flow> flows) {
        List<Entry> entries = new ArrayList<>();
        for (Container container : network.containers()) {
            String name = name(network, container.urn());
            String host = container.host().map(urn -> name(network, urn)).orElse(Container.UNKNOWN_HOST);
            container
                    .ports()
                    .forEach(port -> entries.add(new Entry(change, name, host, port, reach(name, port, flows))));
        }
        return entries;
    }

    private static String name(CloudNetwork network, String urn) {
        return network.endpoints().stream()
                .filter(endpoint -> endpoint.urn().equals(urn))
                .map(CloudNetwork.Endpoint::name)
                .findFirst()
                .orElse("");
    }

    private static String reach(String container, PublishedPort port, List<Flow> flows) {
        if (port.isLoopback()) {
            return "the host only";
        }
        Optional<Flow> best = flows.stream()
                .filter(flow -> flow.source().equals(CloudNetworkReader.INTERNET)
                        && flow.destination().equals(container)
                        && flow.protocol() == port.protocol()
                        && flow.ports().from() <= port.port()
                        && port.port() <= flow.ports().to())
                .max(Comparator.comparing(Flow::certainty));
        return best.map(flow -> switch (flow.certainty()) {
                    case OPEN -> "the internet";
                    case PARTIAL -> "parts of the internet";
                    case UNKNOWN -> "unknown: the network in front of the host is not in the stack";
                })
                .orElse("not the internet");
    }

    /** Returns whether the change publishes or removes no port. */
    boolean isEmpty() {
        return entries.stream().noneMatch(Entry::isChanged);
    }

    /** Returns whether the change publishes a port beyond the host. */
    boolean isWarning() {
        return entries.stream()
                .anyMatch(entry -> entry.change().equals("new") && !entry.port().isLoopback());
    }

    /** Returns the changed ports, and the unchanged ones as details. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        if (!isEmpty()) {
            blocks.add(table(entries.stream().filter(Entry::isChanged).toList()));
        }
        if (isWarning()) {
            blocks.add(new Block.Text(NOTE));
        }
        List<Entry> same = entries.stream().filter(entry -> !entry.isChanged()).toList();
        if (!same.isEmpty()) {
            blocks.add(new Block.Details(
                    same.size() + (same.size() == 1 ? " published port" : " published ports") + " unchanged",
                    List.of(table(same))));
        }
        return blocks;
    }

    private static Block table(List<Entry> entries) {
        return new Block.Table(
                List.of("change", "container", "published port", "host", "reached from"),
                entries.stream()
                        .map(entry -> List.of(
                                entry.change(), entry.container(), entry.port().text(), entry.host(), entry.reach()))
                        .toList(),
                Set.of());
    }

    ArrayNode toJson() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        entries.forEach(entry -> array.addObject()
                .put("change", entry.change().isEmpty() ? "same" : entry.change())
                .put("container", entry.container())
                .put("host", entry.host())
                .put("address", entry.port().address())
                .put("fromPort", entry.port().hostPorts().from())
                .put("toPort", entry.port().hostPorts().to())
                .put("protocol", entry.port().protocol().name().toLowerCase(Locale.ROOT))
                .put("containerPort", entry.port().port())
                .put("reachedFrom", entry.reach()));
        return array;
    }
}
