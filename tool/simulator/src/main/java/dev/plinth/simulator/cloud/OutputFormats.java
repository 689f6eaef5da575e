package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.ResourceShape;

/** The formats of ids and computed outputs, for types without their own behaviour and for outputs that no behaviour states. */
public interface OutputFormats {

    /** Adds the id, the automatic name and the like to the behaviour of a type without its own. */
    void describe(ResourceShape shape, Behaviour behaviour);

    /** Adds the outputs that have a known format and no value yet to the operation's state. */
    void fill(ResourceShape shape, Operation operation);
}
