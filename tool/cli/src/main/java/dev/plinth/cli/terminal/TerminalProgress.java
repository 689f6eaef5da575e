package dev.plinth.cli.terminal;

import dev.plinth.operation.Progress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows progress on standard error: on a terminal a line that the next output replaces, in a log a line for each phase and each
 * {@value #LINES_EVERY} steps.
 */
public final class TerminalProgress implements Progress, AutoCloseable {

    private static final int LINES_EVERY = 50;

    /** Time between two updates of the line, in milliseconds. */
    private static final long INTERVAL = 100;

    private final Terminal terminal;
    private @Nullable ScheduledExecutorService clock;
    private @Nullable ScheduledFuture<?> drawing;
    private String phase = "";
    private String steps = "";
    private String detail = "";
    private long start;

    public TerminalProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void phase(String text) {
        end();
        if (terminal.interactive()) {
            begin(text + " …");
        } else {
            terminal.say(text + " …");
        }
    }

    @Override
    public synchronized void warning(String text) {
        // The line is erased by this output, and shown again below it.
        terminal.say("warning: " + text);
    }

    @Override
    public synchronized void step(int done, int total, String what) {
        if (!terminal.interactive()) {
            if (done % LINES_EVERY == 0) {
                terminal.say("  " + done + (total > 0 ? " of " + total : "") + "  " + what);
            }
            return;
        }
        steps = " " + done + (total > 0 ? " of " + total : "");
        detail = what;
        if (drawing == null) {
            begin(phase);
        }
    }

    @Override
    public synchronized void close() {
        end();
        ScheduledExecutorService running = clock;
        if (running != null) {
            running.shutdown();
            clock = null;
        }
    }

    /** Ends the phase and erases its line. */
    public synchronized void end() {
        ScheduledFuture<?> running = drawing;
        if (running != null) {
            running.cancel(false);
            drawing = null;
            terminal.eraseStatus();
        }
        steps = "";
        detail = "";
    }

    private void begin(String text) {
        phase = text;
        start = System.nanoTime();
        ScheduledExecutorService running = clock;
        if (running == null) {
            running = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "plinth-progress");
                thread.setDaemon(true);
                return thread;
            });
            clock = running;
        }
        drawing = running.scheduleWithFixedDelay(this::draw, 0, INTERVAL, TimeUnit.MILLISECONDS);
    }

    private synchronized void draw() {
        if (drawing != null) {
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            terminal.status(phase + steps + (seconds > 0 ? " (" + seconds + " s)" : "") + "  " + detail);
        }
    }
}
