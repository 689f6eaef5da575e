package dev.plinth.simulator.invoke;

import java.util.Map;

/** A provider's function. */
@FunctionalInterface
interface Function {
    /** The answer to the arguments in a region. */
    Map<String, Object> call(Map<String, Object> arguments, String region);
}
