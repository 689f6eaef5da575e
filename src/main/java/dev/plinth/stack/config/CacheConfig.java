package dev.plinth.stack.config;

import com.pulumi.core.Output;
import dev.plinth.components.cache.CacheEngine;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.policies.rule.AwsValue;
import dev.plinth.settings.Default;
import dev.plinth.settings.Known;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Range;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the section {@code caches}: a Redis or Valkey cache.
 *
 * @param nodeType the node type, such as {@code cache.t4g.small}
 * @param replicas replicas beside the primary; failover needs at least one
 * @param snapshotRetentionDays retention of daily snapshots in days
 * @param engine the engine; the way from VALKEY back to REDIS replaces the cache and empties it
 * @param engineVersion the engine's version; 7.1 for REDIS and 8.2 for VALKEY where it is left out
 * @param port the port; changing it replaces the cache and empties it
 * @param parameters parameters of the engine by name, such as {@code maxmemory-policy}
 * @param snapshotWindow time of the daily snapshot, in UTC
 * @param maintenanceWindow time of patches and changes, in UTC
 * @param userName name of the user that services log in as; {@code <project>-<stack>-<name>} where it is left out
 * @param accessString what that user may do, as an access control list of Redis
 * @param notificationTopicArn SNS topic of failovers and maintenance; it can't be an encrypted one
 */
public record CacheConfig(
        @Matches(regex = "cache\\.[a-z0-9]+\\.[a-z0-9]+", allowed = "a node type such as cache.t4g.small")
                @Known(AwsValue.CACHE_NODE_TYPE)
                String nodeType,
        @Default("1") @Range(min = 0, max = 5) int replicas,
        @Default("7") @Range(min = 1, max = 35) int snapshotRetentionDays,
        @Default("\"REDIS\"") CacheEngine engine,
        @Matches(regex = "[7-9]\\.\\d{1,2}", allowed = "a version in quotes, such as \"7.1\"")
                Optional<String> engineVersion,
        @Default("6379") @Range(min = 1150, max = 65535) int port,
        @Default("{}") Map<String, String> parameters,
        @Default("\"01:00-02:00\"")
                @Matches(regex = Patterns.DAILY_WINDOW, allowed = "a time of the day in UTC such as 01:00-02:00")
                String snapshotWindow,
        @Default("\"sun:04:30-sun:05:30\"")
                @Matches(regex = Patterns.WEEKLY_WINDOW, allowed = Patterns.WEEKLY_WINDOW_ALLOWED)
                String maintenanceWindow,
        @Matches(regex = "(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*", allowed = "a name of at most 32 characters")
                Optional<String> userName,
        @Matches(regex = "on .+", allowed = "an access control list that begins with on") Optional<String> accessString,
        @Matches(regex = "arn:aws[a-z-]*:sns:\\S+", allowed = "the ARN of an SNS topic")
                Optional<String> notificationTopicArn) {

    /** Sets the component's arguments from the entry. */
    public RedisCacheArgs.Builder args() {
        RedisCacheArgs.Builder args = RedisCacheArgs.builder()
                .nodeType(nodeType)
                .replicas(replicas)
                .snapshotRetentionDays(snapshotRetentionDays)
                .engine(engine)
                .port(port)
                .parameters(parameters)
                .snapshotWindow(snapshotWindow)
                .maintenanceWindow(maintenanceWindow);
        engineVersion.ifPresent(args::engineVersion);
        userName.ifPresent(args::userName);
        accessString.ifPresent(args::accessString);
        notificationTopicArn.ifPresent(arn -> args.notificationTopicArn(Output.of(arn)));
        return args;
    }
}
