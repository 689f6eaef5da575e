package dev.plinth.engine.graph;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.core.internal.Constants;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import dev.plinth.engine.monitor.ResourceUrns;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ProtobufValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pulumirpc.Provider.CallResponse;
import pulumirpc.Resource.ReadResourceRequest;
import pulumirpc.Resource.ReadResourceResponse;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterPackageResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceCallRequest;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;

/**
 * Answers the SDK as the engine's resource monitor does in a preview of an empty stack: inputs are known and everything that a
 * provider would compute is not, unless the {@link OfflineProvider} states it.
 */
final class RecordingMonitor implements Monitor {

    /** The features of the monitor's protocol that the recorder understands; hooks never run, because nothing is made. */
    private static final Set<String> FEATURES = Set.of(
            "secrets",
            "resourceReferences",
            "outputValues",
            "aliasSpecs",
            "deletedWith",
            "replaceWith",
            "replacementTrigger",
            "parameterization",
            "resourceHooks",
            "errorHooks",
            "sendsOptionsToHooks");

    private static final Value UNKNOWN =
            Value.newBuilder().setStringValue(Constants.UnknownValue).build();

    private static final String STASH_TYPE = "pulumi:index:Stash";
    private static final String STACK_REFERENCE_TYPE = "pulumi:pulumi:StackReference";
    private static final String GET_RESOURCE = "pulumi:pulumi:getResource";

    private final String project;
    private final String stack;
    private final OfflineProvider offline;
    private final ProviderReferences providers;
    private final Map<String, GraphResource> resources = new ConcurrentHashMap<>();
    private final Map<String, Struct> outputs = new ConcurrentHashMap<>();

    /** The monitor's own errors, which the SDKs repeat with stack traces. */
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    /**
     * Creates a monitor for one run of a program.
     *
     * @param project the project's name
     * @param stack the stack's name
     * @param offline functions and outputs of providers
     * @param providerConfig the stack's configuration that may be shown, keys with their namespace
     */
    RecordingMonitor(String project, String stack, OfflineProvider offline, Map<String, String> providerConfig) {
        this.project = project;
        this.stack = stack;
        this.offline = offline;
        this.providers = new ProviderReferences(project, stack, providerConfig);
    }

    /** Returns the registered resources. */
    Collection<GraphResource> resources() {
        return resources.values();
    }

    /** Returns the messages of rejected registrations and calls. */
    List<String> faults() {
        return faults;
    }

    @Override
    public CompletableFuture<SupportsFeatureResponse> supportsFeatureAsync(SupportsFeatureRequest request) {
        return CompletableFuture.completedFuture(SupportsFeatureResponse.newBuilder()
                .setHasSupport(FEATURES.contains(request.getId()))
                .build());
    }

    @Override
    public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
            @Nullable Resource resource, RegisterResourceRequest request) {
        try {
            return CompletableFuture.completedFuture(register(request));
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Void> registerResourceOutputsAsync(RegisterResourceOutputsRequest request) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<ResourceInvokeResponse> invokeAsync(ResourceInvokeRequest request) {
        try {
            return CompletableFuture.completedFuture(
                    ResourceInvokeResponse.newBuilder().setReturn(call(request)).build());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<CallResponse> callAsync(ResourceCallRequest request) {
        return CompletableFuture.failedFuture(reject("a graph without an engine runs no provider, so the method "
                + request.getTok() + " cannot be called; use `plinth preview` for this stack"));
    }

    @Override
    public CompletableFuture<ReadResourceResponse> readResourceAsync(
            @Nullable Resource resource, ReadResourceRequest request) {
        return CompletableFuture.completedFuture(read(request));
    }

    @Override
    public CompletableFuture<RegisterPackageResponse> registerPackageAsync(RegisterPackageRequest request) {
        String reference = request.getName() + "@" + request.getVersion() + "/"
                + request.getParameterization().getName();
        providers.add(reference, request);
        return CompletableFuture.completedFuture(
                RegisterPackageResponse.newBuilder().setRef(reference).build());
    }

    private IllegalStateException reject(String message) {
        faults.add(message);
        return new IllegalStateException(message);
    }

    private RegisterResourceResponse register(RegisterResourceRequest request) {
        if (request.getRemote()) {
            throw reject(request.getName() + " (" + request.getType()
                    + ") is a remote component, which needs its provider, and a graph without an engine runs no provider;"
                    + " use `plinth preview` for this stack");
        }
        String urn = ResourceUrns.of(project, stack, request);
        TreeMap<String, List<String>> properties = new TreeMap<>();
        request.getPropertyDependenciesMap()
                .forEach((property, dependencies) -> properties.put(property, dependencies.getUrnsList()));
        Struct.Builder outputs = outputs(request.getType(), request.getName(), request.getObject());
        if (request.getType().equals(STASH_TYPE)) {
            // The engine itself makes a stash, in a preview too: it gives back what it was given.
            outputs.putFields("output", request.getObject().getFieldsOrThrow("input"));
        }
        GraphResource asked = new GraphResource(
                urn,
                request.getType(),
                request.getName(),
                request.getParent().isEmpty() ? null : request.getParent(),
                provider(request),
                request.getDependenciesList(),
                properties,
                ProtobufValues.parse(request.getObject()),
                PropertyValue.ObjectValue.EMPTY,
                request.getProtect(),
                request.getCustom(),
                request.getRetainOnDelete());
        Value id = request.getCustom() ? complete(asked, outputs) : UNKNOWN;
        boolean made = !id.equals(UNKNOWN);
        GraphResource resource = made ? asked.withOutputs(ProtobufValues.parse(outputs.build())) : asked;
        if (resources.putIfAbsent(urn, resource) != null) {
            throw reject("two resources have the URN " + urn + "; give one of them another name");
        }
        this.outputs.put(urn, outputs.build());
        return RegisterResourceResponse.newBuilder()
                .setUrn(urn)
                .setId(made ? id.getStringValue() : "")
                .setObject(request.getSupportsPartialValues() ? outputs.build() : withoutUnknowns(outputs.build()))
                .build();
    }

    /** Completes the outputs of a resource, and returns its id. */
    private Value complete(GraphResource resource, Struct.Builder outputs) {
        Value id = offline.output(resource.type(), resource.name(), "id");
        if (!id.equals(UNKNOWN)) {
            outputs.putFields("id", id);
        }
        offline.complete(resource, resources.get(resource.provider()), outputs);
        return outputs.getFieldsOrDefault("id", UNKNOWN);
    }

    /** Inputs, and the outputs that a provider would compute. */
    private Struct.Builder outputs(String type, String name, Struct inputs) {
        Struct.Builder outputs = inputs.toBuilder();
        offline.outputs(type).stream()
                .filter(output -> !outputs.containsFields(output))
                .forEach(output -> outputs.putFields(output, offline.output(type, name, output)));
        return outputs;
    }

    /** An SDK that does not ask for partial values is not given unknown ones: it takes what is missing for unknown. */
    private static Struct withoutUnknowns(Struct outputs) {
        Struct.Builder known = Struct.newBuilder();
        outputs.getFieldsMap().forEach((name, value) -> {
            if (!ProtobufValues.parse(value).containsUnknown()) {
                known.putFields(name, value);
            }
        });
        return known.build();
    }

    /** Answers a read of an existing resource: its inputs are as given, and everything else is unknown. */
    private ReadResourceResponse read(ReadResourceRequest request) {
        String urn = ResourceUrns.of(
                project,
                stack,
                RegisterResourceRequest.newBuilder()
                        .setType(request.getType())
                        .setName(request.getName())
                        .setParent(request.getParent())
                        .build());
        Struct.Builder outputs = outputs(request.getType(), request.getName(), request.getProperties());
        if (request.getType().equals(STACK_REFERENCE_TYPE)) {
            outputs.putFields("outputs", UNKNOWN).putFields("secretOutputNames", UNKNOWN);
        }
        GraphResource existing = new GraphResource(
                urn,
                request.getType(),
                request.getName(),
                request.getParent().isEmpty() ? null : request.getParent(),
                ProviderReferences.urn(request.getProvider()),
                request.getDependenciesList(),
                new TreeMap<>(),
                ProtobufValues.parse(request.getProperties()),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
        offline.complete(existing, resources.get(existing.provider()), outputs);
        this.outputs.put(urn, outputs.build());
        return ReadResourceResponse.newBuilder()
                .setUrn(urn)
                .setProperties(outputs)
                .build();
    }

    private Struct call(ResourceInvokeRequest request) {
        if (request.getTok().equals(GET_RESOURCE)) {
            String urn = request.getArgs()
                    .getFieldsOrDefault("urn", Value.getDefaultInstance())
                    .getStringValue();
            Struct state = outputs.get(urn);
            if (state == null) {
                throw new IllegalStateException("no resource has the URN " + urn);
            }
            return Struct.newBuilder()
                    .putFields("urn", Value.newBuilder().setStringValue(urn).build())
                    .putFields("id", state.getFieldsOrDefault("id", UNKNOWN))
                    .putFields("state", Value.newBuilder().setStructValue(state).build())
                    .build();
        }
        GraphResource provider = resources.get(ProviderReferences.urn(request.getProvider()));
        String region =
                provider == null ? null : provider.input("region").asText().orElse(null);
        return offline.call(request.getTok(), request.getArgs(), region);
    }

    /** Returns the URN of a resource's provider, and registers it if it is a default one. */
    private String provider(RegisterResourceRequest request) {
        if (!ProviderReferences.isDefault(request)) {
            return ProviderReferences.urn(request.getProvider());
        }
        GraphResource provider = providers.defaultOf(request);
        resources.putIfAbsent(provider.urn(), provider);
        return provider.urn();
    }
}
