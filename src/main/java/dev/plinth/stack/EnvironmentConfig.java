package dev.plinth.stack;

import dev.plinth.settings.Default;
import dev.plinth.settings.Key;
import dev.plinth.settings.Keys;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Replaced;
import dev.plinth.stack.config.AuditConfig;
import dev.plinth.stack.config.BackupConfig;
import dev.plinth.stack.config.BucketConfig;
import dev.plinth.stack.config.CacheConfig;
import dev.plinth.stack.config.ClusterConfig;
import dev.plinth.stack.config.DatabaseConfig;
import dev.plinth.stack.config.EdgeConfig;
import dev.plinth.stack.config.JobConfig;
import dev.plinth.stack.config.LoadBalancerConfig;
import dev.plinth.stack.config.NetworkConfig;
import dev.plinth.stack.config.ObservabilityConfig;
import dev.plinth.stack.config.OperatingHoursConfig;
import dev.plinth.stack.config.QueueConfig;
import dev.plinth.stack.config.SecretConfig;
import dev.plinth.stack.config.ServiceConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a stack file that describes the environment. Every section is optional; what there is any number of is a map by name,
 * and the name becomes that of the component.
 *
 * @param region the AWS Region
 * @param allowedAccountIds the AWS accounts that the stack may touch
 * @param network the network
 * @param databases PostgreSQL databases
 * @param caches Redis and Valkey caches
 * @param buckets S3 buckets, beside the one for logs
 * @param queues SQS queues
 * @param secrets secrets in Secrets Manager
 * @param cluster the ECS cluster
 * @param services containers that always run
 * @param jobs containers that run on a schedule
 * @param loadBalancer the load balancer of services with host names
 * @param edge Cloudflare's zone in front of the load balancer
 * @param backup the backup vault
 * @param observability alarms and the retention of logs
 * @param audit the audit trail of the account
 * @param operatingHours the hours outside of which services and databases are stopped
 */
@Replaced(key = "database", by = "databases, a map by name: databases: {database: {engineVersion: …}}")
@Replaced(key = "cache", by = "caches, a map by name: caches: {cache: {nodeType: …}}")
@Replaced(
        key = "storage",
        by =
                "buckets, a map by name: buckets: {uploads: {}}; its logRetentionDays is observability.accessLogRetentionDays")
public record EnvironmentConfig(
        @Key("aws:region") @Matches(regex = Patterns.REGION, allowed = "an AWS region such as eu-central-1")
                String region,
        @Key("aws:allowedAccountIds") @Matches(regex = "\\d{12}", allowed = "AWS account ids of 12 digits, in quotes")
                List<String> allowedAccountIds,
        Optional<NetworkConfig> network,
        @Default("{}") @Keys Map<String, DatabaseConfig> databases,
        @Default("{}") @Keys Map<String, CacheConfig> caches,
        @Default("{}") @Keys Map<String, BucketConfig> buckets,
        @Default("{}") @Keys Map<String, QueueConfig> queues,
        @Default("{}") @Keys Map<String, SecretConfig> secrets,
        @Default("{}") ClusterConfig cluster,
        @Default("{}") @Keys Map<String, ServiceConfig> services,
        @Default("{}") @Keys Map<String, JobConfig> jobs,
        @Default("{}") LoadBalancerConfig loadBalancer,
        Optional<EdgeConfig> edge,
        @Default("{}") BackupConfig backup,
        @Default("{}") ObservabilityConfig observability,
        Optional<AuditConfig> audit,
        Optional<OperatingHoursConfig> operatingHours) {

    /** Rejects an empty list of accounts, which would allow every account. */
    public EnvironmentConfig {
        if (allowedAccountIds.isEmpty()) {
            throw new IllegalArgumentException(
                    "aws:allowedAccountIds is empty; expected the AWS account ids that this stack may change");
        }
    }
}
