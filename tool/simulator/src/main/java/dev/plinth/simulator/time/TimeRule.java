package dev.plinth.simulator.time;

/** A kind of event that happens when time passes. */
@FunctionalInterface
interface TimeRule {

    /** Plans the events of the rule between the world's time and its end. */
    void plan(World world);
}
