package dev.plinth.cli.terminal;

import dev.plinth.operation.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows progress on standard error: a moving bar on a terminal, now and then a line in a log.
 *
 * <p>Where neither a person nor a log would see it, a line every {@value #LINES_EVERY} steps is enough to tell that the
 * run is alive.
 */
public final class TerminalProgress implements Progress, AutoCloseable {

    private static final int LINES_EVERY = 50;

    private final Terminal terminal;
    private @Nullable ProgressBar bar;

    public TerminalProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void phase(String text) {
        end();
        terminal.say(text + " …");
    }

    @Override
    public synchronized void warning(String text) {
        end();
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
        ProgressBar current = bar;
        if (current == null) {
            current = new ProgressBarBuilder()
                    .setTaskName("")
                    .setInitialMax(total > 0 ? total : -1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(100)
                    .setMaxRenderedLength(100)
                    .clearDisplayOnFinish()
                    .build();
            bar = current;
        }
        current.stepTo(done);
        String shown = PrintableWriter.printable(what.replace('\n', ' '));
        current.setExtraMessage(shown.length() > 40 ? shown.substring(0, 37) + "..." : shown);
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the phase: the bar gives way to what is printed next. */
    public synchronized void end() {
        ProgressBar current = bar;
        if (current != null) {
            current.close();
            bar = null;
        }
    }
}
