package dev.plinth.policies.configuration;

import java.util.List;

/** Libraries of rules can't be used: broken, empty, or with ids that other rules have. */
public final class InvalidLibraryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /**
     * Makes an exception of all faults.
     *
     * @param faults each with its library, at least one
     */
    public InvalidLibraryException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** Returns all faults. */
    public List<String> faults() {
        return faults;
    }
}
