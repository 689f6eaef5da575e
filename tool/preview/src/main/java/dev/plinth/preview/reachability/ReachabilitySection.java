package dev.plinth.preview.reachability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.policies.rule.Names;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.reachability.IntentCheck.Outcome;
import dev.plinth.preview.reachability.data.DataAccessDifference;
import dev.plinth.preview.reachability.flow.Flow;
import dev.plinth.preview.reachability.flow.Flow.Certainty;
import dev.plinth.preview.reachability.flow.FlowDifference;
import dev.plinth.preview.reachability.flow.FlowDifference.Changed;
import dev.plinth.preview.reachability.flow.FlowSolver;
import dev.plinth.preview.reachability.network.CloudNetwork;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetworkReader;
import dev.plinth.preview.reachability.network.Hop;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.FlowPattern;
import dev.plinth.settings.StackSettings.Intent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Connections and access to data that a change opens and closes, public addresses of the stack's outbound traffic, and checks of
 * the intents in the stack file. docs/reachability.md describes the model and its limits.
 */
public final class ReachabilitySection implements Section {

    private final CloudNetwork network;
    private final FlowDifference difference;
    private final List<IntentCheck> intents;
    private final Standing standing;
    private final EgressAddresses egress;
    private final PublishedPorts ports;
    private final FlowTable table;
    private final DataAccessDifference data;
    private final List<Finding> findings;

    /** Unknown results before the change. */
    private record Standing(Set<String> unplaced, Set<Intent> undecided) {}

    private ReachabilitySection(
            CloudNetwork network,
            FlowDifference difference,
            EgressAddresses egress,
            PublishedPorts ports,
            FlowTable table,
            DataAccessDifference data,
            List<IntentCheck> intents,
            Standing standing,
            List<Finding> findings) {
        this.network = network;
        this.difference = difference;
        this.egress = egress;
        this.ports = ports;
        this.table = table;
        this.data = data;
        this.intents = intents;
        this.standing = standing;
        this.findings = findings;
    }

    /** Creates the section of a change. */
    public static ReachabilitySection of(StackChange change) {
        CloudNetwork earlier = CloudNetworkReader.read(change.before());
        List<Flow> before = FlowSolver.flows(earlier);
        CloudNetwork network = CloudNetworkReader.read(change.after());
        List<Flow> after = FlowSolver.flows(network);
        FlowDifference difference = FlowDifference.of(before, after);
        List<Intent> declared = change.settings().reachability();
        List<IntentCheck> checks = IntentCheck.of(declared, after);
        List<Finding> findings = new ArrayList<>();
        unknownNames(declared, List.of(earlier, network))
                .forEach(fault -> findings.add(
                        new Finding("", fault.key() + " " + fault.problem(), "use one of " + fault.allowed())));
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
                        "exposes a data store: " + flow.qualifiedText() + "; " + path(flow),
                        "remove one of these rules or routes, or declare it in plinth:reachability: allow: "
                                + flow.source() + " -> " + flow.destination() + ":" + flow.ports())));
        Standing standing = new Standing(
                Set.copyOf(earlier.unplaced()),
                IntentCheck.of(declared, before).stream()
                        .filter(check -> check.outcome() == Outcome.UNDECIDED)
                        .map(IntentCheck::intent)
                        .collect(Collectors.toSet()));
        return new ReachabilitySection(
                network,
                difference,
                EgressAddresses.of(change),
                PublishedPorts.of(earlier, before, network, after),
                new FlowTable(earlier, network),
                DataAccessDifference.of(change),
                checks,
                standing,
                findings);
    }

    /**
     * Returns a fault for each name in an intent that is not an endpoint of the stack, neither before nor after a change. Such
     * an intent would always hold.
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
                            "names the unknown endpoint \"" + name + "\"" + Names.suggestion(name, known),
                            String.join(", ", known) + ", " + FlowPattern.ANY)));
        }
        return faults;
    }

    private static Finding refuted(CloudNetwork network, IntentCheck check) {
        Intent intent = check.intent();
        if (intent.require().isPresent()) {
            String found = check.witnesses().isEmpty()
                    ? "no such connection"
                    : "only " + check.witnesses().get(0).qualifiedText() + " is open";
            return new Finding(
                    urn(network, intent.flow().destination()),
                    "intent \"" + intent + "\" is refuted: " + found,
                    "open the connection or change the intent");
        }
        Flow witness = check.witnesses().get(0);
        int more = check.witnesses().size() - 1;
        return new Finding(
                urn(network, witness.destination()),
                "intent \"" + intent + "\" is refuted: " + witness.qualifiedText()
                        + (more == 0 ? " is open" : " and " + more + " more are open") + "; " + path(witness),
                "remove one of these rules or routes, or add an allow to plinth:reachability");
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
                ? "no filter on the path"
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
        return intents.isEmpty()
                && findings.isEmpty()
                && difference.isEmpty()
                && ports.isEmpty()
                && egress.isEmpty()
                && data.isEmpty();
    }

    @Override
    public String summary() {
        List<String> parts = new ArrayList<>();
        add(parts, difference.opened().size(), "opened");
        add(parts, difference.lost().size(), "lost");
        add(parts, difference.changed().size(), "changed");
        String paths = parts.isEmpty()
                ? "no connections opened or closed"
                : String.join(", ", parts) + " of "
                        + (difference.opened().size()
                                + difference.lost().size()
                                + difference.changed().size()
                                + difference.same().size())
                        + " connections";
        if (egress.isWarning()) {
            paths += "; " + egress.summary();
        }
        paths += data.summary();
        if (intents.isEmpty()) {
            return paths;
        }
        long refuted = count(Outcome.REFUTED);
        long undecided = count(Outcome.UNDECIDED);
        return paths + "; "
                + (refuted + undecided == 0
                        ? "all intents hold"
                        : refuted + " of " + intents.size() + " intents refuted, " + undecided + " undecided");
    }

    private static void add(List<String> parts, int count, String verb) {
        if (count > 0) {
            parts.add(count + " " + verb);
        }
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
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
                || ports.isWarning()
                || !difference.lost().isEmpty()
                || intents.stream().anyMatch(check -> check.outcome() == Outcome.UNDECIDED && !isStanding(check))
                || network.unplaced().stream()
                        .anyMatch(text -> !standing.unplaced().contains(text));
        return worse ? Risk.WARNING : Risk.NONE;
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        unplaced(false).forEach(blocks::add);
        blocks.addAll(egress.blocks());
        blocks.addAll(ports.blocks());
        blocks.addAll(data.blocks());
        List<List<String>> rows = new ArrayList<>();
        rows.addAll(table.rows("new", difference.opened()));
        rows.addAll(table.rows("lost", difference.lost()));
        if (!rows.isEmpty()) {
            blocks.add(new Block.Table(List.of("change", "from", "to", "restricted to"), rows, Set.of()));
            blocks.add(table.paths(
                    "Rules and routes on the paths",
                    Stream.concat(difference.opened().stream(), difference.lost().stream())
                            .toList()));
        }
        for (Changed changed : difference.changed()) {
            String was = changed.before().limits();
            blocks.add(new Block.Text("changed: " + changed.after().qualifiedText() + "; before: "
                    + (was.isEmpty() ? "not limited" : was)));
            blocks.add(table.paths("Rules and routes on the path", List.of(changed.after())));
        }
        List<IntentCheck> broken = intents.stream()
                .filter(check -> check.outcome() != Outcome.PROVED)
                .filter(check -> !isStanding(check))
                .toList();
        if (!broken.isEmpty()) {
            blocks.add(table(broken));
        }
        List<Block> before = new ArrayList<>(unplaced(true));
        List<IntentCheck> undecided = intents.stream().filter(this::isStanding).toList();
        int warnings = before.size() + undecided.size();
        if (!undecided.isEmpty()) {
            before.add(table(undecided));
        }
        if (warnings > 0) {
            blocks.add(Block.Standing.of(warnings, "reachability warning", before));
        }
        long proved = count(Outcome.PROVED);
        if (proved > 0) {
            blocks.add(new Block.Details(
                    count((int) proved, "intent holds", "intents hold"),
                    List.of(table(intents.stream()
                            .filter(check -> check.outcome() == Outcome.PROVED)
                            .toList()))));
        }
        if (!difference.same().isEmpty()) {
            blocks.add(new Block.Details(
                    count(difference.same().size(), "connection", "connections") + " unchanged",
                    List.of(table.unchanged(difference.same()))));
        }
        return blocks;
    }

    /** Returns the warnings of resources with an unknown place, those that were unknown before the change or the others. */
    private List<Block> unplaced(boolean before) {
        return network.unplaced().stream()
                .filter(text -> standing.unplaced().contains(text) == before)
                .map(text -> (Block) new Block.Warning("unknown: " + text))
                .toList();
    }

    private boolean isStanding(IntentCheck check) {
        return check.outcome() == Outcome.UNDECIDED && standing.undecided().contains(check.intent());
    }

    private static Block table(List<IntentCheck> checks) {
        return new Block.Table(
                List.of("Intent", "Result", "Evidence"),
                checks.stream()
                        .map(check -> List.of(
                                check.intent().toString(),
                                check.outcome().name().toLowerCase(Locale.ROOT),
                                evidence(check)))
                        .toList(),
                Set.of());
    }

    private static String evidence(IntentCheck check) {
        List<Flow> witnesses = check.witnesses();
        if (witnesses.isEmpty()) {
            return "no such connection";
        }
        return witnesses.get(0).qualifiedText()
                + (witnesses.size() == 1 ? "" : " and " + (witnesses.size() - 1) + " more");
    }

    @Override
    public JsonNode toJson() {
        ObjectNode node = ReachabilityJson.of(network, difference, intents, egress);
        node.set("data", data.toJson());
        node.set("publishedPorts", ports.toJson());
        return node;
    }
}
