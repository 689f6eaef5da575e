package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.cdn.ContentDistribution;
import dev.plinth.components.cdn.ContentDistributionArgs;
import dev.plinth.components.cdn.DistributionOrigin;
import dev.plinth.components.dns.DnsZone;
import dev.plinth.components.dns.DnsZoneArgs;
import dev.plinth.components.dns.ZoneRecord;
import dev.plinth.components.edge.TlsCertificate;
import dev.plinth.components.edge.TlsCertificateArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.network.ExistingNetworkArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A public entrance without Cloudflare, in a network that the program describes by ids, on the real engine. */
final class ContentDeliveryIT {

    private static final PreviewRequest REQUEST = PreviewRequest.DEFAULT.withSections(Set.of());

    private final TestProject project;

    ContentDeliveryIT(@TempDir Path folder) {
        project = TestProject.in(folder);
        project.edit("Pulumi.staging.yaml", "enforcement: mandatory", "enforcement: advisory");
    }

    @Test
    void siteAndLoadBalancersComeUpAndNothingChangesAfterwards() {
        try (StackSession session = open()) {
            OperationResult result = session.up(session.preview(REQUEST.keepingPlan()));
            assertThat(result.succeeded()).as(result.problem()).isTrue();

            assertThat(session.preview(REQUEST.keepingPlan()).plan().changes()).isEmpty();
        }
        assertThat(project.resource("aws:cloudfront/distribution:Distribution")
                        .path("name")
                        .asText())
                .isEqualTo("cdn-distribution");
    }

    private StackSession open() {
        StackSession session = StackSession.open(
                project.project().running(Programs.creating((context, config, settings) -> create())),
                "staging",
                true,
                Progress.NONE);
        return session;
    }

    private static void create() {
        Provider usEast1 = new Provider(
                "us-east-1", ProviderArgs.builder().region("us-east-1").build());
        DnsZone zone = new DnsZone(
                "dns",
                DnsZoneArgs.builder()
                        .zoneName("example.com")
                        .queryLogRetentionDays(90)
                        .usEast1Provider(usEast1)
                        .build());
        ObjectStorage logs = new ObjectStorage(
                "logs",
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .contentDistributionLogs(true)
                        .expireAfterDays(365)
                        .build());
        Network network = network();
        ApplicationLoadBalancer entrance = new ApplicationLoadBalancer(
                "entrance",
                loadBalancer(network, logs)
                        .certificateArn(certificate("api", zone, ComponentResourceOptions.Empty))
                        .firewallRateLimit(2000)
                        .build());
        new ApplicationLoadBalancer(
                "inner",
                loadBalancer(network, logs)
                        .internal(true)
                        .plainHttp(true)
                        .ingress(IngressSource.VPC)
                        .build());
        ObjectStorage site = new ObjectStorage(
                "site",
                ObjectStorageArgs.builder()
                        .contentDistributionOrigin(true)
                        .logBucket(logs)
                        .build());
        ContentDistribution distribution = new ContentDistribution(
                "cdn",
                ContentDistributionArgs.builder()
                        .domainNames(List.of("www.example.com"))
                        .certificateArn(certificate(
                                "www",
                                zone,
                                ComponentResourceOptions.builder()
                                        .provider(usEast1)
                                        .build()))
                        .origins(List.of(
                                DistributionOrigin.bucket("site", site),
                                DistributionOrigin.https("api", "api.example.com")
                                        .at("/api/*")))
                        .logBucket(logs)
                        .usEast1Provider(usEast1)
                        .build());
        zone.addRecords(ZoneRecord.aliases("www", distribution));
        zone.addRecords(List.of(ZoneRecord.alias("api", entrance)));
    }

    private static Output<String> certificate(String label, DnsZone zone, ComponentResourceOptions options) {
        return new TlsCertificate(
                        "certificate-" + label,
                        TlsCertificateArgs.builder()
                                .domainName(label + "." + zone.zoneName())
                                .hostedZoneId(zone.hostedZoneId())
                                .build(),
                        options)
                .certificateArn();
    }

    private static ApplicationLoadBalancerArgs.Builder loadBalancer(Network network, ObjectStorage logs) {
        return ApplicationLoadBalancerArgs.builder()
                .network(network)
                .accessLogBucket(logs.bucketName())
                .ingress(IngressSource.ANYWHERE)
                .routes(List.of(new dev.plinth.components.loadbalancer.Route(
                        "api", 8080, "/health", List.of(), List.of("/*"), 10)));
    }

    /** What somebody else manages. */
    private static Network network() {
        Vpc vpc = new Vpc("shared", VpcArgs.builder().cidrBlock("10.99.0.0/16").build());
        InternetGateway gateway = new InternetGateway(
                "shared", InternetGatewayArgs.builder().vpcId(vpc.id()).build());
        RouteTable routes = new RouteTable(
                "shared", RouteTableArgs.builder().vpcId(vpc.id()).build());
        new Route(
                "shared",
                RouteArgs.builder()
                        .routeTableId(routes.id())
                        .destinationCidrBlock("0.0.0.0/0")
                        .gatewayId(gateway.id())
                        .build());
        return Network.existing(
                "network",
                ExistingNetworkArgs.builder()
                        .vpcId(vpc.id())
                        .vpcCidrBlock(vpc.cidrBlock())
                        .publicSubnetIds(Output.all(Stream.of("a", "b")
                                .map(zone -> {
                                    Subnet subnet = subnet(vpc, "public", zone, zone.equals("a") ? 1 : 2);
                                    new RouteTableAssociation(
                                            "public-" + zone,
                                            RouteTableAssociationArgs.builder()
                                                    .subnetId(subnet.id())
                                                    .routeTableId(routes.id())
                                                    .build());
                                    return subnet.id();
                                })
                                .toList()))
                        .privateSubnetIds(Output.all(Stream.of("a", "b")
                                .map(zone -> subnet(vpc, "private", zone, zone.equals("a") ? 3 : 4)
                                        .id())
                                .toList()))
                        .build());
    }

    private static Subnet subnet(Vpc vpc, String tier, String zone, int number) {
        return new Subnet(
                tier + "-" + zone,
                SubnetArgs.builder()
                        .vpcId(vpc.id())
                        .cidrBlock("10.99." + number + ".0/24")
                        .availabilityZone("eu-central-1" + zone)
                        .build());
    }
}
