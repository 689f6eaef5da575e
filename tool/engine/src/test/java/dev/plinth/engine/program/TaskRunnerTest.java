package dev.plinth.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.deployment.internal.EngineLogger;
import com.pulumi.deployment.internal.Runner;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskRunnerTest {

    private final TaskRunner runner = new TaskRunner(EngineLogger.ignore());

    @Test
    void endsWhenTheLastTaskHasEnded() throws Exception {
        CompletableFuture<String> task = new CompletableFuture<>();
        CompletableFuture<Runner.Result<String>> run = runner.runAsync(() -> {
            runner.registerTask("a resource", task);
            return "the stack";
        });

        assertThat(run).isNotDone();
        task.complete("made");

        Runner.Result<String> result = run.get(5, TimeUnit.SECONDS);
        assertThat(result.exitCode()).isZero();
        assertThat(result.result()).contains("the stack");
    }

    @Test
    void waitsForTasksThatOtherTasksRegister() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        CompletableFuture<Runner.Result<String>> run = runner.runAsync(() -> {
            runner.registerTask("first", first.thenApply(value -> {
                runner.registerTask("second", second);
                return value;
            }));
            return "the stack";
        });
        first.complete("made");

        assertThat(run).isNotDone();
        second.complete("made");
        assertThat(run.get(5, TimeUnit.SECONDS).exitCode()).isZero();
    }

    @Test
    void aFailedTaskEndsTheRunOnlyOnceTheProgramHasReturned() throws Exception {
        CountDownLatch registering = new CountDownLatch(1);
        CompletableFuture<String> failing = new CompletableFuture<>();
        runner.registerTask("a resource", failing);
        CompletableFuture<Runner.Result<String>> run = runner.runAsync(() -> {
            try {
                registering.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "the stack";
        });
        failing.completeExceptionally(new IllegalStateException("refused"));

        assertThat(run).isNotDone();
        registering.countDown();

        Runner.Result<String> result = run.get(5, TimeUnit.SECONDS);
        assertThat(result.exitCode()).isEqualTo(Runner.ProcessExitedAfterLoggingUserActionableMessage);
        assertThat(result.exceptions()).hasSize(1);
        assertThat(result.exceptions().get(0)).hasMessageContaining("refused");
    }

    @Test
    void aProgramThatThrowsFails() throws Exception {
        CompletableFuture<Runner.Result<String>> run = runner.runAsync(() -> {
            throw new IllegalStateException("no such thing");
        });

        assertThat(run.get(5, TimeUnit.SECONDS).exitCode()).isNotZero();
    }

    @Test
    void reportsTypeAndPlaceOfAnExceptionWithoutMessage() throws Exception {
        List<String> told = new ArrayList<>();
        EngineLogger logger = (EngineLogger) Proxy.newProxyInstance(
                EngineLogger.class.getClassLoader(),
                new Class<?>[] {EngineLogger.class},
                (proxy, method, arguments) -> {
                    told.add(String.valueOf(arguments[0]));
                    return CompletableFuture.completedFuture(null);
                });
        CompletableFuture<Runner.Result<String>> run = new TaskRunner(logger).runAsync(() -> {
            throw new NullPointerException();
        });

        assertThat(run.get(5, TimeUnit.SECONDS).exitCode()).isNotZero();
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("java.lang.NullPointerException at dev.plinth.engine.program.TaskRunnerTest");
    }
}
