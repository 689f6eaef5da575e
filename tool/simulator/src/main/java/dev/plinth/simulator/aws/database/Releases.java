package dev.plinth.simulator.aws.database;

import dev.plinth.model.calendar.ReleaseCalendar;
import dev.plinth.model.calendar.ReleaseCalendar.Release;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.store.StoredResource;
import java.util.List;
import java.util.Optional;

/** The versions of engines, from the release calendar. An engine that it does not list has any version. */
final class Releases {

    private Releases() {}

    private static Optional<Release> release(String engine, String version) {
        return ReleaseCalendar.bundled().release(engine, version);
    }

    /** Returns whether AWS creates a version, or one below it. */
    static boolean isListed(String engine, String version) {
        Optional<ReleaseCalendar.Product> product = ReleaseCalendar.bundled().product(engine);
        return product.isEmpty()
                || product.get()
                        .release(version)
                        .map(found -> found.isListed(version))
                        .orElse(false);
    }

    /** Returns the newest version of an engine, which it has where none is asked for. */
    static String newest(String engine) {
        List<Release> releases = ReleaseCalendar.bundled()
                .product(engine)
                .map(ReleaseCalendar.Product::releases)
                .orElse(List.of());
        return releases.isEmpty()
                ? ""
                : releases.get(releases.size() - 1)
                        .newest(releases.get(releases.size() - 1).name())
                        .orElse("");
    }

    /**
     * Returns the version that runs: what is asked for in full, or the newest minor version of a major version that is. What
     * runs already stays as long as it is of the version that is asked for; AWS upgrades it in a maintenance window.
     */
    static String actual(Operation operation, String engine) {
        String asked = operation.text("engineVersion");
        StoredResource old = operation.old();
        String running = old == null ? "" : old.text("engineVersionActual");
        return running.equals(asked) || running.startsWith(asked + ".")
                ? running
                : release(engine, asked).flatMap(found -> found.newest(asked)).orElse(asked);
    }
}
