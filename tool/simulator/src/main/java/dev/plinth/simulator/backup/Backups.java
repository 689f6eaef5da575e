package dev.plinth.simulator.backup;

import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * The recovery points and restore tests of the simulator. They belong to one resource by its id: what replaces it has none.
 */
public final class Backups {

    private static final String POINT = "recovery-point";
    private static final String TEST = "restore-test";
    private static final String OF_RESOURCE = " AND type = ? AND region = ? AND resource = ? ORDER BY at_ms, id";

    private final Store store;

    /** Creates the backups of a store. */
    public Backups(Store store) {
        this.store = store;
    }

    /**
     * Records a recovery point of a resource.
     *
     * @throws IllegalArgumentException when the simulator has no such resource
     */
    public void addRecoveryPoint(String urn, Instant created) {
        store.transact(() -> {
            add(one(urn), RecoveryPoint.manual(created));
            return null;
        });
    }

    /** Records a recovery point of a resource. */
    public void add(StoredResource resource, RecoveryPoint point) {
        Instant expires = point.expires();
        store.update(
                "INSERT INTO backup (kind, type, region, resource, at_ms, passed, point_type, vault, key, expires_ms)"
                        + " VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
                POINT,
                resource.type(),
                resource.region(),
                resource.id(),
                point.created().toEpochMilli(),
                point.type(),
                point.vault(),
                point.key(),
                expires == null ? null : expires.toEpochMilli());
    }

    /**
     * Records a restore test of a resource.
     *
     * @throws IllegalArgumentException when the simulator has no such resource, or it has no recovery point to restore
     */
    public void addRestoreTest(String urn, Instant ended, boolean passed) {
        store.transact(() -> {
            if (recoveryPoints(urn).isEmpty()) {
                throw new IllegalArgumentException(urn + " has no recovery point to restore");
            }
            add(one(urn), new RestoreTest(ended, "COMPLETED", passed ? "SUCCESSFUL" : "FAILED"));
            return null;
        });
    }

    /** Records a restore test of a resource. */
    public void add(StoredResource resource, RestoreTest test) {
        store.update(
                "INSERT INTO backup (kind, type, region, resource, at_ms, passed, status, validation)"
                        + " VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
                TEST,
                resource.type(),
                resource.region(),
                resource.id(),
                test.ended().toEpochMilli(),
                test.status(),
                test.validationStatus());
    }

    private StoredResource one(String urn) {
        return store.byIdOrUrn(urn).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the simulator has no resource " + urn));
    }

    /** The times of a resource's readable recovery points, oldest first; none when there is no such resource. */
    public List<Instant> recoveryPoints(String urn) {
        return store.byIdOrUrn(urn).stream()
                .flatMap(resource -> recoveryPoints(resource).stream())
                .map(RecoveryPoint::created)
                .toList();
    }

    /** The readable recovery points of a resource, oldest first. */
    public List<RecoveryPoint> recoveryPoints(StoredResource resource) {
        return store.query(
                "SELECT at_ms, point_type, vault, key, expires_ms FROM backup WHERE kind = ? AND status = 'COMPLETED'"
                        + OF_RESOURCE,
                Backups::point,
                POINT,
                resource.type(),
                resource.region(),
                resource.id());
    }

    private static RecoveryPoint point(ResultSet row) throws SQLException {
        long expires = row.getLong(5);
        return new RecoveryPoint(
                Instant.ofEpochMilli(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.wasNull() ? null : Instant.ofEpochMilli(expires));
    }

    /** Returns the number of recovery points in a vault, readable or not. */
    public int inVault(String vaultArn) {
        return vaultArn.isEmpty()
                ? 0
                : store.query(
                                "SELECT COUNT(*) FROM backup WHERE kind = ? AND vault = ?",
                                row -> row.getInt(1),
                                POINT,
                                vaultArn)
                        .get(0);
    }

    /** Returns the expiry times of recovery points between two times, in order and each once. */
    public List<Instant> expiries(Instant after, Instant until) {
        return store.query(
                "SELECT DISTINCT expires_ms FROM backup WHERE kind = ? AND expires_ms > ? AND expires_ms <= ? ORDER BY 1",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                POINT,
                after.toEpochMilli(),
                until.toEpochMilli());
    }

    /** Deletes the recovery points of a vault, empty for those in none, that expire by a time; returns how many they were. */
    public int expire(String vaultArn, Instant by) {
        return store.update(
                "DELETE FROM backup WHERE kind = ? AND vault = ? AND expires_ms <= ?",
                POINT,
                vaultArn,
                by.toEpochMilli());
    }

    /** Makes the recovery points unreadable that a key encrypts; returns how many they were. */
    public int losesKey(String keyIdOrArn) {
        return keyIdOrArn.isEmpty()
                ? 0
                : store.update(
                        "UPDATE backup SET status = 'UNREADABLE' WHERE kind = ? AND key = ? AND status = 'COMPLETED'",
                        POINT,
                        keyIdOrArn);
    }

    /** A resource's restore tests, oldest first; none when there is no such resource. */
    public List<RestoreTest> restoreTests(String urn) {
        return store.byIdOrUrn(urn).stream()
                .flatMap(resource -> store
                        .query(
                                "SELECT at_ms, status, validation FROM backup WHERE kind = ?" + OF_RESOURCE,
                                row -> new RestoreTest(
                                        Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getString(3)),
                                TEST,
                                resource.type(),
                                resource.region(),
                                resource.id())
                        .stream())
                .toList();
    }
}
