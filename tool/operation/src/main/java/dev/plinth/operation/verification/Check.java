package dev.plinth.operation.verification;

/**
 * Result of one check.
 *
 * @param name the check, such as {@code certificate-expiry}
 * @param outcome the result
 * @param detail the value that was found; for a failed check also the expected one
 */
public record Check(String name, Outcome outcome, String detail) {

    /** Result of a check. */
    public enum Outcome {
        /** The response is as expected. */
        PASSED,
        /** The response differs. */
        FAILED,
        /** There was no response. */
        UNREACHABLE
    }

    static Check passed(String name, String detail) {
        return new Check(name, Outcome.PASSED, detail);
    }

    static Check failed(String name, String detail) {
        return new Check(name, Outcome.FAILED, detail);
    }
}
