package dev.plinth.simulator;

import com.google.protobuf.Any;
import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.google.rpc.Code;
import dev.plinth.simulator.cloud.Cloud;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.cloud.StandIn;
import dev.plinth.simulator.fault.Fault;
import dev.plinth.simulator.fault.Faults;
import dev.plinth.simulator.invoke.Invokes;
import dev.plinth.simulator.schema.PackageSchemas;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.Plugin.PluginAttach;
import pulumirpc.Plugin.PluginInfo;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.ConfigureResponse;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.ErrorResourceInitFailed;
import pulumirpc.Provider.GetSchemaRequest;
import pulumirpc.Provider.GetSchemaResponse;
import pulumirpc.Provider.InvokeRequest;
import pulumirpc.Provider.InvokeResponse;
import pulumirpc.Provider.ParameterizeRequest;
import pulumirpc.Provider.ParameterizeResponse;
import pulumirpc.Provider.PropertyDiff;
import pulumirpc.Provider.ProviderHandshakeRequest;
import pulumirpc.Provider.ProviderHandshakeResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.Provider.UpdateResponse;
import pulumirpc.ResourceProviderGrpc.ResourceProviderImplBase;

/**
 * The resource provider protocol over the cloud. Each provider instance of a program has a connection of its own, and its
 * configuration stays with that connection.
 *
 * <p>It is long because it implements every call of the protocol, each with its messages.
 */
final class ProviderService extends ResourceProviderImplBase {

    /** The configuration of the connection that a call came by. */
    static final Context.Key<AtomicReference<ProviderConfiguration>> CONFIGURATION = Context.key("configuration");

    /** The port that a call came to. */
    static final Context.Key<Integer> PORT = Context.key("port");

    private final Cloud cloud;
    private final Shapes shapes;
    private final Invokes invokes;
    private final Faults faults;
    private final @Nullable StandIn standIn;
    private final AtomicBoolean crashed = new AtomicBoolean();

    /** The package that each port serves; a port that is not among them serves all. */
    private volatile Map<Integer, String> packages = Map.of();

    /** The address of the engine that attached last; empty before that. */
    private volatile String engine = "";

    /** Serves calls that came by a connection without an interceptor, as a test's may. */
    private final AtomicReference<ProviderConfiguration> shared = new AtomicReference<>(ProviderConfiguration.DEFAULT);

    /**
     * Creates the service.
     *
     * @param standIn what answers for a cloud that can't be asked; null where this one is the cloud
     */
    ProviderService(Cloud cloud, Shapes shapes, Invokes invokes, Faults faults, @Nullable StandIn standIn) {
        this.cloud = cloud;
        this.invokes = invokes;
        this.shapes = shapes;
        this.faults = faults;
        this.standIn = standIn;
    }

    /** Lets a provider that crashed answer again. */
    void restart() {
        crashed.set(false);
    }

    /** Sets the package of each port. */
    void serve(Map<Integer, String> packagesByPort) {
        packages = Map.copyOf(packagesByPort);
    }

    /** The package that is asked, or empty on a port that serves all of them. */
    private Optional<String> servedPackage() {
        return Optional.ofNullable(PORT.get()).map(packages::get);
    }

    private AtomicReference<ProviderConfiguration> holder() {
        return Optional.ofNullable(CONFIGURATION.get()).orElse(shared);
    }

    private ProviderConfiguration configuration() {
        return Objects.requireNonNullElse(holder().get(), ProviderConfiguration.DEFAULT);
    }

    @Override
    public void handshake(ProviderHandshakeRequest request, StreamObserver<ProviderHandshakeResponse> observer) {
        answer(observer, () -> ProviderHandshakeResponse.newBuilder()
                .setAcceptResources(true)
                .setAcceptOutputs(true)
                .build());
    }

    @Override
    public void attach(PluginAttach request, StreamObserver<Empty> observer) {
        engine = request.getAddress();
        answer(observer, Empty::getDefaultInstance);
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        answer(observer, () -> PluginInfo.newBuilder()
                .setVersion(Shapes.version(servedPackage().orElse("aws")))
                .build());
    }

    @Override
    public void getSchema(GetSchemaRequest request, StreamObserver<GetSchemaResponse> observer) {
        answer(observer, () -> GetSchemaResponse.newBuilder()
                .setSchema(PackageSchemas.of(
                        servedPackage().orElseThrow(() -> Status.UNIMPLEMENTED
                                .withDescription("this port serves several packages, and a request for a schema"
                                        + " names none; attach each package to its own port")
                                .asRuntimeException()),
                        shapes))
                .build());
    }

    @Override
    public void parameterize(ParameterizeRequest request, StreamObserver<ParameterizeResponse> observer) {
        answer(observer, () -> {
            String name = request.hasValue() ? request.getValue().getName() : "";
            if (!Shapes.providers().contains(name)) {
                throw Status.UNIMPLEMENTED
                        .withDescription("the simulator serves the parameterized packages "
                                + Shapes.providers().stream()
                                        .filter(one -> !Shapes.plugin(one).equals(one))
                                        .toList()
                                + ", not \"" + name + "\"")
                        .asRuntimeException();
            }
            return ParameterizeResponse.newBuilder()
                    .setName(name)
                    .setVersion(request.getValue().getVersion())
                    .build();
        });
    }

    @Override
    public void cancel(Empty request, StreamObserver<Empty> observer) {
        answer(observer, Empty::getDefaultInstance);
    }

    @Override
    public void checkConfig(CheckRequest request, StreamObserver<CheckResponse> observer) {
        answer(observer, () -> {
            CheckResponse.Builder response = CheckResponse.newBuilder().setInputs(request.getNews());
            Map<String, PropertyShape> known = shapes.provider(providerOf(request.getUrn()));
            Map<String, Object> arguments = Values.fromStruct(request.getNews());
            arguments.keySet().removeAll(List.of("version", "pluginDownloadURL"));
            PropertyShape.check(known, "", arguments).stream()
                    .filter(mismatch -> mismatch.reason().startsWith("unknown property"))
                    .forEach(mismatch -> response.addFailures(CheckFailure.newBuilder()
                            .setProperty(mismatch.path())
                            .setReason(mismatch.reason())));
            return response.build();
        });
    }

    /** The package of a provider resource: the last part of {@code pulumi:providers:aws}. */
    private static String providerOf(String urn) {
        String type = urn.split("::", -1)[2];
        return type.substring(type.lastIndexOf(':') + 1);
    }

    @Override
    public void diffConfig(DiffRequest request, StreamObserver<DiffResponse> observer) {
        answer(observer, () -> {
            Map<String, Object> before =
                    Values.fromStruct(request.hasOldInputs() ? request.getOldInputs() : request.getOlds());
            Map<String, Paths.Change> changes = Paths.differences(before, Values.fromStruct(request.getNews()));
            changes.remove("version");
            DiffResponse.Builder response = DiffResponse.newBuilder()
                    .setChanges(
                            changes.isEmpty() ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME)
                    .addAllDiffs(changes.keySet());
            if (changes.containsKey("region")) {
                // Everything that the provider manages lives in its region.
                response.addReplaces("region");
            }
            return response.build();
        });
    }

    @Override
    public void configure(ConfigureRequest request, StreamObserver<ConfigureResponse> observer) {
        answer(observer, () -> {
            Map<String, Object> arguments = Values.fromStruct(request.getArgs());
            arguments.replaceAll((name, value) -> parsed(value));
            holder().set(
                            standIn == null
                                    ? ProviderConfiguration.of(arguments)
                                    : ProviderConfiguration.inAnyAccount(arguments));
            return ConfigureResponse.newBuilder()
                    .setSupportsPreview(true)
                    .setAcceptResources(true)
                    .setAcceptOutputs(true)
                    .build();
        });
    }

    /** SDKs hand structured provider arguments over as JSON texts. */
    private static Object parsed(Object value) {
        if (value instanceof String text && (text.startsWith("{") || text.startsWith("["))) {
            Object json = Values.fromJson(text);
            return json == null ? value : json;
        }
        return value;
    }

    @Override
    public void invoke(InvokeRequest request, StreamObserver<InvokeResponse> observer) {
        answer(observer, () -> InvokeResponse.newBuilder()
                .setReturn(Values.toStruct(
                        invokes.call(request.getTok(), Values.fromStruct(request.getArgs()), configuration())))
                .build());
    }

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
        answer(observer, () -> {
            Map<String, Object> before = Values.fromStruct(request.getOlds());
            Cloud.Checked checked = cloud.check(
                    typeOf(request.getUrn()),
                    request.getUrn(),
                    before,
                    Values.fromStruct(request.getNews()),
                    configuration());
            Map<String, Object> inputs =
                    standIn == null ? checked.inputs() : standIn.completed(before, checked.inputs());
            CheckResponse.Builder response = CheckResponse.newBuilder().setInputs(Values.toStruct(inputs));
            checked.failures()
                    .forEach(failure -> response.addFailures(CheckFailure.newBuilder()
                            .setProperty(failure.property())
                            .setReason(failure.reason())));
            return response.build();
        });
    }

    @Override
    public void diff(DiffRequest request, StreamObserver<DiffResponse> observer) {
        answer(observer, () -> {
            Map<String, Object> state = Values.fromStruct(request.getOlds());
            Cloud.Difference difference = cloud.diff(
                    typeOf(request.getUrn()),
                    request.hasOldInputs() ? Values.fromStruct(request.getOldInputs()) : state,
                    state,
                    Values.fromStruct(request.getNews()),
                    configuration());
            DiffResponse.Builder response = DiffResponse.newBuilder()
                    .setChanges(
                            difference.changes().isEmpty()
                                    ? DiffResponse.DiffChanges.DIFF_NONE
                                    : DiffResponse.DiffChanges.DIFF_SOME)
                    .setHasDetailedDiff(true)
                    .addAllReplaces(difference.replaces())
                    .setDeleteBeforeReplace(difference.deleteBeforeReplace());
            difference.changes().keySet().stream().map(Paths::top).distinct().forEach(response::addDiffs);
            difference
                    .changes()
                    .forEach((path, change) -> response.putDetailedDiff(
                            path,
                            PropertyDiff.newBuilder()
                                    .setKind(kind(change, difference.replaces().contains(Paths.top(path))))
                                    .build()));
            return response.build();
        });
    }

    private static PropertyDiff.Kind kind(Paths.Change change, boolean replace) {
        return switch (change) {
            case ADD -> replace ? PropertyDiff.Kind.ADD_REPLACE : PropertyDiff.Kind.ADD;
            case DELETE -> replace ? PropertyDiff.Kind.DELETE_REPLACE : PropertyDiff.Kind.DELETE;
            case UPDATE -> replace ? PropertyDiff.Kind.UPDATE_REPLACE : PropertyDiff.Kind.UPDATE;
        };
    }

    @Override
    public void create(CreateRequest request, StreamObserver<CreateResponse> observer) {
        String type = typeOf(request.getUrn());
        Map<String, Object> inputs = Values.fromStruct(request.getProperties());
        if (request.getPreview()) {
            answer(observer, () -> CreateResponse.newBuilder()
                    .setProperties(Values.toStruct(cloud.previewCreation(type, inputs, configuration())))
                    .build());
            return;
        }
        operate("create", request.getUrn(), "", observer, hits -> {
            StoredResource made = cloud.create(type, request.getUrn(), inputs, configuration());
            warn(made);
            Struct properties = Values.toStruct(cloud.visible(made));
            if (hits.stream().anyMatch(fault -> fault.kind() == Fault.Kind.PARTIAL_CREATE)) {
                throw initializationFailed(made, properties, request.getProperties());
            }
            return CreateResponse.newBuilder()
                    .setId(made.id())
                    .setProperties(properties)
                    .build();
        });
    }

    private StatusRuntimeException initializationFailed(StoredResource made, Struct properties, Struct inputs) {
        String reason = "creating " + cloud.label(made.type()) + " (" + made.id()
                + "): InternalFailure: it was created and failed while it started (injected fault)";
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Code.UNKNOWN_VALUE)
                .setMessage(reason)
                .addDetails(Any.pack(ErrorResourceInitFailed.newBuilder()
                        .setId(made.id())
                        .setProperties(properties)
                        .setInputs(inputs)
                        .addReasons(reason)
                        .build()))
                .build());
    }

    @Override
    public void read(ReadRequest request, StreamObserver<ReadResponse> observer) {
        StandIn instead = standIn;
        if (instead != null) {
            answer(observer, () -> ReadResponse.newBuilder()
                    .setId(request.getId())
                    .setProperties(
                            Values.toStruct(instead.read(typeOf(request.getUrn()), request.getId(), configuration())))
                    .build());
            return;
        }
        operate("read", request.getUrn(), request.getId(), observer, hits -> cloud.read(
                        typeOf(request.getUrn()), request.getId(), configuration())
                .map(found -> ReadResponse.newBuilder()
                        .setId(found.id())
                        .setProperties(Values.toStruct(cloud.visible(found)))
                        .setInputs(Values.toStruct(request.hasInputs() ? found.inputs() : Cloud.importedInputs(found)))
                        .build())
                .orElseGet(ReadResponse::getDefaultInstance));
    }

    @Override
    public void update(UpdateRequest request, StreamObserver<UpdateResponse> observer) {
        if (request.getPreview()) {
            answer(observer, () -> UpdateResponse.newBuilder()
                    .setProperties(Values.toStruct(cloud.previewUpdate(
                            typeOf(request.getUrn()),
                            request.getUrn(),
                            request.getId(),
                            Values.fromStruct(request.getOldInputs()),
                            Values.fromStruct(request.getOlds()),
                            Values.fromStruct(request.getNews()),
                            configuration())))
                    .build());
            return;
        }
        operate("update", request.getUrn(), request.getId(), observer, hits -> {
            StoredResource updated = cloud.update(
                    typeOf(request.getUrn()),
                    request.getUrn(),
                    request.getId(),
                    Values.fromStruct(request.getOlds()),
                    Values.fromStruct(request.getNews()),
                    configuration());
            warn(updated);
            return UpdateResponse.newBuilder()
                    .setProperties(Values.toStruct(cloud.visible(updated)))
                    .build();
        });
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<Empty> observer) {
        operate("delete", request.getUrn(), request.getId(), observer, hits -> {
            cloud.delete(typeOf(request.getUrn()), request.getUrn(), request.getId(), configuration());
            return Empty.getDefaultInstance();
        });
    }

    /** Shows a warning of the cloud in the engine's output; one that the engine does not take stays with the resource. */
    private void warn(StoredResource resource) {
        String warning = Cloud.warning(resource);
        if (warning.isEmpty() || engine.isEmpty()) {
            return;
        }
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(engine).usePlaintext().build();
        try {
            EngineGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .log(LogRequest.newBuilder()
                            .setSeverity(LogSeverity.WARNING)
                            .setUrn(resource.urn())
                            .setMessage(warning)
                            .build());
        } catch (StatusRuntimeException e) {
            // The engine that attached has ended.
        } finally {
            channel.shutdownNow();
        }
    }

    /** The type of a URN: the last of its parents and itself. */
    private static String typeOf(String urn) {
        String types = urn.split("::", -1)[2];
        return Registry.canonical(types.substring(types.lastIndexOf('$') + 1));
    }

    private <T> void operate(
            String verb,
            String urn,
            String id,
            StreamObserver<T> observer,
            java.util.function.Function<List<Fault>, T> work) {
        answer(observer, () -> {
            String subject = cloud.label(typeOf(urn)) + " (" + (id.isEmpty() ? Cloud.logicalName(urn) : id) + ")";
            List<Fault> hits = faults.take(verb, typeOf(urn), Cloud.logicalName(urn));
            try {
                for (Fault fault : hits) {
                    suffer(fault);
                }
                T result = work.apply(hits);
                if (hits.stream().anyMatch(fault -> fault.kind() == Fault.Kind.CRASH)) {
                    crashed.set(true);
                    throw dead();
                }
                return result;
            } catch (CloudException e) {
                throw Status.UNKNOWN
                        .withDescription(
                                Cloud.participle(verb) + " " + subject + ": " + e.code() + ": " + e.getMessage())
                        .asRuntimeException();
            }
        });
    }

    private static void suffer(Fault fault) {
        switch (fault.kind()) {
            case THROTTLE ->
                throw new CloudException(
                        "ThrottlingException", "Rate exceeded: gave up after 25 attempts (injected fault)");
            case DELAY -> {
                try {
                    TimeUnit.MILLISECONDS.sleep(fault.delay().toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CloudException("RequestCanceled", "the wait was interrupted");
                }
            }
            case PARTIAL_CREATE, CRASH, FAILED_DEPLOYMENT, FAULTY_VERSION -> {
                // These strike once the cloud has acted, or while it acts.
            }
        }
    }

    private static StatusRuntimeException dead() {
        return Status.UNAVAILABLE
                .withDescription("the provider crashed (injected fault): error reading from server: EOF")
                .asRuntimeException();
    }

    private <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
        T result;
        try {
            if (crashed.get()) {
                throw dead();
            }
            result = work.get();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        } catch (CloudException e) {
            observer.onError(Status.UNKNOWN
                    .withDescription(e.code() + ": " + e.getMessage())
                    .asRuntimeException());
            return;
        } catch (RuntimeException e) {
            observer.onError(Status.INTERNAL
                    .withDescription("the simulator failed: " + e)
                    .withCause(e)
                    .asRuntimeException());
            return;
        }
        observer.onNext(result);
        observer.onCompleted();
    }
}
