package dev.plinth.components.database;

import dev.plinth.components.LogRetention;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.Validation;
import dev.plinth.components.network.Network;
import dev.plinth.model.calendar.ReleaseCalendar;
import dev.plinth.model.calendar.ReleaseCalendar.Release;
import dev.plinth.model.calendar.TimeWindow;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validation of the arguments of {@link PostgresDatabase}. */
final class PostgresDatabaseValidation {

    private static final Pattern VERSION = Pattern.compile("(\\d{2})(\\.\\d{1,2})?");
    private static final int OLDEST_VERSION = 14;
    private static final Pattern SQL_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,62}");
    private static final Pattern INSTANCE_CLASS = Pattern.compile("db\\.[a-z0-9-]+\\.[a-z0-9-]+");
    private static final int LONGEST_IDENTIFIER = 63;
    private static final int LONGEST_SNAPSHOT = 63;
    private static final int LONGEST_IDENTIFIER_SUFFIX = "-replica-5".length();
    private static final Set<String> GUESSED_USERNAMES =
            Set.of("admin", "administrator", "master", "postgres", "rdsadmin", "root", "user");
    private static final Set<Integer> MONITORING_INTERVALS = Set.of(1, 5, 10, 15, 30, 60);
    private static final Set<String> OWN_PARAMETERS =
            Set.of("log_lock_waits", "log_min_duration_statement", "rds.force_ssl");

    private PostgresDatabaseValidation() {}

    /** The major version, as parameter group families name it. */
    static String majorVersion(String engineVersion) {
        Matcher matcher = VERSION.matcher(engineVersion);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(engineVersion + " is not a version of PostgreSQL");
        }
        return matcher.group(1);
    }

    static PostgresDatabaseArgs validated(String name, String identifier, PostgresDatabaseArgs args) {
        Network network = args.network();
        Validation validation = Validation.of("PostgresDatabase", name)
                .required("network", network)
                .check(
                        network == null || network.hasDataSubnets(),
                        "network",
                        network == null ? null : network.name(),
                        "a network with dataSubnetIds");
        checkNames(validation, identifier, args);
        checkCapacity(validation, args);
        checkTimes(validation, args);
        checkReplicas(validation, args);
        validation.throwIfAny();
        return args;
    }

    private static void checkNames(Validation validation, String identifier, PostgresDatabaseArgs args) {
        String username = args.masterUsername().toLowerCase(Locale.ROOT);
        validation
                .check(
                        PhysicalName.isValid(identifier, LONGEST_IDENTIFIER - LONGEST_IDENTIFIER_SUFFIX),
                        "identifier",
                        identifier,
                        PhysicalName.ALLOWED + ", at most 53 characters")
                .check(
                        SQL_NAME.matcher(args.databaseName()).matches(),
                        "databaseName",
                        args.databaseName(),
                        "a letter, then letters, digits and underscores, at most 63")
                .check(
                        SQL_NAME.matcher(username).matches()
                                && !GUESSED_USERNAMES.contains(username)
                                && !username.startsWith("pg_")
                                && !username.startsWith("rds"),
                        "masterUsername",
                        args.masterUsername(),
                        "a letter, then letters, digits and underscores, and not a reserved or easily guessed name");
        checkVersion(validation, args.engineVersion(), args.autoMinorVersionUpgrade());
        validation.check(
                INSTANCE_CLASS.matcher(args.instanceClass()).matches(),
                "instanceClass",
                args.instanceClass(),
                "an instance class such as db.m7g.large");
        args.parameters()
                .keySet()
                .forEach(parameter -> validation.check(
                        !OWN_PARAMETERS.contains(parameter),
                        "parameters",
                        parameter,
                        "a parameter that the component does not set itself"));
    }

    private static void checkVersion(Validation validation, String version, boolean autoMinorVersionUpgrade) {
        boolean wellFormed = VERSION.matcher(version).matches();
        Optional<Release> release = wellFormed && Integer.parseInt(majorVersion(version)) >= OLDEST_VERSION
                ? ReleaseCalendar.bundled().release("postgres", version)
                : Optional.empty();
        if (release.isEmpty() || release.get().isWithdrawn(version)) {
            validation.check(
                    false,
                    "engineVersion",
                    version,
                    release.map(found -> "a version that RDS creates: " + found.name() + ", or " + found.range())
                            .orElse("a major version from 14 to 18, such as 16"));
        } else {
            validation.check(
                    version.equals(release.get().name()) || !autoMinorVersionUpgrade,
                    "engineVersion",
                    version,
                    "the major version " + release.get().name()
                            + ": RDS upgrades the minor version, and would reject a downgrade to " + version
                            + ". To stay on it, set autoMinorVersionUpgrade to false");
        }
    }

    private static void checkCapacity(Validation validation, PostgresDatabaseArgs args) {
        validation
                .check(within(args.port(), 1150, 65535), "port", args.port(), "1150 to 65535")
                .check(
                        within(args.allocatedStorageGib(), 20, 65536),
                        "allocatedStorageGib",
                        args.allocatedStorageGib(),
                        "20 to 65536 GiB")
                .check(
                        args.maxAllocatedStorageGib() <= 65536
                                && args.maxAllocatedStorageGib() * 10L >= args.allocatedStorageGib() * 11L,
                        "maxAllocatedStorageGib",
                        args.maxAllocatedStorageGib(),
                        "at least 10 % above allocatedStorageGib (" + args.allocatedStorageGib()
                                + "), and at most 65536 GiB");
    }

    private static void checkTimes(Validation validation, PostgresDatabaseArgs args) {
        Optional<TimeWindow> backup = TimeWindow.daily(args.backupWindow()).filter(window -> window.minutes() >= 30);
        Optional<TimeWindow> maintenance =
                TimeWindow.weekly(args.maintenanceWindow()).filter(window -> window.minutes() >= 30);
        int insightsDays = args.performanceInsightsRetentionDays();
        validation
                .check(
                        within(args.backupRetentionDays(), 1, 35),
                        "backupRetentionDays",
                        args.backupRetentionDays(),
                        "1 to 35")
                .check(
                        backup.isPresent(),
                        "backupWindow",
                        args.backupWindow(),
                        "at least 30 minutes of each day, such as 02:00-03:00")
                .check(
                        maintenance.isPresent(),
                        "maintenanceWindow",
                        args.maintenanceWindow(),
                        "at least 30 minutes of a week, such as sun:03:30-sun:04:30")
                .check(
                        backup.isEmpty()
                                || maintenance.isEmpty()
                                || !backup.get().overlaps(maintenance.get()),
                        "backupWindow",
                        args.backupWindow(),
                        "outside of maintenanceWindow (" + args.maintenanceWindow() + ")")
                .check(
                        within(args.slowQueryMillis(), 0, 3_600_000),
                        "slowQueryMillis",
                        args.slowQueryMillis(),
                        "0 to 3600000 milliseconds")
                .check(
                        LogRetention.isOffered(args.logRetentionDays()),
                        "logRetentionDays",
                        args.logRetentionDays(),
                        LogRetention.ALLOWED)
                .check(
                        MONITORING_INTERVALS.contains(args.monitoringIntervalSeconds()),
                        "monitoringIntervalSeconds",
                        args.monitoringIntervalSeconds(),
                        "1, 5, 10, 15, 30 or 60 seconds")
                .check(
                        insightsDays == 7
                                || insightsDays == 731
                                || (within(insightsDays, 31, 713) && insightsDays % 31 == 0),
                        "performanceInsightsRetentionDays",
                        insightsDays,
                        "7, a multiple of 31 up to 713, or 731 days");
    }

    private static void checkReplicas(Validation validation, PostgresDatabaseArgs args) {
        args.snapshots()
                .forEach(snapshot -> validation.check(
                        PhysicalName.isValid(snapshot, LONGEST_SNAPSHOT),
                        "snapshots",
                        snapshot,
                        PhysicalName.ALLOWED + ", at most " + LONGEST_SNAPSHOT + " characters"));
        validation
                .check(
                        !args.blueGreenUpdate() || args.readReplicas() == 0,
                        "blueGreenUpdate",
                        true,
                        "false with readReplicas, for which the provider does not support Blue/Green deployments")
                .check(within(args.readReplicas(), 0, 5), "readReplicas", args.readReplicas(), "0 to 5")
                .check(
                        args.secretReplicaProvider() == null || args.masterPassword() != null,
                        "secretReplicaProvider",
                        "given",
                        "absent without masterPassword: RDS does not replicate the secret of a password that it manages")
                .check(
                        args.source() == null || args.source().hasSecretReplica(),
                        "replicaOf",
                        args.source() == null ? null : args.source().name(),
                        "a database with secretReplicaProvider")
                .check(
                        args.source() == null || (args.masterPassword() == null && args.readReplicas() == 0),
                        "replicaOf",
                        "given",
                        "absent with masterPassword or readReplicas, which are those of the source")
                .check(!args.promoted() || args.source() != null, "promoted", true, "false without replicaOf")
                .check(
                        args.readReplicas() == 0 || args.masterPassword() != null,
                        "readReplicas",
                        args.readReplicas(),
                        "0 without masterPassword: RDS cannot replicate an instance whose password it manages");
    }

    private static boolean within(int value, int least, int most) {
        return value >= least && value <= most;
    }
}
