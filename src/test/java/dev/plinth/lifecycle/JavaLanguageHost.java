package dev.plinth.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Empty;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import pulumirpc.Language.GetRequiredPackagesRequest;
import pulumirpc.Language.GetRequiredPackagesResponse;
import pulumirpc.Language.RunRequest;
import pulumirpc.Language.RunResponse;
import pulumirpc.LanguageRuntimeGrpc.LanguageRuntimeImplBase;
import pulumirpc.Plugin.PluginInfo;

/**
 * Stands in for {@code pulumi-language-java} of the official installation, which package registries don't serve: runs
 * {@code java -jar} on the option {@code binary}, with the environment that the SDK reads.
 */
public final class JavaLanguageHost extends LanguageRuntimeImplBase {

    private final String engine;

    private JavaLanguageHost(String engine) {
        this.engine = engine;
    }

    /** Serves until the engine ends. Its address is the last argument; the only output is the port. */
    public static void main(String[] arguments) throws IOException {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new JavaLanguageHost(arguments[arguments.length - 1]))
                .build()
                .start();
        System.out.println(server.getPort());
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
        server.shutdownNow();
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        answer(observer, PluginInfo.newBuilder().setVersion("1.0.0").build());
    }

    @Override
    public void getRequiredPackages(
            GetRequiredPackagesRequest request, StreamObserver<GetRequiredPackagesResponse> observer) {
        answer(observer, GetRequiredPackagesResponse.getDefaultInstance());
    }

    @Override
    public void run(RunRequest request, StreamObserver<RunResponse> observer) {
        String binary =
                request.getInfo().getOptions().getFieldsOrThrow("binary").getStringValue();
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        binary)
                .directory(Path.of(request.getPwd()).toFile())
                .inheritIO();
        try {
            program.environment().putAll(environment(request));
            int exitCode = program.start().waitFor();
            answer(
                    observer,
                    exitCode == 0
                            ? RunResponse.getDefaultInstance()
                            : RunResponse.newBuilder()
                                    .setError("the program ended with exit code " + exitCode)
                                    .build());
        } catch (IOException e) {
            observer.onError(
                    Status.INTERNAL.withDescription(e.toString()).withCause(e).asException());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            observer.onError(Status.CANCELLED.withCause(e).asException());
        }
    }

    private Map<String, String> environment(RunRequest request) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        return Map.of(
                "PULUMI_MONITOR", request.getMonitorAddress(),
                "PULUMI_ENGINE", engine,
                "PULUMI_PROJECT", request.getProject(),
                "PULUMI_STACK", request.getStack(),
                "PULUMI_ORGANIZATION", request.getOrganization(),
                "PULUMI_PWD", request.getPwd(),
                "PULUMI_DRY_RUN", String.valueOf(request.getDryRun()),
                "PULUMI_PARALLEL", String.valueOf(request.getParallel()),
                "PULUMI_CONFIG", json.writeValueAsString(request.getConfigMap()),
                "PULUMI_CONFIG_SECRET_KEYS", json.writeValueAsString(request.getConfigSecretKeysList()));
    }

    private static <T> void answer(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}
