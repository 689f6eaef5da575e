package dev.plinth.components.network;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.testkit.RecordingMocks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExistingNetworkTest {

    private static final String VPC = "vpc-0a1b2c3d4e5f60718";
    private static final List<String> PUBLIC = List.of("subnet-0000000a", "subnet-0000000b");
    private static final List<String> PRIVATE = List.of("subnet-0000001a", "subnet-0000001b");
    private static final List<String> DATA = List.of("subnet-0000002a", "subnet-0000002b");

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private static ExistingNetworkArgs.Builder fewest() {
        return ExistingNetworkArgs.builder()
                .vpcId(VPC)
                .vpcCidrBlock("172.31.0.0/16")
                .privateSubnetIds(PRIVATE);
    }

    private static ExistingNetworkArgs.Builder all() {
        return fewest().availabilityZones(List.of("eu-central-1a", "eu-central-1b"))
                .publicSubnetIds(PUBLIC)
                .dataSubnetIds(DATA)
                .natGatewayIds(List.of("nat-0a1b2c3d4e5f60718"))
                .s3GatewayEndpointPrefixListId("pl-6ea54007")
                .endpointSecurityGroupId("sg-0a1b2c3d4e5f60718");
    }

    @Test
    void fewestArgumentsCreateNothing() {
        Network network = mocks.run(() -> Network.existing("network", fewest().build()));

        assertThat(mocks.resources()).hasSize(1).allMatch(resource -> resource.type()
                .equals(Network.TYPE));
        assertThat(mocks.only(Network.TYPE).inputs())
                .containsOnlyKeys("vpcId", "vpcCidrBlock", "privateSubnetIds", "natGatewayIds");
        assertThat(value(network.vpcId())).isEqualTo(VPC);
        assertThat(value(network.vpcCidrBlock())).isEqualTo("172.31.0.0/16");
        assertThat(value(network.privateSubnetIds())).isEqualTo(PRIVATE);
        assertThat(network.natGatewayIds()).isEmpty();
        assertThat(network.hasPrivateSubnets()).isTrue();
        assertThat(network.hasPublicSubnets()).isFalse();
        assertThat(network.hasDataSubnets()).isFalse();
        assertThat(network.hasInterfaceEndpoints()).isFalse();
        assertThat(network.hasS3GatewayEndpoint()).isFalse();
    }

    @Test
    void absentPartsAreNamedWhenTheyAreAskedFor() {
        Network network = mocks.run(() -> Network.existing("network", fewest().build()));

        assertThatThrownBy(network::publicSubnetIds)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Network 'network' has no public subnets: publicSubnetIds is missing.");
        assertThatThrownBy(network::dataSubnetIds).hasMessageContaining("dataSubnetIds is missing");
        assertThatThrownBy(network::availabilityZones).hasMessageContaining("availabilityZones is missing");
        assertThatThrownBy(network::endpointSecurityGroupId).hasMessageContaining("endpointSecurityGroupId is missing");
        assertThatThrownBy(network::s3GatewayEndpointPrefixListId)
                .hasMessageContaining("s3GatewayEndpointPrefixListId is missing");
    }

    @Test
    void allArgumentsReachTheAccessors() {
        Network network = mocks.run(() -> Network.existing("network", all().build()));

        assertThat(value(network.availabilityZones())).containsExactly("eu-central-1a", "eu-central-1b");
        assertThat(value(network.publicSubnetIds())).isEqualTo(PUBLIC);
        assertThat(value(network.dataSubnetIds())).isEqualTo(DATA);
        assertThat(network.natGatewayIds().stream().map(RecordingMocks::value))
                .containsExactly("nat-0a1b2c3d4e5f60718");
        assertThat(value(network.s3GatewayEndpointPrefixListId())).isEqualTo("pl-6ea54007");
        assertThat(value(network.endpointSecurityGroupId())).isEqualTo("sg-0a1b2c3d4e5f60718");
    }

    @Test
    void takesOutputsOfAnotherStack() {
        Network network = mocks.run(() -> Network.existing(
                "network",
                ExistingNetworkArgs.builder()
                        .vpcId(Output.of("vpc-of-another-stack"))
                        .vpcCidrBlock(Output.of("10.0.0.0/16"))
                        .availabilityZones(Output.of(List.of("eu-central-1a")))
                        .publicSubnetIds(Output.of(PUBLIC))
                        .privateSubnetIds(Output.of(PRIVATE))
                        .dataSubnetIds(Output.of(DATA))
                        .s3GatewayEndpointPrefixListId(Output.of("pl-of-another-stack"))
                        .endpointSecurityGroupId(Output.of("sg-of-another-stack"))
                        .build()));

        assertThat(value(network.vpcId())).isEqualTo("vpc-of-another-stack");
        assertThat(value(network.publicSubnetIds())).isEqualTo(PUBLIC);
        assertThat(value(network.dataSubnetIds())).isEqualTo(DATA);
        assertThat(value(network.endpointSecurityGroupId())).isEqualTo("sg-of-another-stack");
    }

    @Test
    void componentsTakeIt() {
        mocks.run(() -> {
            Network network = Network.existing("network", all().build());
            new PostgresDatabase(
                    "database", PostgresDatabaseArgs.builder().network(network).build());
            new RedisCache("cache", RedisCacheArgs.builder().network(network).build());
            return new ApplicationLoadBalancer("balancer", loadBalancer(network));
        });

        assertThat(mocks.only("aws:rds/subnetGroup:SubnetGroup").texts("subnetIds"))
                .isEqualTo(DATA);
        assertThat(mocks.only("aws:elasticache/subnetGroup:SubnetGroup").texts("subnetIds"))
                .isEqualTo(DATA);
        assertThat(mocks.only("aws:lb/loadBalancer:LoadBalancer").texts("subnets"))
                .isEqualTo(PUBLIC);
        assertThat(mocks.ofType("aws:ec2/securityGroup:SecurityGroup"))
                .hasSize(3)
                .allSatisfy(group -> assertThat(group.text("vpcId")).isEqualTo(VPC));
        assertThat(mocks.ofType("aws:ec2/vpc:Vpc")).isEmpty();
        assertThat(mocks.ofType("aws:ec2/subnet:Subnet")).isEmpty();
    }

    private static ApplicationLoadBalancerArgs loadBalancer(Network network) {
        return ApplicationLoadBalancerArgs.builder()
                .network(network)
                .certificateArn("arn:aws:acm:eu-central-1:123456789012:certificate/abc")
                .accessLogBucket("logs-1a2b3c4")
                .ingress(IngressSource.ANYWHERE)
                .routes(List.of(new Route("api", 8080, "/health", List.of("api.example.com"), List.of(), 10)))
                .build();
    }

    @Test
    void componentsNameTheSubnetsThatTheyMiss() {
        assertThatThrownBy(() -> mocks.run(() -> new PostgresDatabase(
                        "database",
                        PostgresDatabaseArgs.builder()
                                .network(Network.existing("network", fewest().build()))
                                .build())))
                .hasMessage("PostgresDatabase 'database': network is network; it must be a network with dataSubnetIds");
        assertThatThrownBy(() -> mocks.run(() -> new RedisCache(
                        "cache",
                        RedisCacheArgs.builder()
                                .network(Network.existing("network2", fewest().build()))
                                .build())))
                .hasMessage("RedisCache 'cache': network is network2; it must be a network with dataSubnetIds");
        assertThatThrownBy(() -> mocks.run(() -> new ApplicationLoadBalancer(
                        "balancer", loadBalancer(Network.existing("network3", fewest().build())))))
                .hasMessage("ApplicationLoadBalancer 'balancer': network is network3;"
                        + " it must be a network with publicSubnetIds");
    }

    @Test
    void namesAllThatIsMissing() {
        assertThatThrownBy(() -> mocks.run(() -> Network.existing(
                        "network", ExistingNetworkArgs.builder().build())))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessage("Network 'network': vpcId is missing; it must be given;"
                        + " vpcCidrBlock is missing; it must be given;"
                        + " publicSubnetIds, privateSubnetIds and dataSubnetIds is missing;"
                        + " it must be given for at least one tier");
        assertThat(mocks.resources()).isEmpty();
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> mocks.run(() -> Network.existing(
                        "network",
                        ExistingNetworkArgs.builder()
                                .vpcId("my-vpc")
                                .vpcCidrBlock("10.0.0.0/8")
                                .availabilityZones(List.of("eu-central-1a", "eu-central-1a"))
                                .publicSubnetIds(List.of("subnet-0000000a"))
                                .privateSubnetIds(List.of("subnet-0000000a", "vpc-0000000b"))
                                .natGatewayIds(List.of("eni-0000000a"))
                                .s3GatewayEndpointPrefixListId("vpce-0000000a")
                                .endpointSecurityGroupId("default")
                                .build())))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(
                                failure.faults().stream().map(fault -> fault.argument() + "=" + fault.value()))
                        .containsExactly(
                                "vpcId=my-vpc",
                                "vpcCidrBlock=10.0.0.0/8",
                                "availabilityZones=[eu-central-1a, eu-central-1a]",
                                "publicSubnetIds=[subnet-0000000a]",
                                "publicSubnetIds=1 subnets",
                                "privateSubnetIds=vpc-0000000b",
                                "privateSubnetIds=subnet-0000000a",
                                "natGatewayIds=eni-0000000a",
                                "s3GatewayEndpointPrefixListId=vpce-0000000a",
                                "endpointSecurityGroupId=default"));
    }
}
