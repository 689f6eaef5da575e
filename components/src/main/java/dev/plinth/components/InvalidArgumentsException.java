package dev.plinth.components;

import java.util.List;
import java.util.stream.Collectors;

/** A component was given arguments that it can't build from; it carries every fault, not just the first. */
public final class InvalidArgumentsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String component;
    private final transient List<Fault> faults;

    /**
     * One argument that can't be accepted.
     *
     * @param argument the argument's name as in the builder, such as {@code cidrBlock}
     * @param value the value that was given, as text; never a secret
     * @param allowed what is allowed instead, as the end of "must be …"
     */
    public record Fault(String argument, String value, String allowed) {
        @Override
        public String toString() {
            return argument + " is " + value + "; it must be " + allowed;
        }
    }

    /**
     * Creates the exception.
     *
     * @param component the component's type and name, such as {@code Network 'network'}
     * @param faults all faults, at least one
     */
    public InvalidArgumentsException(String component, List<Fault> faults) {
        super(component + ": " + faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
        this.component = component;
        this.faults = List.copyOf(faults);
    }

    /** The component's type and name. */
    public String component() {
        return component;
    }

    /** All faults, in the order in which they were found. */
    public List<Fault> faults() {
        return faults;
    }
}
