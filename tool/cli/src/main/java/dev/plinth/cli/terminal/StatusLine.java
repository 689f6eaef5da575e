package dev.plinth.cli.terminal;

import java.io.PrintWriter;

/**
 * A line at the end of a terminal's output that the next output replaces, so that progress leaves nothing in the scrollback.
 *
 * <p>Both streams of the process are shown on the same terminal, so each announces its output here first.
 */
final class StatusLine {

    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter to;
    private boolean visible;
    private boolean lineStarted = true;

    StatusLine(PrintWriter to) {
        this.to = to;
    }

    /** Shows a text in place of the last one, unless a line of other output is incomplete, such as a question. */
    synchronized void show(String text) {
        if (lineStarted) {
            to.print(ERASE + text);
            to.flush();
            visible = true;
        }
    }

    /** Erases the text. */
    synchronized void erase() {
        if (visible) {
            to.print(ERASE);
            to.flush();
            visible = false;
        }
    }

    /** Makes room for other output. */
    synchronized void before(String output) {
        if (!output.isEmpty()) {
            erase();
            lineStarted = output.endsWith("\n");
        }
    }

    /** Notes that the cursor is at the beginning of a line, because a person ended it. */
    synchronized void lineEnded() {
        lineStarted = true;
    }
}
