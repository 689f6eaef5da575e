package dev.plinth.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Struct;
import dev.plinth.model.loopback.LoopbackServer;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.value.Values;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.ResourceProviderGrpc;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;

/** What the engine asks the simulator in a refresh and the preview after it, without the engine: a read and a diff a resource. */
final class RefreshedPreview implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String PROVIDERS = "pulumi:providers:(aws|cloudflare|docker)";

    private final JsonNode resources;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final Map<String, ResourceProviderBlockingStub> providers = new HashMap<>();

    /**
     * Connects to the simulator.
     *
     * @param simulator the simulator, which is started
     * @param state the state that the program left, with its secrets
     */
    RefreshedPreview(Simulator simulator, JsonNode state) {
        this.resources = state.path("deployment").path("resources");
        int port = simulator.start();
        for (JsonNode resource : resources) {
            if (resource.path("type").asText().matches(PROVIDERS)) {
                ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .maxInboundMessageSize(LoopbackServer.MAX_MESSAGE_BYTES)
                        .build();
                channels.add(channel);
                ResourceProviderBlockingStub provider = ResourceProviderGrpc.newBlockingStub(channel);
                provider.configure(ConfigureRequest.newBuilder()
                        .setArgs(struct(resource.path("inputs")))
                        .build());
                providers.put(
                        resource.path("urn").asText() + "::"
                                + resource.path("id").asText(),
                        provider);
            }
        }
    }

    /** The resources that the program would change after a refresh, or that are gone, with the paths that differ. */
    List<String> changes() {
        List<String> changes = new ArrayList<>();
        for (JsonNode resource : resources) {
            ResourceProviderBlockingStub provider =
                    providers.get(resource.path("provider").asText());
            if (provider != null) {
                changes.addAll(changes(provider, resource));
            }
        }
        return changes;
    }

    private static List<String> changes(ResourceProviderBlockingStub provider, JsonNode resource) {
        String urn = resource.path("urn").asText();
        String name = urn.substring(urn.lastIndexOf("::") + 2);
        Struct program = struct(resource.path("inputs"));
        ReadResponse read = provider.read(ReadRequest.newBuilder()
                .setUrn(urn)
                .setId(resource.path("id").asText())
                .setInputs(program)
                .setProperties(struct(resource.path("outputs")))
                .build());
        if (read.getId().isEmpty()) {
            return List.of(name + " is gone");
        }
        Map<String, Object> wanted = new LinkedHashMap<>(Values.fromStruct(program));
        Map<String, Object> inputs = Values.fromStruct(read.getInputs());
        resource.path("ignoreChanges").forEach(ignored -> {
            String property = ignored.asText();
            if (inputs.containsKey(property)) {
                wanted.put(property, Objects.requireNonNull(inputs.get(property)));
            }
        });
        DiffResponse difference = provider.diff(DiffRequest.newBuilder()
                .setUrn(urn)
                .setId(read.getId())
                .setOlds(read.getProperties())
                .setOldInputs(read.getInputs())
                .setNews(Values.toStruct(wanted))
                .build());
        return difference.getDetailedDiffMap().entrySet().stream()
                .map(entry ->
                        name + " " + entry.getKey() + " " + entry.getValue().getKind())
                .toList();
    }

    private static Struct struct(JsonNode node) {
        return node.isMissingNode()
                ? Struct.getDefaultInstance()
                : Values.toStruct(Values.mapFromJson(plain(node).toString()));
    }

    /** The values without their marks as secrets. */
    private static JsonNode plain(JsonNode node) {
        if (node.has(SIGNATURE) && node.has("plaintext")) {
            try {
                return JSON.readTree(node.path("plaintext").asText());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a secret is not JSON", e);
            }
        }
        if (node.isObject()) {
            var object = JSON.createObjectNode();
            node.properties().forEach(entry -> object.set(entry.getKey(), plain(entry.getValue())));
            return object;
        }
        if (node.isArray()) {
            var array = JSON.createArrayNode();
            node.forEach(element -> array.add(plain(element)));
            return array;
        }
        return node;
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
