package dev.plinth.operation.compose;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.docker.DockerResources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The services, networks and volumes of a Compose file, and the files that it mounts. */
final class ComposeServices {

    private static final Set<String> TYPES = Set.of(
            DockerResources.CONTAINER, DockerResources.REMOTE_IMAGE, DockerResources.VOLUME, DockerResources.NETWORK);
    private static final String SUFFIX = "-container";

    private final ResourceGraph graph;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final ComposeResources volumes;
    private final ComposeResources networks;
    private final ComposeFiles files = new ComposeFiles();
    private final Set<String> unpinnedImages = new TreeSet<>();
    private final Set<String> variables = new TreeSet<>();
    private final List<String> omitted = new ArrayList<>();

    ComposeServices(ResourceGraph graph) {
        this.graph = graph;
        this.volumes = new ComposeResources(graph.ofType(DockerResources.VOLUME));
        this.networks = new ComposeResources(graph.ofType(DockerResources.NETWORK));
        Set<String> given = new HashSet<>();
        for (GraphResource container : graph.ofType(DockerResources.CONTAINER)) {
            String name = container.name().endsWith(SUFFIX)
                    ? container.name().substring(0, container.name().length() - SUFFIX.length())
                    : container.name();
            names.put(container.urn(), ComposeText.unique(name, given));
        }
    }

    /** Returns the resources that the file contains; none of them if the stack has no containers. */
    List<GraphResource> written() {
        return names.isEmpty()
                ? List.of()
                : graph.resources().stream()
                        .filter(resource -> TYPES.contains(resource.type()))
                        .toList();
    }

    /** Returns the mounted files, sorted by service. */
    List<MountedFile> files() {
        return files.files();
    }

    /** Returns the images without a digest. */
    List<String> unpinnedImages() {
        return List.copyOf(unpinnedImages);
    }

    /** Returns the variables that the file requires. */
    List<String> variables() {
        return List.copyOf(variables);
    }

    /** Returns the properties that the file does not have. */
    List<String> omitted() {
        return omitted;
    }

    /** Writes services, networks, volumes, configs and secrets. */
    void write(ObjectNode document) {
        ObjectNode services = document.putObject("services");
        for (GraphResource container : graph.ofType(DockerResources.CONTAINER)) {
            String name = names.getOrDefault(container.urn(), container.name());
            write(container, name, services.putObject(name));
        }
        networks.write(document, "networks", ComposeServices::network);
        volumes.write(document, "volumes", ComposeServices::volume);
        files.write(document);
    }

    private void write(GraphResource container, String name, ObjectNode service) {
        service.put("image", image(container, name));
        container.input("name").asText().ifPresent(given -> service.put("container_name", ComposeText.escaped(given)));
        new ContainerProperties(container, name, service)
                .write()
                .forEach(property -> omitted.add(name + ": " + property));
        dependencies(container, service);
        attach(container, service);
        publish(container, service);
        mount(container, name, service);
        files.mount(container, name, service).forEach(path -> omitted.add(name + ": file " + path));
        service.path("environment").forEach(value -> addVariable(value.asText()));
        addVariable(service.path("image").asText());
    }

    private void addVariable(String text) {
        if (text.startsWith("${")) {
            variables.add(text.substring(2, text.indexOf(':')));
        }
    }

    private String image(GraphResource container, String name) {
        Optional<String> found =
                Optional.of(DockerResources.image(graph, container)).filter(image -> !image.isEmpty());
        found.filter(image -> !image.contains("@sha256:") && !image.startsWith("sha256:"))
                .ifPresent(unpinnedImages::add);
        return found.map(ComposeText::escaped).orElseGet(() -> ComposeText.variable(name, "image"));
    }

    /** A container that runs to its end is awaited, and another one until its health check succeeds if the update waits for it. */
    private void dependencies(GraphResource container, ObjectNode service) {
        for (String urn : container.dependencies()) {
            String name = names.get(urn);
            Optional<GraphResource> dependency = graph.resource(urn);
            if (name == null || dependency.isEmpty()) {
                continue;
            }
            service.withObject("/depends_on").putObject(name).put("condition", condition(dependency.get()));
        }
    }

    private static String condition(GraphResource container) {
        if (DockerResources.runsOnce(container)) {
            return "service_completed_successfully";
        }
        return container.input("wait").asBoolean().orElse(false)
                        && !container.input("healthcheck").isEmpty()
                ? "service_healthy"
                : "service_started";
    }

    private void attach(GraphResource container, ObjectNode service) {
        for (PropertyValue attachment : container.input("networksAdvanced").elements()) {
            ObjectNode network = service.withObject("/networks").putObject(networks.key(attachment.at("name")));
            for (PropertyValue alias : attachment.at("aliases").elements()) {
                network.withArray("aliases").add(ComposeText.of(alias));
            }
            attachment.at("ipv4Address").asText().ifPresent(address -> network.put("ipv4_address", address));
            attachment.at("ipv6Address").asText().ifPresent(address -> network.put("ipv6_address", address));
        }
    }

    private static void publish(GraphResource container, ObjectNode service) {
        for (PropertyValue port : container.input("ports").elements()) {
            ObjectNode published = service.withArray("ports").addObject();
            published.put("target", ContainerProperties.integer(port.at("internal")));
            port.at("external")
                    .asNumber()
                    .ifPresent(number -> published.put("published", Long.toString((long) number)));
            port.at("ip").asText().ifPresent(address -> published.put("host_ip", address));
            port.at("protocol").asText().ifPresent(protocol -> published.put("protocol", protocol));
        }
    }

    private void mount(GraphResource container, String name, ObjectNode service) {
        for (PropertyValue mount : container.input("volumes").elements()) {
            PropertyValue host = mount.at("hostPath");
            if (mount.at("containerPath").isAbsent()) {
                omitted.add(name + ": volumes of " + ComposeText.of(mount.at("fromContainer")));
            } else if (host.isAbsent()) {
                add(service, "volume", mount.at("volumeName"), mount.at("containerPath"), mount.at("readOnly"));
            } else {
                add(service, "bind", host, mount.at("containerPath"), mount.at("readOnly"));
            }
        }
        for (PropertyValue mount : container.input("mounts").elements()) {
            add(
                    service,
                    ComposeText.of(mount.at("type")),
                    mount.at("source"),
                    mount.at("target"),
                    mount.at("readOnly"));
        }
    }

    private void add(
            ObjectNode service, String type, PropertyValue source, PropertyValue target, PropertyValue readOnly) {
        ObjectNode mount = service.withArray("volumes").addObject().put("type", type);
        if (!source.isAbsent()) {
            mount.put("source", type.equals("volume") ? volumes.key(source) : ComposeText.of(source));
        }
        mount.put("target", ComposeText.of(target));
        if (readOnly.asBoolean().orElse(false)) {
            mount.put("read_only", true);
        }
    }

    private static void network(GraphResource network, ObjectNode entry) {
        Map.of("internal", "internal", "attachable", "attachable", "ipv6", "enable_ipv6")
                .forEach((from, to) ->
                        network.input(from).asBoolean().filter(flag -> flag).ifPresent(flag -> entry.put(to, true)));
        network.input("driver").asText().ifPresent(driver -> entry.put("driver", driver));
        if (!network.input("options").isEmpty()) {
            entry.set("driver_opts", ContainerProperties.texts(network.input("options")));
        }
        for (PropertyValue pool : network.input("ipamConfigs").elements()) {
            ArrayNode pools = entry.withObject("/ipam").withArray("config");
            ObjectNode addresses = pools.addObject();
            Map.of("subnet", "subnet", "gateway", "gateway", "ipRange", "ip_range")
                    .forEach((from, to) -> pool.at(from).asText().ifPresent(value -> addresses.put(to, value)));
        }
    }

    private static void volume(GraphResource volume, ObjectNode entry) {
        volume.input("driver").asText().ifPresent(driver -> entry.put("driver", driver));
        if (!volume.input("driverOpts").isEmpty()) {
            entry.set("driver_opts", ContainerProperties.texts(volume.input("driverOpts")));
        }
    }
}
