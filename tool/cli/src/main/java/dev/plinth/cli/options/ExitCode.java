package dev.plinth.cli.options;

/** The exit codes of every command. */
public final class ExitCode {

    /** Success, no issues. */
    public static final int OK = 0;

    /** Findings: a policy violation, a blocked change, drift, a failed check. */
    public static final int FINDINGS = 1;

    /** Wrong usage or configuration. */
    public static final int USAGE = 2;

    /** The engine, a provider or the cloud failed, or the output could not be written. */
    public static final int FAILURE = 3;

    /** The reader of the standard output ended: that of a process that the signal SIGPIPE ends, such as git. */
    public static final int CLOSED_PIPE = 141;

    private ExitCode() {}
}
