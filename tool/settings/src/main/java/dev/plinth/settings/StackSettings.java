package dev.plinth.settings;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tool's settings in a stack file, independent of the stack's program: the sections under {@code plinth:}, each optional.
 *
 * @param region the Region of the default AWS provider: {@code aws:region}, else {@code AWS_REGION} or {@code
 *     AWS_DEFAULT_REGION} of the environment, else {@value #DEFAULT_REGION}
 * @param policy how strictly the policies gate this stack
 * @param tags the tags that every AWS resource is to have
 * @param recovery what a loss may cost in data and time
 * @param cost the budget, and the usage that its estimate assumes
 * @param reachability who is to reach whom, and who is not
 * @param deployment when the stack may be changed
 * @param forecast how long an update may interrupt what runs
 * @param managedSecrets secrets that {@code plinth secrets} sets and rotates, by name; their values are in no file
 * @param verification requests of {@code plinth verify}, and the responses that it expects
 */
public record StackSettings(
        String region,
        PolicyParameters policy,
        Map<String, String> tags,
        Recovery recovery,
        Cost cost,
        List<Intent> reachability,
        Deployment deployment,
        Forecast forecast,
        @Keys(regex = "[A-Za-z][A-Za-z0-9_-]{0,99}", allowed = "a name of letters, digits, hyphens and underscores")
                Map<String, ManagedSecret> managedSecrets,
        Verification verification) {

    /** The Region where neither the stack file nor the environment names one, as the AWS CLI's own documentation has it. */
    public static final String DEFAULT_REGION = "us-east-1";

    /** Returns the same settings with another default Region. */
    public StackSettings withRegion(String other) {
        return new StackSettings(
                other, policy, tags, recovery, cost, reachability, deployment, forecast, managedSecrets, verification);
    }

    /** Returns the same settings with other parameters of the policies. */
    public StackSettings withPolicy(PolicyParameters other) {
        return new StackSettings(
                region, other, tags, recovery, cost, reachability, deployment, forecast, managedSecrets, verification);
    }

    /** Returns whether this is an environment whose data can't be made again. */
    public boolean isProduction() {
        return policy.tier() == Tier.PRODUCTION;
    }

    /**
     * The section {@code recovery}.
     *
     * @param rpoMinutes the recovery point objective: how much data may be lost, in minutes
     * @param rtoMinutes the recovery time objective: how long it may take to be back, in minutes
     * @param restoreTestDays how many days a passed restore test counts as evidence that a store's backups can be restored
     * @param requireRestoreValidation whether a restore counts only when somebody checked the restored data and reported it to AWS
     *     Backup with {@code put-restore-validation-result}
     * @param accepted losses of single stores for which the objectives don't count
     */
    public record Recovery(
            @Default("60") @Range(min = 1, max = 100000) int rpoMinutes,
            @Default("240") @Range(min = 1, max = 100000) int rtoMinutes,
            @Default("31") @Range(min = 1, max = 3650) int restoreTestDays,
            @Default("false") boolean requireRestoreValidation,
            @Default("[]") List<AcceptedLoss> accepted) {

        /** Returns the reason why the objectives do not apply to a loss of a store; empty when they do. */
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
            @Matches(regex = "(?s)\\s*\\S.{8,}\\S\\s*", allowed = "a reason of at least 10 characters")
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
     * @param prices prices of your own in US dollars, by the key of a price list, or by a type token for a month of each of its
     *     resources that lacks a price; they go before the price lists
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
            @Range(min = 0, max = 100000000) Optional<Integer> cloudflareContractPrice,
            @Default("{}") Map<String, Double> prices) {

        /** Rejects a contract's price for a plan that is sold without a contract, and a price below zero. */
        public Cost {
            prices.forEach((key, price) -> {
                if (price < 0) {
                    throw new IllegalArgumentException(
                            "prices." + key + " is " + price + ", and a price is at least 0");
                }
            });
            if (cloudflareContractPrice.isPresent() && !cloudflarePlan.equals("enterprise")) {
                throw new IllegalArgumentException(
                        "cloudflareContractPrice belongs to cloudflarePlan: enterprise, and cloudflarePlan is "
                                + cloudflarePlan);
            }
        }

        /** Returns the settings of a stack file without this section. */
        public static Cost defaults() {
            return Objects.requireNonNull(
                    new RecordBinder().bind("plinth:cost", JsonNodeFactory.instance.objectNode(), Cost.class));
        }

        /** Returns whether a change above the budget is refused. */
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
                        "has " + given + " of allow, deny and require; expected exactly one of them");
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
}
