package dev.plinth.cli.secrets;

import java.time.Instant;
import java.util.Optional;

/** The place of one secret in the service that keeps its value. */
interface SecretStore {

    /** Returns when the current value was set; empty if there is none. */
    Optional<Instant> lastChange();

    /**
     * Sets a new value.
     *
     * @param value the value, which no message may contain
     */
    void write(String value);

    /** Returns the next step after a change, for programs that have read the earlier value. */
    String restart();
}
