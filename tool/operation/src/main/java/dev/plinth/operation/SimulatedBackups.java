package dev.plinth.operation;

import dev.plinth.model.Urns;
import dev.plinth.policies.rules.change.Stateful;
import dev.plinth.simulator.SimulatedResource;
import dev.plinth.simulator.Simulator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Backs up the stores of the simulator at once, where AWS Backup would wait for its schedule. */
public final class SimulatedBackups {

    private SimulatedBackups() {}

    /**
     * Records a recovery point of the simulated time for each store of a stack.
     *
     * @param file the simulator's file
     * @param stack the stack's name
     * @return how many stores it has
     */
    public static int backUp(Path file, String stack) {
        try (Simulator simulator = Simulator.open(file)) {
            Instant now = simulator.now();
            List<String> stores = stores(simulator, stack);
            stores.forEach(urn -> simulator.backups().addRecoveryPoint(urn, now));
            return stores.size();
        }
    }

    /**
     * Records a restore test of the simulated time for each store of a stack that has a recovery point.
     *
     * @param file the simulator's file
     * @param stack the stack's name
     * @param passed whether the restored data was right
     * @return how many stores were tested
     */
    public static int testRestores(Path file, String stack, boolean passed) {
        try (Simulator simulator = Simulator.open(file)) {
            Instant now = simulator.now();
            List<String> stores = stores(simulator, stack).stream()
                    .filter(urn -> !simulator.backups().recoveryPoints(urn).isEmpty())
                    .toList();
            stores.forEach(urn -> simulator.backups().addRestoreTest(urn, now, passed));
            return stores.size();
        }
    }

    private static List<String> stores(Simulator simulator, String stack) {
        return simulator.list().stream()
                .filter(resource -> Stateful.includes(resource.type()))
                .map(SimulatedResource::urn)
                .filter(urn -> Urns.stack(urn).equals(stack))
                .distinct()
                .toList();
    }
}
