package dev.plinth.operation.session;

import dev.plinth.engine.command.Engine;
import dev.plinth.engine.command.EngineEvents;
import dev.plinth.model.GraphResource;
import dev.plinth.model.StepTimes;
import dev.plinth.operation.policy.PackEvents;

/**
 * One command of the engine, with its events.
 *
 * @param outcome how the command ended
 * @param events the engine's events
 * @param packs the events of the policy packs
 * @param times the time that each step took
 */
record EngineRun(Engine.Outcome outcome, EngineEvents events, PackEvents packs, StepTimes times) {

    /** Returns whether the command ended by itself and the program ran to its end. */
    boolean isWhole() {
        return outcome.ending() == Engine.Ending.ITS_OWN && outcome.programFailure() == null;
    }

    /** Returns whether a refresh found a difference between state and cloud. */
    boolean foundDifferences() {
        return events.refreshed().stream().anyMatch(change -> !change.before()
                .map(GraphResource::outputs)
                .equals(change.after().map(GraphResource::outputs)));
    }
}
