package {%package%};

import dev.plinth.components.network.NatStrategy;
import dev.plinth.settings.Cidr;
import dev.plinth.settings.Default;
import dev.plinth.settings.Key;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of an environment, from its stack file.
 *
 * @param region the AWS Region
 * @param allowedAccountIds the AWS accounts that the stack may change
 * @param network addresses, zones and NAT
 * @param bucket the bucket
 * @param backup the recovery points and copies of the bucket
 * @param observability alarms
 */
public record EnvironmentConfig(
        @Key("aws:region") @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS Region such as eu-central-1")
                String region,
        @Key("aws:allowedAccountIds") @Matches(regex = "\\d{12}", allowed = "AWS account ids of 12 digits, in quotes")
                List<String> allowedAccountIds,
        Network network,
        @Default("{}") Bucket bucket,
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
            @Default("[]") @Matches(regex = "[a-z0-9.-]+", allowed = "names of AWS services such as ecr.api")
                    List<String> interfaceEndpoints,
            @Default("365") @Range(min = 1, max = 3653) int flowLogRetentionDays) {}

    /**
     * The section {@code bucket}.
     *
     * @param noncurrentVersionRetentionDays how long overwritten and deleted objects can be restored, in days
     * @param logRetentionDays how long access logs are kept, in days
     */
    public record Bucket(
            @Default("90") @Range(min = 1, max = 3650) int noncurrentVersionRetentionDays,
            @Default("365") @Range(min = 1, max = 3653) int logRetentionDays) {}

    /**
     * The section {@code backup}.
     *
     * @param retentionDays how long daily recovery points are kept, in days
     * @param secondRegion the Region that the bucket and its recovery points are copied to; without one there are no copies
     */
    public record Backup(
            @Default("35") @Range(min = 1, max = 36500) int retentionDays,
            @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d", allowed = "an AWS Region such as eu-west-1")
                    Optional<String> secondRegion) {}

    /**
     * The section {@code observability}.
     *
     * @param emails the addresses that alarms are sent to
     */
    public record Observability(
            @Default("[]") @Matches(regex = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+", allowed = "e-mail addresses")
                    List<String> emails) {}
}
