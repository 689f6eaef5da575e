package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * RDS and ElastiCache upgrade to the next minor version in the maintenance window, where automatic minor upgrades are on.
 *
 * <p>The dates are the simulator's own: PostgreSQL, MySQL and MariaDB have a minor release each quarter, which is the target of
 * automatic upgrades a month later; Valkey has one a year; Redis OSS ended with 7.1.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html">Upgrading a DB instance
 *     engine version</a>
 * @see <a href="https://www.postgresql.org/developer/roadmap/">PostgreSQL's releases</a>
 */
final class MinorVersions implements TimeRule {

    /** The time of the latest upgrade. */
    private static final String UPGRADED = "simulatedUpgradedAt";

    private static final List<MonthDay> QUARTERLY =
            List.of(MonthDay.of(3, 15), MonthDay.of(6, 15), MonthDay.of(9, 15), MonthDay.of(12, 15));

    private static final Map<String, List<MonthDay>> TARGETS = Map.of(
            "postgres", QUARTERLY, "mysql", QUARTERLY, "mariadb", QUARTERLY, "valkey", List.of(MonthDay.of(6, 15)));

    @Override
    public void plan(World world) {
        for (String type : List.of(AwsTypes.RDS_INSTANCE, AwsTypes.ELASTICACHE_REPLICATION_GROUP)) {
            for (StoredResource resource : world.all(type)) {
                List<MonthDay> targets = TARGETS.getOrDefault(resource.text("engine"), List.of());
                if (!targets.isEmpty() && "true".equals(String.valueOf(resource.get("autoMinorVersionUpgrade")))) {
                    WeeklyWindow.parse(resource.text("maintenanceWindow"))
                            .ifPresent(window -> plan(world, resource, window, targets));
                }
            }
        }
    }

    private static void plan(World world, StoredResource resource, WeeklyWindow window, List<MonthDay> targets) {
        Instant next = window.next(world.from());
        while (!next.isAfter(world.until())) {
            world.at(next, () -> upgrade(world, world.current(resource), targets));
            next = window.next(next.plusSeconds(1));
        }
    }

    private static void upgrade(World world, StoredResource resource, List<MonthDay> targets) {
        Instant since =
                resource.text(UPGRADED).isEmpty() ? world.created(resource) : Instant.parse(resource.text(UPGRADED));
        int releases = released(targets, since, world.now());
        if (releases == 0) {
            return;
        }
        String before = resource.text("engineVersionActual");
        String after = later(before, releases);
        world.set(resource, UPGRADED, world.now().toString());
        world.set(resource, "engineVersionActual", after);
        String configured = resource.text("engineVersion");
        // The provider keeps a version that is given without its minor part.
        boolean kept = !configured.equals(after) && (after.startsWith(configured + ".") || configured.endsWith(".x"));
        if (!kept) {
            world.setInput(resource, "engineVersion", after);
        }
        world.happened(
                resource,
                "minor-version-upgraded",
                "was upgraded from " + before + " to " + after + " in its maintenance window");
    }

    private static int released(List<MonthDay> targets, Instant since, Instant until) {
        LocalDate first = LocalDate.ofInstant(since, ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(until, ZoneOffset.UTC);
        int count = 0;
        for (int year = first.getYear(); year <= last.getYear(); year++) {
            for (MonthDay day : targets) {
                LocalDate release = day.atYear(year);
                count += release.isAfter(first) && !release.isAfter(last) ? 1 : 0;
            }
        }
        return count;
    }

    /** The version whose last part is so much later; one without a minor part gets one. */
    static String later(String version, int releases) {
        int dot = version.lastIndexOf('.');
        String last = version.substring(dot + 1);
        return dot < 0 || !last.matches("\\d{1,6}")
                ? version + "." + releases
                : version.substring(0, dot + 1) + (Integer.parseInt(last) + releases);
    }
}
