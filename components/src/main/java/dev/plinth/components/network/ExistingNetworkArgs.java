package dev.plinth.components.network;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.Validation;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ids of an existing network, for {@link Network#existing}. Required: {@link Builder#vpcId}, {@link Builder#vpcCidrBlock} and the
 * subnets of at least one tier. A component that needs an absent id names it.
 *
 * <p>Long, because each argument has a field, an accessor and two documented setters.
 */
public final class ExistingNetworkArgs extends ResourceArgs {

    /** Load balancers, databases and caches each need subnets in two availability zones. */
    private static final int MIN_SUBNETS = 2;

    /** The sizes of a VPC (Amazon VPC, "VPC CIDR blocks"). */
    private static final int WIDEST_PREFIX = 16;

    private static final int NARROWEST_PREFIX = 28;

    /** The random part of an id in EC2: 8 hexadecimal digits in old ones, else 17. */
    private static final String RANDOM = "-([0-9a-f]{8}|[0-9a-f]{17})";

    @Import
    private final @Nullable Output<String> vpcId;

    @Import
    private final @Nullable Output<String> vpcCidrBlock;

    @Import
    private final @Nullable Output<List<String>> availabilityZones;

    @Import
    private final @Nullable Output<List<String>> publicSubnetIds;

    @Import
    private final @Nullable Output<List<String>> privateSubnetIds;

    @Import
    private final @Nullable Output<List<String>> dataSubnetIds;

    @Import
    private final List<String> natGatewayIds;

    @Import
    private final @Nullable Output<String> s3GatewayEndpointPrefixListId;

    @Import
    private final @Nullable Output<String> endpointSecurityGroupId;

    private final Plain plain;

    /** The arguments that were given as text, null when they were not; only these can be validated. */
    private record Plain(
            @Nullable String vpcId,
            @Nullable String vpcCidrBlock,
            @Nullable List<String> availabilityZones,
            @Nullable List<String> publicSubnetIds,
            @Nullable List<String> privateSubnetIds,
            @Nullable List<String> dataSubnetIds,
            @Nullable String s3GatewayEndpointPrefixListId,
            @Nullable String endpointSecurityGroupId) {}

    private ExistingNetworkArgs(Builder builder) {
        this.vpcId = builder.vpcId;
        this.vpcCidrBlock = builder.vpcCidrBlock;
        this.availabilityZones = builder.availabilityZones;
        this.publicSubnetIds = builder.publicSubnetIds;
        this.privateSubnetIds = builder.privateSubnetIds;
        this.dataSubnetIds = builder.dataSubnetIds;
        this.natGatewayIds = builder.natGatewayIds;
        this.s3GatewayEndpointPrefixListId = builder.s3GatewayEndpointPrefixListId;
        this.endpointSecurityGroupId = builder.endpointSecurityGroupId;
        this.plain = new Plain(
                builder.plainVpcId,
                builder.plainVpcCidrBlock,
                builder.plainAvailabilityZones,
                builder.plainPublicSubnetIds,
                builder.plainPrivateSubnetIds,
                builder.plainDataSubnetIds,
                builder.plainS3GatewayEndpointPrefixListId,
                builder.plainEndpointSecurityGroupId);
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The VPC's id, or null when it was not given. */
    public @Nullable Output<String> vpcId() {
        return vpcId;
    }

    /** The VPC's IPv4 block, or null when it was not given. */
    public @Nullable Output<String> vpcCidrBlock() {
        return vpcCidrBlock;
    }

    /** The names of the zones, or null when they were not given. */
    public @Nullable Output<List<String>> availabilityZones() {
        return availabilityZones;
    }

    /** The subnets with a route to the internet, or null for none. */
    public @Nullable Output<List<String>> publicSubnetIds() {
        return publicSubnetIds;
    }

    /** The subnets for tasks, or null for none. */
    public @Nullable Output<List<String>> privateSubnetIds() {
        return privateSubnetIds;
    }

    /** The subnets for databases and caches, or null for none. */
    public @Nullable Output<List<String>> dataSubnetIds() {
        return dataSubnetIds;
    }

    /** The NAT gateways. */
    public List<String> natGatewayIds() {
        return natGatewayIds;
    }

    /** The prefix list of S3's gateway endpoint, or null for none. */
    public @Nullable Output<String> s3GatewayEndpointPrefixListId() {
        return s3GatewayEndpointPrefixListId;
    }

    /** The security group of the interface endpoints, or null for none. */
    public @Nullable Output<String> endpointSecurityGroupId() {
        return endpointSecurityGroupId;
    }

    NetworkIds ids() {
        Map<String, Output<String>> natGateways = new LinkedHashMap<>();
        natGatewayIds.forEach(id -> natGateways.put(id.replaceFirst("^nat-", ""), Output.of(id)));
        return new NetworkIds(
                Objects.requireNonNull(vpcId),
                Objects.requireNonNull(vpcCidrBlock),
                availabilityZones,
                publicSubnetIds,
                privateSubnetIds,
                dataSubnetIds,
                natGateways,
                s3GatewayEndpointPrefixListId,
                endpointSecurityGroupId);
    }

    ExistingNetworkArgs validated(String name) {
        Validation validation = Validation.of("Network", name)
                .required("vpcId", vpcId)
                .required("vpcCidrBlock", vpcCidrBlock)
                .check(
                        publicSubnetIds != null || privateSubnetIds != null || dataSubnetIds != null,
                        "publicSubnetIds, privateSubnetIds and dataSubnetIds",
                        null,
                        "given for at least one tier");
        checkId(validation, "vpcId", plain.vpcId(), "vpc");
        validation.check(
                plain.vpcCidrBlock() == null || isVpcBlock(plain.vpcCidrBlock()),
                "vpcCidrBlock",
                plain.vpcCidrBlock(),
                "an IPv4 block without host bits, /" + WIDEST_PREFIX + " to /" + NARROWEST_PREFIX);
        List<String> zones = plain.availabilityZones();
        validation.check(
                zones == null || (!zones.isEmpty() && distinct(zones)),
                "availabilityZones",
                zones,
                "different names such as eu-central-1a");
        checkSubnets(validation, "publicSubnetIds", plain.publicSubnetIds());
        checkSubnets(validation, "privateSubnetIds", plain.privateSubnetIds());
        checkSubnets(validation, "dataSubnetIds", plain.dataSubnetIds());
        checkNotPublic(validation, "privateSubnetIds", plain.privateSubnetIds());
        checkNotPublic(validation, "dataSubnetIds", plain.dataSubnetIds());
        natGatewayIds.forEach(id -> checkId(validation, "natGatewayIds", id, "nat"));
        checkId(validation, "s3GatewayEndpointPrefixListId", plain.s3GatewayEndpointPrefixListId(), "pl");
        checkId(validation, "endpointSecurityGroupId", plain.endpointSecurityGroupId(), "sg");
        validation.throwIfAny();
        return this;
    }

    private void checkSubnets(Validation validation, String argument, @Nullable List<String> subnets) {
        if (subnets == null) {
            return;
        }
        List<String> zones = plain.availabilityZones();
        validation
                .check(
                        subnets.size() >= MIN_SUBNETS && distinct(subnets),
                        argument,
                        subnets,
                        "at least " + MIN_SUBNETS + " different subnets, each in another availability zone")
                .check(
                        zones == null || zones.size() == subnets.size(),
                        argument,
                        subnets.size() + " subnets",
                        "one subnet for each of availabilityZones");
        subnets.forEach(id -> checkId(validation, argument, id, "subnet"));
    }

    private void checkNotPublic(Validation validation, String argument, @Nullable List<String> subnets) {
        List<String> open = plain.publicSubnetIds();
        if (subnets != null && open != null) {
            subnets.stream()
                    .filter(open::contains)
                    .forEach(id -> validation.check(false, argument, id, "none of publicSubnetIds"));
        }
    }

    private static void checkId(Validation validation, String argument, @Nullable String id, String prefix) {
        validation.check(
                id == null || id.matches(prefix + RANDOM),
                argument,
                id,
                "an id such as " + prefix + "-0a1b2c3d4e5f60718");
    }

    private static boolean distinct(List<String> values) {
        Set<String> seen = new HashSet<>();
        return values.stream().allMatch(seen::add);
    }

    private static boolean isVpcBlock(String text) {
        IPAddress address = new IPAddressString(text).getAddress();
        Integer prefix = address == null ? null : address.getNetworkPrefixLength();
        return address != null
                && prefix != null
                && address.isIPv4()
                && prefix >= WIDEST_PREFIX
                && prefix <= NARROWEST_PREFIX
                && address.toPrefixBlock().equals(address);
    }

    /** Builds {@link ExistingNetworkArgs}. */
    public static final class Builder {

        private @Nullable Output<String> vpcId;
        private @Nullable Output<String> vpcCidrBlock;
        private @Nullable Output<List<String>> availabilityZones;
        private @Nullable Output<List<String>> publicSubnetIds;
        private @Nullable Output<List<String>> privateSubnetIds;
        private @Nullable Output<List<String>> dataSubnetIds;
        private List<String> natGatewayIds = List.of();
        private @Nullable Output<String> s3GatewayEndpointPrefixListId;
        private @Nullable Output<String> endpointSecurityGroupId;
        private @Nullable String plainVpcId;
        private @Nullable String plainVpcCidrBlock;
        private @Nullable List<String> plainAvailabilityZones;
        private @Nullable List<String> plainPublicSubnetIds;
        private @Nullable List<String> plainPrivateSubnetIds;
        private @Nullable List<String> plainDataSubnetIds;
        private @Nullable String plainS3GatewayEndpointPrefixListId;
        private @Nullable String plainEndpointSecurityGroupId;

        private Builder() {}

        /** The VPC's id, such as {@code vpc-0a1b2c3d4e5f60718}. Required. Another one replaces what is in the network. */
        public Builder vpcId(String value) {
            vpcId(Output.of(value));
            this.plainVpcId = value;
            return this;
        }

        /** As {@link #vpcId(String)}. */
        public Builder vpcId(Output<String> value) {
            this.vpcId = value;
            this.plainVpcId = null;
            return this;
        }

        /**
         * The VPC's IPv4 block, /16 to /28. Required. Load balancers send to it, and take requests from it when they serve
         * the VPC only.
         *
         * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html">VPC CIDR blocks</a>
         */
        public Builder vpcCidrBlock(String value) {
            vpcCidrBlock(Output.of(value));
            this.plainVpcCidrBlock = value;
            return this;
        }

        /** As {@link #vpcCidrBlock(String)}. */
        public Builder vpcCidrBlock(Output<String> value) {
            this.vpcCidrBlock = value;
            this.plainVpcCidrBlock = null;
            return this;
        }

        /**
         * The names of the zones, such as {@code eu-central-1a}, in the order of the subnets, of which each tier then has one
         * for each zone. Default: not known.
         */
        public Builder availabilityZones(List<String> value) {
            List<String> copy = List.copyOf(value);
            availabilityZones(Output.of(copy));
            this.plainAvailabilityZones = copy;
            return this;
        }

        /** As {@link #availabilityZones(List)}. */
        public Builder availabilityZones(Output<List<String>> value) {
            this.availabilityZones = value;
            this.plainAvailabilityZones = null;
            return this;
        }

        /**
         * The subnets with a route to an internet gateway, in at least two availability zones: for load balancers that face
         * the internet. Default: none.
         */
        public Builder publicSubnetIds(List<String> value) {
            List<String> copy = List.copyOf(value);
            publicSubnetIds(Output.of(copy));
            this.plainPublicSubnetIds = copy;
            return this;
        }

        /** As {@link #publicSubnetIds(List)}. */
        public Builder publicSubnetIds(Output<List<String>> value) {
            this.publicSubnetIds = value;
            this.plainPublicSubnetIds = null;
            return this;
        }

        /**
         * The subnets without a route from the internet, in at least two availability zones: for tasks and internal load
         * balancers. Default: none.
         */
        public Builder privateSubnetIds(List<String> value) {
            List<String> copy = List.copyOf(value);
            privateSubnetIds(Output.of(copy));
            this.plainPrivateSubnetIds = copy;
            return this;
        }

        /** As {@link #privateSubnetIds(List)}. */
        public Builder privateSubnetIds(Output<List<String>> value) {
            this.privateSubnetIds = value;
            this.plainPrivateSubnetIds = null;
            return this;
        }

        /**
         * The subnets for databases and caches, in at least two availability zones; they may be the private ones. Default:
         * none.
         */
        public Builder dataSubnetIds(List<String> value) {
            List<String> copy = List.copyOf(value);
            dataSubnetIds(Output.of(copy));
            this.plainDataSubnetIds = copy;
            return this;
        }

        /** As {@link #dataSubnetIds(List)}. */
        public Builder dataSubnetIds(Output<List<String>> value) {
            this.dataSubnetIds = value;
            this.plainDataSubnetIds = null;
            return this;
        }

        /** The NAT gateways, for alarms. Default: none. Their number decides which alarms there are, so they are given as text. */
        public Builder natGatewayIds(List<String> value) {
            this.natGatewayIds = List.copyOf(value);
            return this;
        }

        /**
         * The prefix list of S3, such as {@code pl-6ea54007}, when the private subnets have a gateway endpoint for it: for
         * services that reach AWS over endpoints only. Default: none.
         */
        public Builder s3GatewayEndpointPrefixListId(String value) {
            s3GatewayEndpointPrefixListId(Output.of(value));
            this.plainS3GatewayEndpointPrefixListId = value;
            return this;
        }

        /** As {@link #s3GatewayEndpointPrefixListId(String)}. */
        public Builder s3GatewayEndpointPrefixListId(Output<String> value) {
            this.s3GatewayEndpointPrefixListId = value;
            this.plainS3GatewayEndpointPrefixListId = null;
            return this;
        }

        /**
         * The security group of the interface endpoints, for services that reach AWS over endpoints only. Default: none. It
         * must let the VPC in on port 443.
         */
        public Builder endpointSecurityGroupId(String value) {
            endpointSecurityGroupId(Output.of(value));
            this.plainEndpointSecurityGroupId = value;
            return this;
        }

        /** As {@link #endpointSecurityGroupId(String)}. */
        public Builder endpointSecurityGroupId(Output<String> value) {
            this.endpointSecurityGroupId = value;
            this.plainEndpointSecurityGroupId = null;
            return this;
        }

        /** The arguments; they are validated by {@link Network#existing}. */
        public ExistingNetworkArgs build() {
            return new ExistingNetworkArgs(this);
        }
    }
}
