package dev.plinth.simulator.time;

import dev.plinth.simulator.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Advances the simulated time. */
public final class Passage {

    /** Sources of events, in the order of events at the same time. */
    private static final List<TimeRule> RULES = List.of(
            new DeletionWindows(),
            new VaultLocks(),
            new KeyRotation(),
            new CertificateLifetimes(),
            new ServerCertificates(),
            new MinorVersions(),
            new StorageAutoscaling(),
            new SecretRotation(),
            new AutomatedBackups(),
            new BackupSchedules(),
            new BackupExpiry(),
            new RestoreTests(),
            new ServiceScaling(),
            new Migrations(),
            new BlueGreenDeployments(),
            new ImageLifecycles(),
            new LogRetention());

    private Passage() {}

    /**
     * Advances the clock of a store; everything that happens meanwhile is done, or nothing when it fails.
     *
     * @param store the store
     * @param duration how long, more than nothing
     * @return what happened, in order
     * @throws IllegalArgumentException when the duration is not positive
     */
    public static List<TimeEvent> advance(Store store, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the duration is " + duration + "; expected a positive one");
        }
        return store.transact(() -> {
            Instant from = store.now();
            World world = new World(store, from, from.plus(duration));
            RULES.forEach(rule -> rule.plan(world));
            List<TimeEvent> events = world.run();
            store.setNow(from.plus(duration));
            return events;
        });
    }
}
