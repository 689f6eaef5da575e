package dev.plinth.stack;

import dev.plinth.components.network.NatStrategy;
import dev.plinth.settings.Cidr;
import dev.plinth.settings.Default;
import dev.plinth.settings.Key;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stack file says of the environment: one record a section, units in a key's name where a number has one.
 *
 * @param region the AWS Region
 * @param allowedAccountIds the AWS accounts that the stack may touch
 * @param network addresses, zones and NAT
 * @param database the PostgreSQL database
 * @param cache the Redis cache
 * @param storage the buckets
 * @param services the containers behind the load balancer
 * @param edge Cloudflare's zone in front of everything
 * @param backup the backup vault, its copies and its restore tests
 * @param observability who is told, and how long logs are kept
 */
public record EnvironmentConfig(
        @Key("aws:region") @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS region such as eu-central-1")
                String region,
        @Key("aws:allowedAccountIds") @Matches(regex = "\\d{12}", allowed = "AWS account ids of 12 digits, in quotes")
                List<String> allowedAccountIds,
        Network network,
        Database database,
        Cache cache,
        Storage storage,
        List<Service> services,
        Edge edge,
        @Default("{}") Backup backup,
        @Default("{}") Observability observability) {

    /** Refuses a list of no account: then any account could be touched. */
    public EnvironmentConfig {
        if (allowedAccountIds.isEmpty()) {
            throw new IllegalArgumentException(
                    "aws:allowedAccountIds is empty; expected the AWS account ids that this stack may touch");
        }
    }

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
}
