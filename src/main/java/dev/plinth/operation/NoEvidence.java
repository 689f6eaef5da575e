package dev.plinth.operation;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.preview.RecoveryEvidence;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a snapshot knows of backups: nothing. It does not say when a store was made either, so that nothing counts as overdue
 * that may well have been done.
 *
 * @param clock what ages are counted with
 */
record NoEvidence(Clock clock) implements RecoveryEvidence {

    @Override
    public Instant now() {
        return clock.instant();
    }

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

    @Override
    public Optional<String> gap() {
        return Optional.of("a snapshot knows no backups");
    }
}
