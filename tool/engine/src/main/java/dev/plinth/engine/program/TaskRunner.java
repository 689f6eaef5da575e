package dev.plinth.engine.program;

import com.pulumi.core.internal.ContextAwareCompletableFuture;
import com.pulumi.deployment.internal.EngineLogger;
import com.pulumi.deployment.internal.Runner;
import com.pulumi.exceptions.RunException;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program until its last task is done, and sleeps meanwhile.
 *
 * <p>The SDK's own runner asks all tasks in a loop without a pause, and formats the list of them each time, which costs
 * one core for as long as the program runs. This one is told by the tasks themselves.
 */
final class TaskRunner implements Runner {

    /** The innermost call of a failure without a message is often a check of arguments in a library. */
    private static final int CALLS = 4;

    private final EngineLogger logger;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    TaskRunner(EngineLogger logger) {
        this.logger = logger;
    }

    @Override
    public <T> void registerTask(String description, CompletableFuture<T> task) {
        inFlight.incrementAndGet();
        var unused = task.whenComplete((result, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            }
            if (inFlight.decrementAndGet() == 0) {
                // What depends on this task may be about to register tasks of its own.
                var unusedToo = CompletableFuture.runAsync(this::completeIfIdle);
            }
        });
    }

    private void completeIfIdle() {
        if (inFlight.get() == 0) {
            done.complete(null);
        }
    }

    @Override
    public <T> CompletableFuture<Result<T>> runAsync(Supplier<T> callback) {
        CompletableFuture<T> program = ContextAwareCompletableFuture.supplyAsync(callback);
        registerTask("the program", program);
        CompletableFuture<Result<T>> succeeded = done.thenApply(
                nothing -> new Outcome<>(ProcessExitedSuccessfully, List.of(), Optional.ofNullable(program.join())));
        CompletableFuture<Result<T>> outcome = succeeded.exceptionallyCompose(failure -> report(cause(failure))
                .thenApply(nothing -> new Outcome<>(
                        ProcessExitedAfterLoggingUserActionableMessage,
                        List.of(new RunException(String.valueOf(failure.getMessage()), failure)),
                        Optional.empty())));
        // A task may fail while the program still registers resources; the run is not over before it has returned.
        return program.handle((result, failure) -> failure == null).thenCompose(returned -> outcome);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Reports the program's failure to the engine, unless the engine itself cancelled it. */
    private CompletableFuture<@Nullable Void> report(Throwable failure) {
        if (failure instanceof StatusRuntimeException) {
            return CompletableFuture.completedFuture(null);
        }
        return logger.errorAsync(message(failure)).exceptionally(unreachable -> null);
    }

    /** Returns a failure's message; one without a message is reported by its type and the calls that led to it. */
    private static String message(Throwable failure) {
        String message = failure.getMessage();
        if (message != null) {
            return message;
        }
        String calls = Arrays.stream(failure.getStackTrace())
                .limit(CALLS)
                .map(Object::toString)
                .collect(Collectors.joining(", called by "));
        return calls.isEmpty() ? failure.toString() : failure + " at " + calls;
    }

    /** Result of a run; the SDK lets only subclasses create one. */
    private static final class Outcome<T> extends Result<T> {
        Outcome(int exitCode, List<Exception> exceptions, Optional<T> result) {
            super(exitCode, exceptions, result);
        }
    }
}
