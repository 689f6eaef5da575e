package dev.plinth.components.network;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** The arguments of a {@link Network}. All have defaults. */
public final class NetworkArgs extends ResourceArgs {

    /** The default of {@link Builder#cidrBlock}. */
    public static final String DEFAULT_CIDR_BLOCK = "10.0.0.0/16";

    /** The default of {@link Builder#availabilityZones}: with three, the loss of one leaves a majority. */
    public static final int DEFAULT_AVAILABILITY_ZONES = CidrPlan.MAX_ZONES;

    /** The default of {@link Builder#natStrategy}. */
    public static final NatStrategy DEFAULT_NAT_STRATEGY = NatStrategy.ONE_PER_ZONE;

    /** The default of {@link Builder#interfaceEndpoints}: what tasks on Fargate need to start, log and be entered. */
    public static final List<String> DEFAULT_INTERFACE_ENDPOINTS =
            List.of("ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "ssmmessages", "sts");

    /** The default of {@link Builder#dynamodbEndpoint}. */
    public static final boolean DEFAULT_DYNAMODB_ENDPOINT = false;

    /** The default of {@link Builder#s3Endpoint}. */
    public static final boolean DEFAULT_S3_ENDPOINT = true;

    /** The default of {@link Builder#flowLogRetentionDays}. */
    public static final int DEFAULT_FLOW_LOG_RETENTION_DAYS = 365;

    @Import
    private final String cidrBlock;

    @Import
    private final int availabilityZones;

    @Import
    private final List<String> availabilityZoneNames;

    @Import
    private final NatStrategy natStrategy;

    @Import
    private final boolean s3Endpoint;

    @Import
    private final boolean dynamodbEndpoint;

    @Import
    private final List<String> interfaceEndpoints;

    @Import
    private final int flowLogRetentionDays;

    private NetworkArgs(Builder builder) {
        this.cidrBlock = builder.cidrBlock;
        this.availabilityZones = builder.availabilityZones;
        this.availabilityZoneNames = builder.availabilityZoneNames;
        this.natStrategy = builder.natStrategy;
        this.s3Endpoint = builder.s3Endpoint;
        this.dynamodbEndpoint = builder.dynamodbEndpoint;
        this.interfaceEndpoints = builder.interfaceEndpoints;
        this.flowLogRetentionDays = builder.flowLogRetentionDays;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The VPC's IPv4 block. */
    public String cidrBlock() {
        return cidrBlock;
    }

    /** Returns how many availability zones the network spans. */
    public int availabilityZones() {
        return availabilityZones;
    }

    /** The zones by name, or empty when the region's first ones are taken. */
    public List<String> availabilityZoneNames() {
        return availabilityZoneNames;
    }

    /** Returns the access of private subnets to the internet. */
    public NatStrategy natStrategy() {
        return natStrategy;
    }

    /** Returns whether S3 is reached inside AWS's network. */
    public boolean s3Endpoint() {
        return s3Endpoint;
    }

    /** Returns whether DynamoDB is reached inside AWS's network. */
    public boolean dynamodbEndpoint() {
        return dynamodbEndpoint;
    }

    /** The services that have an address inside the network. */
    public List<String> interfaceEndpoints() {
        return interfaceEndpoints;
    }

    /** Returns how long flow logs are kept, in days. */
    public int flowLogRetentionDays() {
        return flowLogRetentionDays;
    }

    /** Builds {@link NetworkArgs}. */
    public static final class Builder {

        private String cidrBlock = DEFAULT_CIDR_BLOCK;
        private int availabilityZones = DEFAULT_AVAILABILITY_ZONES;
        private List<String> availabilityZoneNames = List.of();
        private NatStrategy natStrategy = DEFAULT_NAT_STRATEGY;
        private boolean s3Endpoint = DEFAULT_S3_ENDPOINT;
        private boolean dynamodbEndpoint = DEFAULT_DYNAMODB_ENDPOINT;
        private List<String> interfaceEndpoints = DEFAULT_INTERFACE_ENDPOINTS;
        private int flowLogRetentionDays = DEFAULT_FLOW_LOG_RETENTION_DAYS;

        private Builder() {}

        /**
         * The VPC's IPv4 block, /16 to /23 in a private range, without host bits. Default
         * {@value NetworkArgs#DEFAULT_CIDR_BLOCK}. Changing it replaces the network and everything in it.
         *
         * @see CidrPlan how it is divided
         */
        public Builder cidrBlock(String value) {
            this.cidrBlock = value;
            return this;
        }

        /**
         * Sets how many availability zones, 2 or 3. Default {@value NetworkArgs#DEFAULT_AVAILABILITY_ZONES}. Growing moves nothing;
         * going down to 2 deletes the third zone's subnets, which AWS refuses while something is in them.
         */
        public Builder availabilityZones(int value) {
            this.availabilityZones = value;
            return this;
        }

        /**
         * The zones by name, such as {@code eu-central-1a}, as many as {@link #availabilityZones}. Default: the region's first
         * ones, without local zones. Subnets are numbered in the order of the names, so another order of the list changes
         * nothing, a zone after the others moves none of them, and one before or between replaces the subnets after it.
         */
        public Builder availabilityZoneNames(List<String> value) {
            this.availabilityZoneNames = List.copyOf(value);
            return this;
        }

        /**
         * Sets how private subnets reach the internet. Default {@link NatStrategy#ONE_PER_ZONE}. A NAT gateway costs about 35 to 40
         * US dollars a month and 0.05 a GB (<a href="https://aws.amazon.com/vpc/pricing/">VPC pricing</a>). A change
         * cuts open connections and may change the address that outside systems see.
         */
        public Builder natStrategy(NatStrategy value) {
            this.natStrategy = value;
            return this;
        }

        /**
         * Sets whether S3 is reached inside AWS's network, free of charge. Default
         * {@value NetworkArgs#DEFAULT_S3_ENDPOINT}. Private subnets then reach this account's buckets and the image layers of
         * ECR, and no other buckets in this region.
         */
        public Builder s3Endpoint(boolean value) {
            this.s3Endpoint = value;
            return this;
        }

        /**
         * Sets whether DynamoDB is reached inside AWS's network, free of charge. Default
         * {@value NetworkArgs#DEFAULT_DYNAMODB_ENDPOINT}. Private subnets then reach this account's tables only.
         */
        public Builder dynamodbEndpoint(boolean value) {
            this.dynamodbEndpoint = value;
            return this;
        }

        /**
         * The services that have an address inside the network, by the end of their endpoint's name ({@code ecr.api} for
         * {@code com.amazonaws.<region>.ecr.api}). Default {@link NetworkArgs#DEFAULT_INTERFACE_ENDPOINTS}. Each costs about 8
         * US dollars a month and zone (<a href="https://aws.amazon.com/privatelink/pricing/">PrivateLink pricing</a>).
         * Without NAT gateways, what is not in the list can't be reached.
         */
        public Builder interfaceEndpoints(List<String> value) {
            this.interfaceEndpoints = List.copyOf(value);
            return this;
        }

        /**
         * Sets how long flow logs are kept, in days; one of CloudWatch's choices. Default
         * {@value NetworkArgs#DEFAULT_FLOW_LOG_RETENTION_DAYS}.
         */
        public Builder flowLogRetentionDays(int value) {
            this.flowLogRetentionDays = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public NetworkArgs build() {
            return new NetworkArgs(this);
        }
    }
}
