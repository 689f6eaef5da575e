package dev.plinth.simulator.fault;

import dev.plinth.simulator.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** The injected faults, kept in the database. */
public final class Faults {

    private final Store store;

    /** The faults of a database. */
    public Faults(Store store) {
        this.store = store;
    }

    /** Injects a fault and answers it with its number. */
    public Fault inject(Fault fault) {
        return store.transact(() -> {
            store.update(
                    "INSERT INTO fault (kind, operation, type, name, remaining, delay_ms) VALUES (?, ?, ?, ?, ?, ?)",
                    fault.kind().name(),
                    fault.operation(),
                    fault.type(),
                    fault.name(),
                    fault.remaining(),
                    fault.delay().toMillis());
            List<Fault> all = list();
            return all.get(all.size() - 1);
        });
    }

    /** The faults that still hit something, oldest first. */
    public List<Fault> list() {
        return store.query(
                "SELECT id, kind, operation, type, name, remaining, delay_ms FROM fault ORDER BY id",
                row -> new Fault(
                        row.getLong(1),
                        Fault.Kind.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        Duration.ofMillis(row.getLong(7))));
    }

    /** Removes all faults. */
    public void clear() {
        store.update("DELETE FROM fault");
    }

    /** The faults of the provider that hit this operation; each of them has one hit less afterwards. */
    public List<Fault> take(String operation, String type, String name) {
        return take(operation, type, name, kind -> !kind.isOfVersion());
    }

    /** Returns whether a deployment of this service fails; such a fault has one hit less afterwards. */
    public boolean takeFailedDeployment(String operation, String type, String name) {
        return !take(operation, type, name, Fault.Kind.FAILED_DEPLOYMENT::equals)
                .isEmpty();
    }

    /** Returns whether the new version of this service answers with errors; such a fault has one hit less afterwards. */
    public boolean takeFaultyVersion(String operation, String type, String name) {
        return !take(operation, type, name, Fault.Kind.FAULTY_VERSION::equals).isEmpty();
    }

    private List<Fault> take(String operation, String type, String name, Predicate<Fault.Kind> kinds) {
        return store.transact(() -> {
            List<Fault> hits = list().stream()
                    .filter(fault -> kinds.test(fault.kind()))
                    .filter(fault -> fault.matches(operation, type, name))
                    .toList();
            hits.forEach(fault -> {
                store.update("UPDATE fault SET remaining = remaining - 1 WHERE id = ?", fault.id());
                store.update("DELETE FROM fault WHERE remaining = 0");
            });
            return hits;
        });
    }
}
