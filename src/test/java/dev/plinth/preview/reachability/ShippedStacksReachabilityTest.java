package dev.plinth.preview.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import dev.plinth.preview.Section.Risk;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.reachability.IntentCheck.Outcome;
import dev.plinth.preview.reachability.flow.Flow;
import dev.plinth.preview.reachability.flow.FlowSolver;
import dev.plinth.preview.reachability.network.CloudNetworkReader;
import dev.plinth.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the stacks that ship with Plinth let through, as their program registers them before any id is known. */
class ShippedStacksReachabilityTest {

    static final List<String> STACKS = Repository.STACKS;

    private static final Map<String, ResourceGraph> GRAPHS = new ConcurrentHashMap<>();

    private static ResourceGraph graph(String stack) {
        return GRAPHS.computeIfAbsent(stack, name -> GraphOperation.record(Repository.project(), name));
    }

    private static StackSettings config(String stack) {
        return Repository.settings(stack);
    }

    private static List<Flow> flows(String stack) {
        return FlowSolver.flows(CloudNetworkReader.read(graph(stack)));
    }

    /** The graph with some resources changed. */
    private static ResourceGraph with(
            ResourceGraph graph, Predicate<GraphResource> which, UnaryOperator<Map<String, PropertyValue>> change) {
        List<GraphResource> resources = new ArrayList<>();
        for (GraphResource resource : graph.resources()) {
            resources.add(
                    which.test(resource)
                            ? resource.withInputs(PropertyValue.ObjectValue.of(
                                    change.apply(new TreeMap<>(resource.inputs().properties()))))
                            : resource);
        }
        return new ResourceGraph(graph.project(), graph.stack(), resources);
    }

    private static ResourceGraph without(ResourceGraph graph, String... names) {
        return new ResourceGraph(
                graph.project(),
                graph.stack(),
                graph.resources().stream()
                        .filter(resource -> !List.of(names).contains(resource.name()))
                        .toList());
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void isReachableFromTheInternetOnlyThroughCloudflare(String stack) {
        assertThat(flows(stack))
                .filteredOn(flow -> flow.source().equals("internet"))
                .extracting(Flow::qualifiedText)
                .containsExactly(
                        "internet → admin:3000 via cloudflare, ingress",
                        "internet → api:3000 via cloudflare, ingress",
                        "internet → ingress:443 via cloudflare");
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void onlyServicesReachDataStores(String stack) {
        assertThat(flows(stack))
                .filteredOn(flow -> List.of("database", "cache").contains(flow.destination()))
                .extracting(Flow::qualifiedText)
                .containsExactly(
                        "admin → cache:6379", "admin → database:5432", "api → cache:6379", "api → database:5432");
        assertThat(flows(stack))
                .extracting(Flow::source)
                .containsOnly("admin", "api", "cloudflare", "ingress", "internet");
    }

    @Test
    void reportsEveryConnectionOfAService() {
        assertThat(flows("staging"))
                .filteredOn(flow -> flow.source().equals("api"))
                .extracting(Flow::qualifiedText)
                .contains("api → internet:443", "api → s3:443", "api → ecr.api:443", "api → secretsmanager:443")
                .noneMatch(text -> text.contains("unknown"));
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void holdsItsIntents(String stack) {
        ReachabilitySection section =
                ReachabilitySection.of(StackChange.between(config(stack), graph(stack), graph(stack)));

        assertThat(IntentCheck.of(config(stack).reachability(), flows(stack)))
                .hasSizeGreaterThan(6)
                .extracting(IntentCheck::outcome)
                .containsOnly(Outcome.PROVED);
        assertThat(section.findings()).isEmpty();
        assertThat(section.risk()).isEqualTo(Risk.NONE);
        assertThat(section.summary()).isEqualTo("no connections opened or closed; all intents hold");
        assertThat(section.toJson().get("unplaced")).isEmpty();
    }

    @Test
    void blocksALoadBalancerThatBypassesCloudflare() {
        ResourceGraph opened = with(
                graph("staging"), resource -> resource.name().equals("ingress-security-ingress-ipv4-443"), inputs -> {
                    inputs.remove("prefixListId");
                    inputs.put("cidrIpv4", PropertyValue.of("0.0.0.0/0"));
                    return inputs;
                });

        ReachabilitySection section =
                ReachabilitySection.of(StackChange.between(config("staging"), graph("staging"), opened));

        assertThat(section.risk()).isEqualTo(Risk.CRITICAL);
        assertThat(section.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.urn()).endsWith("::ingress-alb");
            assertThat(finding.message())
                    .isEqualTo("intent \"deny: internet -> any\" is refuted: internet → ingress:443"
                            + " and 2 more are open; route 0.0.0.0/0 → internet gateway network-internet-gateway;"
                            + " security group ingress-security-group ingress: tcp 443 from 0.0.0.0/0");
        });
        assertThat(section.toJson().get("opened"))
                .extracting(flow -> flow.get("source").asText() + " "
                        + flow.get("destination").asText() + " " + flow.get("via"))
                // Services may call any address on 443, so they reach it as well.
                .contains(
                        "admin ingress []",
                        "api ingress []",
                        "internet admin [\"ingress\"]",
                        "internet api [\"ingress\"]",
                        "internet ingress []");
    }

    @Test
    void blocksTheLossOfARequiredConnection() {
        ResourceGraph cut = without(graph("staging"), "cache-from-api");

        ReachabilitySection section =
                ReachabilitySection.of(StackChange.between(config("staging"), graph("staging"), cut));

        assertThat(section.summary()).startsWith("1 lost of ").endsWith("1 of 10 intents refuted, 0 undecided");
        assertThat(section.findings())
                .singleElement()
                .extracting(finding -> finding.message())
                .isEqualTo("intent \"require: api -> cache:6379\" is refuted: no such connection");
    }
}
