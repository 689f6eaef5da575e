package dev.plinth.components;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the faults of a component's arguments, so that all of them are reported at once. */
public final class Validation {

    private final String component;
    private final List<InvalidArgumentsException.Fault> faults = new ArrayList<>();

    private Validation(String component) {
        this.component = component;
    }

    /**
     * Starts the validation of a component's arguments.
     *
     * @param type the component's class name, such as {@code Network}
     * @param name the component's logical name
     */
    public static Validation of(String type, String name) {
        return new Validation(type + " '" + name + "'");
    }

    /**
     * Notes a fault unless a condition holds.
     *
     * @param holds the condition
     * @param argument the argument's name as in the builder
     * @param value the value that was given; never a secret
     * @param allowed what is allowed, as the end of "must be …"
     */
    public Validation check(boolean holds, String argument, @Nullable Object value, String allowed) {
        if (!holds) {
            faults.add(new InvalidArgumentsException.Fault(argument, Objects.toString(value, "missing"), allowed));
        }
        return this;
    }

    /** Notes a fault unless a number is in a range, both ends included. */
    public Validation inRange(String argument, int value, int least, int most) {
        return check(value >= least && value <= most, argument, value, least + " to " + most);
    }

    /**
     * Notes a fault unless a number with a unit is in a range, both ends included.
     *
     * @param unit the unit in the plural, such as {@code seconds}
     */
    public Validation inRange(String argument, int value, int least, int most, String unit) {
        return check(value >= least && value <= most, argument, value, least + " to " + most + " " + unit);
    }

    /** Notes a fault when a required argument is missing. */
    public Validation required(String argument, @Nullable Object value) {
        return check(value != null, argument, value, "given");
    }

    /**
     * Ends the validation.
     *
     * @throws InvalidArgumentsException when any fault was noted
     */
    public void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new InvalidArgumentsException(component, faults);
        }
    }
}
