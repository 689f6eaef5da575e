package dev.plinth.stack.config;

import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.policies.rule.AwsValue;
import dev.plinth.settings.Default;
import dev.plinth.settings.Known;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the section {@code databases}: a PostgreSQL database.
 *
 * @param engineVersion PostgreSQL's major version, such as {@code "16"}; RDS upgrades the minor version
 * @param instanceClass the instance class, such as {@code db.t4g.medium}
 * @param multiAz whether a standby in another zone takes over
 * @param allocatedStorageGib initial storage in GiB
 * @param maxAllocatedStorageGib limit of storage autoscaling in GiB
 * @param backupRetentionDays how far back a point-in-time restore reaches, in days
 * @param readReplicas number of read replicas
 * @param name name of the database inside PostgreSQL; changing it replaces the instance and loses its data
 * @param identifier the instance's name in RDS; {@code <project>-<stack>-<name>} where it is left out
 * @param masterUsername the owner's name; changing it replaces the instance and loses its data
 * @param port the port; changing it restarts the instance
 * @param backupWindow time of the daily snapshot, in UTC
 * @param maintenanceWindow time of patches and changes, in UTC
 * @param deletionProtection whether RDS refuses to delete the instance
 * @param allowMajorVersionUpgrade whether a new major version may be applied, which can't be undone
 * @param blueGreenUpdate whether a change of version or class is made on a copy that takes over; not with read replicas
 * @param snapshots names of snapshots, each taken by the update that adds it, such as {@code before-17}
 * @param slowQueryMilliseconds duration from which statements are logged
 * @param parameters further parameters of PostgreSQL by name, such as {@code max_connections}
 * @param monitoringIntervalSeconds interval of Enhanced Monitoring: 1, 5, 10, 15, 30 or 60 seconds
 * @param performanceInsightsRetentionDays retention of Performance Insights: 7, a multiple of 31 up to 713, or 731 days
 */
public record DatabaseConfig(
        @Matches(regex = "1[4-8]", allowed = "a major version of PostgreSQL from 14 to 18 in quotes, such as \"16\"")
                String engineVersion,
        @Matches(regex = "db\\.[a-z0-9]+\\.[a-z0-9]+", allowed = "an RDS instance class such as db.t4g.medium")
                @Known(AwsValue.DATABASE_CLASS)
                String instanceClass,
        @Default("true") boolean multiAz,
        @Default("50") @Range(min = 20, max = 65536) int allocatedStorageGib,
        @Default("500") @Range(min = 21, max = 65536) int maxAllocatedStorageGib,
        @Default("14") @Range(min = 1, max = 35) int backupRetentionDays,
        @Default("0") @Range(min = 0, max = 5) int readReplicas,
        @Default("\"app\"")
                @Matches(regex = "[a-z][a-z0-9_]{0,62}", allowed = "a letter, then letters, digits and underscores")
                String name,
        @Matches(
                        regex = "(?=.{1,53}$)[a-z][a-z0-9]*(-[a-z0-9]+)*",
                        allowed = "an RDS identifier of at most 53 characters")
                Optional<String> identifier,
        @Default("\"plinth_owner\"")
                @Matches(regex = "[a-z][a-z0-9_]{0,62}", allowed = "a letter, then letters, digits and underscores")
                String masterUsername,
        @Default("5432") @Range(min = 1150, max = 65535) int port,
        @Default("\"02:00-03:00\"")
                @Matches(regex = Patterns.DAILY_WINDOW, allowed = "a time of the day in UTC such as 02:00-03:00")
                String backupWindow,
        @Default("\"sun:03:30-sun:04:30\"")
                @Matches(regex = Patterns.WEEKLY_WINDOW, allowed = Patterns.WEEKLY_WINDOW_ALLOWED)
                String maintenanceWindow,
        @Default("true") boolean deletionProtection,
        @Default("false") boolean allowMajorVersionUpgrade,
        @Default("false") boolean blueGreenUpdate,
        @Default("[]") @Matches(regex = Patterns.KEBAB_CASE, allowed = "names in kebab case") List<String> snapshots,
        @Default("1000") @Range(min = 0, max = 3600000) int slowQueryMilliseconds,
        @Default("{}") Map<String, String> parameters,
        @Default("60") @Range(min = 1, max = 60) int monitoringIntervalSeconds,
        @Default("7") @Range(min = 7, max = 731) int performanceInsightsRetentionDays) {

    /** Sets the component's arguments from the entry. */
    public PostgresDatabaseArgs.Builder args() {
        PostgresDatabaseArgs.Builder args = PostgresDatabaseArgs.builder()
                .databaseName(name)
                .masterUsername(masterUsername)
                .engineVersion(engineVersion)
                .instanceClass(instanceClass)
                .multiAz(multiAz)
                .port(port)
                .allocatedStorageGib(allocatedStorageGib)
                .maxAllocatedStorageGib(maxAllocatedStorageGib)
                .backupRetentionDays(backupRetentionDays)
                .backupWindow(backupWindow)
                .maintenanceWindow(maintenanceWindow)
                .deletionProtection(deletionProtection)
                .allowMajorVersionUpgrade(allowMajorVersionUpgrade)
                .blueGreenUpdate(blueGreenUpdate)
                .snapshots(snapshots)
                .slowQueryMillis(slowQueryMilliseconds)
                .parameters(parameters)
                .monitoringIntervalSeconds(monitoringIntervalSeconds)
                .performanceInsightsRetentionDays(performanceInsightsRetentionDays)
                .readReplicas(readReplicas);
        identifier.ifPresent(args::identifier);
        return args;
    }
}
