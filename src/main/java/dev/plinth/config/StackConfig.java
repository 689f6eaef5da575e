package dev.plinth.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.components.network.NatStrategy;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that a stack's file says, validated: one record a section, units in a key's name where a number has one.
 *
 * @param region the AWS region, from {@code aws:region}
 * @param allowedAccountIds the AWS accounts that the stack may touch, from {@code aws:allowedAccountIds}
 * @param network addresses, zones and NAT
 * @param database the PostgreSQL database
 * @param cache the Redis cache
 * @param storage the buckets
 * @param services the containers behind the load balancer
 * @param edge Cloudflare's zone in front of everything
 * @param backup the backup vault, its copies and its restore tests
 * @param observability who is told, and how long logs are kept
 * @param policy how strictly the policies gate this stack
 * @param tags added to every AWS resource
 * @param recovery what a loss may cost in data and time
 * @param cost the budget, and the usage that its estimate assumes
 * @param reachability who is to reach whom, and who is not
 * @param deployment when the stack may be changed
 * @param forecast how long an update may interrupt what runs
 * @param protectionLifted whether deletion protection is off, for an operation that is to end in a destroy; no file can
 *     say so
 */
public record StackConfig(
        String region,
        List<String> allowedAccountIds,
        Network network,
        Database database,
        Cache cache,
        Storage storage,
        List<Service> services,
        Edge edge,
        Backup backup,
        Observability observability,
        PolicyParameters policy,
        Map<String, String> tags,
        Recovery recovery,
        Cost cost,
        List<Intent> reachability,
        Deployment deployment,
        Forecast forecast,
        boolean protectionLifted) {

    /**
     * The section {@code network}.
     *
     * @param cidr the VPC's addresses; changing it replaces the network and all in it
     * @param availabilityZones how many zones it spans
     * @param natStrategy how private subnets reach the internet: NONE, SINGLE or ONE_PER_ZONE
     * @param interfaceEndpoints AWS services reached without NAT, such as {@code ecr.api}; each costs by the hour and zone
     * @param flowLogRetentionDays how long flow logs are kept
     */
    public record Network(
            @Cidr(minPrefix = 16, maxPrefix = 22) String cidr,
            @Default("2") @Range(min = 2, max = 3) int availabilityZones,
            @Default("\"SINGLE\"") NatStrategy natStrategy,
            @Default("[\"ecr.api\", \"ecr.dkr\", \"logs\", \"secretsmanager\", \"kms\"]")
                    @Matches(regex = "[a-z0-9.-]+", allowed = "names of AWS services such as ecr.api")
                    List<String> interfaceEndpoints,
            @Default("365") @Range(min = 1, max = 3653) int flowLogRetentionDays) {}

    /**
     * The section {@code database}.
     *
     * @param engineVersion PostgreSQL's version as RDS names it, such as {@code "16.4"}
     * @param instanceClass the instance class, such as {@code db.t4g.medium}
     * @param multiAz whether a standby in another zone takes over
     * @param allocatedStorageGib storage to begin with, in GiB
     * @param maxAllocatedStorageGib how far RDS may grow it, in GiB
     * @param backupRetentionDays how far back a point-in-time restore reaches
     * @param readReplicas copies that answer reads
     * @param name the database's name inside PostgreSQL
     */
    public record Database(
            @Matches(
                            regex = "1[4-7]\\.\\d{1,2}",
                            allowed = "a PostgreSQL version from 14 to 17 in quotes, such as \"16.4\"")
                    String engineVersion,
            @Matches(regex = "db\\.[a-z0-9]+\\.[a-z0-9]+", allowed = "an RDS instance class such as db.t4g.medium")
                    String instanceClass,
            @Default("true") boolean multiAz,
            @Default("50") @Range(min = 20, max = 65536) int allocatedStorageGib,
            @Default("500") @Range(min = 21, max = 65536) int maxAllocatedStorageGib,
            @Default("14") @Range(min = 1, max = 35) int backupRetentionDays,
            @Default("0") @Range(min = 0, max = 5) int readReplicas,
            @Default("\"app\"")
                    @Matches(regex = "[a-z][a-z0-9_]{0,62}", allowed = "a letter, then letters, digits and underscores")
                    String name) {
        public Database {
            if (maxAllocatedStorageGib <= allocatedStorageGib) {
                throw new IllegalArgumentException("has maxAllocatedStorageGib " + maxAllocatedStorageGib
                        + ", which is not above allocatedStorageGib " + allocatedStorageGib);
            }
        }
    }

    /**
     * The section {@code cache}.
     *
     * @param nodeType the node type, such as {@code cache.t4g.small}
     * @param replicas replicas beside the primary; failover needs at least one
     * @param snapshotRetentionDays how long daily snapshots are kept
     */
    public record Cache(
            @Matches(regex = "cache\\.[a-z0-9]+\\.[a-z0-9]+", allowed = "a node type such as cache.t4g.small")
                    String nodeType,
            @Default("1") @Range(min = 0, max = 5) int replicas,
            @Default("7") @Range(min = 1, max = 35) int snapshotRetentionDays) {}

    /**
     * The section {@code storage}.
     *
     * @param buckets the buckets, beside the one for logs that every stack gets
     * @param logRetentionDays how long access logs are kept
     */
    public record Storage(List<Bucket> buckets, @Default("365") @Range(min = 1, max = 3653) int logRetentionDays) {}

    /**
     * One bucket.
     *
     * @param name the component's name, such as {@code assets}
     * @param noncurrentVersionRetentionDays how long overwritten and deleted objects can be brought back
     * @param replicate whether it is copied to the second region, which {@code backup.secondRegion} names
     */
    public record Bucket(
            @Matches(regex = "[a-z][a-z0-9-]{1,19}", allowed = "2 to 20 lower-case letters, digits and hyphens")
                    String name,
            @Default("90") @Range(min = 1, max = 3650) int noncurrentVersionRetentionDays,
            @Default("false") boolean replicate) {}

    /**
     * One container service behind the load balancer.
     *
     * @param name the component's name, such as {@code api}
     * @param image the reference of an image that exists; give either this or {@code buildContext}
     * @param buildContext the folder of a Dockerfile, relative to the project: the image is built and pushed to a repository
     *     of the service's own
     * @param imageTag the tag of a built image; a tag is never overwritten, so each release has its own
     * @param cpu CPU units of a task, 1024 to a core
     * @param memory memory of a task, in MiB
     * @param port the port that the container listens on
     * @param healthCheckPath the path that answers 200 when the service is healthy
     * @param minTasks tasks that always run
     * @param maxTasks tasks at the highest load
     * @param hostnames the host names within the edge's zone that lead here, such as {@code api}
     * @param environment plain variables of the container; secrets don't belong here
     * @param usesDatabase whether it may reach the database
     * @param usesCache whether it may reach the cache
     * @param buckets names of the buckets that it may read and write
     */
    public record Service(
            @Matches(regex = "[a-z][a-z0-9-]{1,19}", allowed = "2 to 20 lower-case letters, digits and hyphens")
                    String name,
            Optional<String> image,
            Optional<String> buildContext,
            @Default("\"1.0.0\"")
                    @Matches(regex = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", allowed = "an image tag such as 1.4.2")
                    String imageTag,
            @Default("512") @Range(min = 256, max = 16384) int cpu,
            @Default("1024") @Range(min = 512, max = 122880) int memory,
            @Range(min = 1, max = 65535) int port,
            @Default("\"/api/health\"") @Matches(regex = "/\\S*", allowed = "a path that starts with /")
                    String healthCheckPath,
            @Default("2") @Range(min = 1, max = 1000) int minTasks,
            @Default("20") @Range(min = 1, max = 5000) int maxTasks,
            @Matches(regex = "[a-z0-9]([a-z0-9-]*[a-z0-9])?", allowed = "host names within the zone, such as api")
                    List<String> hostnames,
            @Default("{}") Map<String, String> environment,
            @Default("true") boolean usesDatabase,
            @Default("true") boolean usesCache,
            @Default("[]") List<String> buckets) {
        public Service {
            if (image.isPresent() == buildContext.isPresent()) {
                throw new IllegalArgumentException("has " + (image.isPresent() ? "both" : "neither")
                        + " image and buildContext; it takes exactly one of them");
            }
            if (minTasks > maxTasks) {
                throw new IllegalArgumentException("has minTasks " + minTasks + " above maxTasks " + maxTasks);
            }
        }
    }

    /**
     * The section {@code edge}.
     *
     * @param zone the domain that Cloudflare serves, such as {@code example.com}
     * @param zoneId Cloudflare's id of that zone, 32 hexadecimal digits
     * @param accountId Cloudflare's id of the account, 32 hexadecimal digits
     * @param hostnames the host names within the zone, each served through Cloudflare
     * @param cachedHostname the host name whose answers Cloudflare caches, such as {@code cdn}
     * @param adminHostname the host name that only {@code adminAllowedCidrs} may reach
     * @param adminAllowedCidrs addresses that may reach the administration; empty leaves it open
     * @param requestsPerMinute requests that one address may make in a minute before it is blocked
     */
    public record Edge(
            @Matches(regex = "[a-z0-9-]+(\\.[a-z0-9-]+)+", allowed = "a domain such as example.com") String zone,
            @Matches(regex = "[0-9a-f]{32}", allowed = "32 hexadecimal digits from Cloudflare's dashboard")
                    String zoneId,
            @Matches(regex = "[0-9a-f]{32}", allowed = "32 hexadecimal digits from Cloudflare's dashboard")
                    String accountId,
            @Matches(regex = "[a-z0-9]([a-z0-9-]*[a-z0-9])?", allowed = "host names within the zone, such as api")
                    List<String> hostnames,
            Optional<String> cachedHostname,
            Optional<String> adminHostname,
            @Default("[]") @Cidr(minPrefix = 8, maxPrefix = 32) List<String> adminAllowedCidrs,
            @Default("600") @Range(min = 10, max = 1000000) int requestsPerMinute) {}

    /**
     * The section {@code backup}.
     *
     * @param retentionDays how long daily recovery points are kept
     * @param secondRegion the region that copies go to; without one there are no copies
     */
    public record Backup(
            @Default("35") @Range(min = 1, max = 36500) int retentionDays,
            @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS region such as eu-west-1")
                    Optional<String> secondRegion) {}

    /**
     * The section {@code observability}.
     *
     * @param emails addresses that alarms are sent to
     * @param logRetentionDays how long the services' logs are kept; one of the periods that CloudWatch Logs offers
     */
    public record Observability(
            @Default("[]") @Matches(regex = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+", allowed = "e-mail addresses")
                    List<String> emails,
            @Default("365") @Range(min = 1, max = 3653) int logRetentionDays) {}

    /**
     * The section {@code recovery}.
     *
     * @param rpoMinutes the recovery point objective: how much data may be lost, in minutes
     * @param rtoMinutes the recovery time objective: how long it may take to be back, in minutes
     * @param restoreTestDays how many days a passed restore test counts as evidence that a store's backups can be restored
     * @param accepted losses of single stores for which the objectives don't count
     */
    public record Recovery(
            @Default("60") @Range(min = 1, max = 100000) int rpoMinutes,
            @Default("240") @Range(min = 1, max = 100000) int rtoMinutes,
            @Default("31") @Range(min = 1, max = 3650) int restoreTestDays,
            @Default("[]") List<AcceptedLoss> accepted) {

        /** Why the objectives don't count for a loss of a store; empty when they do. */
        public Optional<String> acceptance(String store, Loss loss) {
            return accepted.stream()
                    .filter(entry -> entry.store().equals(store))
                    .filter(entry -> entry.losses().contains(loss))
                    .map(AcceptedLoss::reason)
                    .findFirst();
        }
    }

    /**
     * A loss that may miss the recovery objectives, as of a cache that fills itself again.
     *
     * @param store the store's logical name, such as {@code cache-replication-group}
     * @param losses what may take it: ZONE, DELETION or REGION
     * @param reason why that is right
     */
    public record AcceptedLoss(
            @Matches(regex = "\\S+", allowed = "a resource's logical name such as cache-replication-group")
                    String store,
            List<Loss> losses,
            @Matches(regex = "(?s)\\s*\\S.{8,}\\S\\s*", allowed = "10 characters or more that say why")
                    String reason) {}

    /**
     * The section {@code cost}: the budget, and the usage that the monthly cost is estimated with.
     *
     * @param currency the currency of all amounts, which is that of AWS's price list
     * @param monthlyBudget what the stack may cost a month; without one nothing is compared
     * @param onBudget what a change above the budget does: {@code warn} or {@code block}
     * @param requestsPerMonth requests that reach the load balancer
     * @param internetGigabytesPerMonth what the load balancer answers, in GB
     * @param natGigabytesPerMonth what passes all NAT gateways together, in GB
     * @param endpointGigabytesPerMonth what passes each interface endpoint, in GB
     * @param storageGigabytes what a bucket holds, in GB, by its name
     * @param otherStorageGigabytes what a bucket holds that {@code storageGigabytes} doesn't name, in GB
     * @param storageWritesPerMonth requests that write to or list each bucket
     * @param storageReadsPerMonth requests that read from each bucket
     * @param replicationGigabytesPerMonth what each replicated bucket sends to the second region, in GB
     * @param databaseBackupGigabytes a database's automated backups beyond its own size, which is free, in GB
     * @param cacheBackupGigabytes a cache's snapshots, in GB
     * @param backupGigabytes recovery points of databases, and as much of buckets, in each vault, in GB
     * @param imageGigabytes images in each repository, in GB
     * @param logGigabytesPerMonth what each log group takes in, in GB
     * @param keyRequestsPerMonth requests to each key
     * @param secretRequestsPerMonth requests to each secret
     * @param messagesPerMonth messages of each topic, subscription, queue and event bus
     * @param backupCopyGigabytesPerMonth what each backup plan, and each database's backups, send to another region, in GB
     * @param restoreTestsPerMonth recovery points that each selection for restore tests restores
     * @param insightsMetrics metrics that Container Insights keeps of each cluster
     * @param cloudflarePlan the plan of each Cloudflare zone: {@code free}, {@code pro}, {@code business} or {@code
     *     enterprise}
     * @param cloudflareContractPrice what a zone costs a month by contract, in US dollars; with the plan {@code enterprise}
     *     only
     */
    public record Cost(
            @Default("\"USD\"") @Matches(regex = "USD", allowed = "USD, the currency of AWS's price list")
                    String currency,
            @Range(min = 1, max = 100000000) Optional<Integer> monthlyBudget,
            @Default("\"warn\"") @Matches(regex = "warn|block", allowed = "warn, block") String onBudget,
            @Default("1000000") @Range(min = 0, max = 2000000000) int requestsPerMonth,
            @Default("100") @Range(min = 0, max = 100000000) int internetGigabytesPerMonth,
            @Default("100") @Range(min = 0, max = 100000000) int natGigabytesPerMonth,
            @Default("10") @Range(min = 0, max = 100000000) int endpointGigabytesPerMonth,
            @Default("{}") @Range(min = 0, max = 100000000) Map<String, Integer> storageGigabytes,
            @Default("10") @Range(min = 0, max = 100000000) int otherStorageGigabytes,
            @Default("100000") @Range(min = 0, max = 2000000000) int storageWritesPerMonth,
            @Default("1000000") @Range(min = 0, max = 2000000000) int storageReadsPerMonth,
            @Default("10") @Range(min = 0, max = 100000000) int replicationGigabytesPerMonth,
            @Default("50") @Range(min = 0, max = 100000000) int databaseBackupGigabytes,
            @Default("10") @Range(min = 0, max = 100000000) int cacheBackupGigabytes,
            @Default("100") @Range(min = 0, max = 100000000) int backupGigabytes,
            @Default("2") @Range(min = 0, max = 100000000) int imageGigabytes,
            @Default("1") @Range(min = 0, max = 100000000) int logGigabytesPerMonth,
            @Default("10000") @Range(min = 0, max = 2000000000) int keyRequestsPerMonth,
            @Default("10000") @Range(min = 0, max = 2000000000) int secretRequestsPerMonth,
            @Default("1000") @Range(min = 0, max = 2000000000) int messagesPerMonth,
            @Default("10") @Range(min = 0, max = 100000000) int backupCopyGigabytesPerMonth,
            @Default("1") @Range(min = 0, max = 1000000) int restoreTestsPerMonth,
            @Default("340") @Range(min = 0, max = 100000000) int insightsMetrics,
            @Default("\"pro\"")
                    @Matches(regex = "free|pro|business|enterprise", allowed = "free, pro, business, enterprise")
                    String cloudflarePlan,
            @Range(min = 0, max = 100000000) Optional<Integer> cloudflareContractPrice) {

        /** Refuses a contract's price for a plan that is sold without a contract. */
        public Cost {
            if (cloudflareContractPrice.isPresent() && !cloudflarePlan.equals("enterprise")) {
                throw new IllegalArgumentException(
                        "cloudflareContractPrice belongs to cloudflarePlan: enterprise, and cloudflarePlan is "
                                + cloudflarePlan);
            }
        }

        /** What holds where a stack's file says nothing. */
        public static Cost defaults() {
            return Objects.requireNonNull(
                    new RecordBinder().bind("plinth:cost", JsonNodeFactory.instance.objectNode(), Cost.class));
        }

        /** Whether a change above the budget is refused. */
        public boolean isBlocking() {
            return onBudget.equals("block");
        }
    }

    /**
     * The section {@code forecast}.
     *
     * @param maxDowntimeMinutes the longest that a step of an update may interrupt something in production; without one every
     *     downtime is a warning there
     */
    public record Forecast(@Range(min = 0, max = 100000) Optional<Integer> maxDowntimeMinutes) {}

    /**
     * One intent of the section {@code reachability}: exactly one of the three, a connection such as {@code internet ->
     * ingress:443 via cloudflare}; see {@link FlowPattern}.
     *
     * @param allow what a {@code deny} leaves open
     * @param deny what must not be possible, but for what an {@code allow} covers
     * @param require what must be possible
     */
    public record Intent(
            @Matches(regex = FlowPattern.SYNTAX, allowed = FlowPattern.ALLOWED) Optional<String> allow,
            @Matches(regex = FlowPattern.SYNTAX, allowed = FlowPattern.ALLOWED) Optional<String> deny,
            @Matches(regex = FlowPattern.SYNTAX, allowed = FlowPattern.ALLOWED) Optional<String> require) {
        public Intent {
            long given =
                    Stream.of(allow, deny, require).filter(Optional::isPresent).count();
            if (given != 1) {
                throw new IllegalArgumentException(
                        "has " + given + " of allow, deny and require; it takes exactly one of them");
            }
            FlowPattern.parse(allow.or(() -> deny).or(() -> require).orElseThrow());
        }

        /** The connection. */
        public FlowPattern flow() {
            return FlowPattern.parse(allow.or(() -> deny).or(() -> require).orElseThrow());
        }

        /** The intent as it is written, such as {@code deny: internet -> database}. */
        @Override
        public String toString() {
            return allow.map(flow -> "allow: " + flow)
                    .or(() -> deny.map(flow -> "deny: " + flow))
                    .orElseGet(() -> "require: " + require.orElseThrow());
        }
    }

    /** Whether what holds data carries Pulumi's {@code protect}: in production, unless it was lifted. */
    public boolean isProtected() {
        return !protectionLifted && isProduction();
    }

    /** Whether the cloud itself refuses to delete the database and the load balancer: everywhere, unless it was lifted. */
    public boolean isDeletionProtected() {
        return !protectionLifted;
    }

    /** Whether this is an environment whose data can't be made again. */
    public boolean isProduction() {
        return policy.tier() == Tier.PRODUCTION;
    }

    /** The same stack with every protection from deletion lifted, so that it can be destroyed. */
    public StackConfig withoutProtection() {
        return new StackConfig(
                region,
                allowedAccountIds,
                network,
                database,
                cache,
                storage,
                services,
                edge,
                backup,
                observability,
                policy,
                tags,
                recovery,
                cost,
                reachability,
                deployment,
                forecast,
                true);
    }
}
