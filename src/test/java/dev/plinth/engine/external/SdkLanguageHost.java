package dev.plinth.engine.external;

import com.google.protobuf.Empty;
import dev.plinth.engine.binary.LanguageHosts;
import dev.plinth.engine.command.LanguageRuntimeService;
import dev.plinth.engine.program.Program;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import pulumirpc.Language.GetRequiredPackagesRequest;
import pulumirpc.Language.GetRequiredPackagesResponse;
import pulumirpc.Language.RunRequest;
import pulumirpc.Language.RunResponse;
import pulumirpc.LanguageRuntimeGrpc.LanguageRuntimeImplBase;
import pulumirpc.Plugin.PluginInfo;

/**
 * Stands in for {@code pulumi-language-nodejs} and {@code pulumi-language-python} of the official installation, which package
 * registries don't serve: runs the program in the directory in which the engine starts it, with the launcher of its SDK.
 */
public final class SdkLanguageHost extends LanguageRuntimeImplBase {

    private final LanguageRuntimeService service;
    private final String engine;

    private SdkLanguageHost(LanguageRuntimeService service, String engine) {
        this.service = service;
        this.engine = engine;
    }

    /** Serves until the engine ends. The engine's address is the last argument; the only output is the port. */
    public static void main(String[] arguments) throws IOException {
        LanguageHosts hosts = ExternalStack.hosts();
        Program program = Programs.of(Path.of("").toAbsolutePath(), hosts, false, SchemaSource.NONE);
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new SdkLanguageHost(
                        new LanguageRuntimeService(program, UnaryOperator.identity()), arguments[arguments.length - 1]))
                .build()
                .start();
        System.out.println(server.getPort());
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
        server.shutdownNow();
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        service.getPluginInfo(request, observer);
    }

    @Override
    public void getRequiredPackages(
            GetRequiredPackagesRequest request, StreamObserver<GetRequiredPackagesResponse> observer) {
        service.getRequiredPackages(request, observer);
    }

    @Override
    public void run(RunRequest request, StreamObserver<RunResponse> observer) {
        // The service expects the engine's address where an engine that is given a running host passes it.
        service.run(request.toBuilder().clearArgs().addArgs(engine).build(), observer);
    }
}
