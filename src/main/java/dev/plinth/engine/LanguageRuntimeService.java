package dev.plinth.engine;

import com.google.protobuf.Empty;
import com.pulumi.Context;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pulumirpc.Language.GetRequiredPackagesRequest;
import pulumirpc.Language.GetRequiredPackagesResponse;
import pulumirpc.Language.RunRequest;
import pulumirpc.Language.RunResponse;
import pulumirpc.LanguageRuntimeGrpc;
import pulumirpc.Plugin.PluginInfo;

/**
 * The language host for a program that lives in this JVM: the engine connects here instead of starting another process.
 *
 * <p>It does what the Automation API's own inline host does, without that API's wait for an event file; a failure keeps
 * its exception, so that the command can report it in its own words.
 */
public final class LanguageRuntimeService extends LanguageRuntimeGrpc.LanguageRuntimeImplBase {

    private final Consumer<Context> program;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final SourceRecorder sources = new SourceRecorder();
    private final FunctionAnswers functions;

    /**
     * Creates the host of one program.
     *
     * @param program what {@code Pulumi.run} would be given
     * @param functions what is told of the functions that it calls
     */
    public LanguageRuntimeService(Consumer<Context> program, FunctionAnswers functions) {
        this.program = program;
        this.functions = functions;
    }

    /** What the program threw in its last run, or null when it threw nothing. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    /** Which line made each resource in the runs so far. */
    SourceRecorder sources() {
        return sources;
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
        failure.set(null);
        InlineProgram inline = new InlineProgram(
                request.getOrganization(),
                request.getProject(),
                request.getStack(),
                request.getDryRun(),
                request.getConfigMap(),
                Set.copyOf(request.getConfigSecretKeysList()),
                functions.monitor(InlineProgram.monitorAt(request.getMonitorAddress())),
                InlineProgram.engineAt(request.getArgs(0)),
                sources);
        RunResponse.Builder result = RunResponse.newBuilder();
        try {
            int exitCode = inline.run(this::runProgram).join();
            if (exitCode != 0) {
                // The SDK has logged the error to the engine already.
                result.setBail(true);
            }
        } catch (CompletionException e) {
            result.setError(Objects.toString(e.getMessage(), e.toString()));
        }
        response.onNext(result.build());
        response.onCompleted();
    }

    private void runProgram(Context context) {
        try {
            program.accept(context);
        } catch (RuntimeException e) {
            failure.set(e);
            throw e;
        }
    }
}
