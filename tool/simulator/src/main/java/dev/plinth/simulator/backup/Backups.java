package dev.plinth.simulator.backup;

import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import java.time.Instant;
import java.util.List;

/**
 * The recovery points and restore tests of the embedded cloud. They belong to one resource by its id: what replaces it has
 * none.
 */
public final class Backups {

    private static final String POINT = "recovery-point";
    private static final String TEST = "restore-test";
    private static final String FINAL_SNAPSHOT = "final-snapshot";

    private final Store store;

    /** Creates the backups of a store. */
    public Backups(Store store) {
        this.store = store;
    }

    /**
     * A restore that was tried.
     *
     * @param ended when
     * @param passed whether the data was right
     */
    public record RestoreTest(Instant ended, boolean passed) {}

    /**
     * Records a recovery point of a resource.
     *
     * @throws IllegalArgumentException when the cloud has no such resource
     */
    public void addRecoveryPoint(String urn, Instant created) {
        store.transact(() -> {
            add(POINT, urn, created, true);
            return null;
        });
    }

    /**
     * Records a restore test of a resource.
     *
     * @throws IllegalArgumentException when the cloud has no such resource, or it has no recovery point to restore
     */
    public void addRestoreTest(String urn, Instant ended, boolean passed) {
        store.transact(() -> {
            if (recoveryPoints(urn).isEmpty()) {
                throw new IllegalArgumentException(urn + " has no recovery point to restore");
            }
            add(TEST, urn, ended, passed);
            return null;
        });
    }

    /** The times of a resource's recovery points, oldest first; none when there is no such resource. */
    public List<Instant> recoveryPoints(String urn) {
        return rows(POINT, urn).stream().map(RestoreTest::ended).toList();
    }

    /** A resource's restore tests, oldest first; none when there is no such resource. */
    public List<RestoreTest> restoreTests(String urn) {
        return rows(TEST, urn);
    }

    /**
     * Records the final snapshot of a resource that is deleted; it stays when its resource has gone.
     *
     * @param type the type of the resource
     * @param region the Region
     * @param name the snapshot's name
     * @return false when a snapshot of this name is there already
     */
    public boolean addFinalSnapshot(String type, String region, String name) {
        boolean taken = !store.query(
                        "SELECT id FROM backup WHERE kind = ? AND type = ? AND region = ? AND resource = ?",
                        row -> row.getLong(1),
                        FINAL_SNAPSHOT,
                        type,
                        region,
                        name)
                .isEmpty();
        if (!taken) {
            store.update(
                    "INSERT INTO backup (kind, type, region, resource, at_ms, passed) VALUES (?, ?, ?, ?, ?, 1)",
                    FINAL_SNAPSHOT,
                    type,
                    region,
                    name,
                    Instant.now().toEpochMilli());
        }
        return !taken;
    }

    private void add(String kind, String urn, Instant at, boolean passed) {
        List<StoredResource> found = store.byIdOrUrn(urn);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the embedded cloud has no resource " + urn);
        }
        StoredResource resource = found.get(0);
        store.update(
                "INSERT INTO backup (kind, type, region, resource, at_ms, passed) VALUES (?, ?, ?, ?, ?, ?)",
                kind,
                resource.type(),
                resource.region(),
                resource.id(),
                at.toEpochMilli(),
                passed ? 1 : 0);
    }

    private List<RestoreTest> rows(String kind, String urn) {
        return store.byIdOrUrn(urn).stream()
                .flatMap(resource -> store
                        .query(
                                "SELECT at_ms, passed FROM backup WHERE kind = ? AND type = ? AND region = ? AND resource = ?"
                                        + " ORDER BY at_ms, id",
                                row -> new RestoreTest(Instant.ofEpochMilli(row.getLong(1)), row.getInt(2) == 1),
                                kind,
                                resource.type(),
                                resource.region(),
                                resource.id())
                        .stream())
                .toList();
    }
}
