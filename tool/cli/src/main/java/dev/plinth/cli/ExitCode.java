package dev.plinth.cli;

/** The exit codes of every command. */
final class ExitCode {

    /** Done, nothing to object. */
    static final int OK = 0;

    /** Findings: a policy violation, a refused guard, drift, a failed check. */
    static final int FINDINGS = 1;

    /** Wrong usage or configuration. */
    static final int USAGE = 2;

    /** The engine, a provider or the cloud failed. */
    static final int FAILURE = 3;

    private ExitCode() {}
}
