package dev.plinth.preview.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.examples.Example;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import dev.plinth.operation.StackDefinition;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section.Finding;
import dev.plinth.preview.Section.Risk;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.reachability.flow.Flow;
import dev.plinth.preview.reachability.flow.FlowSolver;
import dev.plinth.preview.reachability.network.CloudNetworkReader;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackSettings;
import dev.plinth.settings.StackSettings.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Docker networks and published ports of the example printvision: on an instance, and on a machine outside the stack. */
class ContainerReachabilityTest {

    private static final Example EXAMPLE = new Example("printvision");
    private static final String DATABASE = "supabase-db";
    private static final Map<String, ResourceGraph> GRAPHS = new ConcurrentHashMap<>();

    private static ResourceGraph graph(String stack) {
        return GRAPHS.computeIfAbsent(stack, name -> GraphOperation.record(EXAMPLE.project(), name));
    }

    private static List<Flow> flows(ResourceGraph graph) {
        return FlowSolver.flows(CloudNetworkReader.read(graph));
    }

    private static List<String> texts(List<Flow> flows, String source, String destination) {
        return flows.stream()
                .filter(flow ->
                        flow.source().equals(source) && flow.destination().equals(destination))
                .map(Flow::qualifiedText)
                .toList();
    }

    /** The graph with the database's port published at an address of the host, and a rule of the host's security group for it. */
    private static ResourceGraph published(ResourceGraph graph, String address, int port) {
        List<GraphResource> resources = new ArrayList<>();
        for (GraphResource resource : graph.resources()) {
            boolean isDatabase = resource.name().equals(DATABASE + "-container");
            boolean isRule = resource.name().equals("host-from-internet-http");
            resources.add(
                    isDatabase
                            ? with(
                                    resource,
                                    Map.of("ports", List.of(Map.of("internal", 5432, "external", port, "ip", address))))
                            : isRule ? with(resource, Map.of("fromPort", port, "toPort", port)) : resource);
        }
        return new ResourceGraph(graph.project(), graph.stack(), resources);
    }

    private static GraphResource with(GraphResource resource, Map<String, ?> inputs) {
        Map<String, PropertyValue> all = new TreeMap<>(resource.inputs().properties());
        all.putAll(((PropertyValue.ObjectValue) PropertyValue.of(inputs)).properties());
        return resource.withInputs(PropertyValue.ObjectValue.of(all));
    }

    private static ReachabilitySection section(ResourceGraph before, ResourceGraph after) {
        return ReachabilitySection.of(StackChange.between(settings(after.stack()), before, after));
    }

    private static StackSettings settings(String stack) {
        return StackDefinition.read(EXAMPLE.project(), stack).settings();
    }

    private static String text(ReachabilitySection section) {
        return section.blocks().toString();
    }

    private static IntentCheck.Outcome denied(ResourceGraph graph, String flow) {
        Intent intent = new Intent(Optional.empty(), Optional.of(flow), Optional.empty());
        return IntentCheck.of(List.of(intent), flows(graph)).get(0).outcome();
    }

    @Test
    void onlyTheProxyIsReachableFromTheInternet() {
        assertThat(flows(graph("production")))
                .filteredOn(flow -> flow.source().equals("internet"))
                .extracting(Flow::qualifiedText)
                .containsExactly(
                        "internet → app-proxy:8080 via host",
                        "internet → app-proxy:8443 via host",
                        "internet → host:80",
                        "internet → host:443");
        assertThat(denied(graph("production"), "internet -> supabase-db")).isEqualTo(IntentCheck.Outcome.PROVED);
    }

    @Test
    void theIntentsOfEveryStackHold() {
        for (String stack : EXAMPLE.stacks()) {
            assertThat(IntentCheck.of(settings(stack).reachability(), flows(graph(stack))))
                    .as(stack)
                    .isNotEmpty()
                    .allSatisfy(check -> assertThat(check.outcome()).isEqualTo(IntentCheck.Outcome.PROVED));
        }
    }

    @Test
    void aPathThroughAPublishedPortNamesTheRuleAndThePort() {
        Flow flow = flows(graph("production")).stream()
                .filter(each -> each.text().equals("internet → app-proxy:8443 via host"))
                .findFirst()
                .orElseThrow();

        assertThat(flow.path().get(flow.path().size() - 1).text()).isEqualTo("published port 0.0.0.0:443 → 8443");
        assertThat(flow.path().toString()).contains("security group");
    }

    @Test
    void containersOfANetworkReachEachOtherAndNoOthers() {
        List<Flow> flows = flows(graph("production"));

        assertThat(texts(flows, "app-blue", DATABASE))
                .containsExactly("app-blue → supabase-db:0-65535", "app-blue → supabase-db:0-65535/udp");
        assertThat(texts(flows, "app-proxy", DATABASE)).isEmpty();
        assertThat(texts(flows, "app-proxy", "supabase-gateway")).isNotEmpty();
        assertThat(denied(graph("production"), "app-proxy -> supabase-db")).isEqualTo(IntentCheck.Outcome.PROVED);
        assertThat(denied(graph("production"), "app-blue -> supabase-db:5432")).isEqualTo(IntentCheck.Outcome.REFUTED);
    }

    @Test
    void anInternalNetworkDoesNotReachTheInternet() {
        List<Flow> flows = flows(graph("production"));

        assertThat(texts(flows, DATABASE, "internet")).isEmpty();
        assertThat(texts(flows, "app-blue", "internet"))
                .containsExactly("app-blue → internet:80 via host", "app-blue → internet:443 via host");
    }

    @Test
    void aDatabaseOnEveryAddressIsExposedWhenTheSecurityGroupAllowsIt() {
        ReachabilitySection section = section(graph("production"), published(graph("production"), "0.0.0.0", 5432));

        assertThat(section.risk()).isEqualTo(Risk.CRITICAL);
        assertThat(section.findings())
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message)
                        .startsWith("intent \"deny: internet -> any\" is refuted: internet → supabase-db:5432 via host")
                        .contains("published port 0.0.0.0:5432 → 5432"))
                .anySatisfy(message ->
                        assertThat(message).startsWith("exposes a data store: cloudflare → supabase-db:5432 via host"));
        assertThat(text(section)).contains("0.0.0.0:5432 → 5432", "the internet", "before the INPUT chain");
        assertThat(denied(published(graph("production"), "0.0.0.0", 5432), "internet -> supabase-db"))
                .isEqualTo(IntentCheck.Outcome.REFUTED);
    }

    @Test
    void aDatabaseOnTheLoopbackAddressIsNotExposed() {
        ReachabilitySection section = section(graph("production"), published(graph("production"), "127.0.0.1", 5432));

        assertThat(section.findings()).isEmpty();
        assertThat(text(section))
                .contains("127.0.0.1:5432 → 5432", "the host only")
                .doesNotContain("INPUT chain");
        assertThat(section.toJson().path("publishedPorts").toString())
                .contains(
                        "{\"change\":\"new\",\"container\":\"supabase-db\",\"host\":\"host\",\"address\":\"127.0.0.1\","
                                + "\"fromPort\":5432,\"toPort\":5432,\"protocol\":\"tcp\",\"containerPort\":5432,"
                                + "\"reachedFrom\":\"the host only\"}");
    }

    @Test
    void thePortsOfAMachineOutsideTheStackAreUnknown() {
        ResourceGraph development = published(graph("development"), "0.0.0.0", 5432);

        assertThat(texts(flows(development), "internet", DATABASE))
                .containsExactly("internet → supabase-db:5432 via host (unknown)");
        assertThat(denied(development, "internet -> supabase-db")).isEqualTo(IntentCheck.Outcome.UNDECIDED);
        assertThat(denied(graph("development"), "internet -> supabase-db")).isEqualTo(IntentCheck.Outcome.PROVED);
        assertThat(section(graph("development"), development).risk()).isEqualTo(Risk.WARNING);
    }

    @Test
    void connectionsInANetworkAreOneRow() {
        String text = text(section(new ResourceGraph("printvision", "production", List.of()), graph("production")));

        assertThat(text).contains("each other in network supabase-backend", "each other in network supabase-edge");
        assertThat(text).doesNotContain("supabase-db:0-65535");
    }

    @Test
    void anUnchangedStackHasNoNewPorts() {
        ReachabilitySection section = section(graph("production"), graph("production"));

        assertThat(section.risk()).isEqualTo(Risk.NONE);
        assertThat(section.blocks())
                .filteredOn(block -> block instanceof Block.Details)
                .extracting(block -> ((Block.Details) block).summary())
                .contains("4 published ports unchanged");
    }

    @Test
    void intentsMayNameContainersAndHosts() {
        assertThat(ReachabilitySection.unknownNames(
                        StackChange.between(settings("production"), graph("production"), graph("production"))))
                .extracting(ConfigException.Fault::problem)
                .isEmpty();
        assertThat(CloudNetworkReader.read(graph("development")).endpoints())
                .extracting(endpoint -> endpoint.name())
                .contains("host", "supabase-db", "app-blue");
    }
}
