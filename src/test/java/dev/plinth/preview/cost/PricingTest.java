package dev.plinth.preview.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.config.StackConfig;
import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of each type, compared with bills, with AWS's price pages and with what its calculator makes of them. */
class PricingTest {

    private static final String SUBNET = "aws:ec2/subnet:Subnet";
    private static final String TASK = "aws:ecs/taskDefinition:TaskDefinition";
    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String DATABASE = "aws:rds/instance:Instance";

    private static CostEstimate estimate(StackConfig config, GraphResource... resources) {
        return CostEstimate.of(Resources.graph(resources), config);
    }

    private static CostEstimate estimate(GraphResource... resources) {
        return estimate(Resources.config(), resources);
    }

    private static List<String> components(CostEstimate estimate, String type, String name) {
        ResourceCost cost = estimate.resources().get(Resources.urn(type, name));
        return cost == null
                ? List.of()
                : cost.components().stream()
                        .map(component ->
                                component.name() + " " + component.quantity().toPlainString() + " " + component.unit()
                                        + " " + component.monthlyCost())
                        .toList();
    }

    private static Arguments figure(String source, String type, Map<String, ?> inputs, String... components) {
        return Arguments.of(source, type, inputs, List.of(components));
    }

    /** The source of a figure, the resource, and its cost in eu-central-1. */
    static Stream<Arguments> figures() {
        List<String> subnets = List.of("subnet-1", "subnet-2", "subnet-3");
        return Stream.of(
                figure(
                        "bill of one NAT gateway: 0.052 an hour, 37.96 a month (github.com/maksimillian1/simple-rag, CUR"
                                + " of September 2026); https://aws.amazon.com/vpc/pricing/",
                        "aws:ec2/natGateway:NatGateway",
                        Map.of(),
                        "NAT gateway 730 hours 37.96",
                        "Data processed 100 GB 5.20"),
                figure(
                        "the same bill: four addresses 14.60 a month; https://aws.amazon.com/vpc/pricing/",
                        "aws:ec2/eip:Eip",
                        Map.of(),
                        "Public IPv4 address 730 hours 3.65"),
                figure(
                        "the same bill: two endpoints in three zones 52.56 a month;"
                                + " https://aws.amazon.com/privatelink/pricing/",
                        "aws:ec2/vpcEndpoint:VpcEndpoint",
                        Map.of("vpcEndpointType", "Interface", "subnetIds", subnets),
                        "Endpoint (Interface) 2190 hours 26.28",
                        "Data processed (up to 1048576) 10 GB 0.10"),
                figure(
                        "Frankfurt's 0.0270 an hour and 0.008 an LCU-hour, 19.44 for the 720 hours of June 2026;"
                                + " https://aws.amazon.com/elasticloadbalancing/pricing/",
                        "aws:lb/loadBalancer:LoadBalancer",
                        Map.of("loadBalancerType", "application", "internal", false, "subnets", subnets),
                        "Application load balancer 730 hours 19.71",
                        "Load balancer capacity units 100 LCU-hours 0.80",
                        "Public IPv4 addresses 2190 hours 10.95",
                        "Data transfer to the internet (up to 10240) 100 GB 9.00"),
                figure(
                        "5 an ACL, 1 a rule, 0.60 a million requests; https://aws.amazon.com/waf/pricing/",
                        "aws:wafv2/webAcl:WebAcl",
                        Map.of("rules", List.of(Map.of("name", "a"), Map.of("name", "b"))),
                        "Web ACL usage 1 months 5.00",
                        "Rules 2 rules 2.00",
                        "Requests 1 1M requests 0.60"),
                figure(
                        "0.549 an hour in two zones, 0.274 a GB; https://aws.amazon.com/rds/postgresql/pricing/",
                        DATABASE,
                        Map.of(
                                "engine",
                                "postgres",
                                "instanceClass",
                                "db.r6g.large",
                                "multiAz",
                                true,
                                "allocatedStorage",
                                100,
                                "storageType",
                                "gp3"),
                        "Database instance (on-demand, Multi-AZ, db.r6g.large) 730 hours 400.77",
                        "Storage (general purpose SSD, gp3) 100 GB 27.40"),
                figure(
                        "a bill of June 2026: 13.68 for 720 hours of a db.t4g.micro and 2.74 for its 20 GB (CloudoX's demo"
                                + " report); https://aws.amazon.com/rds/postgresql/pricing/",
                        DATABASE,
                        Map.of(
                                "engine",
                                "postgres",
                                "instanceClass",
                                "db.t4g.micro",
                                "allocatedStorage",
                                20,
                                "storageType",
                                "gp3"),
                        "Database instance (on-demand, Single-AZ, db.t4g.micro) 730 hours 13.87",
                        "Storage (general purpose SSD, gp3) 20 GB 2.74"),
                figure(
                        "three nodes at 0.247; https://aws.amazon.com/elasticache/pricing/",
                        "aws:elasticache/replicationGroup:ReplicationGroup",
                        Map.of("engine", "redis", "nodeType", "cache.r6g.large", "numCacheClusters", 3),
                        "ElastiCache (on-demand, cache.r6g.large) 2190 hours 540.93"),
                figure(
                        "two shards of two nodes at Valkey's 0.1976; https://aws.amazon.com/elasticache/pricing/",
                        "aws:elasticache/replicationGroup:ReplicationGroup",
                        Map.of(
                                "engine",
                                "valkey",
                                "nodeType",
                                "cache.r6g.large",
                                "numNodeGroups",
                                2,
                                "replicasPerNodeGroup",
                                1,
                                "snapshotRetentionLimit",
                                7),
                        "ElastiCache (on-demand, cache.r6g.large) 2920 hours 576.99",
                        "Backup storage 10 GB 0.85"),
                figure(
                        "0.0245 a GB, 0.0054 and 0.00043 a thousand requests; https://aws.amazon.com/s3/pricing/",
                        "aws:s3/bucketV2:BucketV2",
                        Map.of(),
                        "Storage (standard) (up to 51200) 10 GB 0.25",
                        "PUT, COPY, POST, LIST requests 100 1k requests 0.54",
                        "GET, SELECT, and all other requests 1000 1k requests 0.43"),
                figure(
                        "1 a key and 0.03 for 10,000 requests; https://aws.amazon.com/kms/pricing/",
                        "aws:kms/key:Key",
                        Map.of(),
                        "Customer master key 1 months 1.00",
                        "Requests 1 10k requests 0.03"),
                figure(
                        "0.40 a secret and 0.05 for 10,000 requests; https://aws.amazon.com/secrets-manager/pricing/",
                        "aws:secretsmanager/secret:Secret",
                        Map.of(),
                        "Secret 1 months 0.40",
                        "API requests 1 10k requests 0.05"),
                figure(
                        "0.63 a GB taken in, 0.0324 a GB kept; https://aws.amazon.com/cloudwatch/pricing/",
                        "aws:cloudwatch/logGroup:LogGroup",
                        Map.of("retentionInDays", 365),
                        "Data ingested 1 GB 0.63",
                        "Archival storage 11.998685 GB 0.39"),
                figure(
                        "0.10 a metric; https://aws.amazon.com/cloudwatch/pricing/",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        Map.of("period", 300),
                        "Standard resolution 1 alarm metrics 0.10"),
                figure(
                        "0.30 a metric of high resolution; https://aws.amazon.com/cloudwatch/pricing/",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        Map.of("period", 10),
                        "High resolution 1 alarm metrics 0.30"),
                figure(
                        "3 a dashboard; https://aws.amazon.com/cloudwatch/pricing/",
                        "aws:cloudwatch/dashboard:Dashboard",
                        Map.of(),
                        "Dashboard 1 months 3.00"));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void agreesWithPublishedFigures(String source, String type, Map<String, ?> inputs, List<String> expected) {
        assertThat(components(estimate(Resources.resource(type, "it", inputs)), type, "it"))
                .as(source)
                .isEqualTo(expected);
    }

    private static CostEstimate tasks(int number, String architecture, List<Map<String, Object>> strategies) {
        GraphResource definition = Resources.resource(
                TASK,
                "task",
                Map.of("cpu", "256", "memory", "512", "runtimePlatform", Map.of("cpuArchitecture", architecture)));
        return estimate(
                definition,
                Resources.resource(
                        SERVICE,
                        "web",
                        Map.of(
                                "desiredCount",
                                number,
                                "taskDefinition",
                                PropertyValue.Unknown.VALUE,
                                "capacityProviderStrategies",
                                strategies),
                        Map.of("taskDefinition", List.of(definition.urn()))));
    }

    /**
     * Two tasks of a quarter core and half a GB: 20.72 on x86 and 16.58 on ARM, as the table of github.com/ahmd-soliman/axiaops
     * works out from https://aws.amazon.com/fargate/pricing/. Here each of the two parts is rounded to cents.
     */
    @Test
    void fargateCostsByTheTask() {
        assertThat(tasks(2, "X86_64", List.of()).monthlyCost()).isEqualByComparingTo("20.72");
        assertThat(tasks(2, "ARM64", List.of()).monthlyCost()).isEqualByComparingTo("16.59");
        assertThat(components(tasks(2, "X86_64", List.of()), SERVICE, "web"))
                .containsExactly("Per vCPU per hour 365 vCPU-hours 16.99", "Per GB per hour 730 GB-hours 3.73");
    }

    @Test
    void tasksOnSpotHaveNoPrice() {
        CostEstimate estimate = tasks(
                5,
                "X86_64",
                List.of(
                        Map.of("capacityProvider", "FARGATE", "base", 1, "weight", 1),
                        Map.of("capacityProvider", "FARGATE_SPOT", "weight", 1)));

        assertThat(components(estimate, SERVICE, "web").get(0)).startsWith("Per vCPU per hour 547.5 vCPU-hours");
        assertThat(estimate.unpriced())
                .extracting(CostEstimate.Remark::reason)
                .containsExactly("2 tasks on Fargate Spot: its price changes with supply and demand");
    }

    @Test
    void aReplicaHasItsEngineAndStorageFromItsSource() {
        GraphResource source = Resources.resource(
                DATABASE,
                "main",
                Map.of(
                        "engine",
                        "postgres",
                        "identifier",
                        "shop",
                        "instanceClass",
                        "db.r6g.large",
                        "multiAz",
                        true,
                        "allocatedStorage",
                        100,
                        "storageType",
                        "gp3"));
        GraphResource replica = Resources.resource(
                DATABASE,
                "replica",
                Map.of("replicateSourceDb", "shop", "instanceClass", "db.r6g.large", "storageType", "gp3"));

        assertThat(components(estimate(source, replica), DATABASE, "replica"))
                .containsExactly(
                        "Database instance (on-demand, Single-AZ, db.r6g.large) 730 hours 200.02",
                        "Storage (general purpose SSD, gp3) 100 GB 13.70");
    }

    @Test
    void aLongHistoryOfPerformanceInsightsHasNoPrice() {
        CostEstimate estimate = estimate(Resources.resource(
                DATABASE,
                "main",
                Map.of(
                        "engine",
                        "postgres",
                        "instanceClass",
                        "db.t4g.micro",
                        "allocatedStorage",
                        20,
                        "storageType",
                        "gp3",
                        "performanceInsightsEnabled",
                        true,
                        "performanceInsightsRetentionPeriod",
                        31)));

        assertThat(estimate.unpriced())
                .extracting(CostEstimate.Remark::reason)
                .containsExactly("Performance Insights: no price of a history of 31 days was found");
    }

    @Test
    void whatIsKnownOnlyAfterTheUpdateHasNoPrice() {
        CostEstimate estimate = estimate(
                Resources.resource(DATABASE, "main", Map.of("instanceClass", PropertyValue.Unknown.VALUE)),
                Resources.resource(SERVICE, "web", Map.of("desiredCount", PropertyValue.Unknown.VALUE)),
                Resources.resource("aws:elasticache/replicationGroup:ReplicationGroup", "cache", Map.of()));

        assertThat(estimate.resources()).isEmpty();
        assertThat(estimate.unpriced())
                .extracting(CostEstimate.Remark::reason)
                .allSatisfy(reason -> assertThat(reason).contains("known only after the update"))
                .hasSize(3);
    }

    @Test
    void anEndpointCountsItsSubnetsWhereTheirIdsAreUnknown() {
        GraphResource first = Resources.resource(SUBNET, "a", Map.of());
        GraphResource second = Resources.resource(SUBNET, "b", Map.of());
        GraphResource endpoint = Resources.resource(
                "aws:ec2/vpcEndpoint:VpcEndpoint",
                "logs",
                Map.of("vpcEndpointType", "Interface", "subnetIds", PropertyValue.Unknown.VALUE),
                Map.of("subnetIds", List.of(first.urn(), second.urn())));

        assertThat(components(estimate(first, second, endpoint), "aws:ec2/vpcEndpoint:VpcEndpoint", "logs"))
                .first()
                .isEqualTo("Endpoint (Interface) 1460 hours 17.52");
    }

    @Test
    void aGatewayEndpointIsFree() {
        CostEstimate estimate = estimate(
                Resources.resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", Map.of("vpcEndpointType", "Gateway")));

        assertThat(estimate.free()).singleElement().satisfies(free -> assertThat(free.reason())
                .isEqualTo("a gateway endpoint is free"));
        assertThat(estimate.resources()).isEmpty();
        assertThat(estimate.unpriced()).isEmpty();
    }

    /** 51,200 GB at 0.0245 are 1,254.40, and 8,800 more at 0.0235 are 206.80; https://aws.amazon.com/s3/pricing/. */
    @Test
    void aLargeQuantityCostsByItsTiers() {
        UnaryOperator<StackConfig.Cost> large = cost -> new StackConfig.Cost(
                cost.currency(),
                Optional.empty(),
                cost.onBudget(),
                cost.requestsPerMonth(),
                cost.internetGigabytesPerMonth(),
                cost.natGigabytesPerMonth(),
                cost.endpointGigabytesPerMonth(),
                Map.of(),
                60_000,
                0,
                0,
                cost.replicationGigabytesPerMonth(),
                cost.databaseBackupGigabytes(),
                cost.cacheBackupGigabytes(),
                cost.backupGigabytes(),
                cost.imageGigabytes(),
                cost.logGigabytesPerMonth(),
                cost.keyRequestsPerMonth(),
                cost.secretRequestsPerMonth(),
                cost.messagesPerMonth());

        assertThat(components(
                        estimate(
                                Resources.withCost(large),
                                Resources.resource("aws:s3/bucketV2:BucketV2", "it", Map.of())),
                        "aws:s3/bucketV2:BucketV2",
                        "it"))
                .startsWith(
                        "Storage (standard) (up to 51200) 51200 GB 1254.40",
                        "Storage (standard) (up to 512000) 8800 GB 206.80");
    }

    @Test
    void everyPriceHasADateASourceAndTiersThatBeginAtNone() {
        for (String region : List.of("eu-central-1", "eu-west-1")) {
            assertThat(PriceList.of(region)).get().satisfies(list -> {
                assertThat(list.prices()).hasSizeGreaterThan(50).allSatisfy(price -> {
                    assertThat(price.source()).contains("AWS");
                    assertThat(price.read()).isAfterOrEqualTo(list.date());
                    assertThat(price.unit()).isNotBlank();
                    List<BigDecimal> starts =
                            price.tiers().stream().map(Price.Tier::from).toList();
                    assertThat(starts)
                            .isSorted()
                            .doesNotHaveDuplicates()
                            .first()
                            .isEqualTo(BigDecimal.ZERO);
                    assertThat(price.tiers())
                            .allSatisfy(tier -> assertThat(tier.price()).isPositive());
                    // AWS's volume prices only fall.
                    assertThat(price.tiers().stream().map(Price.Tier::price).toList())
                            .isSortedAccordingTo(Collections.reverseOrder());
                });
            });
        }
        assertThat(PriceList.of("us-gov-west-1")).isEmpty();
        assertThat(PriceList.of("../eu-central-1")).isEmpty();
    }
}
