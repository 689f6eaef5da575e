package dev.plinth.policies.baseline;

import java.util.List;

/** A baseline's file has faults. */
public final class InvalidBaselineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with all faults, each with its file and entry. */
    public InvalidBaselineException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
