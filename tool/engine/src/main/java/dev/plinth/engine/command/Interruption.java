package dev.plinth.engine.command;

import dev.plinth.engine.process.Signals;
import dev.plinth.settings.file.TemporaryDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ends a command of the engine when its process is interrupted: the first signal lets the operations in flight finish, the
 * second ends the engine at once.
 */
final class Interruption implements AutoCloseable {

    /** A shell's exit code of a process that ended at the signal INT. */
    private static final int INTERRUPTED = 130;

    /** The time that the engine has to report that it stops, after the terminal's own signal. */
    private static final Duration NOTICE = Duration.ofSeconds(1);

    private final Process engine;
    private final BooleanSupplier stopping;
    private final Supplier<Set<String>> working;
    private final Consumer<String> tell;
    private final List<Runnable> restoring = new ArrayList<>();
    private boolean interrupted;

    /**
     * Waits for signals from now on.
     *
     * @param engine the engine's process
     * @param stopping returns whether the engine has begun to stop
     * @param working the URNs of the resources that it works on
     * @param tell receives messages for the user
     */
    Interruption(Process engine, BooleanSupplier stopping, Supplier<Set<String>> working, Consumer<String> tell) {
        this.engine = engine;
        this.stopping = stopping;
        this.working = working;
        this.tell = tell;
        handle("INT");
        handle("TERM");
    }

    private void handle(String name) {
        Signals.handle(name, () -> interrupt(name)).ifPresent(restoring::add);
    }

    private void interrupt(String name) {
        synchronized (this) {
            if (interrupted) {
                endAtOnce();
                return;
            }
            interrupted = true;
        }
        tell.accept("Stopping when the operations in flight are done; interrupt again to exit immediately");
        // The terminal sends INT to the engine too, which must not get a second signal.
        if (!name.equals("INT") || !noticed()) {
            Engine.terminate(engine);
        }
    }

    private boolean noticed() {
        long end = System.nanoTime() + NOTICE.toNanos();
        while (System.nanoTime() < end && engine.isAlive()) {
            if (stopping.getAsBoolean()) {
                return true;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return !engine.isAlive();
    }

    private void endAtOnce() {
        List<ProcessHandle> all = new ArrayList<>(engine.descendants().toList());
        engine.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        Set<String> left = working.get();
        tell.accept(
                left.isEmpty()
                        ? "Exited immediately; no operation was in flight"
                        : "Exited immediately, during operations on " + left.size() + " resources: "
                                + String.join(", ", left));
        // Exit handlers would wait for what never ends, so the plan is deleted here.
        TemporaryDirectory.deleteAll();
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    /** Returns whether a signal came. */
    synchronized boolean came() {
        return interrupted;
    }

    @Override
    public void close() {
        restoring.forEach(Runnable::run);
    }
}
