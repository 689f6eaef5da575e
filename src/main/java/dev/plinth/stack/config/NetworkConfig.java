package dev.plinth.stack.config;

import dev.plinth.components.network.NatStrategy;
import dev.plinth.settings.Cidr;
import dev.plinth.settings.Default;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code network}: a new VPC by its {@code cidr}, or an {@code existing} one.
 *
 * @param cidr the VPC's addresses; changing it replaces the network and everything in it
 * @param availabilityZones number of Availability Zones that it spans
 * @param availabilityZoneNames names of these zones, in any order; empty for the Region's first ones
 * @param natStrategy how private subnets reach the internet
 * @param s3Endpoint whether private subnets reach S3 inside AWS's network, and then only this account's buckets
 * @param dynamodbEndpoint whether private subnets reach DynamoDB inside AWS's network
 * @param interfaceEndpoints AWS services reached without NAT, such as {@code ecr.api}; each costs by the hour and zone
 * @param flowLogRetentionDays retention of flow logs in days
 * @param existing a VPC that exists already; the other keys are for a new one
 */
public record NetworkConfig(
        @Cidr(minPrefix = 16, maxPrefix = 22) Optional<String> cidr,
        @Default("2") @Range(min = 2, max = 3) int availabilityZones,
        @Default("[]") @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d[a-z]", allowed = "zones such as eu-central-1a")
                List<String> availabilityZoneNames,
        @Default("\"SINGLE\"") NatStrategy natStrategy,
        @Default("true") boolean s3Endpoint,
        @Default("false") boolean dynamodbEndpoint,
        @Default("[\"ecr.api\", \"ecr.dkr\", \"logs\", \"secretsmanager\", \"kms\"]")
                @Matches(regex = "[a-z0-9.-]+", allowed = "names of AWS services such as ecr.api")
                List<String> interfaceEndpoints,
        @Default("365") @Range(min = 1, max = 3653) int flowLogRetentionDays,
        Optional<Existing> existing) {

    /** Checks that there is exactly one of {@code cidr} and {@code existing}. */
    public NetworkConfig {
        if (cidr.isPresent() == existing.isPresent()) {
            throw new IllegalArgumentException("has " + (cidr.isPresent() ? "both" : "neither")
                    + " cidr and existing; expected exactly one of them");
        }
    }

    /**
     * A VPC that exists already.
     *
     * @param vpcId the VPC's id; another one replaces everything in it
     * @param vpcCidr the VPC's addresses
     * @param availabilityZones names of its zones, in the order of the subnets
     * @param publicSubnetIds subnets for load balancers that face the internet
     * @param privateSubnetIds subnets for tasks and internal load balancers
     * @param dataSubnetIds subnets for databases and caches
     * @param natGatewayIds NAT gateways, which alarms watch
     * @param s3PrefixListId prefix list of the gateway endpoint for S3
     * @param endpointSecurityGroupId security group of the interface endpoints
     */
    public record Existing(
            @Matches(regex = "vpc-[0-9a-f]{8,17}", allowed = "a VPC's id such as vpc-0a1b2c3d4e5f60718") String vpcId,
            @Cidr(minPrefix = 16, maxPrefix = 28) String vpcCidr,
            @Default("[]") @Matches(regex = "[a-z]{2}(-[a-z]+)+-\\d[a-z]", allowed = "zones such as eu-central-1a")
                    List<String> availabilityZones,
            @Default("[]") @Matches(regex = Patterns.SUBNET_ID, allowed = Patterns.SUBNET_ID_ALLOWED)
                    List<String> publicSubnetIds,
            @Default("[]") @Matches(regex = Patterns.SUBNET_ID, allowed = Patterns.SUBNET_ID_ALLOWED)
                    List<String> privateSubnetIds,
            @Default("[]") @Matches(regex = Patterns.SUBNET_ID, allowed = Patterns.SUBNET_ID_ALLOWED)
                    List<String> dataSubnetIds,
            @Default("[]") @Matches(regex = "nat-[0-9a-f]{8,17}", allowed = "ids such as nat-0a1b2c3d4e5f60718")
                    List<String> natGatewayIds,
            @Matches(regex = "pl-[0-9a-f]{8,17}", allowed = "a prefix list's id such as pl-6ea54007")
                    Optional<String> s3PrefixListId,
            @Matches(regex = "sg-[0-9a-f]{8,17}", allowed = "a security group's id such as sg-0a1b2c3d4e5f60718")
                    Optional<String> endpointSecurityGroupId) {}
}
