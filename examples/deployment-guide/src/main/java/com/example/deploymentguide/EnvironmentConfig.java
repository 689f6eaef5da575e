package com.example.deploymentguide;

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
 * The configuration of an environment, from its stack file.
 *
 * @param region the AWS Region
 * @param allowedAccountIds the AWS accounts that the stack may change
 * @param network addresses, zones and NAT
 * @param dns the zone in Route 53 and the service's name in it
 * @param database the PostgreSQL database
 * @param service the containers behind the load balancer
 * @param cache the Redis cache of the application
 * @param workflows the workflow automation n8n
 * @param flags the feature flags, and whether they are on
 * @param webhooks the addresses that webhooks come from
 * @param backup the recovery points
 * @param observability alarms and logs
 */
public record EnvironmentConfig(
        @Key("aws:region") @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS Region such as eu-central-1")
                String region,
        @Key("aws:allowedAccountIds") @Matches(regex = "\\d{12}", allowed = "AWS account ids of 12 digits, in quotes")
                List<String> allowedAccountIds,
        Network network,
        Dns dns,
        Database database,
        Service service,
        @Default("{}") Cache cache,
        @Default("{}") Workflows workflows,
        @Default("{}") Map<String, Boolean> flags,
        @Default("{}") Webhooks webhooks,
        @Default("{}") Backup backup,
        @Default("{}") Observability observability) {

    /** Rejects an empty list of accounts: the stack could then change any account. */
    public EnvironmentConfig {
        if (allowedAccountIds.isEmpty()) {
            throw new IllegalArgumentException(
                    "aws:allowedAccountIds is empty; expected the AWS account ids that this stack may change");
        }
    }

    /**
     * The section {@code network}.
     *
     * @param cidr the VPC's addresses; another value replaces the network and everything in it
     * @param availabilityZones how many zones it spans
     * @param natStrategy how private subnets reach the internet: NONE, SINGLE or ONE_PER_ZONE
     * @param interfaceEndpoints AWS services reached without NAT, such as {@code ecr.api}; each is billed by hour and zone
     * @param flowLogRetentionDays how long flow logs are kept, in days
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
     * The section {@code dns}.
     *
     * @param zone the domain of the hosted zone
     * @param hostedZoneId the id of a public hosted zone that exists already; without one the stack creates the zone, whose
     *     name servers the registrar, or the zone above, must delegate to
     * @param hostname the service's name within the zone
     */
    public record Dns(
            @Matches(regex = "[a-z0-9-]+(\\.[a-z0-9-]+)+", allowed = "a domain such as example.com") String zone,
            @Matches(regex = "Z[0-9A-Z]{7,31}", allowed = "the id of a hosted zone such as Z1D633PJN98FT9")
                    Optional<String> hostedZoneId,
            @Default("\"api\"")
                    @Matches(regex = "[a-z0-9]([a-z0-9-]*[a-z0-9])?", allowed = "a name within the zone such as api")
                    String hostname) {

        /** Returns the full name of the workflow automation, such as {@code n8n.example.com}. */
        public String workflowsDomainName() {
            return "n8n." + zone;
        }

        /** Returns the full name of the content distribution, such as {@code cdn.example.com}. */
        public String cdnDomainName() {
            return "cdn." + zone;
        }

        /** Returns the service's full name, such as {@code api.example.com}. */
        public String domainName() {
            return hostname + "." + zone;
        }
    }

    /**
     * The section {@code database}.
     *
     * @param engineVersion PostgreSQL's major version, such as {@code "16"}; RDS upgrades the minor version
     * @param instanceClass the instance class, such as {@code db.t4g.medium}
     * @param multiAz whether a standby in another zone takes over
     * @param allocatedStorageGib the storage at first, in GiB
     * @param maxAllocatedStorageGib how far RDS may grow the storage, in GiB
     * @param backupRetentionDays how far back a point-in-time restore reaches, in days
     * @param readReplicas the read replicas
     * @param name the database's name inside PostgreSQL
     */
    public record Database(
            @Matches(regex = "1[4-8]", allowed = "a major version of PostgreSQL from 14 to 18 in quotes, such as \"16\"")
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
                    String name) {}

    /**
     * The section {@code service}.
     *
     * @param image the reference of an image that exists; give either this or {@code buildContext}
     * @param buildContext the folder of a Dockerfile, relative to the project: the image is built and pushed
     * @param imageTag the tag of a built image; tags are immutable, so each release has its own
     * @param cpu CPU units of a task, 1024 to a core
     * @param memory memory of a task, in MiB
     * @param port the port that the container listens on
     * @param healthCheckPath the path that answers 200 when the service is healthy
     * @param minTasks tasks that always run
     * @param maxTasks tasks at the highest load
     * @param requestsPerAddress requests that one address may send in five minutes before the firewall blocks it
     * @param canaryPercent the share of the requests that a new version receives first, in percent
     * @param canaryMinutes the time until it receives the rest, in minutes
     * @param environment plain variables of the container, not secrets
     */
    public record Service(
            Optional<String> image,
            Optional<String> buildContext,
            @Default("\"1.0.0\"")
                    @Matches(regex = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", allowed = "an image tag such as 1.4.2")
                    String imageTag,
            @Default("512") @Range(min = 256, max = 16384) int cpu,
            @Default("1024") @Range(min = 512, max = 122880) int memory,
            @Default("3000") @Range(min = 1, max = 65535) int port,
            @Default("\"/api/health\"") @Matches(regex = "/\\S*", allowed = "a path that starts with /")
                    String healthCheckPath,
            @Default("2") @Range(min = 1, max = 1000) int minTasks,
            @Default("20") @Range(min = 1, max = 5000) int maxTasks,
            @Default("2000") @Range(min = 10, max = 2000000000) int requestsPerAddress,
            @Default("10") @Range(min = 1, max = 99) int canaryPercent,
            @Default("5") @Range(min = 1, max = 2880) int canaryMinutes,
            @Default("{}") Map<String, String> environment) {

        /** Rejects a service with two images or none. */
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
     * The section {@code cache}.
     *
     * @param nodeType the node type, such as {@code cache.t4g.small}
     * @param replicas the replicas
     */
    public record Cache(
            @Default("\"cache.t4g.small\"")
                    @Matches(regex = "cache\\.[a-z0-9]+\\.[a-z0-9]+", allowed = "a node type such as cache.t4g.small")
                    String nodeType,
            @Default("1") @Range(min = 0, max = 5) int replicas) {}

    /**
     * The section {@code workflows}.
     *
     * @param imageTag the tag of n8n's image
     * @param instanceClass the instance class of n8n's database
     * @param singleEditorUntil the last day of the waiver for the one task with n8n's editor
     * @param workers the fewest workers
     * @param maxWorkers the most workers
     */
    public record Workflows(
            @Default("\"1.110.1\"")
                    @Matches(regex = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", allowed = "an image tag such as 1.110.1")
                    String imageTag,
            @Default("\"db.t4g.small\"")
                    @Matches(regex = "db\\.[a-z0-9]+\\.[a-z0-9]+", allowed = "an RDS instance class such as db.t4g.small")
                    String instanceClass,
            @Default("\"2027-02-26\"") @Matches(regex = "\\d{4}-\\d{2}-\\d{2}", allowed = "a date such as 2027-02-26")
                    String singleEditorUntil,
            @Default("2") @Range(min = 1, max = 100) int workers,
            @Default("10") @Range(min = 1, max = 1000) int maxWorkers) {}

    /**
     * The section {@code webhooks}. Vendors announce new addresses before they use them.
     *
     * @param stripeAddresses the addresses of Stripe's webhooks; without any, those of 1 December 2026
     * @param stackAuthAddresses the addresses of STACK Auth's webhooks; without any, those of 1 December 2026
     */
    public record Webhooks(
            @Default("[]") @Matches(regex = "[0-9.]+/\\d+", allowed = "IPv4 networks such as 3.18.12.63/32")
                    List<String> stripeAddresses,
            @Default("[]") @Matches(regex = "[0-9.]+/\\d+", allowed = "IPv4 networks such as 3.18.12.63/32")
                    List<String> stackAuthAddresses) {}

    /**
     * The section {@code backup}.
     *
     * @param hourly whether there are hourly recovery points, too
     * @param retentionDays how long daily recovery points are kept, in days
     * @param secondRegion the Region that copies go to; without one there are no copies
     */
    public record Backup(
            @Default("true") boolean hourly,
            @Default("35") @Range(min = 1, max = 36500) int retentionDays,
            @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS Region such as eu-west-1")
                    Optional<String> secondRegion) {}

    /**
     * The section {@code observability}.
     *
     * @param emails the addresses that alarms are sent to
     * @param escalation the addresses that an alarm is escalated to after 30, 60 and 120 minutes; none for no escalation
     * @param slackTeamId the id of the Slack workspace
     * @param slackChannelId the id of the Slack channel
     * @param logRetentionDays how long logs are kept, in days; one of the periods that CloudWatch Logs offers
     */
    public record Observability(
            @Default("[]") @Matches(regex = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+", allowed = "e-mail addresses")
                    List<String> emails,
            @Default("[]") @Matches(regex = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+", allowed = "e-mail addresses")
                    List<String> escalation,
            Optional<String> slackTeamId,
            Optional<String> slackChannelId,
            @Default("365") @Range(min = 1, max = 3653) int logRetentionDays) {}
}
