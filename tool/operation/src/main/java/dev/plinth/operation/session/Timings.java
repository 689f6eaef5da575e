package dev.plinth.operation.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Durations of the parts of an operation. Program, provider and policies run while the engine waits for them, partly at the same
 * time, so their times do not add up to the engine's.
 *
 * @param jvm from the command's start to the operation's
 * @param engineStart from the start of the engine's process to its first event
 * @param engine the whole of the engine's process
 * @param program the program's run
 * @param provider the simulated cloud's answers, summed; zero with a real cloud
 * @param policies the policy pack's answers, summed
 */
public record Timings(
        Duration jvm, Duration engineStart, Duration engine, Duration program, Duration provider, Duration policies) {

    /** Start of the current command, where a process runs several. */
    private static final AtomicReference<@Nullable Instant> COMMAND = new AtomicReference<>();

    /** Counts from now on instead of from the process's start: a process that runs several commands calls it for each. */
    public static void startCommand() {
        COMMAND.set(Instant.now());
    }

    /** Returns the time from the command's start, which is that of its process, until now. */
    public static Duration sinceCommandStart() {
        return Optional.ofNullable(COMMAND.get())
                .or(() -> ProcessHandle.current().info().startInstant())
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
    }

    /** In milliseconds, under the names of the fields. */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("jvmMilliseconds", jvm.toMillis())
                .put("engineStartMilliseconds", engineStart.toMillis())
                .put("engineMilliseconds", engine.toMillis())
                .put("programMilliseconds", program.toMillis())
                .put("providerMilliseconds", provider.toMillis())
                .put("policiesMilliseconds", policies.toMillis());
    }
}
