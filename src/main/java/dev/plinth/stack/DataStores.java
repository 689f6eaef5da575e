package dev.plinth.stack;

import com.pulumi.aws.Provider;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.observability.AlarmTopic;
import dev.plinth.components.queue.Queue;
import dev.plinth.components.security.GeneratedPassword;
import dev.plinth.components.security.Secret;
import dev.plinth.components.security.SecretArgs;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.stack.config.BucketConfig;
import dev.plinth.stack.config.CacheConfig;
import dev.plinth.stack.config.DatabaseConfig;
import dev.plinth.stack.config.QueueConfig;
import dev.plinth.stack.config.SecretConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Everything that holds data: buckets, databases, caches, queues and secrets, each by its name. */
final class DataStores {

    private final Stack stack;
    private final @Nullable ObjectStorage logs;
    private final Map<String, ObjectStorage> buckets;
    private final Map<String, PostgresDatabase> databases;
    private final Map<String, RedisCache> caches;
    private final Map<String, Queue> queues;
    private final Map<String, Secret> secrets;

    /**
     * Creates the data stores.
     *
     * @param network the network, or null where nothing needs one
     * @param alarmTopic the topic for events of databases, or null where nothing is watched
     */
    DataStores(Stack stack, @Nullable Network network, @Nullable AlarmTopic alarmTopic) {
        this.stack = stack;
        EnvironmentConfig config = stack.config();
        boolean logged = !config.buckets().isEmpty()
                || LoadBalancing.isNeeded(config)
                || config.audit().isPresent();
        this.logs = logged ? createLogStorage("logs", null) : null;
        Optional<ObjectStorage> replicaLogs = createReplicaLogStorage(config);
        this.buckets = each(config.buckets(), (name, bucket) -> createBucket(name, bucket, replicaLogs));
        this.databases = each(
                config.databases(),
                (name, database) -> createDatabase(
                        name, database, Objects.requireNonNull(network), Objects.requireNonNull(alarmTopic)));
        this.caches = each(config.caches(), (name, cache) -> createCache(name, cache, Objects.requireNonNull(network)));
        this.queues = each(config.queues(), this::createQueue);
        Map<String, SecretConfig> own = new LinkedHashMap<>(config.secrets());
        own.values().removeIf(secret -> secret.arn().isPresent());
        this.secrets = each(own, this::createSecret);
    }

    private static <C, T> Map<String, T> each(Map<String, C> entries, BiFunction<String, C, T> create) {
        Map<String, T> created = new LinkedHashMap<>();
        entries.forEach((name, entry) -> created.put(name, create.apply(name, entry)));
        return created;
    }

    /** The bucket of access logs; there is one where there are buckets, a load balancer or an audit trail. */
    ObjectStorage logs() {
        return Objects.requireNonNull(logs);
    }

    Map<String, ObjectStorage> buckets() {
        return buckets;
    }

    Map<String, PostgresDatabase> databases() {
        return databases;
    }

    Map<String, RedisCache> caches() {
        return caches;
    }

    Map<String, Queue> queues() {
        return queues;
    }

    /** The secrets that the stack creates; those that exist have an ARN in the configuration only. */
    Map<String, Secret> secrets() {
        return secrets;
    }

    private ObjectStorage createLogStorage(String name, @Nullable Provider region) {
        return new ObjectStorage(
                name,
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .expireAfterDays(stack.config().observability().accessLogRetentionDays())
                        .build(),
                region == null ? stack.stateful() : stack.stateful(region));
    }

    /** The logs of the copies: S3 logs within a Region only. */
    private Optional<ObjectStorage> createReplicaLogStorage(EnvironmentConfig config) {
        boolean replicated = config.buckets().values().stream().anyMatch(BucketConfig::replicate);
        return stack.secondRegion()
                .filter(region -> replicated)
                .map(region -> createLogStorage("replica-logs", region));
    }

    private ObjectStorage createBucket(String name, BucketConfig bucket, Optional<ObjectStorage> replicaLogs) {
        ObjectStorageArgs.Builder args = bucket.args().logBucket(logs());
        if (bucket.replicate()) {
            stack.secondRegion().ifPresent(args::replicationProvider);
            replicaLogs.ifPresent(args::replicaLogBucket);
        }
        return new ObjectStorage(name, args.build(), stack.stateful());
    }

    private PostgresDatabase createDatabase(
            String name, DatabaseConfig database, Network network, AlarmTopic alarmTopic) {
        PostgresDatabaseArgs.Builder args = database.args()
                .network(network)
                .logRetentionDays(stack.logRetentionDays())
                .eventTopicArn(alarmTopic.topicArn());
        if (database.readReplicas() > 0) {
            args.masterPassword(GeneratedPassword.create(name + "-master-password", stack.name()));
        }
        stack.secondRegion()
                .filter(region -> stack.config().backup().replicateDatabases())
                .ifPresent(args::backupReplicationProvider);
        return new PostgresDatabase(name, args.build(), stack.stateful());
    }

    private RedisCache createCache(String name, CacheConfig cache, Network network) {
        RedisCacheArgs args = cache.args()
                .network(network)
                .logRetentionDays(stack.logRetentionDays())
                .build();
        return new RedisCache(name, args, stack.stateful());
    }

    private Queue createQueue(String name, QueueConfig queue) {
        return new Queue(name, queue.args().build(), stack.stateful());
    }

    private Secret createSecret(String name, SecretConfig secret) {
        return new Secret(
                name,
                SecretArgs.builder()
                        .description(secret.description().orElseThrow())
                        .recoveryWindowInDays(secret.recoveryWindowDays())
                        .build(),
                stack.stateful());
    }
}
