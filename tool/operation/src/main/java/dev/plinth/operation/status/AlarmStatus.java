package dev.plinth.operation.status;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * State of a CloudWatch alarm.
 *
 * @param definition the alarm
 * @param state the state
 * @param since the time of the last change of the state
 * @param value the latest value of its metric; empty without data
 */
public record AlarmStatus(AlarmDefinition definition, State state, Optional<Instant> since, OptionalDouble value) {

    /** State of an alarm, in the words of CloudWatch. */
    public enum State {
        /** The threshold is exceeded. */
        ALARM,
        /** There is not enough data. */
        INSUFFICIENT_DATA,
        /** CloudWatch has no such alarm, or cannot be read. */
        UNKNOWN,
        /** The threshold is not exceeded. */
        OK
    }

    /** Returns whether a person must act. */
    public boolean isFiring() {
        return state == State.ALARM;
    }
}
