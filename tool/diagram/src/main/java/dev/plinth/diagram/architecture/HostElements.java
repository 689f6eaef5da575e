package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ElementKind;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.docker.DockerResources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Docker hosts with their containers, grouped by component. */
final class HostElements {

    private static final double MEBIBYTES = 1024;

    private final DiagramBuilder diagram;
    private final ResourceGraph graph;
    /** Numbers of containers by the URNs of the components around them. */
    private final Map<String, Integer> counts = new HashMap<>();

    HostElements(DiagramBuilder diagram) {
        this.diagram = diagram;
        this.graph = diagram.graph();
    }

    /** Adds the hosts and their containers. Containers that run once are folded. */
    void create() {
        List<GraphResource> containers = graph.ofType(DockerResources.CONTAINER);
        for (GraphResource container : containers) {
            ancestors(container).forEach(component -> counts.merge(component.urn(), 1, Integer::sum));
        }
        for (GraphResource container : containers) {
            ElementNode host = host(container);
            ElementNode holder = component(container)
                    .map(component -> component(host, component))
                    .orElse(host);
            if (DockerResources.runsOnce(container)) {
                diagram.fold(holder, container);
                graph.references(container, "image", DockerResources.REMOTE_IMAGE)
                        .forEach(image -> diagram.fold(holder, image));
            } else {
                show(holder, container);
            }
            graph.references(container, "networksAdvanced", DockerResources.NETWORK)
                    .forEach(network -> diagram.fold(host, network));
        }
    }

    private ElementNode host(GraphResource container) {
        Optional<GraphResource> host = DockerResources.host(graph, container);
        String id = id(host.map(GraphResource::urn).orElse(""));
        return diagram.find(id).orElseGet(() -> {
            boolean isInstance = host.filter(found -> found.type().equals(AwsTypes.EC2_INSTANCE))
                    .isPresent();
            String address = host.flatMap(found -> found.input("host").asText()).orElse("local Docker engine");
            String caption = isInstance
                    ? Labels.join(", ", "Docker host", Labels.text(host.orElseThrow(), "instanceType"))
                    : "Docker host, " + address;
            ElementNode element = new ElementNode(
                    id, ElementKind.HOST, caption, host.map(this::hostName).orElse("Docker"));
            @Nullable
            ElementNode place = isInstance
                    ? diagram.place(
                            host.orElseThrow(), graph.references(host.orElseThrow(), "subnetId", AwsTypes.EC2_SUBNET))
                    : null;
            return diagram.show(place, element, host.stream().toArray(GraphResource[]::new));
        });
    }

    /** Returns the id of the element of a host. */
    static String id(String host) {
        return "host " + host;
    }

    private String hostName(GraphResource host) {
        return Optional.ofNullable(host.parent())
                .flatMap(graph::resource)
                .filter(parent -> !diagram.isStack(parent.urn()))
                .map(GraphResource::name)
                .orElse(host.name());
    }

    /** Returns the innermost component with several containers. */
    private Optional<GraphResource> component(GraphResource container) {
        return ancestors(container).stream()
                .filter(component -> counts.getOrDefault(component.urn(), 0) > 1)
                .findFirst();
    }

    private List<GraphResource> ancestors(GraphResource resource) {
        List<GraphResource> ancestors = new ArrayList<>();
        Optional<GraphResource> parent = Optional.ofNullable(resource.parent()).flatMap(graph::resource);
        while (parent.isPresent() && !diagram.isStack(parent.get().urn())) {
            ancestors.add(parent.get());
            parent = Optional.ofNullable(parent.get().parent()).flatMap(graph::resource);
        }
        return ancestors;
    }

    private ElementNode component(ElementNode host, GraphResource component) {
        String id = host.id + " " + component.urn();
        return diagram.find(id)
                .orElseGet(() -> diagram.show(
                        host, new ElementNode(id, ElementKind.COMPONENT, "Containers", component.name()), component));
    }

    private void show(ElementNode holder, GraphResource container) {
        ElementNode element = diagram.show(
                holder, new ElementNode(container.urn(), kind(container), "Container", name(container)), container);
        String image = DockerResources.image(graph, container).replaceFirst("@.*", "");
        element.detail(image.substring(image.lastIndexOf('/') + 1));
        double memory = container.input("memory").asNumber().orElse(0);
        element.detail(
                memory == 0
                        ? ""
                        : memory < MEBIBYTES
                                ? Labels.decimal(memory) + " MiB"
                                : Labels.decimal(Math.round(memory / MEBIBYTES * 100) / 100.0) + " GiB");
        for (PropertyValue port : container.input("ports").elements()) {
            element.detail(Labels.join(
                    " → ",
                    Labels.join(":", port.at("ip").asText().orElse("0.0.0.0"), Labels.number(port.at("external"))),
                    Labels.number(port.at("internal"))));
        }
        graph.references(container, "image", DockerResources.REMOTE_IMAGE)
                .forEach(found -> diagram.fold(element, found));
        graph.references(container, "volumes", DockerResources.VOLUME).forEach(volume -> diagram.fold(element, volume));
    }

    /** A container that depends on one of the same image is its client, such as a backup. */
    private ElementKind kind(GraphResource container) {
        String image = DockerResources.image(graph, container);
        boolean isClient = container.dependencies().stream()
                .flatMap(urn -> graph.resource(urn).stream())
                .anyMatch(other -> other.type().equals(DockerResources.CONTAINER)
                        && DockerResources.image(graph, other).equals(image));
        if (isClient) {
            return ElementKind.SERVICE;
        }
        if (DockerResources.isDatabase(graph, container)) {
            return ElementKind.DATABASE;
        }
        return DockerResources.isCache(graph, container) ? ElementKind.CACHE : ElementKind.SERVICE;
    }

    /** Returns the name of the component of one container, or the name of the container. */
    private String name(GraphResource container) {
        return ancestors(container).stream()
                .findFirst()
                .filter(component -> counts.getOrDefault(component.urn(), 0) == 1)
                .map(GraphResource::name)
                .orElse(container.name());
    }
}
