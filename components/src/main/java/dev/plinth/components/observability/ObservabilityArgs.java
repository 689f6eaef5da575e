package dev.plinth.components.observability;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.ScheduledTask;
import dev.plinth.components.database.DatabaseProxy;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.network.Network;
import dev.plinth.components.queue.Queue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link Observability}. Required: the topic, and at least one component or metric to watch. */
public final class ObservabilityArgs extends ResourceArgs {

    /** The default of {@link Builder#databaseConnections}: four fifths of what RDS allows by default with 4 GiB of memory. */
    public static final int DEFAULT_DATABASE_CONNECTIONS = 360;

    /** The default of {@link Builder#databaseFreeStorageGibibytes}. */
    public static final int DEFAULT_DATABASE_FREE_STORAGE_GIBIBYTES = 10;

    /** The default of {@link Builder#databaseFreeMemoryMebibytes}. */
    public static final int DEFAULT_DATABASE_FREE_MEMORY_MEBIBYTES = 256;

    /** The default of {@link Builder#queueOldestMessageSeconds}. */
    public static final int DEFAULT_QUEUE_OLDEST_MESSAGE_SECONDS = 900;

    private final @Nullable AlarmTopic alarmTopic;
    private final List<PostgresDatabase> databases;
    private final List<DatabaseProxy> databaseProxies;
    private final List<RedisCache> caches;
    private final List<FargateService> services;
    private final List<ApplicationLoadBalancer> loadBalancers;
    private final List<Network> networks;
    private final List<BackupVault> backupVaults;
    private final List<Queue> queues;
    private final List<ScheduledTask> scheduledTasks;
    private final @Nullable ServiceObjectives objectives;
    private final boolean stopsOutsideHours;

    @Import
    private final int databaseConnections;

    @Import
    private final int databaseFreeStorageGibibytes;

    @Import
    private final int databaseFreeMemoryMebibytes;

    /** Null for the default, as the list below for none: an input that is absent is no change to a state from before. */
    @Import
    private final @Nullable Integer queueOldestMessageSeconds;

    @Import
    private final @Nullable List<AlarmArgs> alarms;

    private ObservabilityArgs(Builder builder) {
        this.alarmTopic = builder.alarmTopic;
        this.databases = List.copyOf(builder.databases);
        this.databaseProxies = List.copyOf(builder.databaseProxies);
        this.caches = List.copyOf(builder.caches);
        this.services = List.copyOf(builder.services);
        this.loadBalancers = List.copyOf(builder.loadBalancers);
        this.networks = List.copyOf(builder.networks);
        this.backupVaults = List.copyOf(builder.backupVaults);
        this.databaseConnections = builder.databaseConnections;
        this.databaseFreeStorageGibibytes = builder.databaseFreeStorageGibibytes;
        this.databaseFreeMemoryMebibytes = builder.databaseFreeMemoryMebibytes;
        this.queues = List.copyOf(builder.queues);
        this.scheduledTasks = List.copyOf(builder.scheduledTasks);
        this.objectives = builder.objectives;
        this.stopsOutsideHours = builder.stopsOutsideHours;
        this.queueOldestMessageSeconds = builder.queueOldestMessageSeconds;
        this.alarms = builder.alarms.isEmpty() ? null : List.copyOf(builder.alarms);
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** Everything that is watched, in the order of the dashboard. */
    List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        Map<String, List<Graph>> budgets = new LinkedHashMap<>();
        List<Objective> measured = new ArrayList<>(burnRateObjectives());
        measured.addAll(cacheObjectives());
        for (Objective objective : measured) {
            List<Graph> graphs = budgets.computeIfAbsent(objective.subject(), name -> new ArrayList<>());
            graphs.add(objective.budgetLeft());
            graphs.add(objective.burnRate());
        }
        budgets.forEach((name, graphs) -> subjects.add(new Subject(name, "Objectives", List.of(), graphs)));
        loadBalancers.forEach(loadBalancer -> subjects.add(Subjects.of(loadBalancer)));
        services.forEach(service -> subjects.add(Subjects.of(service, stopsOutsideHours)));
        services.stream()
                .flatMap(service -> service.cluster().secretRedeployment().stream())
                .distinct()
                .forEach(redeployment -> subjects.add(Subjects.of(redeployment)));
        scheduledTasks.forEach(task -> subjects.add(Subjects.of(task)));
        queues.forEach(queue -> subjects.add(Subjects.of(queue, this)));
        databases.forEach(database -> subjects.add(DatabaseSubjects.of(database, this)));
        databaseProxies.forEach(proxy -> subjects.add(DatabaseSubjects.of(proxy)));
        caches.forEach(cache -> subjects.add(Subjects.of(cache)));
        networks.forEach(network -> subjects.add(Subjects.of(network)));
        backupVaults.forEach(backup -> subjects.add(Subjects.of(backup)));
        Map<String, List<Alarm>> custom = new LinkedHashMap<>();
        for (AlarmArgs alarm : alarms()) {
            custom.computeIfAbsent(alarm.subject(), subject -> new ArrayList<>())
                    .add(alarm.toAlarm());
        }
        custom.forEach((subject, its) -> subjects.add(new Subject(subject, "Custom", its)));
        return subjects;
    }

    /** The objectives with burn-rate alarms. */
    List<Objective> burnRateObjectives() {
        ServiceObjectives given = objectives;
        return given == null
                ? List.of()
                : loadBalancers.stream()
                        .flatMap(loadBalancer -> Objectives.of(loadBalancer, given).stream())
                        .toList();
    }

    private List<Objective> cacheObjectives() {
        ServiceObjectives given = objectives;
        return given == null
                ? List.of()
                : caches.stream().map(cache -> Objectives.of(cache, given)).toList();
    }

    /** The service level objectives, or null for none. */
    @Nullable
    ServiceObjectives objectives() {
        return objectives;
    }

    /** The topic for notifications of alarms. */
    @Nullable
    AlarmTopic alarmTopic() {
        return alarmTopic;
    }

    /** Returns how many connections to a database are too many. */
    public int databaseConnections() {
        return databaseConnections;
    }

    /** Returns how little free storage of a database is too little, in GiB. */
    public int databaseFreeStorageGibibytes() {
        return databaseFreeStorageGibibytes;
    }

    /** Returns how little free memory of a database is too little, in MiB. */
    public int databaseFreeMemoryMebibytes() {
        return databaseFreeMemoryMebibytes;
    }

    /** Returns how old the oldest message of a queue may be, in seconds. */
    public int queueOldestMessageSeconds() {
        return queueOldestMessageSeconds == null ? DEFAULT_QUEUE_OLDEST_MESSAGE_SECONDS : queueOldestMessageSeconds;
    }

    /** The alarms on other metrics. */
    public List<AlarmArgs> alarms() {
        return alarms == null ? List.of() : alarms;
    }

    /** Builds {@link ObservabilityArgs}. */
    public static final class Builder {

        private @Nullable AlarmTopic alarmTopic;
        private List<PostgresDatabase> databases = List.of();
        private List<DatabaseProxy> databaseProxies = List.of();
        private List<RedisCache> caches = List.of();
        private List<FargateService> services = List.of();
        private List<ApplicationLoadBalancer> loadBalancers = List.of();
        private List<Network> networks = List.of();
        private List<BackupVault> backupVaults = List.of();
        private List<Queue> queues = List.of();
        private List<ScheduledTask> scheduledTasks = List.of();
        private @Nullable ServiceObjectives objectives;
        private boolean stopsOutsideHours;
        private List<AlarmArgs> alarms = List.of();
        private @Nullable Integer queueOldestMessageSeconds;
        private int databaseConnections = DEFAULT_DATABASE_CONNECTIONS;
        private int databaseFreeStorageGibibytes = DEFAULT_DATABASE_FREE_STORAGE_GIBIBYTES;
        private int databaseFreeMemoryMebibytes = DEFAULT_DATABASE_FREE_MEMORY_MEBIBYTES;

        private Builder() {}

        /** The topic for notifications of alarms. Required. */
        public Builder alarmTopic(AlarmTopic value) {
            this.alarmTopic = value;
            return this;
        }

        /**
         * The databases to watch: CPU, storage, memory, connections, read latency, load, slow statements, lock waits, deadlocks, replica
         * lag. Default: none.
         */
        public Builder databases(List<PostgresDatabase> value) {
            this.databases = value;
            return this;
        }

        /** The database proxies to watch: connections in use, wait for a connection, failed connections. Default: none. */
        public Builder databaseProxies(List<DatabaseProxy> value) {
            this.databaseProxies = value;
            return this;
        }

        /** The caches to watch: CPU, memory, evictions, replication lag, hit rate. Default: none. */
        public Builder caches(List<RedisCache> value) {
            this.caches = value;
            return this;
        }

        /** The services to watch: CPU, memory, running tasks, unhealthy targets. Default: none. */
        public Builder services(List<FargateService> value) {
            this.services = value;
            return this;
        }

        /** The load balancers to watch: errors, response time, rejected connections. Default: none. */
        public Builder loadBalancers(List<ApplicationLoadBalancer> value) {
            this.loadBalancers = value;
            return this;
        }

        /** The networks whose NAT gateways are watched for ports that ran out. Default: none. */
        public Builder networks(List<Network> value) {
            this.networks = value;
            return this;
        }

        /** The backup vaults to watch: failed and expired jobs, failed copies. Default: none. */
        public Builder backupVaults(List<BackupVault> value) {
            this.backupVaults = value;
            return this;
        }

        /** The queues to watch: age of the oldest message, messages in the dead-letter queue. Default: none. */
        public Builder queues(List<Queue> value) {
            this.queues = value;
            return this;
        }

        /** The scheduled tasks to watch: failed runs, errors of starting them, runs that were given up. Default: none. */
        public Builder scheduledTasks(List<ScheduledTask> value) {
            this.scheduledTasks = value;
            return this;
        }

        /**
         * The service level objectives of the load balancers and caches: burn-rate alarms, and the error budget that is left on the
         * dashboard. Default: none.
         */
        public Builder objectives(ServiceObjectives value) {
            this.objectives = value;
            return this;
        }

        /**
         * Sets whether {@link dev.plinth.components.automation.OperatingHours} stop the services, which is no reason for an alarm on their
         * number of tasks. Default false.
         */
        public Builder stopsOutsideHours(boolean value) {
            this.stopsOutsideHours = value;
            return this;
        }

        /** Alarms on other metrics, AWS's or the program's own. Default: none. */
        public Builder alarms(List<AlarmArgs> value) {
            this.alarms = value;
            return this;
        }

        /**
         * Sets how old the oldest message of a queue may be, 1 to 1209600 seconds. Default
         * {@value ObservabilityArgs#DEFAULT_QUEUE_OLDEST_MESSAGE_SECONDS}.
         */
        public Builder queueOldestMessageSeconds(int value) {
            this.queueOldestMessageSeconds = value;
            return this;
        }

        /**
         * Sets how many connections to a database are too many; it depends on the instance's memory. Default
         * {@value ObservabilityArgs#DEFAULT_DATABASE_CONNECTIONS}.
         */
        public Builder databaseConnections(int value) {
            this.databaseConnections = value;
            return this;
        }

        /**
         * Sets how little free storage of a database is too little, in GiB; a tenth of it is a good measure. Default
         * {@value ObservabilityArgs#DEFAULT_DATABASE_FREE_STORAGE_GIBIBYTES}.
         */
        public Builder databaseFreeStorageGibibytes(int value) {
            this.databaseFreeStorageGibibytes = value;
            return this;
        }

        /** Sets how little free memory of a database is too little, in MiB. Default {@value ObservabilityArgs#DEFAULT_DATABASE_FREE_MEMORY_MEBIBYTES}. */
        public Builder databaseFreeMemoryMebibytes(int value) {
            this.databaseFreeMemoryMebibytes = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public ObservabilityArgs build() {
            return new ObservabilityArgs(this);
        }
    }
}
