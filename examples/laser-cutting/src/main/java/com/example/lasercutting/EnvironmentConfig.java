package com.example.lasercutting;

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
 * @param network addresses, zones and NAT of each Region
 * @param database the PostgreSQL database
 * @param cache the Redis cache of each Region
 * @param api the service behind {@code api.} and {@code cdn.}
 * @param admin the service behind {@code admin.}
 * @param load the load that the environment must carry
 * @param edge the zone at Cloudflare
 * @param frontend the Vercel project
 * @param errors the Sentry project
 * @param failover the second Region; without it there is one Region
 * @param backup the recovery points
 * @param observability alarms and logs
 */
public record EnvironmentConfig(
        @Key("aws:region") @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS Region such as eu-central-1")
                String region,
        @Key("aws:allowedAccountIds") @Matches(regex = "\\d{12}", allowed = "AWS account ids of 12 digits, in quotes")
                List<String> allowedAccountIds,
        Network network,
        Database database,
        @Default("{}") Cache cache,
        Service api,
        Service admin,
        Load load,
        Edge edge,
        Frontend frontend,
        Errors errors,
        Optional<Failover> failover,
        @Default("{}") Backup backup,
        @Default("{}") Observability observability) {

    /** Rejects an empty list of accounts, and an environment that is too small for its load. */
    public EnvironmentConfig {
        if (allowedAccountIds.isEmpty()) {
            throw new IllegalArgumentException(
                    "aws:allowedAccountIds is empty; expected the AWS account ids that this stack may change");
        }
        List<String> shortages = Capacity.of(network, database, api, admin, load).stream()
                .filter(limit -> !limit.fits())
                .map(Capacity::toString)
                .toList();
        if (!shortages.isEmpty()) {
            throw new IllegalArgumentException(
                    "does not fit " + load.growth() + " times the load: " + String.join("; ", shortages));
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
            @Default("[]") List<String> interfaceEndpoints,
            @Default("365") @Range(min = 1, max = 3653) int flowLogRetentionDays) {}

    /**
     * The section {@code database}.
     *
     * @param engineVersion PostgreSQL's major version, such as {@code "16"}; RDS upgrades the minor version
     * @param instanceClass the instance class, such as {@code db.t4g.medium}
     * @param multiAz whether a standby in another zone takes over
     * @param allocatedStorageGib the storage at first, in GiB
     * @param maxAllocatedStorageGib how far RDS may grow the storage, in GiB
     * @param backupRetentionDays how far back a point-in-time restore reaches, in days
     * @param name the database's name inside PostgreSQL
     */
    public record Database(
            @Matches(regex = "1[4-8]", allowed = "a major version of PostgreSQL from 14 to 18 in quotes, such as \"16\"")
                    String engineVersion,
            @Matches(regex = "db\\.[a-z0-9]+\\.[a-z0-9]+", allowed = "an RDS instance class such as db.t4g.medium")
                    String instanceClass,
            @Default("true") boolean multiAz,
            @Default("50") @Range(min = 20, max = 65536) int allocatedStorageGib,
            @Default("500") @Range(min = 22, max = 65536) int maxAllocatedStorageGib,
            @Default("14") @Range(min = 1, max = 35) int backupRetentionDays,
            @Default("\"laser\"")
                    @Matches(regex = "[a-z][a-z0-9_]{0,62}", allowed = "a letter, then letters, digits and underscores")
                    String name) {}

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
     * The sections {@code api} and {@code admin}.
     *
     * @param image the reference of an image that exists; give either this or {@code buildContext}
     * @param buildContext the folder of a Dockerfile, relative to the project: the image is built and pushed
     * @param imageTag the tag of a built image; tags are immutable, so each release has its own
     * @param cpu CPU units of a task, 1024 to a core
     * @param memory memory of a task, in MiB
     * @param minTasks tasks that always run in each Region
     * @param maxTasks tasks of a Region at the highest load
     * @param requestsPerTask requests a minute that a task handles, as measured by a load test
     * @param connectionsPerTask connections of a task to the database
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
            @Default("2") @Range(min = 1, max = 1000) int minTasks,
            @Default("4") @Range(min = 1, max = 5000) int maxTasks,
            @Default("1000") @Range(min = 1, max = 1000000) int requestsPerTask,
            @Default("10") @Range(min = 1, max = 1000) int connectionsPerTask,
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
     * The section {@code load}.
     *
     * @param requestsPerMinute requests a minute to {@code api.} at the usual peak, of all Regions together
     * @param growth the times of this load that one Region alone must carry
     * @param fargateVcpus the account's quota of On-Demand vCPUs on Fargate in each Region; that of a new account is 6
     */
    public record Load(
            @Range(min = 1, max = 100000000) int requestsPerMinute,
            @Default("10") @Range(min = 1, max = 100) int growth,
            @Default("6") @Range(min = 1, max = 100000) int fargateVcpus) {}

    /**
     * The section {@code edge}.
     *
     * @param zone the domain at Cloudflare, such as {@code example.com}
     * @param zoneId the zone's id
     * @param accountId the account's id, which owns the pools of two Regions
     * @param adminAllowedCidrs the ranges that reach {@code admin.}
     * @param requestsPerMinute requests a minute of one address
     * @param healthCheckSeconds the time between two health checks of a Region: 60 on Pro, 15 on Business
     */
    public record Edge(
            @Matches(regex = "([a-z0-9-]+\\.)+[a-z]+", allowed = "a domain name such as example.com") String zone,
            @Matches(regex = "[0-9a-f]{32}", allowed = "32 hexadecimal digits, in quotes") String zoneId,
            @Matches(regex = "[0-9a-f]{32}", allowed = "32 hexadecimal digits, in quotes") String accountId,
            @Cidr(minPrefix = 16, maxPrefix = 32) List<String> adminAllowedCidrs,
            @Default("600") @Range(min = 1, max = 1000000) int requestsPerMinute,
            @Default("60") @Range(min = 10, max = 3600) int healthCheckSeconds) {

        /** Returns the full name of a host. */
        String host(String label) {
            return label + "." + zone;
        }
    }

    /**
     * The section {@code frontend}; its address is the zone's domain.
     *
     * @param repository the GitHub repository of this project, {@code owner/name}; the folder {@code frontend} is deployed
     * @param branch the branch whose pushes are deployed
     * @param region the Region of functions at Vercel
     * @param loginRequired whether visitors must log in to Vercel
     * @param promotionRequired whether a verified deployment gets the domain by {@code vercel promote} only
     * @param rollout the percentages of traffic that a deployment gets in turn; empty for all at once
     */
    public record Frontend(
            Optional<String> repository,
            @Default("\"main\"") String branch,
            @Default("\"fra1\"") String region,
            @Default("false") boolean loginRequired,
            @Default("false") boolean promotionRequired,
            @Default("[]") List<Integer> rollout) {}

    /**
     * The section {@code errors}.
     *
     * @param organization the slug of the Sentry organization
     * @param eventsPerMinute the events that Sentry accepts in a minute
     */
    public record Errors(
            String organization, @Default("600") @Range(min = 1, max = 100000) int eventsPerMinute) {}

    /**
     * The section {@code failover}.
     *
     * @param secondRegion the AWS Region that takes load, and all of it when the first one is lost
     * @param cidr the addresses of its VPC, which no other network of yours has
     * @param promoted whether the replica there is the database that can be written to: irreversible
     * @param formerDatabaseUntil the last day of the waiver for the former database, after a promotion
     */
    public record Failover(
            @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS Region such as eu-west-1") String secondRegion,
            @Cidr(minPrefix = 16, maxPrefix = 22) String cidr,
            @Default("false") boolean promoted,
            @Default("\"2027-02-26\"") @Matches(regex = "\\d{4}-\\d{2}-\\d{2}", allowed = "a date such as 2027-02-26")
                    String formerDatabaseUntil) {}

    /**
     * The section {@code backup}.
     *
     * @param hourly whether there are hourly recovery points, too
     * @param retentionDays how long recovery points are kept, in days
     */
    public record Backup(
            @Default("false") boolean hourly,
            @Default("35") @Range(min = 1, max = 36500) int retentionDays) {}

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
