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
