package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.Context;
import com.pulumi.aws.acm.Certificate;
import com.pulumi.aws.acm.CertificateArgs;
import com.pulumi.aws.appautoscaling.Target;
import com.pulumi.aws.appautoscaling.TargetArgs;
import com.pulumi.aws.backup.Vault;
import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.NatGateway;
import com.pulumi.aws.ec2.NatGatewayArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.ecr.Repository;
import com.pulumi.aws.ecs.Cluster;
import com.pulumi.aws.ecs.Service;
import com.pulumi.aws.ecs.ServiceArgs;
import com.pulumi.aws.ecs.TaskDefinition;
import com.pulumi.aws.ecs.TaskDefinitionArgs;
import com.pulumi.aws.ecs.inputs.ServiceNetworkConfigurationArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.rds.Instance;
import com.pulumi.aws.rds.InstanceArgs;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.Zone;
import com.pulumi.aws.route53.ZoneArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.lifecycle.Run;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.model.Step;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import dev.plinth.operation.session.Targets;
import dev.plinth.preview.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Situations that public reports describe, with a program that knows nothing of Plinth's components; each test goes on where the
 * one before stopped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SituationsIT {

    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String DATABASE = "aws:rds/instance:Instance";
    private static final String VAULT = "aws:backup/vault:Vault";

    /** RDS has it, and the price list does not. */
    private static final String WITHOUT_PRICE = "db.x2g.large";

    private TestProject project;

    /** What the program makes. */
    private record Wanted(String instanceClass, int gateways, String domain) {

        static final Wanted FIRST = new Wanted("db.m6g.large", 1, "shop.example.com");

        void create(Context unused) {
            Vpc vpc = new Vpc("net", VpcArgs.builder().cidrBlock("10.0.0.0/16").build());
            InternetGateway internet = new InternetGateway(
                    "net", InternetGatewayArgs.builder().vpcId(vpc.id()).build());
            Output<String> first = subnet(vpc, "a", "10.0.0.0/24").id();
            Output<String> second = subnet(vpc, "b", "10.0.1.0/24").id();
            for (int i = 1; i <= gateways; i++) {
                Eip address =
                        new Eip("nat-" + i, EipArgs.builder().domain("vpc").build());
                new NatGateway(
                        "nat-" + i,
                        NatGatewayArgs.builder()
                                .allocationId(address.id())
                                .subnetId(i == 1 ? first : second)
                                .build(),
                        CustomResourceOptions.builder().dependsOn(internet).build());
            }
            service(first);
            database(Output.all(first, second));
            certificate();
            new BucketV2("files");
            new Repository("images");
            new Vault("backups");
            new Role(
                    "deployer",
                    RoleArgs.builder()
                            .assumeRolePolicy(
                                    """
                                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                     "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}
                                    """)
                            .build());
        }

        private static Subnet subnet(Vpc vpc, String zone, String block) {
            return new Subnet(
                    zone,
                    SubnetArgs.builder()
                            .vpcId(vpc.id())
                            .cidrBlock(block)
                            .availabilityZone("eu-central-1" + zone)
                            .build());
        }

        private static void service(Output<String> subnet) {
            Cluster cluster = new Cluster("main");
            TaskDefinition task = new TaskDefinition(
                    "web",
                    TaskDefinitionArgs.builder()
                            .family("web")
                            .networkMode("awsvpc")
                            .requiresCompatibilities("FARGATE")
                            .cpu("256")
                            .memory("512")
                            .containerDefinitions(
                                    "[{\"name\": \"web\", \"image\": \"nginx:1.27\", \"essential\": true}]")
                            .build());
            Service service = new Service(
                    "web",
                    ServiceArgs.builder()
                            .cluster(cluster.arn())
                            .taskDefinition(task.arn())
                            .launchType("FARGATE")
                            .desiredCount(2)
                            .networkConfiguration(ServiceNetworkConfigurationArgs.builder()
                                    .subnets(subnet.applyValue(List::of))
                                    .build())
                            .build());
            new Target(
                    "web",
                    TargetArgs.builder()
                            .serviceNamespace("ecs")
                            .scalableDimension("ecs:service:DesiredCount")
                            .resourceId(Output.format("service/%s/%s", cluster.name(), service.name()))
                            .minCapacity(2)
                            .maxCapacity(6)
                            .build());
        }

        private void database(Output<List<String>> subnets) {
            SubnetGroup group = new SubnetGroup(
                    "data", SubnetGroupArgs.builder().subnetIds(subnets).build());
            new Instance(
                    "data",
                    InstanceArgs.builder()
                            .engine("postgres")
                            .engineVersion("16.9")
                            .instanceClass(instanceClass)
                            .allocatedStorage(100)
                            .maxAllocatedStorage(200)
                            .storageType("gp3")
                            .dbSubnetGroupName(group.name())
                            .username("shop")
                            .manageMasterUserPassword(true)
                            .skipFinalSnapshot(true)
                            .build());
        }

        private void certificate() {
            Zone zone = new Zone("zone", ZoneArgs.builder().name("example.com").build());
            Certificate certificate = new Certificate(
                    "site",
                    CertificateArgs.builder()
                            .domainName(domain)
                            .validationMethod("DNS")
                            .build());
            var option = certificate.domainValidationOptions().applyValue(options -> options.get(0));
            new Record(
                    "validation",
                    RecordArgs.builder()
                            .zoneId(zone.zoneId())
                            .name(option.applyValue(
                                    each -> each.resourceRecordName().orElseThrow()))
                            .type("CNAME")
                            .ttl(60)
                            .records(option.applyValue(
                                    each -> List.of(each.resourceRecordValue().orElseThrow())))
                            .build());
        }
    }

    @BeforeAll
    void build(@TempDir Path folder) {
        project = TestProject.in(folder);
        project.edit("Pulumi.staging.yaml", "    enforcement: mandatory\n", "    enforcement: advisory\n");
        project.edit(
                "Pulumi.staging.yaml", "config:\n", "config:\n  plinth:cost: {monthlyBudget: 5000, onBudget: block}\n");
        try (StackSession session = open(Wanted.FIRST)) {
            OperationResult made = session.up(session.preview(request().keepingPlan()));
            assertThat(made.succeeded()).as(made.problem()).isTrue();
        }
    }

    /** The sections that are meant: what the stack file intends is meant for other resources. */
    private static PreviewRequest request(String... sections) {
        return PreviewRequest.DEFAULT.withSections(Set.of(sections));
    }

    private StackSession open(Wanted wanted) {
        Programs.Creation program = (context, config, settings) -> wanted.create(context);
        return StackSession.open(project.project().running(Programs.creating(program)), "staging", true, Progress.NONE);
    }

    private void set(String type, String property, String value) {
        String urn = project.resource(type).path("urn").asText();
        project.inCloud(cloud -> cloud.set(urn, property, value));
    }

    private JsonNode preview(Wanted wanted) {
        try (StackSession session = open(wanted)) {
            return session.preview(request("forecast", "reachability")).toJson();
        }
    }

    @Test
    @Order(1)
    void anInstanceClassWithoutAPriceIsNoSaving() {
        try (StackSession session = open(new Wanted(WITHOUT_PRICE, 1, Wanted.FIRST.domain()))) {
            Preview preview = session.preview(request("cost"));

            Section cost = preview.sections().stream()
                    .filter(section -> section.key().equals("cost"))
                    .findFirst()
                    .orElseThrow();
            assertThat(cost.summary())
                    .startsWith("USD 0.00/month plus 1 unknown")
                    .endsWith(" plus 1 unpriced)");
            assertThat(cost.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.message()).contains("the budget of USD 5000 cannot be checked");
                assertThat(finding.remedy())
                        .contains("\"AmazonRDS/InstanceUsage:" + WITHOUT_PRICE + "@postgres\"")
                        .contains("prices in plinth:cost of Pulumi.staging.yaml");
            });
            assertThat(preview.isBlocking()).isTrue();
        }

        project.edit(
                "Pulumi.staging.yaml",
                "onBudget: block}",
                "onBudget: block, prices: {\"AmazonRDS/InstanceUsage:" + WITHOUT_PRICE + "@postgres\": 0.4}}");
        try (StackSession session = open(new Wanted(WITHOUT_PRICE, 1, Wanted.FIRST.domain()))) {
            Preview preview = session.preview(request("cost"));
            assertThat(preview.isBlocking()).isFalse();
            assertThat(preview.toJson().path("cost").path("difference").decimalValue())
                    .isPositive();
        }
    }

    @Test
    @Order(2)
    void changesByAwsAsConfiguredAreNotDrift() {
        set(SERVICE, "desiredCount", "4");
        set(DATABASE, "engineVersion", "16.11");
        set(DATABASE, "engineVersionActual", "16.11");
        set(VAULT, "recoveryPoints", "12");

        Run person = project.simulate("refresh", "staging", "--preview-only");
        assertThat(person.exitCode()).as(person.toString()).isZero();
        assertThat(person.out())
                .contains("changed by AWS as configured: desiredCount 2 -> 4, within 2–6")
                .contains("engineVersion 16.9 -> 16.11, within version 16");
        Run machine = project.simulate("refresh", "staging", "--preview-only", "--json");
        assertThat(machine.exitCode()).isZero();
        assertThat(machine.json().path("drift")).isEmpty();
        assertThat(machine.json().path("changedByAws")).hasSize(3);

        Run accepted = project.simulate("refresh", "staging", "--yes");
        assertThat(accepted.exitCode()).as(accepted.toString()).isZero();
        try (StackSession session = open(Wanted.FIRST)) {
            assertThat(session.preview(request()).plan().steps()).noneMatch(Step::isChange);
        }
    }

    @Test
    @Order(3)
    void storageGrowsUpToItsBound() {
        set(DATABASE, "allocatedStorage", "150");
        Run within = project.simulate("refresh", "staging", "--preview-only");
        assertThat(within.exitCode()).as(within.toString()).isZero();
        assertThat(within.out()).contains("allocatedStorage 100 -> 150, up to 200 GiB");

        Run accepted = project.simulate("refresh", "staging", "--yes");
        assertThat(accepted.exitCode()).as(accepted.toString()).isZero();
        try (StackSession session = open(Wanted.FIRST)) {
            assertThat(session.preview(request()).plan().steps()).noneMatch(Step::isChange);
        }

        set(DATABASE, "allocatedStorage", "300");
        Run beyond = project.simulate("refresh", "staging", "--preview-only");
        assertThat(beyond.exitCode()).as(beyond.toString()).isEqualTo(1);
        assertThat(beyond.out()).contains("was changed: allocatedStorage").contains("desiredCount 2 -> 4");
        set(DATABASE, "allocatedStorage", "100");
    }

    @Test
    @Order(4)
    void aCountBeyondItsBoundsIsDrift() {
        set(SERVICE, "desiredCount", "9");

        Run beyond = project.simulate("refresh", "staging", "--preview-only", "--json");

        assertThat(beyond.exitCode()).as(beyond.toString()).isEqualTo(1);
        assertThat(beyond.json().path("drift"))
                .singleElement()
                .satisfies(drift -> assertThat(drift.path("changedPaths")).hasSize(1));
        set(SERVICE, "desiredCount", "2");
    }

    @Test
    @Order(5)
    void aSecondGatewayBringsANewEgressAddress() {
        JsonNode reachability = preview(new Wanted(Wanted.FIRST.instanceClass(), 2, Wanted.FIRST.domain()))
                .path("reachability");

        assertThat(reachability.path("egress").path("added")).singleElement().satisfies(added -> {
            assertThat(added.path("name").asText()).isEqualTo("nat-2");
            assertThat(added.path("address").isNull()).isTrue();
        });
        String first = project.resource("aws:ec2/eip:Eip")
                .path("state")
                .path("publicIp")
                .asText();
        assertThat(reachability.path("egress").path("kept"))
                .singleElement()
                .satisfies(kept -> assertThat(kept.path("address").asText()).isEqualTo(first));

        JsonNode without = preview(new Wanted(Wanted.FIRST.instanceClass(), 0, Wanted.FIRST.domain()))
                .path("reachability")
                .path("egress");
        assertThat(without.path("removed")).singleElement().satisfies(removed -> assertThat(
                        removed.path("address").asText())
                .isEqualTo(first));
    }

    @Test
    @Order(6)
    void validationRecordsOfANewCertificateAreNoDowntime() {
        JsonNode preview = preview(new Wanted(Wanted.FIRST.instanceClass(), 1, "www.example.com"));

        assertThat(preview.path("steps"))
                .anyMatch(step -> step.path("name").asText().equals("validation")
                        && step.path("op").asText().equals("replace"));
        assertThat(preview.path("forecast").path("downtimes")).isEmpty();
    }

    @Test
    @Order(7)
    void findsEveryBlockedDeletionBeforeTheFirst() {
        set(VAULT, "simulatedRecoveryPoints", "[\"one\"]");
        set("aws:s3/bucketV2:BucketV2", "simulatedObjects", "[\"one\"]");
        set("aws:iam/role:Role", "simulatedUsers", "[\"arn:aws:iam::aws:policy/ReadOnlyAccess\"]");
        set("aws:ec2/vpc:Vpc", "simulatedUsers", "[\"eni-of-another-stack\"]");
        set("aws:ecr/repository:Repository", "simulatedImages", "[\"one\"]");
        set(DATABASE, "deletionProtection", "true");
        JsonNode before = project.resources();
        String state = project.state("staging");

        Run destroy = project.simulate("destroy", "staging", "--yes", "--json");

        assertThat(destroy.exitCode()).as(destroy.toString()).isEqualTo(1);
        assertThat(destroy.err())
                .contains("the cloud would not delete 5 resources, so nothing was deleted")
                .contains("backups (" + VAULT + "): InvalidRequestException: ")
                .contains("files (aws:s3/bucketV2:BucketV2): BucketNotEmpty: ")
                .contains("deployer (aws:iam/role:Role): DeleteConflict: ")
                .contains("net (aws:ec2/vpc:Vpc): DependencyViolation: ")
                .contains("data (" + DATABASE + "): InvalidParameterCombination: ")
                .contains("or keep it in the cloud: set retainOnDelete")
                .doesNotContain("RepositoryNotEmptyException");
        assertThat(project.resources()).isEqualTo(before);
        assertThat(project.state("staging")).isEqualTo(state);
    }

    @Test
    @Order(8)
    void withoutThemDestroyLeavesNothing() {
        set(VAULT, "simulatedRecoveryPoints", "[]");
        set("aws:s3/bucketV2:BucketV2", "simulatedObjects", "[]");
        set("aws:iam/role:Role", "simulatedUsers", "[]");
        set("aws:ec2/vpc:Vpc", "simulatedUsers", "[]");
        set(DATABASE, "deletionProtection", "false");

        try (StackSession session = open(Wanted.FIRST)) {
            assertThat(session.planDestroy(Targets.NONE, "").obstacles()).isEmpty();
            OperationResult destroyed = session.destroy();
            assertThat(destroyed.succeeded()).as(destroyed.problem()).isTrue();
        }
        assertThat(project.resources()).isEmpty();
    }
}
