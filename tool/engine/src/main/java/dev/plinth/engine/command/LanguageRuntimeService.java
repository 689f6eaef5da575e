package dev.plinth.engine.command;

import com.google.protobuf.Empty;
import com.pulumi.deployment.internal.GrpcEngine;
import com.pulumi.deployment.internal.GrpcMonitor;
import com.pulumi.deployment.internal.Monitor;
import dev.plinth.engine.program.Program;
import dev.plinth.engine.program.ProgramResult;
import dev.plinth.engine.program.ProgramRun;
import dev.plinth.engine.program.QuietEngine;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pulumirpc.Language.GetRequiredPackagesRequest;
import pulumirpc.Language.GetRequiredPackagesResponse;
import pulumirpc.Language.RunRequest;
import pulumirpc.Language.RunResponse;
import pulumirpc.LanguageRuntimeGrpc;
import pulumirpc.Plugin.PluginInfo;

/**
 * The language host that the engine is given: it connects here instead of starting the program itself.
 *
 * <p>It does what the Automation API's own inline host does, without that API's wait for an event file; the result of a
 * run is kept, so that the command can report a failure in its own words.
 */
public final class LanguageRuntimeService extends LanguageRuntimeGrpc.LanguageRuntimeImplBase {

    private final Program program;
    private final UnaryOperator<Monitor> monitor;
    private final AtomicReference<@Nullable ProgramResult> result = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<ProgramResult>> current = new AtomicReference<>();

    /**
     * Creates the host of one program.
     *
     * @param program the program
     * @param monitor what stands between the program and the engine's resource monitor
     */
    public LanguageRuntimeService(Program program, UnaryOperator<Monitor> monitor) {
        this.program = program;
        this.monitor = monitor;
    }

    /** Returns the result of the last run; null when there was none since {@link #forget}. */
    public @Nullable ProgramResult result() {
        return result.get();
    }

    /** Forgets the result of the last run: a command of the engine need not run the program. */
    void forget() {
        result.set(null);
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> response) {
        response.onNext(PluginInfo.newBuilder().setVersion("1.0.0").build());
        response.onCompleted();
    }

    @Override
    public void getRequiredPackages(
            GetRequiredPackagesRequest request, StreamObserver<GetRequiredPackagesResponse> response) {
        response.onNext(GetRequiredPackagesResponse.getDefaultInstance());
        response.onCompleted();
    }

    @Override
    public void run(RunRequest request, StreamObserver<RunResponse> response) {
        String engineAddress = request.getArgs(0);
        QuietEngine engine = new QuietEngine(new GrpcEngine(engineAddress));
        CompletableFuture<ProgramResult> running = program.run(new ProgramRun(
                request.getOrganization(),
                request.getProject(),
                request.getStack(),
                request.getDryRun(),
                request.getParallel(),
                request.getConfigMap(),
                Set.copyOf(request.getConfigSecretKeysList()),
                monitor.apply(new GrpcMonitor(request.getMonitorAddress())),
                engine,
                new ProgramRun.Addresses(
                        request.getMonitorAddress(),
                        engineAddress,
                        request.getLoaderTarget(),
                        request.getMapperTarget())));
        // The engine cancels the call, or is gone.
        io.grpc.Context.current().addListener(cancelled -> running.cancel(true), Runnable::run);
        current.set(running);
        RunResponse.Builder answer = RunResponse.newBuilder();
        try {
            ProgramResult ended = running.join();
            result.set(ended);
            if (!ended.succeeded()) {
                if (ended.failure().isPresent() || engine.errorLogged()) {
                    answer.setBail(true);
                } else {
                    answer.setError(silentFailure(ended));
                }
            }
        } catch (CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            answer.setError(Objects.toString(cause.getMessage(), cause.toString()));
        } catch (CancellationException e) {
            answer.setError("cancelled");
        }
        response.onNext(answer.build());
        response.onCompleted();
    }

    @Override
    public void cancel(Empty request, StreamObserver<Empty> response) {
        CompletableFuture<ProgramResult> running = current.get();
        if (running != null) {
            running.cancel(true);
        }
        response.onNext(Empty.getDefaultInstance());
        response.onCompleted();
    }

    /** A program that failed without logging an error has printed it, if anything. */
    private static String silentFailure(ProgramResult ended) {
        String status = "the program ended with exit code " + ended.exitCode();
        return ended.output().isBlank() ? status : status + ":\n" + ended.output();
    }
}
