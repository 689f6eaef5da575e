package dev.plinth.policies.waiver;

import java.util.List;

/** A file of waivers has faults. */
public final class InvalidWaiversException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with all faults, each with its file and entry. */
    public InvalidWaiversException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
