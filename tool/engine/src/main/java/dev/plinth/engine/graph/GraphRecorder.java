package dev.plinth.engine.graph;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.Context;
import com.pulumi.core.internal.Constants;
import com.pulumi.deployment.internal.Engine;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import dev.plinth.engine.monitor.ResourceUrns;
import dev.plinth.engine.program.InlineProgram;
import dev.plinth.engine.program.Program;
import dev.plinth.engine.program.ProgramResult;
import dev.plinth.engine.program.ProgramRun;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ProtobufValues;
import dev.plinth.model.ResourceGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.EngineOuterClass.RequirePulumiVersionRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionResponse;
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
 * Runs a program with no engine and records what it registers: it answers the SDK as the engine's resource monitor does
 * in a preview of an empty stack, where inputs are known and everything that a provider would compute is not.
 *
 * <p>It is long because it implements every call of the monitor's protocol.
 */
public final class GraphRecorder {

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
    private final Vendor vendor;
    private Duration limit = Duration.ofDays(1);
    private volatile Map<String, String> providerConfig = Map.of();
    private final Map<String, GraphResource> resources = new ConcurrentHashMap<>();
    private final Map<String, Struct> outputs = new ConcurrentHashMap<>();
    private final Map<String, RegisterPackageRequest> packages = new ConcurrentHashMap<>();

    /** The recorder's own errors, which the SDKs repeat with stack traces. */
    private final List<String> refusals = Collections.synchronizedList(new ArrayList<>());

    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    /** Answers that only a provider has. */
    public interface Vendor {
        /**
         * Calls a function, such as {@code aws:index/getRegion:getRegion}.
         *
         * @param token the function's token
         * @param arguments its arguments
         * @param region the region of the provider that is asked, or null for the default provider
         */
        Struct call(String token, Struct arguments, @Nullable String region);

        /** The names of a resource type's outputs; empty for a component. */
        Collection<String> outputs(String type);

        /**
         * The value of a resource's output, its id among them ({@code id}); by default it is known only once the resource is
         * made.
         *
         * @param type the resource's type token
         * @param name its logical name
         * @param output the output's name
         */
        default Value output(String type, String name, String output) {
            return UNKNOWN;
        }

        /**
         * Completes the outputs of a resource, its id among them ({@code id}); by default it adds nothing.
         *
         * @param resource the resource, without outputs
         * @param provider its provider, null where the program registers none
         * @param outputs the outputs so far, to be changed
         */
        default void complete(GraphResource resource, @Nullable GraphResource provider, Struct.Builder outputs) {}
    }

    /**
     * Creates a recorder.
     *
     * @param project the project's name
     * @param stack the stack's name
     * @param vendor facts that a provider would have
     */
    public GraphRecorder(String project, String stack, Vendor vendor) {
        this.project = project;
        this.stack = stack;
        this.vendor = vendor;
    }

    /**
     * Runs a program and returns what it registered.
     *
     * @param program what {@code Pulumi.run} would be given
     * @throws RuntimeException what the program threw itself
     * @throws IllegalStateException when a resource could not be registered, with all messages
     */
    public ResourceGraph record(Consumer<Context> program) {
        return record(new InlineProgram(program), Map.of(), Set.of());
    }

    /**
     * Runs a program and returns what it registered.
     *
     * @param program the program
     * @param config the stack's configuration, keys with their namespace; objects are JSON texts
     * @param configSecretKeys the keys whose values are secret
     * @throws RuntimeException what a program in this JVM threw
     * @throws dev.plinth.engine.EngineException when a program in another process could not be started
     * @throws IllegalStateException when a resource could not be registered, with all messages, or when a program in another
     *     process failed, with what it logged or else printed
     */
    public ResourceGraph record(Program program, Map<String, String> config, Set<String> configSecretKeys) {
        Map<String, String> shown = new TreeMap<>(config);
        shown.keySet().removeAll(configSecretKeys);
        providerConfig = shown;
        ProgramResult result = run(program, config, configSecretKeys);
        if (result.failure().isPresent()) {
            throw result.failure().get();
        }
        if (!refusals.isEmpty()) {
            throw new IllegalStateException(String.join("\n", refusals));
        }
        if (!errors.isEmpty()) {
            throw new IllegalStateException(String.join("\n", errors));
        }
        if (!result.succeeded()) {
            throw new IllegalStateException(
                    ("the program ended with exit code " + result.exitCode() + "\n" + result.output()).strip());
        }
        return new ResourceGraph(project, stack, resources.values());
    }

    private ProgramResult run(Program program, Map<String, String> config, Set<String> configSecretKeys) {
        CompletableFuture<ProgramResult> running = program.run(new ProgramRun(
                "organization",
                project,
                stack,
                true,
                config,
                configSecretKeys,
                new RecordingMonitor(),
                new RecordingEngine()));
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            running.cancel(true);
            throw new IllegalStateException("the program did not end within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.cancel(true);
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Sets the longest time for which the program may run; by default a day. */
    public GraphRecorder within(Duration longest) {
        limit = longest;
        return this;
    }

    private IllegalStateException refuse(String message) {
        refusals.add(message);
        return new IllegalStateException(message);
    }

    private RegisterResourceResponse register(RegisterResourceRequest request) {
        if (request.getRemote()) {
            throw refuse(request.getName() + " (" + request.getType()
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
            throw refuse("two resources have the URN " + urn + "; give one of them another name");
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
        Value id = vendor.output(resource.type(), resource.name(), "id");
        if (!id.equals(UNKNOWN)) {
            outputs.putFields("id", id);
        }
        vendor.complete(resource, resources.get(resource.provider()), outputs);
        return outputs.getFieldsOrDefault("id", UNKNOWN);
    }

    /** Inputs, and the outputs that a provider would compute. */
    private Struct.Builder outputs(String type, String name, Struct inputs) {
        Struct.Builder outputs = inputs.toBuilder();
        vendor.outputs(type).stream()
                .filter(output -> !outputs.containsFields(output))
                .forEach(output -> outputs.putFields(output, vendor.output(type, name, output)));
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
                providerUrn(request.getProvider()),
                request.getDependenciesList(),
                new TreeMap<>(),
                ProtobufValues.parse(request.getProperties()),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
        vendor.complete(existing, resources.get(existing.provider()), outputs);
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
        GraphResource provider = resources.get(providerUrn(request.getProvider()));
        String region =
                provider == null ? null : provider.input("region").asText().orElse(null);
        return vendor.call(request.getTok(), request.getArgs(), region);
    }

    /** The provider's URN; where the program names none, the engine makes a default one for each package and version. */
    private String provider(RegisterResourceRequest request) {
        if (!request.getCustom()
                || !request.getProvider().isEmpty()
                || request.getType().startsWith("pulumi:providers:")) {
            return providerUrn(request.getProvider());
        }
        String packageName = request.getType().substring(0, request.getType().indexOf(':'));
        String type = "pulumi:providers:" + packageName;
        String version = version(request);
        String name = version.isEmpty() ? "default" : "default_" + version.replaceAll("[.+-]", "_");
        String urn = "urn:pulumi:" + stack + "::" + project + "::" + type + "::" + name;
        Struct.Builder inputs = Struct.newBuilder();
        // The stack's configuration of the package is the default provider's, as texts.
        String namespace = packageName + ":";
        providerConfig.forEach((key, value) -> {
            if (key.startsWith(namespace)) {
                inputs.putFields(
                        key.substring(namespace.length()),
                        Value.newBuilder().setStringValue(value).build());
            }
        });
        if (!version.isEmpty()) {
            inputs.putFields(
                    "version", Value.newBuilder().setStringValue(version).build());
        }
        resources.putIfAbsent(
                urn,
                new GraphResource(
                        urn,
                        type,
                        name,
                        null,
                        "",
                        List.of(),
                        new TreeMap<>(),
                        ProtobufValues.parse(inputs.build()),
                        ProtobufValues.parse(Struct.getDefaultInstance()),
                        false,
                        true));
        return urn;
    }

    /** Newer SDKs send a reference to a package that they registered instead of its version. */
    private String version(RegisterResourceRequest request) {
        RegisterPackageRequest referred =
                packages.getOrDefault(request.getPackageRef(), RegisterPackageRequest.getDefaultInstance());
        return !request.getVersion().isEmpty()
                ? request.getVersion()
                : referred.hasParameterization()
                        ? referred.getParameterization().getVersion()
                        : referred.getVersion();
    }

    /** A provider is named by its URN and id; the id is not known before it is made. */
    private static String providerUrn(String provider) {
        int id = provider.lastIndexOf("::");
        return id < 0 ? "" : provider.substring(0, id);
    }

    private final class RecordingMonitor implements Monitor {

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
                return CompletableFuture.completedFuture(ResourceInvokeResponse.newBuilder()
                        .setReturn(call(request))
                        .build());
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public CompletableFuture<CallResponse> callAsync(ResourceCallRequest request) {
            return CompletableFuture.failedFuture(refuse("a graph without an engine runs no provider, so the method "
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
            packages.put(reference, request);
            return CompletableFuture.completedFuture(
                    RegisterPackageResponse.newBuilder().setRef(reference).build());
        }
    }

    private final class RecordingEngine implements Engine {

        @Override
        public CompletableFuture<Void> logAsync(LogRequest request) {
            if (request.getSeverity() == LogSeverity.ERROR) {
                errors.add(request.getMessage());
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<GetRootResourceResponse> getRootResourceAsync(GetRootResourceRequest request) {
            return CompletableFuture.completedFuture(GetRootResourceResponse.getDefaultInstance());
        }

        @Override
        public CompletableFuture<RequirePulumiVersionResponse> requirePulumiVersionAsync(
                RequirePulumiVersionRequest request) {
            return CompletableFuture.completedFuture(RequirePulumiVersionResponse.getDefaultInstance());
        }
    }
}
