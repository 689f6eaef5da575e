package dev.plinth.engine.external;

import com.pulumi.deployment.internal.Engine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;

/** The lines that a program in another process prints: each is logged as information, and the last ones are kept. */
final class ProgramOutput implements Consumer<String> {

    private static final int KEPT = 40;

    private final Engine engine;
    private final Deque<String> last = new ArrayDeque<>();

    /**
     * Creates the output.
     *
     * @param engine logs the lines
     */
    ProgramOutput(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void accept(String line) {
        synchronized (last) {
            if (last.size() == KEPT) {
                last.removeFirst();
            }
            last.addLast(line);
        }
        if (line.isBlank()) {
            return;
        }
        try {
            engine.logAsync(LogRequest.newBuilder()
                            .setSeverity(LogSeverity.INFO)
                            .setMessage(line)
                            .build())
                    .join();
        } catch (CompletionException | CancellationException e) {
            // The engine is gone, and with it whoever would read the line.
        }
    }

    /** Returns the last lines. */
    String last() {
        synchronized (last) {
            return String.join("\n", last).strip();
        }
    }
}
