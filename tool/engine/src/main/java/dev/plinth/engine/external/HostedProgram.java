package dev.plinth.engine.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import com.pulumi.core.internal.Constants;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.process.ChildProcess;
import dev.plinth.engine.program.ProgramResult;
import dev.plinth.engine.program.ProgramRun;
import dev.plinth.model.loopback.LoopbackServer;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pulumirpc.Language.LanguageHandshakeRequest;
import pulumirpc.Language.ProgramInfo;
import pulumirpc.Language.RunRequest;
import pulumirpc.Language.RunResponse;
import pulumirpc.LanguageRuntimeGrpc;

/** A program that a language host runs, an executable {@code pulumi-language-RUNTIME}, as the engine would have it run. */
final class HostedProgram extends ExternalProgram {

    /** The time that a host has to print its port. */
    private static final Duration START = Duration.ofMinutes(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path host;
    private final SchemaSource schemas;

    /**
     * Creates a program.
     *
     * @param project the project's program
     * @param environment the environment of the host and the program
     * @param host the language host's executable
     * @param schemas the schemas that the host is given, instead of those of installed providers
     */
    HostedProgram(ProjectProgram project, Map<String, String> environment, Path host, SchemaSource schemas) {
        super(project, environment);
        this.host = host;
        this.schemas = schemas;
    }

    @Override
    ProgramResult execute(ProgramRun run, String address, ProgramOutput output)
            throws IOException, InterruptedException {
        try (SchemaServers providers = SchemaServers.start(schemas)) {
            RunResponse response = host(run, address, output, providers);
            // The host has ended, so that everything it printed has arrived.
            return result(response, output);
        }
    }

    private RunResponse host(ProgramRun run, String address, ProgramOutput output, SchemaServers providers)
            throws IOException, InterruptedException {
        CompletableFuture<String> port = new CompletableFuture<>();
        Map<String, String> variables = environment();
        variables.putAll(providers.variables());
        try (ChildProcess process = ChildProcess.start(
                List.of(host.toString(), address),
                project().directory(),
                variables,
                line -> {
                    if (!port.complete(line)) {
                        output.accept(line);
                    }
                },
                output)) {
            ManagedChannel channel = ManagedChannelBuilder.forTarget(
                            "127.0.0.1:" + port(port, process.onExit(), output))
                    .usePlaintext()
                    .maxInboundMessageSize(LoopbackServer.MAX_MESSAGE_BYTES)
                    .build();
            try {
                return call(LanguageRuntimeGrpc.newBlockingStub(channel), run, address, providers.loader());
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private int port(CompletableFuture<String> port, CompletableFuture<Integer> exit, ProgramOutput output)
            throws InterruptedException {
        String printed = "";
        try {
            Object first = CompletableFuture.anyOf(port, exit).get(START.toMillis(), TimeUnit.MILLISECONDS);
            printed = Objects.toString(port.getNow(""));
            if (first instanceof String) {
                return Integer.parseInt(printed.strip());
            }
        } catch (ExecutionException | TimeoutException | NumberFormatException e) {
            // The host's own words say more.
        }
        throw new EngineException(
                "the language host " + host + " did not print its port: " + (printed + "\n" + output.last()).strip());
    }

    @SuppressWarnings("deprecation") // Hosts of older installations read the program.
    private RunResponse call(
            LanguageRuntimeGrpc.LanguageRuntimeBlockingStub stub, ProgramRun run, String address, String loader)
            throws IOException, InterruptedException {
        ProjectProgram project = project();
        Struct.Builder options = Struct.newBuilder();
        JsonFormat.parser().merge(project.options().toString(), options);
        ProgramInfo info = ProgramInfo.newBuilder()
                .setRootDirectory(project.root().toString())
                .setProgramDirectory(project.directory().toString())
                .setEntryPoint(project.entryPoint())
                .setOptions(options)
                .build();
        ProgramRun.Addresses engine = run.addresses();
        RunRequest request = RunRequest.newBuilder()
                .setProject(run.project())
                .setStack(run.stack())
                .setOrganization(run.organization())
                .setPwd(project.directory().toString())
                .setProgram(project.entryPoint())
                .setInfo(info)
                .putAllConfig(run.config())
                .addAllConfigSecretKeys(run.configSecretKeys())
                .setConfigPropertyMap(configPropertyMap(run))
                .setDryRun(run.dryRun())
                .setParallel(run.parallel())
                .setMonitorAddress(address)
                .setLoaderTarget(!loader.isEmpty() || engine == null ? loader : engine.loader())
                .setMapperTarget(engine == null ? "" : engine.mapper())
                .build();
        try {
            handshake(stub.withWaitForReady(), address);
            return stub.withWaitForReady().run(request);
        } catch (StatusRuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return RunResponse.newBuilder()
                    .setError(Objects.requireNonNullElse(
                            e.getStatus().getDescription(),
                            e.getStatus().getCode().toString()))
                    .build();
        }
    }

    /** The configuration as property values, which hosts of older installations read: objects parsed, secrets marked. */
    private static Struct configPropertyMap(ProgramRun run) throws IOException {
        ObjectNode properties = JSON.createObjectNode();
        run.config().forEach((key, text) -> {
            JsonNode value = property(text);
            properties.set(
                    key,
                    run.configSecretKeys().contains(key)
                            ? JSON.createObjectNode()
                                    .put(Constants.SpecialSigKey, Constants.SpecialSecretSig)
                                    .set("value", value)
                            : value);
        });
        Struct.Builder struct = Struct.newBuilder();
        JsonFormat.parser().merge(properties.toString(), struct);
        return struct.build();
    }

    private static JsonNode property(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                // It is a text that happens to begin like an object.
            }
        }
        return TextNode.valueOf(text);
    }

    private void handshake(LanguageRuntimeGrpc.LanguageRuntimeBlockingStub stub, String address) {
        try {
            var unused = stub.handshake(LanguageHandshakeRequest.newBuilder()
                    .setEngineAddress(address)
                    .setRootDirectory(project().root().toString())
                    .setProgramDirectory(project().directory().toString())
                    .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
                throw e;
            }
        }
    }

    private static ProgramResult result(RunResponse response, ProgramOutput output) {
        boolean failed = response.getBail() || !response.getError().isEmpty();
        return new ProgramResult(
                failed ? 1 : 0, Optional.empty(), (output.last() + "\n" + response.getError()).strip());
    }
}
