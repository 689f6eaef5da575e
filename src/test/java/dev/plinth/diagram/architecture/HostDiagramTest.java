package dev.plinth.diagram.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plinth.diagram.format.DiagramFormat;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.examples.Example;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Docker hosts and projects at platforms, in diagrams of the examples. */
class HostDiagramTest {

    private static final ResourceGraph PRINTVISION = graph("printvision", "production");
    private static final Diagram HOST = ArchitectureDiagram.of(PRINTVISION);

    private static ResourceGraph graph(String example, String stack) {
        return GraphOperation.record(new Example(example).project(), stack);
    }

    private static Element one(Diagram diagram, String label) {
        List<Element> found =
                diagram.all().filter(element -> element.label().equals(label)).toList();
        assertThat(found).as(label).hasSize(1);
        return found.get(0);
    }

    private static List<String> labels(Element group) {
        return group.children().stream().map(Element::label).toList();
    }

    private static Stream<String> flows(Diagram diagram) {
        return diagram.flows().stream().map(flow -> label(diagram, flow.from()) + " > " + label(diagram, flow.to()));
    }

    private static String label(Diagram diagram, String id) {
        return diagram.all()
                .filter(element -> element.id().equals(id))
                .map(Element::label)
                .findFirst()
                .orElseThrow();
    }

    /** The graph with other inputs of one resource. */
    private static ResourceGraph with(ResourceGraph graph, String name, Map<String, ?> inputs) {
        return new ResourceGraph(
                graph.project(),
                graph.stack(),
                graph.resources().stream()
                        .map(resource -> resource.name().equals(name) ? with(resource, inputs) : resource)
                        .toList());
    }

    private static GraphResource with(GraphResource resource, Map<String, ?> inputs) {
        Map<String, PropertyValue> all = new TreeMap<>(resource.inputs().properties());
        all.putAll(((PropertyValue.ObjectValue) PropertyValue.of(inputs)).properties());
        return resource.withInputs(PropertyValue.ObjectValue.of(all));
    }

    @Test
    void drawsAHostInItsSubnetWithItsContainers() {
        Element tier = one(HOST, "Public subnets");
        Element host = one(HOST, "host");

        assertThat(tier.children()).contains(host);
        assertThat(host.kind()).isEqualTo(ElementKind.HOST);
        assertThat(host.caption()).isEqualTo("Docker host, c7i.xlarge");
        assertThat(labels(host)).containsExactly("app", "supabase");
        assertThat(labels(one(HOST, "app")))
                .containsExactly("app-blue", "app-certificates", "app-proxy", "app-redis-backup", "app-redis");
        assertThat(one(HOST, "app-proxy").details())
                .containsExactly(
                        "nginx-unprivileged:1.27.4-bookworm", "96 MiB", "0.0.0.0:80 → 8080", "0.0.0.0:443 → 8443");
    }

    @Test
    void distinguishesDataStoresFromTheirClients() {
        assertThat(List.of(one(HOST, "supabase-db"), one(HOST, "app-redis"), one(HOST, "app-redis-backup")))
                .extracting(Element::kind)
                .containsExactly(ElementKind.DATABASE, ElementKind.CACHE, ElementKind.SERVICE);
    }

    @Test
    void foldsImagesVolumesAndContainersThatRunOnce() {
        assertThat(one(HOST, "supabase-db").urns())
                .anyMatch(urn -> urn.endsWith("::supabase-db-image"))
                .anyMatch(urn -> urn.endsWith("::supabase-database"));
        assertThat(one(HOST, "app").urns()).anyMatch(urn -> urn.endsWith("::app-switch-container"));
        assertThat(HOST.notes()).noneMatch(note -> note.contains("docker:"));
    }

    @Test
    void connectsPublishedPortsAndContainersOfANetwork() {
        assertThat(flows(HOST))
                .contains(
                        "Internet > app-proxy",
                        "app-proxy > app-blue",
                        "app-blue > app-redis",
                        "app-blue > supabase-db",
                        "app-proxy > ×13",
                        "×13 > supabase-db",
                        "host > backup");
        assertThat(HOST.flows())
                .filteredOn(flow -> flow.from().equals("internet"))
                .extracting(flow -> flow.label())
                .containsExactly("HTTP 80, HTTPS 443");
    }

    @Test
    void drawsNoFlowToAPortThatTheSecurityGroupCloses() {
        ResourceGraph published = with(
                PRINTVISION,
                "supabase-db-container",
                Map.of("ports", List.of(Map.of("internal", 5432, "external", 5432, "ip", "0.0.0.0"))));

        assertThat(flows(ArchitectureDiagram.of(published))).doesNotContain("Internet > supabase-db");
        assertThat(flows(ArchitectureDiagram.of(
                        with(published, "host-from-internet-http", Map.of("fromPort", 5432, "toPort", 5432)))))
                .contains("Internet > supabase-db");
    }

    @Test
    void drawsAMachineOutsideTheStackByItself() {
        Diagram development = ArchitectureDiagram.of(graph("printvision", "development"));

        assertThat(development.elements())
                .extracting(Element::kind, Element::caption)
                .containsExactly(
                        tuple(ElementKind.INTERNET, ""),
                        tuple(ElementKind.HOST, "Docker host, unix:///var/run/docker.sock"));
    }

    @Test
    void drawsProjectsOfPlatformsOutsideTheRegions() {
        Diagram diagram = ArchitectureDiagram.of(graph("pourtrait", "production"));

        assertThat(diagram.elements())
                .extracting(Element::kind, Element::caption, Element::label)
                .contains(
                        tuple(ElementKind.FRONTEND, "Vercel project", "pourtrait-production-frontend"),
                        tuple(ElementKind.HOSTED_DATABASE, "Supabase project", "pourtrait-production-database"),
                        tuple(ElementKind.ERROR_TRACKER, "Sentry project", "pourtrait-production-errors"));
        assertThat(one(diagram, "pourtrait-production-frontend").details()).containsExactly("example.com", "nextjs");
        assertThat(flows(diagram))
                .contains(
                        "Internet > pourtrait-production-frontend",
                        "pourtrait-production-frontend > pourtrait-production-database",
                        "pourtrait-production-frontend > pourtrait-production-errors");
        assertThat(diagram.notes()).noneMatch(note -> note.contains("vercel:") || note.contains("sentry:"));
    }

    @Test
    void writesHostsAndPlatformsInEveryFormat() {
        for (DiagramFormat format : List.of(DiagramFormat.SVG, DiagramFormat.MERMAID, DiagramFormat.DRAWIO)) {
            assertThat(new String(format.write(HOST), StandardCharsets.UTF_8))
                    .as(format.name())
                    .contains("Docker host, c7i.xlarge", "supabase-db", "app-proxy");
        }
    }
}
