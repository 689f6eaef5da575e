package dev.plinth.simulator;

import com.google.protobuf.Struct;
import dev.plinth.simulator.value.Values;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.ResourceProviderGrpc;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;

/** A simulator on a port, and one provider's connection to it. */
final class TestCloud implements AutoCloseable {

    static final String REGION = "eu-central-1";

    final Simulator simulator;
    private final int port;
    private final List<ManagedChannel> channels = new ArrayList<>();
    final ResourceProviderBlockingStub provider;

    TestCloud(Path folder) {
        this(Simulator.open(folder.resolve("cloud.sqlite")));
    }

    TestCloud(Simulator served) {
        simulator = served;
        port = simulator.start();
        provider = connect(Map.of("region", REGION));
    }

    /** Another provider, with a connection and a configuration of its own. */
    ResourceProviderBlockingStub connect(Map<String, Object> configuration) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        channels.add(channel);
        ResourceProviderBlockingStub stub = ResourceProviderGrpc.newBlockingStub(channel);
        stub.configure(ConfigureRequest.newBuilder()
                .setArgs(Values.toStruct(configuration))
                .build());
        return stub;
    }

    /** A resource that was made: what the engine would keep. */
    record Made(String type, String name, String id, Struct inputs, Struct state) {

        String urn() {
            return TestCloud.urn(type, name);
        }

        Object get(String property) {
            return Values.fromStruct(state).getOrDefault(property, "");
        }

        String text(String property) {
            return String.valueOf(get(property));
        }
    }

    static String urn(String type, String name) {
        return "urn:pulumi:test::project::" + type + "::" + name;
    }

    CheckResponse check(String type, String name, Map<String, Object> inputs) {
        return provider.check(CheckRequest.newBuilder()
                .setUrn(urn(type, name))
                .setNews(Values.toStruct(inputs))
                .build());
    }

    Made create(String type, String name, Map<String, Object> inputs) {
        return create(provider, type, name, inputs);
    }

    Made create(ResourceProviderBlockingStub stub, String type, String name, Map<String, Object> inputs) {
        CheckResponse checked = stub.check(CheckRequest.newBuilder()
                .setUrn(urn(type, name))
                .setNews(Values.toStruct(inputs))
                .build());
        if (checked.getFailuresCount() > 0) {
            throw new AssertionError(type + ": " + checked.getFailuresList());
        }
        CreateResponse created = stub.create(CreateRequest.newBuilder()
                .setUrn(urn(type, name))
                .setProperties(checked.getInputs())
                .build());
        return new Made(type, name, created.getId(), checked.getInputs(), created.getProperties());
    }

    /** Creates a resource whatever check says of the inputs, for tests of what follows from a creation. */
    Made createUnchecked(String type, String name, Map<String, Object> inputs) {
        Struct checked = check(type, name, inputs).getInputs();
        CreateResponse created = provider.create(CreateRequest.newBuilder()
                .setUrn(urn(type, name))
                .setProperties(checked)
                .build());
        return new Made(type, name, created.getId(), checked, created.getProperties());
    }

    Struct checkedUpdate(Made made, Map<String, Object> inputs) {
        return provider.check(CheckRequest.newBuilder()
                        .setUrn(made.urn())
                        .setOlds(made.inputs())
                        .setNews(Values.toStruct(inputs))
                        .build())
                .getInputs();
    }

    DiffResponse diff(Made made, Map<String, Object> inputs) {
        return provider.diff(DiffRequest.newBuilder()
                .setUrn(made.urn())
                .setId(made.id())
                .setOlds(made.state())
                .setOldInputs(made.inputs())
                .setNews(checkedUpdate(made, inputs))
                .build());
    }

    Made update(Made made, Map<String, Object> inputs) {
        Struct checked = checkedUpdate(made, inputs);
        Struct state = provider.update(UpdateRequest.newBuilder()
                        .setUrn(made.urn())
                        .setId(made.id())
                        .setOlds(made.state())
                        .setOldInputs(made.inputs())
                        .setNews(checked)
                        .build())
                .getProperties();
        return new Made(made.type(), made.name(), made.id(), checked, state);
    }

    /** The outputs that the preview of an update shows. */
    Map<String, Object> preview(Made made, Map<String, Object> inputs) {
        return Values.fromStruct(provider.update(UpdateRequest.newBuilder()
                        .setUrn(made.urn())
                        .setId(made.id())
                        .setOlds(made.state())
                        .setOldInputs(made.inputs())
                        .setNews(checkedUpdate(made, inputs))
                        .setPreview(true)
                        .build())
                .getProperties());
    }

    ReadResponse read(Made made) {
        return provider.read(ReadRequest.newBuilder()
                .setUrn(made.urn())
                .setId(made.id())
                .setInputs(made.inputs())
                .setProperties(made.state())
                .build());
    }

    void delete(Made made) {
        provider.delete(DeleteRequest.newBuilder()
                .setUrn(made.urn())
                .setId(made.id())
                .setProperties(made.state())
                .build());
    }

    /** The message of a refusal. */
    static String refusal(Runnable operation) {
        try {
            operation.run();
        } catch (StatusRuntimeException e) {
            return String.valueOf(e.getStatus().getDescription());
        }
        throw new AssertionError("the cloud did not refuse");
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        simulator.close();
    }
}
