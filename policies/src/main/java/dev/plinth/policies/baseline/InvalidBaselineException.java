package dev.plinth.policies.baseline;

import java.util.List;

/** A baseline's file has faults. */
public final class InvalidBaselineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes an exception of all faults, each with its file and entry. */
    public InvalidBaselineException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
