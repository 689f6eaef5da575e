package dev.plinth.preview;

import dev.plinth.model.GraphResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Evidence where backups and creation times are unknown, so that no restore test counts as overdue.
 *
 * @param now the reference time of ages
 * @param gap the reason; empty when there was no source to ask
 * @param isWithoutSource whether no source could have evidence
 */
public record NoEvidence(Instant now, Optional<String> gap, boolean isWithoutSource) implements RecoveryEvidence {

    /** Evidence without a session; its time is the epoch. */
    public static final RecoveryEvidence NO_SESSION = new NoEvidence(Instant.EPOCH, Optional.empty());

    /** Evidence that another source could have. */
    public NoEvidence(Instant now, Optional<String> gap) {
        this(now, gap, false);
    }

    /** Evidence for a plan in a file. */
    public static RecoveryEvidence ofFile(Instant now) {
        return new NoEvidence(now, Optional.of("a file has no backups"), true);
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
}
