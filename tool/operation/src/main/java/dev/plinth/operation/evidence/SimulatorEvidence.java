package dev.plinth.operation.evidence;

import dev.plinth.model.GraphResource;
import dev.plinth.preview.RecoveryEvidence;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.backup.Backups;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The simulator's recovery points and restore tests, in its own time: {@code plinth simulator advance}, {@code backup} and
 * {@code restore-test} record them.
 */
public final class SimulatorEvidence implements RecoveryEvidence {

    private static final String SOURCE = "the simulator";

    private final Backups backups;
    private final Map<String, Instant> created;
    private final Instant now;

    public SimulatorEvidence(Simulator simulator) {
        this.backups = simulator.backups();
        this.created = simulator.created();
        this.now = simulator.now();
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
                .map(test -> RestoreTest.of(test.ended(), test.status(), test.validationStatus(), SOURCE))
                .toList();
    }
}
