package dev.plinth.cli.terminal;

/**
 * The streams of a process that are terminals, and their size.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param columns number of columns of the terminal; {@value Terminal#COLUMNS} if there is none
 */
public record TerminalState(boolean out, boolean err, int columns) {

    /** Returns the state of this process. */
    public static TerminalState ofThisProcess() {
        boolean out = Boolean.getBoolean("plinth.terminal.out");
        boolean err = Boolean.getBoolean("plinth.terminal.err");
        return new TerminalState(
                out, err, out || err ? new TerminalSize(Terminal.COLUMNS).getAsInt() : Terminal.COLUMNS);
    }
}
