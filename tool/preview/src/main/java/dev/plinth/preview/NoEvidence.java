package dev.plinth.preview;

import dev.plinth.model.GraphResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Nothing is known of backups, and not either when a store was made, so that nothing counts as overdue that may well have been
 * done.
 *
 * @param now the time that ages are counted from
 * @param gap why nothing is known; empty when nothing could be asked
 */
public record NoEvidence(Instant now, Optional<String> gap) implements RecoveryEvidence {

    /** Where no session is at hand; its time is the epoch. */
    public static final RecoveryEvidence NO_SESSION = new NoEvidence(Instant.EPOCH, Optional.empty());

    @Override
    public Optional<Instant> created(GraphResource store) {
        return Optional.empty();
    }

    @Override
    public List<RecoveryPoint> recoveryPoints(GraphResource store) {
        return List.of();
    }

    @Override
    public List<RestoreTest> restoreTests(GraphResource store) {
        return List.of();
    }
}
