package dev.plinth.policies.rule;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration of the policies has faults; it carries all of them. */
public final class InvalidParametersException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * One fault.
     *
     * @param key the key's path, such as {@code plinth:policy.tier}
     * @param problem what is wrong with it, such as {@code is "prod"}
     * @param allowed what is allowed
     */
    public record Fault(String key, String problem, String allowed) {
        @Override
        public String toString() {
            return key + " " + problem + ", allowed: " + allowed;
        }
    }

    /**
     * Makes an exception of all faults.
     *
     * @param faults at least one
     */
    public InvalidParametersException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** Returns all faults, in the order of their keys in the configuration. */
    public List<Fault> faults() {
        return faults;
    }
}
