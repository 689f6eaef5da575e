package dev.plinth.graph;

import com.google.common.collect.ImmutableMap;
import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.pulumi.Context;
import com.pulumi.deployment.internal.InlineDeploymentSettings;
import com.pulumi.internal.PulumiInternal;
import com.pulumi.resources.StackOptions;
import dev.plinth.engine.LocalServer;
import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.ProtobufValues;
import dev.plinth.policies.graph.ResourceGraph;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterPackageResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;
import pulumirpc.ResourceMonitorGrpc;

/**
 * Runs a program with no engine and records what it registers: it answers the SDK as the engine's resource monitor does
 * in a preview of an empty stack, where inputs are known and everything that a provider would compute is not.
 */
public final class GraphRecorder {

    /** The features of the monitor's protocol that the recorder understands. */
    private static final Set<String> FEATURES =
            Set.of("secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith", "parameterization");

    private static final String STACK_TYPE = "pulumi:pulumi:Stack";

    private final String project;
    private final String stack;
    private final Functions functions;
    private final Map<String, GraphResource> resources = new ConcurrentHashMap<>();
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    /** Answers a program's function calls, such as {@code aws:index/getRegion:getRegion}. */
    public interface Functions {
        /**
         * Calls a function.
         *
         * @param token the function's token
         * @param arguments its arguments
         * @param region the region of the provider that is asked, or null for the default provider
         */
        Struct call(String token, Struct arguments, @Nullable String region);
    }

    /**
     * Creates a recorder.
     *
     * @param project the project's name
     * @param stack the stack's name
     * @param functions answers the program's function calls
     */
    public GraphRecorder(String project, String stack, Functions functions) {
        this.project = project;
        this.stack = stack;
        this.functions = functions;
    }

    /**
     * Runs a program and returns what it registered.
     *
     * @param program what {@code Pulumi.run} would be given
     * @throws RuntimeException what the program threw itself
     * @throws IllegalStateException when a resource could not be registered, with all messages
     */
    public ResourceGraph record(Consumer<Context> program) {
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        try (LocalServer server = LocalServer.start(List.of(new Monitor(), new Engine()))) {
            InlineDeploymentSettings settings = InlineDeploymentSettings.builder()
                    .engineAddr(server.address())
                    .monitorAddr(server.address())
                    .project(project)
                    .stack(stack)
                    .organization("organization")
                    .config(ImmutableMap.of())
                    .isDryRun(true)
                    .build();
            int exitCode = PulumiInternal.fromInline(settings, StackOptions.Empty)
                    .runAsync(context -> {
                        try {
                            program.accept(context);
                        } catch (RuntimeException e) {
                            failure.set(e);
                            throw e;
                        }
                    })
                    .join();
            RuntimeException thrown = failure.get();
            if (thrown != null) {
                throw thrown;
            }
            if (exitCode != 0 || !errors.isEmpty()) {
                throw new IllegalStateException(String.join("\n", errors));
            }
        }
        return new ResourceGraph(project, stack, resources.values());
    }

    private String urn(RegisterResourceRequest request) {
        String parent = request.getParent();
        String type = request.getType();
        if (!parent.isEmpty()) {
            String parentType = parent.split("::", -1)[2];
            if (!parentType.equals(STACK_TYPE)) {
                type = parentType + "$" + type;
            }
        }
        return "urn:pulumi:" + stack + "::" + project + "::" + type + "::" + request.getName();
    }

    private @Nullable String region(String provider) {
        int id = provider.lastIndexOf("::");
        GraphResource resource = id < 0 ? null : resources.get(provider.substring(0, id));
        return resource == null ? null : resource.input("region").asText().orElse(null);
    }

    private final class Monitor extends ResourceMonitorGrpc.ResourceMonitorImplBase {

        @Override
        public void supportsFeature(SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> response) {
            answer(
                    response,
                    SupportsFeatureResponse.newBuilder()
                            .setHasSupport(FEATURES.contains(request.getId()))
                            .build());
        }

        @Override
        public void registerResource(
                RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> response) {
            String urn = urn(request);
            TreeMap<String, List<String>> properties = new TreeMap<>();
            request.getPropertyDependenciesMap()
                    .forEach((property, dependencies) -> properties.put(property, dependencies.getUrnsList()));
            // A provider is named by its URN and id; the id is not known before it is made.
            String provider = request.getProvider();
            int id = provider.lastIndexOf("::");
            GraphResource resource = new GraphResource(
                    urn,
                    request.getType(),
                    request.getName(),
                    request.getParent().isEmpty() ? null : request.getParent(),
                    id < 0 ? "" : provider.substring(0, id),
                    request.getDependenciesList(),
                    properties,
                    ProtobufValues.parse(request.getObject()),
                    ProtobufValues.parse(Struct.getDefaultInstance()),
                    request.getProtect(),
                    request.getCustom());
            if (resources.putIfAbsent(urn, resource) != null) {
                response.onError(Status.ALREADY_EXISTS
                        .withDescription("two resources have the URN " + urn + "; give one of them another name")
                        .asException());
                return;
            }
            RegisterResourceResponse.Builder registered =
                    RegisterResourceResponse.newBuilder().setUrn(urn).setObject(request.getObject());
            answer(response, registered.build());
        }

        @Override
        public void registerResourceOutputs(RegisterResourceOutputsRequest request, StreamObserver<Empty> response) {
            answer(response, Empty.getDefaultInstance());
        }

        @Override
        public void invoke(ResourceInvokeRequest request, StreamObserver<ResourceInvokeResponse> response) {
            try {
                answer(
                        response,
                        ResourceInvokeResponse.newBuilder()
                                .setReturn(functions.call(
                                        request.getTok(), request.getArgs(), region(request.getProvider())))
                                .build());
            } catch (RuntimeException e) {
                response.onError(Status.INVALID_ARGUMENT
                        .withDescription(request.getTok() + ": " + e.getMessage())
                        .asException());
            }
        }

        @Override
        public void registerPackage(RegisterPackageRequest request, StreamObserver<RegisterPackageResponse> response) {
            answer(
                    response,
                    RegisterPackageResponse.newBuilder()
                            .setRef(request.getName())
                            .build());
        }

        @Override
        public void signalAndWaitForShutdown(Empty request, StreamObserver<Empty> response) {
            answer(response, Empty.getDefaultInstance());
        }
    }

    private final class Engine extends EngineGrpc.EngineImplBase {

        private volatile String root = "";

        @Override
        public void log(EngineOuterClass.LogRequest request, StreamObserver<Empty> response) {
            if (request.getSeverity() == EngineOuterClass.LogSeverity.ERROR) {
                errors.add(request.getMessage());
            }
            answer(response, Empty.getDefaultInstance());
        }

        @Override
        public void getRootResource(
                EngineOuterClass.GetRootResourceRequest request,
                StreamObserver<EngineOuterClass.GetRootResourceResponse> response) {
            answer(
                    response,
                    EngineOuterClass.GetRootResourceResponse.newBuilder()
                            .setUrn(root)
                            .build());
        }

        @Override
        public void setRootResource(
                EngineOuterClass.SetRootResourceRequest request,
                StreamObserver<EngineOuterClass.SetRootResourceResponse> response) {
            root = request.getUrn();
            answer(response, EngineOuterClass.SetRootResourceResponse.getDefaultInstance());
        }
    }

    private static <T> void answer(StreamObserver<T> response, T message) {
        response.onNext(message);
        response.onCompleted();
    }
}
