package dev.plinth.operation;

import dev.plinth.model.GraphResource;
import dev.plinth.preview.RecoveryEvidence;
import dev.plinth.simulator.backup.Backups;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the embedded cloud keeps of backups: {@code plinth simulator backup} and {@code restore-test} record them. */
final class SimulatorEvidence implements RecoveryEvidence {

    private static final String SOURCE = "the embedded cloud";

    private final Backups backups;
    private final Map<String, Instant> created;
    private final Instant now;

    SimulatorEvidence(Backups backups, Map<String, Instant> created, Clock clock) {
        this.backups = backups;
        this.created = created;
        this.now = clock.instant();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Optional<Instant> created(GraphResource store) {
        return Optional.ofNullable(created.get(store.urn()));
    }

    @Override
    public List<RecoveryPoint> recoveryPoints(GraphResource store) {
        return backups.recoveryPoints(store.urn()).stream()
                .map(at -> new RecoveryPoint(at, SOURCE))
                .toList();
    }

    @Override
    public List<RestoreTest> restoreTests(GraphResource store) {
        return backups.restoreTests(store.urn()).stream()
                .map(test -> new RestoreTest(test.ended(), test.passed(), test.passed(), SOURCE))
                .toList();
    }
}
