package dev.plinth.preview.cost;

import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of each type, compared with bills, with AWS's price pages and with what its calculator makes of them. */
class PricingTest {

    /** The day of the figures, so that extended support begins on no day of its own. */
    static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    private static final String SUBNET = "aws:ec2/subnet:Subnet";
    private static final String TASK = "aws:ecs/taskDefinition:TaskDefinition";
    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String INSTANCE = "aws:ec2/instance:Instance";
    private static final String DATABASE = "aws:rds/instance:Instance";

    private static CostEstimate estimate(StackSettings config, GraphResource... resources) {
        return CostEstimate.of(Resources.graph(resources), config, TODAY);
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
                        "bill of one NAT gateway: 0.052 an hour, 37.96 a month (github.com/maksimillian1/simple-rag,"
                                + " CUR of September 2026); https://aws.amazon.com/vpc/pricing/",
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
                        "a bill of June 2026: 13.68 for 720 hours of a db.t4g.micro and 2.74 for its 20 GB (CloudoX's"
                                + " demo report); https://aws.amazon.com/rds/postgresql/pricing/",
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
                        "Dashboard 1 months 3.00"),
                figure(
                        "0.07 a metric of enhanced Container Insights: 340 of them 23.80;"
                                + " https://aws.amazon.com/cloudwatch/pricing/",
                        "aws:ecs/cluster:Cluster",
                        Map.of("settings", List.of(Map.of("name", "containerInsights", "value", "enhanced"))),
                        "Container Insights (enhanced) 340 metrics 23.80"),
                figure(
                        "0.30 a custom metric: 340 of them 102.00; https://aws.amazon.com/cloudwatch/pricing/",
                        "aws:ecs/cluster:Cluster",
                        Map.of("settings", List.of(Map.of("name", "containerInsights", "value", "enabled"))),
                        "Container Insights 340 metrics 102.00"),
                figure(
                        "Frankfurt's 0.0016 a run: 1,000 of them 1.60; https://aws.amazon.com/cloudwatch/pricing/",
                        "aws:synthetics/canary:Canary",
                        Map.of(),
                        "Canary runs 1000 runs 1.60"),
                figure(
                        "Ireland's 0.0014 a run: 1,000 of them 1.40; https://aws.amazon.com/cloudwatch/pricing/",
                        "aws:synthetics/canary:Canary",
                        Map.of("region", "eu-west-1"),
                        "Canary runs 1000 runs 1.40"),
                figure(
                        "0.10 a GB of images: 2 GB 0.20; https://aws.amazon.com/ecr/pricing/",
                        "aws:ecr/repository:Repository",
                        Map.of(),
                        "Storage 2 GB 0.20"),
                figure(
                        "0.36 a GB in Frankfurt: 10 GB 3.60; https://aws.amazon.com/efs/pricing/",
                        "aws:efs/fileSystem:FileSystem",
                        Map.of(),
                        "Storage (standard) 10 GB 3.60"),
                figure(
                        "0.50 a zone; https://aws.amazon.com/route53/pricing/",
                        "aws:route53/zone:Zone",
                        Map.of(),
                        "Hosted zone 1 months 0.50"),
                figure(
                        "Frankfurt's 0.103 a GB of snapshots and 0.06 a GB of S3's backups: 100 GB of each 10.30 and"
                                + " 6.00; https://aws.amazon.com/backup/pricing/,"
                                + " https://aws.amazon.com/rds/postgresql/pricing/",
                        "aws:backup/vault:Vault",
                        Map.of(),
                        "RDS snapshots 100 GB 10.30",
                        "S3 backups 100 GB 6.00"),
                figure(
                        "0.095 a GB of snapshots: 100 GB 9.50; https://aws.amazon.com/rds/postgresql/pricing/",
                        "aws:backup/vault:Vault",
                        Map.of("region", "eu-west-1"),
                        "RDS snapshots 100 GB 9.50",
                        "S3 backups 100 GB 6.00"),
                figure(
                        "1.50 a recovery point; https://aws.amazon.com/backup/pricing/",
                        "aws:backup/restoreTestingSelection:RestoreTestingSelection",
                        Map.of(),
                        "Restore tests 1 recovery points 1.50"),
                figure(
                        "0.103 a GB beyond the free allocation: 50 GB 5.15;"
                                + " https://aws.amazon.com/rds/postgresql/pricing/",
                        DATABASE,
                        Map.of(
                                "engine",
                                "postgres",
                                "instanceClass",
                                "db.t4g.micro",
                                "allocatedStorage",
                                20,
                                "storageType",
                                "gp3",
                                "backupRetentionPeriod",
                                7),
                        "Database instance (on-demand, Single-AZ, db.t4g.micro) 730 hours 13.87",
                        "Storage (general purpose SSD, gp3) 20 GB 2.74",
                        "Additional backup storage 50 GB 5.15"),
                figure(
                        "0.0978 an hour, 0.119 a GB; https://aws.amazon.com/ec2/pricing/on-demand/,"
                                + " https://aws.amazon.com/ebs/pricing/",
                        INSTANCE,
                        Map.of(
                                "instanceType",
                                "m7g.large",
                                "associatePublicIpAddress",
                                true,
                                "rootBlockDevice",
                                Map.of("volumeSize", 20, "volumeType", "gp2"),
                                "ebsBlockDevices",
                                List.of(Map.of("deviceName", "/dev/sdf", "volumeSize", 100))),
                        "Instance (on-demand, Linux, m7g.large) 730 hours 71.39",
                        "Root volume (gp2) 20 GB 2.38",
                        "Volume (gp2) 100 GB 11.90",
                        "Public IPv4 address 730 hours 3.65"),
                figure(
                        "Ireland's 0.0114 an hour; https://aws.amazon.com/ec2/pricing/on-demand/",
                        INSTANCE,
                        Map.of("region", "eu-west-1", "instanceType", "t3.micro"),
                        "Instance (on-demand, Linux, t3.micro) 730 hours 8.32"),
                figure(
                        "0.119 a GB; https://aws.amazon.com/ebs/pricing/",
                        "aws:ebs/volume:Volume",
                        Map.of("size", 50),
                        "Volume (gp2) 50 GB 5.95"),
                figure(
                        "0.0952 a GB; https://aws.amazon.com/ebs/pricing/",
                        "aws:ebs/volume:Volume",
                        Map.of("type", "gp3", "size", 50),
                        "Volume (gp3) 50 GB 4.76"),
                figure(
                        "0.0206 an hour; https://supabase.com/docs/guides/platform/manage-your-usage/compute",
                        "supabase:index/project:Project",
                        Map.of("instanceSize", "small", "region", "ap-southeast-1"),
                        "Compute (small) 730 hours 15.04"),
                figure(
                        "25 a zone on the plan Pro, billed by the month; https://www.cloudflare.com/plans/",
                        "cloudflare:index/zoneDnssec:ZoneDnssec",
                        Map.of("zoneId", "0"),
                        "Zone (pro plan) 1 months 25.00"));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void agreesWithPublishedFigures(String source, String type, Map<String, ?> inputs, List<String> expected) {
        assertThat(components(estimate(Resources.resource(type, "it", inputs)), type, "it"))
                .as(source)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
        "aws:ec2/defaultRouteTable:DefaultRouteTable",
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        "aws:rds/proxyTarget:ProxyTarget",
        "aws:codedeploy/deploymentGroup:DeploymentGroup",
        "aws:appconfig/environment:Environment",
        "aws:iam/userGroupMembership:UserGroupMembership",
        "aws:iam/instanceProfile:InstanceProfile",
        "aws:sfn/stateMachine:StateMachine",
    })
    void settingsAndIdentitiesAreFree(String type) {
        CostEstimate estimate = estimate(Resources.resource(type, "it", Map.of()));

        assertThat(estimate.free()).hasSize(1);
        assertThat(estimate.unpriced()).isEmpty();
    }

    @Test
    void aSpotInstanceAndTheVolumeOfAnImageHaveNoPrice() {
        CostEstimate spot = estimate(Resources.resource(
                INSTANCE,
                "it",
                Map.of("instanceType", "t3.micro", "instanceMarketOptions", Map.of("marketType", "spot"))));
        CostEstimate image = estimate(Resources.resource(INSTANCE, "it", Map.of("instanceType", "t3.micro")));

        assertThat(spot.resources()).isEmpty();
        assertThat(spot.unpriced())
                .extracting(CostEstimate.Remark::reason)
                .containsExactly("prices are available for on-demand instances on shared hardware only");
        assertThat(image.unpriced())
                .extracting(CostEstimate.Remark::reason)
                .containsExactly("Root volume: size and type are those of the image");
    }

    /**
     * Four million messages: 0.50, 0.40 and 1.00 a million, and 2.00 for 100,000 e-mails; https://aws.amazon.com/sns/pricing/,
     * https://aws.amazon.com/sqs/pricing/, https://aws.amazon.com/eventbridge/pricing/.
     */
    @ParameterizedTest
    @CsvSource({
        "aws:sns/topic:Topic, sqs, 2.00",
        "aws:sns/topicSubscription:TopicSubscription, email, 80.00",
        "aws:sqs/queue:Queue, sqs, 1.60",
        "aws:cloudwatch/eventBus:EventBus, sqs, 4.00",
    })
    void messagesCostByTheMillion(String type, String protocol, String cost) {
        assertThat(estimate(
                                Resources.config("messagesPerMonth: 4000000"),
                                Resources.resource(type, "it", Map.of("protocol", protocol)))
                        .monthlyCost())
                .isEqualByComparingTo(cost);
    }

    /** 0.122 a vCPU-hour in Frankfurt for two years, then twice that; a standby counts too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            2026-02-28 | 13 | db.m7g.large    | false | -
            2026-03-01 | 13 | db.m7g.large    | false | Extended support (years 1 and 2, db.m7g.large) 1460 vCPU-hours 178.12
            2028-02-28 | 13 | db.m7g.large    | false | Extended support (years 1 and 2, db.m7g.large) 1460 vCPU-hours 178.12
            2028-03-01 | 13 | db.m7g.large    | false | Extended support (year 3, db.m7g.large) 1460 vCPU-hours 356.24
            2026-11-30 | 13 | db.r6g.2xlarge  | true  | Extended support (years 1 and 2, db.r6g.2xlarge) 11680 vCPU-hours 1424.96
            2026-11-30 | 16 | db.m7g.large    | false | -
            """)
    void extendedSupportCostsByTheVcpu(
            LocalDate today, String version, String type, boolean multiAz, @Nullable String component) {
        GraphResource database = Resources.resource(
                DATABASE,
                "database",
                Map.of(
                        "engine", "postgres",
                        "engineVersion", version,
                        "instanceClass", type,
                        "multiAz", multiAz,
                        "allocatedStorage", 20));

        assertThat(components(
                        CostEstimate.of(Resources.graph(database), Resources.config(), today), DATABASE, "database"))
                .filteredOn(each -> each.startsWith("Extended"))
                .isEqualTo(component == null ? List.of() : List.of(component));
    }

    /** Ten hours on five days are 50 of the 168 hours of a week. */
    @Test
    void countsTheHoursOfResourcesThatSchedulesStop() {
        GraphResource database = Resources.resource(
                DATABASE,
                "database",
                Map.of(
                        "engine",
                        "postgres",
                        "engineVersion",
                        "16",
                        "instanceClass",
                        "db.t4g.medium",
                        "allocatedStorage",
                        20));
        GraphResource task = Resources.resource(TASK, "task", Map.of("cpu", "1024", "memory", "2048"));
        GraphResource service =
                dependingOn(Resources.resource(SERVICE, "service", Map.of("desiredCount", 1)), "taskDefinition", task);
        GraphResource target = dependingOn(
                Resources.resource("aws:appautoscaling/target:Target", "scaling", Map.of()), "resourceId", service);

        CostEstimate estimate = estimate(
                database,
                schedule("stop", "cron(0 18 ? * MON,TUE,WED,THU,FRI *)", database),
                schedule("start", "cron(0 8 ? * MON,TUE,WED,THU,FRI *)", database),
                task,
                service,
                target,
                action("stop", "cron(0 18 ? * MON,TUE,WED,THU,FRI *)", 0, target),
                action("start", "cron(0 8 ? * MON,TUE,WED,THU,FRI *)", 4, target));

        assertThat(components(estimate, DATABASE, "database")).anyMatch(each -> each.contains(" 217.26"));
        assertThat(components(estimate, SERVICE, "service")).anyMatch(each -> each.contains(" 217.26"));
        assertThat(components(
                        estimate(database, schedule("stop", "cron(0 18 ? * MON,TUE,WED,THU,FRI *)", database)),
                        DATABASE,
                        "database"))
                .anyMatch(each -> each.contains(" 730 hours"));
    }

    private static GraphResource schedule(String part, String expression, GraphResource database) {
        GraphResource schedule = dependingOn(
                Resources.resource("aws:scheduler/schedule:Schedule", part, Map.of("scheduleExpression", expression)),
                "target",
                database);
        return with(
                schedule,
                "target",
                PropertyValue.of(Map.of("arn", "arn:aws:scheduler:::aws-sdk:rds:" + part + "DBInstance")));
    }

    private static GraphResource action(String part, String expression, int most, GraphResource target) {
        return dependingOn(
                Resources.resource(
                        "aws:appautoscaling/scheduledAction:ScheduledAction",
                        part,
                        Map.of("schedule", expression, "scalableTargetAction", Map.of("maxCapacity", most))),
                "resourceId",
                target);
    }

    @Test
    void extendedSupportOfAClassWithUnknownVcpusHasNoPrice() {
        GraphResource database = Resources.resource(
                DATABASE,
                "database",
                Map.of("engine", "postgres", "engineVersion", "13", "instanceClass", "db.z9.huge"));

        assertThat(estimate(database).unpriced())
                .extracting(CostEstimate.Remark::reason)
                .contains("Extended support (years 1 and 2, db.z9.huge): the number of vCPUs of db.z9.huge is unknown");
    }

    /** 10 GB at the 0.02 between regions; https://aws.amazon.com/backup/pricing/. */
    @Test
    void pricesTheTransferOfCopiesToAnotherRegion() {
        String type = "aws:backup/plan:Plan";
        GraphResource near = Resources.resource("aws:backup/vault:Vault", "near", Map.of());
        GraphResource far = Resources.resource("aws:backup/vault:Vault", "far", Map.of("region", "eu-west-1"));
        GraphResource plan = Resources.resource(
                type, "it", Map.of("rules", List.of()), Map.of("rules", List.of(near.urn(), far.urn())));
        GraphResource still =
                Resources.resource(type, "still", Map.of("rules", List.of()), Map.of("rules", List.of(near.urn())));
        GraphResource made = Resources.resource(
                type,
                "made",
                Map.of(
                        "rules",
                        List.of(Map.of(
                                "targetVaultName",
                                "near",
                                "copyActions",
                                List.of(Map.of(
                                        "destinationVaultArn",
                                        "arn:aws:backup:eu-west-1:123456789012:backup-vault:far"))))));
        CostEstimate estimate = estimate(near, far, plan, still, made);

        assertThat(components(estimate, type, "made")).containsExactly("Copies to eu-west-1 10 GB 0.20");
        assertThat(components(estimate, type, "it")).containsExactly("Copies to eu-west-1 10 GB 0.20");
        assertThat(estimate.free()).singleElement().satisfies(free -> assertThat(free.urn())
                .isEqualTo(still.urn()));
    }

    /** 50 GB at Ireland's 0.095, and 10 GB from Frankfurt at 0.02; https://aws.amazon.com/rds/postgresql/pricing/. */
    @Test
    void replicatedBackupsCostInBothRegions() {
        String type = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
        GraphResource source = Resources.resource(DATABASE, "main", Map.of());
        CostEstimate estimate = estimate(
                source,
                Resources.resource(
                        type,
                        "it",
                        Map.of("region", "eu-west-1", "sourceDbInstanceArn", PropertyValue.Unknown.VALUE),
                        Map.of("sourceDbInstanceArn", List.of(source.urn()))));

        assertThat(components(estimate, type, "it"))
                .containsExactly(
                        "Backup storage in the second region 50 GB 4.75", "Data transfer to eu-west-1 10 GB 0.20");
        assertThat(estimate.prices()).containsKey("eu-central-1 AWSDataTransfer/AWS-Out-Bytes@eu-west-1");
    }

    /** 250 a zone on the plan Business; https://www.cloudflare.com/plans/. */
    @Test
    void aZoneIsBilledOnceByItsPlan() {
        GraphResource[] zones = {
            Resources.resource("cloudflare:index/zoneDnssec:ZoneDnssec", "a", Map.of("zoneId", "1")),
            Resources.resource("cloudflare:index/dnsRecord:DnsRecord", "a", Map.of("zoneId", "1")),
            Resources.resource("cloudflare:index/dnsRecord:DnsRecord", "b", Map.of("zoneId", "2")),
            Resources.resource("cloudflare:index/loadBalancer:LoadBalancer", "c", Map.of("zoneId", "2")),
        };

        CostEstimate business = estimate(Resources.config("cloudflarePlan: business"), zones);
        assertThat(business.monthlyCost()).isEqualByComparingTo("500");
        assertThat(business.free()).hasSize(1);
        assertThat(business.unpriced()).singleElement().satisfies(remark -> assertThat(remark.type())
                .endsWith("LoadBalancer"));
        assertThat(business.assumptions())
                .containsExactly(new CostEstimate.Assumption("cloudflarePlan", "business", false));

        CostEstimate free = estimate(Resources.config("cloudflarePlan: free"), zones);
        assertThat(free.resources()).isEmpty();
        assertThat(free.free()).hasSize(3);

        CostEstimate contract =
                estimate(Resources.config("cloudflarePlan: enterprise, cloudflareContractPrice: 3000"), zones);
        assertThat(contract.monthlyCost()).isEqualByComparingTo("6000");

        CostEstimate unknown = estimate(Resources.config("cloudflarePlan: enterprise"), zones);
        assertThat(unknown.resources()).isEmpty();
        assertThat(unknown.unpriced())
                .extracting(CostEstimate.Remark::reason)
                .anyMatch(reason -> reason.contains("set cloudflareContractPrice"));
    }

    private static CostEstimate tasks(int number, String architecture, List<Map<String, Object>> strategies) {
        return tasks(number, architecture, 20, strategies);
    }

    private static CostEstimate tasks(
            int number, String architecture, int storage, List<Map<String, Object>> strategies) {
        GraphResource definition = Resources.resource(
                TASK,
                "task",
                Map.of(
                        "cpu",
                        "256",
                        "memory",
                        "512",
                        "runtimePlatform",
                        Map.of("cpuArchitecture", architecture),
                        "ephemeralStorage",
                        Map.of("sizeInGib", storage)));
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

    /**
     * 30 GB beyond the 20 that are free, of two tasks for 730 hours: 43,800 at 0.000129;
     * https://aws.amazon.com/fargate/pricing/.
     */
    @Test
    void ephemeralStorageCostsBeyondTwentyGigabytes() {
        CostEstimate estimate = tasks(2, "X86_64", 50, List.of());

        assertThat(components(estimate, SERVICE, "web")).endsWith("Ephemeral storage 43800 GB-hours 5.65");
        assertThat(Objects.requireNonNull(estimate.resources().get(Resources.urn(SERVICE, "web")))
                        .components()
                        .get(2)
                        .assumption())
                .get()
                .asString()
                .contains("eu-west-2");
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
                .containsExactly("2 tasks on Fargate Spot: price varies with supply and demand");
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
                .containsExactly("Performance Insights: no price for a history of 31 days");
    }

    @Test
    void valuesKnownAfterTheUpdateHaveNoPrice() {
        CostEstimate estimate = estimate(
                Resources.resource(DATABASE, "main", Map.of("instanceClass", PropertyValue.Unknown.VALUE)),
                Resources.resource(SERVICE, "web", Map.of("desiredCount", PropertyValue.Unknown.VALUE)),
                Resources.resource("aws:elasticache/replicationGroup:ReplicationGroup", "cache", Map.of()));

        assertThat(estimate.resources()).isEmpty();
        assertThat(estimate.unpriced())
                .extracting(CostEstimate.Remark::reason)
                .allSatisfy(reason -> assertThat(reason).contains("known after the update"))
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
                .isEqualTo("gateway endpoints are free"));
        assertThat(estimate.resources()).isEmpty();
        assertThat(estimate.unpriced()).isEmpty();
    }

    /** 51,200 GB at 0.0245 are 1,254.40, and 8,800 more at 0.0235 are 206.80; https://aws.amazon.com/s3/pricing/. */
    @Test
    void aLargeQuantityCostsByItsTiers() {
        assertThat(components(
                        estimate(
                                Resources.config("otherStorageGigabytes: 60000"),
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
                    assertThat(price.source()).matches(".*(AWS|Cloudflare|Supabase).*");
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

    /** 0.137 an hour, about 100 a month; https://supabase.com/docs/guides/platform/manage-your-usage/point-in-time-recovery. */
    @Test
    void theRecoveryOfASupabaseProjectIsThatOfItsComponent() {
        GraphResource component =
                Resources.component("my:platform:Database", "database", Map.of("pointInTimeRecoveryDays", 7));
        GraphResource project = Resources.childOf(
                component,
                Resources.resource("supabase:index/project:Project", "project", Map.of("instanceSize", "micro")));
        CostEstimate estimate = estimate(component, project);

        assertThat(components(estimate, "supabase:index/project:Project", "project"))
                .containsExactly("Compute (micro) 730 hours 9.81", "Point-in-time recovery (7 days) 730 hours 100.01");
        assertThat(estimate.missing()).isEmpty();
        assertThat(estimate.unpriced()).singleElement().satisfies(remark -> assertThat(remark.reason())
                .contains("USD 25/month"));
    }

    /** 0.015 a vCPU-hour; https://aws.amazon.com/rds/proxy/pricing/. */
    @Test
    void aProxyIsBilledByTheVcpusOfItsDatabase() {
        CostEstimate estimate = estimate(
                Resources.resource("aws:rds/proxy:Proxy", "proxy", Map.of("name", "pool")),
                Resources.resource(
                        "aws:rds/proxyTarget:ProxyTarget",
                        "target",
                        Map.of("dbProxyName", "pool", "dbInstanceIdentifier", "shop")),
                Resources.resource(
                        DATABASE, "database", Map.of("identifier", "shop", "instanceClass", "db.r6g.xlarge")));

        assertThat(components(estimate, "aws:rds/proxy:Proxy", "proxy")).containsExactly("Proxy 2920 vCPU-hours 43.80");
    }

    @Test
    void requestsOfTablesAndFunctionsDoNotAffectBudgets() {
        CostEstimate estimate = estimate(
                Resources.resource("aws:dynamodb/table:Table", "orders", Map.of("billingMode", "PAY_PER_REQUEST")),
                Resources.resource("aws:lambda/function:Function", "resize", Map.of()));
        assertThat(estimate.unpriced()).hasSize(2);
        assertThat(estimate.missing()).isEmpty();
        assertThat(estimate(Resources.resource("aws:dynamodb/table:Table", "orders", Map.of()))
                        .missing())
                .hasSize(1);
    }
}
