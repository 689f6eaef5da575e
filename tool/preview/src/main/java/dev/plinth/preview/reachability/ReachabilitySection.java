package dev.plinth.preview.reachability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.policies.rule.Names;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.reachability.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.CloudNetwork.Kind;
import dev.plinth.preview.reachability.Flow.Certainty;
import dev.plinth.preview.reachability.FlowDifference.Changed;
import dev.plinth.preview.reachability.IntentCheck.Outcome;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.FlowPattern;
import dev.plinth.settings.StackSettings.Intent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who can reach whom on which port: what a change opens and closes, from which public addresses the stack's own traffic comes,
 * and whether the intents that the stack's file declares hold afterwards. docs/reachability.md has the model and what it leaves out.
 */
public final class ReachabilitySection implements Section {

    private final CloudNetwork network;
    private final FlowDifference difference;
    private final List<IntentCheck> intents;
    private final EgressAddresses egress;
    private final List<Finding> findings;

    private ReachabilitySection(
            CloudNetwork network,
            FlowDifference difference,
            EgressAddresses egress,
            List<IntentCheck> intents,
            List<Finding> findings) {
        this.network = network;
        this.difference = difference;
        this.egress = egress;
        this.intents = intents;
        this.findings = findings;
    }

    /** Makes the section of a change. */
    public static ReachabilitySection of(StackChange change) {
        CloudNetwork earlier = CloudNetworkReader.read(change.before());
        List<Flow> before = Solver.flows(earlier);
        CloudNetwork network = CloudNetworkReader.read(change.after());
        List<Flow> after = Solver.flows(network);
        FlowDifference difference = FlowDifference.of(before, after);
        List<Intent> declared = change.settings().reachability();
        List<IntentCheck> checks = IntentCheck.of(declared, after);
        List<Finding> findings = new ArrayList<>();
        unknownNames(declared, List.of(earlier, network))
                .forEach(fault -> findings.add(
                        new Finding("", fault.key() + " " + fault.problem(), "name one of " + fault.allowed())));
        Set<String> explained = new HashSet<>();
        for (IntentCheck check : checks) {
            if (check.outcome() == Outcome.REFUTED) {
                check.witnesses().forEach(flow -> explained.add(flow.source() + " " + flow.destination()));
                findings.add(refuted(network, check));
            }
        }
        Stream.concat(
                        difference.opened().stream(),
                        difference.changed().stream().filter(Changed::widens).map(Changed::after))
                .filter(flow -> flow.source().equals(CloudNetworkReader.INTERNET)
                        || flow.source().equals(CloudNetworkReader.CLOUDFLARE))
                .filter(flow -> flow.certainty() != Certainty.UNKNOWN)
                .filter(flow -> isDataStore(network, flow.destination()))
                .filter(flow -> !explained.contains(flow.source() + " " + flow.destination()))
                .filter(flow -> !IntentCheck.isAllowed(declared, flow))
                .forEach(flow -> findings.add(new Finding(
                        urn(network, flow.destination()),
                        "opens a data store to the outside: " + flow.qualifiedText() + "; " + path(flow),
                        "close one of these, or declare it in plinth:reachability: allow: " + flow.source() + " -> "
                                + flow.destination() + ":" + flow.ports())));
        return new ReachabilitySection(network, difference, EgressAddresses.of(change), checks, findings);
    }

    /**
     * Returns a fault for each name in an intent that is neither in the stack before nor after a change: such an intent would
     * hold without a check.
     */
    public static List<ConfigException.Fault> unknownNames(StackChange change) {
        return unknownNames(
                change.settings().reachability(),
                List.of(CloudNetworkReader.read(change.before()), CloudNetworkReader.read(change.after())));
    }

    private static List<ConfigException.Fault> unknownNames(List<Intent> intents, List<CloudNetwork> networks) {
        Set<String> known = new TreeSet<>(List.of(CloudNetworkReader.INTERNET, CloudNetworkReader.CLOUDFLARE));
        networks.forEach(network -> network.endpoints().forEach(endpoint -> known.add(endpoint.name())));
        List<ConfigException.Fault> faults = new ArrayList<>();
        for (int i = 0; i < intents.size(); i++) {
            String key = "plinth:reachability[" + i + "]";
            intents.get(i).flow().names().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> faults.add(new ConfigException.Fault(
                            key,
                            "names \"" + name + "\"" + Names.suggestion(name, known),
                            String.join(", ", known) + ", " + FlowPattern.ANY)));
        }
        return faults;
    }

    private static Finding refuted(CloudNetwork network, IntentCheck check) {
        Intent intent = check.intent();
        if (intent.require().isPresent()) {
            String found = check.witnesses().isEmpty()
                    ? "there is no way"
                    : "there is only " + check.witnesses().get(0).qualifiedText();
            return new Finding(
                    urn(network, intent.flow().destination()),
                    "plinth:reachability says \"" + intent + "\", but " + found,
                    "open the way, or change the intent");
        }
        Flow witness = check.witnesses().get(0);
        int more = check.witnesses().size() - 1;
        return new Finding(
                urn(network, witness.destination()),
                "plinth:reachability says \"" + intent + "\", but there is " + witness.qualifiedText()
                        + (more == 0 ? "" : " and " + more + " more") + "; " + path(witness),
                "close one of these, or declare an allow in plinth:reachability");
    }

    private static boolean isDataStore(CloudNetwork network, String name) {
        return network.endpoints().stream()
                .anyMatch(endpoint -> endpoint.name().equals(name) && endpoint.kind() == Kind.DATA_STORE);
    }

    private static String urn(CloudNetwork network, String name) {
        return network.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .map(Endpoint::urn)
                .findFirst()
                .orElse("");
    }

    private static String path(Flow flow) {
        return flow.path().isEmpty()
                ? "nothing on the way filters"
                : flow.path().stream().map(Hop::text).collect(Collectors.joining("; "));
    }

    @Override
    public String key() {
        return "reachability";
    }

    @Override
    public String title() {
        return "Reachability";
    }

    @Override
    public boolean isSilent() {
        return intents.isEmpty() && findings.isEmpty() && difference.isEmpty() && egress.isEmpty();
    }

    @Override
    public String summary() {
        List<String> parts = new ArrayList<>();
        add(parts, difference.opened().size(), "opened");
        add(parts, difference.lost().size(), "lost");
        add(parts, difference.changed().size(), "changed");
        String paths = parts.isEmpty()
                ? "no connection opens or closes"
                : String.join(", ", parts) + " of "
                        + (difference.opened().size()
                                + difference.lost().size()
                                + difference.changed().size()
                                + difference.same().size())
                        + " connections";
        if (egress.isWarning()) {
            paths += "; " + egress.summary();
        }
        if (intents.isEmpty()) {
            return paths;
        }
        long refuted = count(Outcome.REFUTED);
        long undecided = count(Outcome.UNDECIDED);
        return paths + "; "
                + (refuted + undecided == 0
                        ? "every intent holds"
                        : refuted + " of " + intents.size() + " intents refuted, " + undecided + " undecided");
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private long count(Outcome outcome) {
        return intents.stream().filter(check -> check.outcome() == outcome).count();
    }

    @Override
    public Risk risk() {
        if (!findings.isEmpty()) {
            return Risk.CRITICAL;
        }
        boolean exposes = Stream.concat(
                        difference.opened().stream(),
                        difference.changed().stream().filter(Changed::widens).map(Changed::after))
                .anyMatch(flow -> flow.source().equals(CloudNetworkReader.INTERNET));
        boolean worse = exposes
                || egress.isWarning()
                || !difference.lost().isEmpty()
                || count(Outcome.UNDECIDED) > 0
                || !network.unplaced().isEmpty();
        return worse ? Risk.WARNING : Risk.NONE;
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }

    // Text

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        network.unplaced().forEach(text -> blocks.add(new Block.Warning("can't be told: " + text)));
        blocks.addAll(egress.blocks());
        List<List<String>> rows = new ArrayList<>();
        bySource("new", difference.opened(), rows);
        bySource("lost", difference.lost(), rows);
        if (!rows.isEmpty()) {
            blocks.add(new Block.Table(List.of("change", "from", "to", "limited to"), rows, Set.of()));
            blocks.add(through(
                    "what lets them through",
                    Stream.concat(difference.opened().stream(), difference.lost().stream())
                            .toList()));
        }
        for (Changed changed : difference.changed()) {
            String was = changed.before().limits();
            blocks.add(new Block.Text("changed: " + changed.after().qualifiedText() + ", before: "
                    + (was.isEmpty() ? "not limited" : was)));
            blocks.add(through("what lets it through", List.of(changed.after())));
        }
        List<IntentCheck> broken = intents.stream()
                .filter(check -> check.outcome() != Outcome.PROVED)
                .toList();
        if (!broken.isEmpty()) {
            blocks.add(table(broken));
        }
        if (broken.size() < intents.size()) {
            blocks.add(new Block.Details(
                    (intents.size() - broken.size()) + " intents hold",
                    List.of(table(intents.stream()
                            .filter(check -> check.outcome() == Outcome.PROVED)
                            .toList()))));
        }
        if (!difference.same().isEmpty()) {
            blocks.add(new Block.Details(
                    difference.same().size() + " connections stay as they are",
                    List.of(new Block.Table(
                            List.of("Connection", "Limited to"),
                            difference.same().stream()
                                    .map(flow -> List.of(flow.text(), flow.limits()))
                                    .toList(),
                            Set.of()))));
        }
        return blocks;
    }

    private static Block table(List<IntentCheck> checks) {
        return new Block.Table(
                List.of("Intent", "Holds", "Because of"),
                checks.stream()
                        .map(check -> List.of(
                                check.intent().toString(),
                                check.outcome().name().toLowerCase(Locale.ROOT),
                                because(check)))
                        .toList(),
                Set.of());
    }

    private static String because(IntentCheck check) {
        List<Flow> witnesses = check.witnesses();
        if (witnesses.isEmpty()) {
            return "there is no such connection";
        }
        return witnesses.get(0).qualifiedText()
                + (witnesses.size() == 1 ? "" : " and " + (witnesses.size() - 1) + " more");
    }

    /** A row for all that one source reaches within the same limits, the internet's first. */
    private static void bySource(String change, List<Flow> flows, List<List<String>> rows) {
        Map<List<String>, List<String>> destinations = new LinkedHashMap<>();
        flows.stream()
                .sorted(Comparator.comparing(flow -> !flow.source().equals(CloudNetworkReader.INTERNET)))
                .forEach(flow -> destinations
                        .computeIfAbsent(List.of(flow.source(), flow.limits()), key -> new ArrayList<>())
                        .add(flow.destinationText()));
        destinations.forEach(
                (key, reached) -> rows.add(List.of(change, key.get(0), String.join(", ", reached), key.get(1))));
    }

    private static Block through(String summary, List<Flow> flows) {
        return new Block.Details(
                summary,
                List.of(new Block.Table(
                        List.of("Connection", "Let through by"),
                        flows.stream()
                                .map(flow -> List.of(
                                        flow.text(),
                                        flow.path().stream().map(Hop::text).collect(Collectors.joining("; "))))
                                .toList(),
                        Set.of())));
    }

    // JSON

    @Override
    public JsonNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        flows(node.putArray("opened"), difference.opened());
        flows(node.putArray("lost"), difference.lost());
        ArrayNode changed = node.putArray("changed");
        for (Changed each : difference.changed()) {
            ObjectNode entry = changed.addObject();
            entry.set("before", json(each.before()));
            entry.set("after", json(each.after()));
        }
        flows(node.putArray("same"), difference.same());
        ArrayNode checks = node.putArray("intents");
        for (IntentCheck check : intents) {
            ObjectNode entry = checks.addObject();
            entry.put("intent", check.intent().toString())
                    .put("outcome", check.outcome().name().toLowerCase(Locale.ROOT));
            flows(entry.putArray("witnesses"), check.witnesses());
        }
        ArrayNode unknown = node.putArray("unplaced");
        network.unplaced().forEach(unknown::add);
        node.set("egress", egress.toJson());
        return node;
    }

    private static void flows(ArrayNode array, List<Flow> flows) {
        flows.forEach(flow -> array.add(json(flow)));
    }

    private static ObjectNode json(Flow flow) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("source", flow.source()).put("destination", flow.destination());
        ArrayNode via = node.putArray("via");
        flow.via().forEach(via::add);
        node.put("protocol", flow.protocol().name().toLowerCase(Locale.ROOT));
        if (flow.protocol().hasPorts()) {
            node.put("fromPort", flow.ports().from()).put("toPort", flow.ports().to());
        }
        node.put("certainty", flow.certainty().name().toLowerCase(Locale.ROOT));
        ArrayNode addresses = node.putArray("addresses");
        flow.addresses().forEach(addresses::add);
        ArrayNode path = node.putArray("path");
        flow.path().forEach(hop -> path.addObject().put("urn", hop.urn()).put("text", hop.text()));
        return node;
    }
}
