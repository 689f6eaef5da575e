package dev.plinth.operation.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * Durations of the parts of an operation. Program, provider and policies run while the engine waits for them, partly at the same
 * time, so their times do not add up to the engine's.
 *
 * @param jvm from the process's start to the operation's
 * @param engineStart from the start of the engine's process to its first event
 * @param engine the whole of the engine's process
 * @param program the program's run
 * @param provider the simulated cloud's answers, summed; zero with a real cloud
 * @param policies the policy pack's answers, summed
 */
public record Timings(
        Duration jvm, Duration engineStart, Duration engine, Duration program, Duration provider, Duration policies) {

    /** The time from this process's start until now. */
    public static Duration sinceProcessStart() {
        return ProcessHandle.current()
                .info()
                .startInstant()
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
