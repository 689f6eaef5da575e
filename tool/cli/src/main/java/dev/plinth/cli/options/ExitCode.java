package dev.plinth.cli.options;

/** The exit codes of every command. */
public final class ExitCode {

    /** Success, no issues. */
    public static final int OK = 0;

    /** Findings: a policy violation, a blocked change, drift, a failed check. */
    public static final int FINDINGS = 1;

    /** Wrong usage or configuration. */
    public static final int USAGE = 2;

    /** The engine, a provider or the cloud failed. */
    public static final int FAILURE = 3;

    private ExitCode() {}
}
