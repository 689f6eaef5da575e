package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.invoke.Invokes;
import dev.plinth.simulator.shape.FunctionShape;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.store.Answer;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Provider.InvokeRequest;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;

/** Functions, answered from resources, from what the cloud itself owns, and from what a user has seeded. */
class FunctionTest {

    private static final Shapes SHAPES = new Shapes();

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static String token(String function) {
        return "aws:" + function + ":" + function.substring(function.indexOf('/') + 1);
    }

    private Struct raw(ResourceProviderBlockingStub provider, String token, Map<String, Object> arguments) {
        return provider.invoke(InvokeRequest.newBuilder()
                        .setTok(token)
                        .setArgs(Values.toStruct(arguments))
                        .build())
                .getReturn();
    }

    /** The results, which must be those that the SDK expects. */
    private Map<String, Object> call(String function, Map<String, Object> arguments) {
        String token = token(function);
        Map<String, Object> result = Values.fromStruct(raw(cloud.provider, token, arguments));
        FunctionShape shape = SHAPES.function(token).orElseThrow();
        assertThat(PropertyShape.check(shape.outputs(), "", result)).as(token).isEmpty();
        return result;
    }

    private static List<Map<String, Object>> filter(String name, Object... values) {
        return List.of(Map.of("name", name, "values", List.of(values)));
    }

    private Made vpc(String name, String block) {
        return cloud.create(
                "aws:ec2/vpc:Vpc", name, Map.of("cidrBlock", block, "tags", Map.of("Name", name, "tier", "test")));
    }

    private Made subnet(String name, Made vpc, String block, String zone) {
        return cloud.create(
                "aws:ec2/subnet:Subnet",
                name,
                Map.of("vpcId", vpc.id(), "cidrBlock", block, "availabilityZone", zone, "tags", Map.of("Name", name)));
    }

    @Test
    void everyFunctionExistsInItsSdk() {
        assertThat(Invokes.tokens())
                .filteredOn(token -> !token.startsWith("cloudflare:"))
                .allSatisfy(
                        token -> assertThat(SHAPES.function(token)).as(token).isPresent());
    }

    @Test
    void aVpcIsFoundByIdTagsAndFilters() {
        Made first = vpc("first", "10.0.0.0/16");
        Made second = vpc("second", "10.1.0.0/16");
        assertThat(call("ec2/getVpc", Map.of("id", first.id())))
                .containsEntry("id", first.id())
                .containsEntry("cidrBlock", "10.0.0.0/16")
                .containsEntry("state", "available")
                .containsEntry("default", false)
                .containsEntry("arn", first.text("arn"))
                .containsEntry("mainRouteTableId", first.text("mainRouteTableId"))
                .containsEntry("tags", Map.of("Name", "first", "tier", "test"));
        assertThat(call("ec2/getVpc", Map.of("tags", Map.of("Name", "second")))).containsEntry("id", second.id());
        assertThat(call("ec2/getVpc", Map.of("filters", filter("tag:Name", "sec*"))))
                .containsEntry("id", second.id());
        assertThat(call("ec2/getVpc", Map.of("filters", filter("cidr", "10.?.0.0/16"), "cidrBlock", "10.1.0.0/16")))
                .containsEntry("id", second.id());
        assertThat(Values.strings(call("ec2/getVpcs", Map.of("tags", Map.of("tier", "test")))
                        .get("ids")))
                .containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(call("ec2/getVpcs", Map.of("tags", Map.of("tier", "none")))).containsEntry("ids", List.of());
    }

    @Test
    void rejectsNoneAndSeveralMatchesWithTheNextStep() {
        vpc("first", "10.0.0.0/16");
        vpc("second", "10.1.0.0/16");
        assertThat(refusal(() -> call("ec2/getVpc", Map.of("tags", Map.of("tier", "test")))))
                .contains(
                        "multiple EC2 VPCs matched; use additional constraints to reduce matches to a single EC2 VPC");
        assertThat(refusal(() -> call("ec2/getVpc", Map.of("tags", Map.of("tier", "none")))))
                .contains("no matching EC2 VPC found")
                .contains(
                        "plinth simulator answer aws:ec2/getVpc:getVpc --arguments '{\"tags\":{\"tier\":\"none\"}}' --result");
        assertThat(refusal(() -> call("ec2/getVpc", Map.of("vpcId", "vpc-1")))).contains("vpcId: unknown property");
    }

    @Test
    void aResourceOfAnotherRegionIsNotFound() {
        Made here = vpc("first", "10.0.0.0/16");
        ResourceProviderBlockingStub elsewhere = cloud.connect(Map.of("region", "eu-west-1"));
        assertThat(refusal(() -> raw(elsewhere, token("ec2/getVpc"), Map.of("id", here.id()))))
                .contains("no matching EC2 VPC found");
    }

    @Test
    void theDefaultNetworkExistsWithoutHavingBeenCreated() {
        Map<String, Object> vpc = call("ec2/getVpc", Map.of("default", true));
        assertThat(cloud.simulator.list()).isEmpty();
        vpc("other", "10.0.0.0/16");
        assertThat(vpc).containsEntry("cidrBlock", "172.31.0.0/16").containsEntry("default", true);
        List<String> subnets = Values.strings(
                call("ec2/getSubnets", Map.of("filters", filter("vpc-id", String.valueOf(vpc.get("id")))))
                        .get("ids"));
        assertThat(subnets).hasSize(3);
        assertThat(call("ec2/getSubnet", Map.of("id", subnets.get(0))))
                .containsEntry("defaultForAz", true)
                .containsEntry("mapPublicIpOnLaunch", true)
                .containsEntry("availableIpAddressCount", 4091L);
        assertThat(call("ec2/getVpc", Map.of("default", true))).containsEntry("id", vpc.get("id"));
        // What is created in it finds it.
        Map<String, Object> group = call("ec2/getSecurityGroup", Map.of("vpcId", vpc.get("id"), "name", "default"));
        assertThat(cloud.create(
                                "aws:ec2/securityGroup:SecurityGroup",
                                "web",
                                Map.of(
                                        "vpcId",
                                        vpc.get("id"),
                                        "ingress",
                                        List.of(Map.of(
                                                "protocol",
                                                "tcp",
                                                "fromPort",
                                                443,
                                                "toPort",
                                                443,
                                                "securityGroups",
                                                List.of(group.get("id"))))))
                        .id())
                .startsWith("sg-");
    }

    @Test
    void subnetsAndRouteTablesAreFoundByTheirNetwork() {
        Made vpc = vpc("network", "10.0.0.0/16");
        Made first = subnet("first", vpc, "10.0.0.0/24", "eu-central-1a");
        Made second = subnet("second", vpc, "10.0.1.0/24", "eu-central-1b");
        Made gateway = cloud.create("aws:ec2/internetGateway:InternetGateway", "gateway", Map.of("vpcId", vpc.id()));
        Made table = cloud.create(
                "aws:ec2/routeTable:RouteTable",
                "public",
                Map.of(
                        "vpcId",
                        vpc.id(),
                        "routes",
                        List.of(Map.of("cidrBlock", "0.0.0.0/0", "gatewayId", gateway.id()))));
        Made association = cloud.create(
                "aws:ec2/routeTableAssociation:RouteTableAssociation",
                "public",
                Map.of("routeTableId", table.id(), "subnetId", first.id()));

        assertThat(call(
                        "ec2/getSubnets",
                        Map.of(
                                "filters",
                                List.of(
                                        Map.of("name", "vpc-id", "values", List.of(vpc.id())),
                                        Map.of("name", "availability-zone", "values", List.of("eu-central-1b"))))))
                .containsEntry("ids", List.of(second.id()));
        assertThat(call("ec2/getSubnet", Map.of("vpcId", vpc.id(), "availabilityZone", "eu-central-1a")))
                .containsEntry("id", first.id())
                .containsEntry("availabilityZoneId", "euc1-az1")
                .containsEntry("availableIpAddressCount", 251L);
        Map<String, Object> found = call("ec2/getRouteTable", Map.of("subnetId", first.id()));
        assertThat(found).containsEntry("id", table.id()).containsEntry("routeTableId", table.id());
        assertThat(Values.asList(found.get("routes"))).hasSize(1);
        assertThat(Values.asList(found.get("associations")))
                .extracting(each -> Values.asMap(each).get("routeTableAssociationId"))
                .containsExactly(association.id());
        assertThat(call("ec2/getRouteTable", Map.of("vpcId", vpc.id(), "filters", filter("association.main", "true"))))
                .containsEntry("id", vpc.text("mainRouteTableId"));
        assertThat(call("ec2/getInternetGateway", Map.of("filters", filter("attachment.vpc-id", vpc.id()))))
                .containsEntry("internetGatewayId", gateway.id());
    }

    @Test
    void servicesAnswerByName() {
        Made key = cloud.create("aws:kms/key:Key", "key", Map.of());
        cloud.create("aws:kms/alias:Alias", "alias", Map.of("name", "alias/app", "targetKeyId", key.id()));
        assertThat(call("kms/getKey", Map.of("keyId", "alias/app"))).containsEntry("arn", key.text("arn"));
        assertThat(call("kms/getAlias", Map.of("name", "alias/app"))).containsEntry("targetKeyId", key.id());
        assertThat(call("kms/getKey", Map.of("keyId", "alias/aws/s3"))).containsEntry("keyManager", "AWS");

        Made secret = cloud.create("aws:secretsmanager/secret:Secret", "secret", Map.of("name", "app/password"));
        cloud.create(
                "aws:secretsmanager/secretVersion:SecretVersion",
                "version",
                Map.of("secretId", secret.id(), "secretString", "of a test"));
        assertThat(call("secretsmanager/getSecret", Map.of("name", "app/password")))
                .containsEntry("arn", secret.text("arn"));
        assertThat(call("secretsmanager/getSecretVersion", Map.of("secretId", "app/password")))
                .containsEntry("secretString", "of a test")
                .containsEntry("versionStages", List.of("AWSCURRENT"));

        cloud.create(
                "aws:ssm/parameter:Parameter", "parameter", Map.of("name", "/app/url", "type", "String", "value", "v"));
        assertThat(call("ssm/getParameter", Map.of("name", "/app/url")))
                .containsEntry("value", "v")
                .containsEntry("insecureValue", "v");
        assertThat(call("ssm/getParametersByPath", Map.of("path", "/app"))).containsEntry("names", List.of("/app/url"));

        cloud.create("aws:s3/bucketV2:BucketV2", "bucket", Map.of("bucket", "assets-of-a-test"));
        assertThat(call("s3/getBucket", Map.of("bucket", "assets-of-a-test")))
                .containsEntry("arn", "arn:aws:s3:::assets-of-a-test")
                .containsEntry("region", TestCloud.REGION);
        Made role = cloud.create(
                "aws:iam/role:Role",
                "role",
                Map.of(
                        "name",
                        "app",
                        "assumeRolePolicy",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                                + "\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"}}]}"));
        assertThat(call("iam/getRole", Map.of("name", "app"))).containsEntry("arn", role.text("arn"));
        assertThat(call("iam/getRole", Map.of("name", "AWSServiceRoleForECS")).get("arn"))
                .asString()
                .startsWith("arn:aws:iam::123456789012:role/");
        assertThat(call("iam/getPolicy", Map.of("arn", "arn:aws:iam::aws:policy/service-role/AWSBackup")))
                .containsEntry("name", "AWSBackup")
                .containsEntry("path", "/service-role/");

        Made zone = cloud.create("aws:route53/zone:Zone", "zone", Map.of("name", "example.com"));
        assertThat(call("route53/getZone", Map.of("name", "example.com."))).containsEntry("zoneId", zone.id());
        assertThat(refusal(() -> call("route53/getZone", Map.of("name", "example.com", "privateZone", true))))
                .contains("no matching Route 53 Hosted Zone found");

        Made cluster = cloud.create("aws:ecs/cluster:Cluster", "cluster", Map.of("name", "app"));
        assertThat(call("ecs/getCluster", Map.of("clusterName", "app")))
                .containsEntry("arn", cluster.text("arn"))
                .containsEntry("status", "ACTIVE");
        cloud.create("aws:sns/topic:Topic", "topic", Map.of("name", "alarms"));
        assertThat(call("sns/getTopic", Map.of("name", "alarms")).get("arn"))
                .isEqualTo("arn:aws:sns:eu-central-1:123456789012:alarms");
    }

    @Test
    void awsOwnResourcesAreThere() {
        Map<String, Object> image = call(
                "ec2/getAmi",
                Map.of(
                        "mostRecent",
                        true,
                        "owners",
                        List.of("amazon"),
                        "filters",
                        filter("name", "al2023-ami-2023.*-arm64")));
        assertThat(String.valueOf(image.get("id"))).matches("ami-[0-9a-f]{17}");
        assertThat(image).containsEntry("architecture", "arm64").containsEntry("rootDeviceName", "/dev/xvda");
        assertThat(refusal(() ->
                        call("ec2/getAmi", Map.of("owners", List.of("amazon"), "filters", filter("name", "al2023-*")))))
                .contains("Your query returned more than one result");
        assertThat(refusal(() -> call("ec2/getAmi", Map.of("owners", List.of("self"), "mostRecent", true))))
                .contains("no matching EC2 AMI found");

        String name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
        assertThat(String.valueOf(call("ssm/getParameter", Map.of("name", name)).get("value")))
                .matches("ami-[0-9a-f]{17}");
        String recommended = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended";
        Object json = call("ssm/getParameter", Map.of("name", recommended)).get("value");
        assertThat(Values.mapFromJson(String.valueOf(json)).get("image_id"))
                .isEqualTo(call("ssm/getParameter", Map.of("name", recommended + "/image_id"))
                        .get("value"));
        assertThat(refusal(() -> call("ssm/getParameter", Map.of("name", "/aws/service/unknown"))))
                .contains("ParameterNotFound");

        assertThat(call("cloudfront/getCachePolicy", Map.of("name", "Managed-CachingOptimized")))
                .containsEntry("id", "658327ea-f89d-4fab-a63d-7e88639e58f6");
        assertThat(call("elb/getHostedZoneId", Map.of())).containsEntry("id", "Z215JYRZR1TBD5");
        assertThat(call("lb/getHostedZoneId", Map.of("loadBalancerType", "network")))
                .containsEntry("id", "Z3F0SRJ5LGBH90");
        assertThat(call("ec2/getManagedPrefixList", Map.of("name", "com.amazonaws.eu-central-1.s3")))
                .containsEntry("ownerId", "AWS");
        assertThat(call("index/getArn", Map.of("arn", "arn:aws:rds:eu-west-1:123456789012:db:mysql-db")))
                .containsEntry("resource", "db:mysql-db")
                .containsEntry("service", "rds");
        assertThat(call("rds/getEngineVersion", Map.of("engine", "postgres", "version", "16.9")))
                .containsEntry("parameterGroupFamily", "postgres16");
        assertThat(refusal(() -> call("rds/getEngineVersion", Map.of("engine", "postgres"))))
                .contains("plinth simulator answer aws:rds/getEngineVersion:getEngineVersion");
    }

    @Test
    void defaultTagsAreThoseOfTheProvider() {
        ResourceProviderBlockingStub tagged =
                cloud.connect(Map.of("region", "eu-west-1", "defaultTags", Map.of("tags", Map.of("owner", "ops"))));
        assertThat(Values.fromStruct(raw(tagged, token("index/getDefaultTags"), Map.of())))
                .containsEntry("tags", Map.of("owner", "ops"));
    }

    @Test
    void secretResultsAreMarked() {
        Struct result = raw(cloud.provider, token("secretsmanager/getRandomPassword"), Map.of("passwordLength", 20));
        assertThat(result.getFieldsOrThrow("randomPassword").getStructValue().getFieldsMap())
                .containsKey("4dabf18193072939515e22adb298388d");
        assertThat(String.valueOf(Values.fromStruct(result).get("randomPassword")))
                .hasSize(20);
    }

    @Test
    void aSeededAnswerCountsAndTheMoreSpecificOneWins() {
        String token = token("ec2/getAmi");
        cloud.simulator.answer(new Answer(token, Map.of(), Map.of("id", "ami-any")));
        cloud.simulator.answer(new Answer(token, Map.of("owners", List.of("self")), Map.of("id", "ami-own")));
        cloud.simulator.answer(new Answer(
                token, Map.of("owners", List.of("self"), "mostRecent", true), Map.of("id", "ami-own-recent")));
        assertThat(call("ec2/getAmi", Map.of("owners", List.of("amazon")))).containsEntry("id", "ami-any");
        assertThat(call("ec2/getAmi", Map.of("owners", List.of("self")))).containsEntry("id", "ami-own");
        assertThat(call("ec2/getAmi", Map.of("owners", List.of("self"), "mostRecent", true)))
                .containsEntry("id", "ami-own-recent");
        assertThat(cloud.simulator.answers()).hasSize(3);

        cloud.simulator.answer(new Answer(token, Map.of(), Map.of("id", "ami-other")));
        assertThat(call("ec2/getAmi", Map.of("owners", List.of("amazon")))).containsEntry("id", "ami-other");
        assertThat(cloud.simulator.answers()).hasSize(3);
        assertThat(cloud.simulator.removeAnswer(token, Map.of("owners", List.of("self"))))
                .isTrue();
        assertThat(cloud.simulator.removeAnswer(token, Map.of("owners", List.of("self"))))
                .isFalse();
        assertThat(call("ec2/getAmi", Map.of("owners", List.of("self")))).containsEntry("id", "ami-other");
    }

    @Test
    void aFunctionThatNothingAnswersSaysHowToSeedIt() {
        assertThat(refusal(() -> call("index/getIpRanges", Map.of("services", List.of("s3")))))
                .isEqualTo(
                        "UnansweredFunction: the simulator has no answer for aws:index/getIpRanges:getIpRanges; seed an answer:"
                                + " plinth simulator answer aws:index/getIpRanges:getIpRanges --arguments '{\"services\":[\"s3\"]}'"
                                + " --result '{…}'");
        cloud.simulator.answer(new Answer(
                token("index/getIpRanges"),
                Map.of("services", List.of("s3")),
                Map.of("cidrBlocks", List.of("52.95.245.0/24"))));
        assertThat(call("index/getIpRanges", Map.of("services", List.of("s3"), "regions", List.of("eu-central-1"))))
                .containsEntry("cidrBlocks", List.of("52.95.245.0/24"))
                .containsEntry("services", List.of("s3"));
        assertThat(refusal(() -> raw(cloud.provider, "aws:index/getEverything:getEverything", Map.of())))
                .contains("the simulator has no function");
    }

    @Test
    void anAnswerIsCheckedAndItsSecretsAreNotShown() {
        String token = token("ssm/getParameter");
        assertThatThrownBy(() -> cloud.simulator.answer(new Answer(token, Map.of("nam", "/a"), Map.of("value", 1L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("argument nam: unknown property; did you mean 'name'?")
                .hasMessageContaining("result value: expected a string");
        assertThatThrownBy(() -> cloud.simulator.answer(new Answer("aws:ec2/getVpx:getVpx", Map.of(), Map.of())))
                .hasMessageContaining("did you mean 'aws:ec2/getVpc:getVpc'?");
        cloud.simulator.answer(new Answer(token, Map.of("name", "/a"), Map.of("value", "of a test")));
        assertThat(cloud.simulator.answers())
                .containsExactly(new Answer(token, Map.of("name", "/a"), Map.of("value", Map.of("secret", true))));
        cloud.simulator.reset();
        assertThat(cloud.simulator.answers()).isEmpty();
    }

    @Test
    void withoutASimulatorWhatDependsOnResourcesIsUnknown() {
        assertThat(Invokes.call(token("ec2/getVpc"), Map.of("default", true), "eu-central-1"))
                .containsEntry("id", Unknown.VALUE)
                .containsEntry("cidrBlock", Unknown.VALUE);
        assertThat(Invokes.call(token("index/getIpRanges"), Map.of("services", List.of("s3")), "eu-central-1"))
                .containsEntry("cidrBlocks", Unknown.VALUE);
        assertThat(Invokes.call(
                        token("ec2/getVpc"),
                        Map.of("default", true),
                        "eu-central-1",
                        List.of(new Answer(token("ec2/getVpc"), Map.of(), Map.of("id", "vpc-seeded")))))
                .containsEntry("id", "vpc-seeded");
    }

    @Test
    void aConstantFunctionNeedsNoResources() {
        assertThat(Invokes.tokens()).filteredOn(Invokes::isConstant).hasSizeGreaterThan(15);
        assertThat(Invokes.isConstant(token("index/getRegion"))).isTrue();
        assertThat(Invokes.isConstant(token("ec2/getVpc"))).isFalse();
        assertThat(Invokes.isConstant(token("ec2/getAmi"))).isFalse();
    }

    @Test
    void aPreviewOfAnotherCloudRejectsFunctionsOfThatCloud(@TempDir Path folder) {
        try (TestCloud standIn =
                new TestCloud(Simulator.standingIn(folder.resolve("cloud.sqlite"), (type, id) -> Optional.empty()))) {
            assertThat(refusal(() -> raw(standIn.provider, token("ec2/getVpc"), Map.of("default", true))))
                    .contains("aws:ec2/getVpc:getVpc depends on resources of an account");
            assertThat(Values.fromStruct(raw(standIn.provider, token("index/getRegion"), Map.of())))
                    .containsEntry("name", TestCloud.REGION);
        }
    }

    @Test
    void aPolicyDocumentReadsAsTheProviderWritesIt() {
        Map<String, Object> statement = Map.of(
                "sid",
                "Read",
                "actions",
                List.of("s3:GetObject", "s3:ListBucket"),
                "resources",
                List.of("arn:aws:s3:::b/home/&{aws:username}/*"),
                "principals",
                List.of(Map.of("type", "AWS", "identifiers", List.of("1", "2"))),
                "conditions",
                List.of(
                        Map.of("test", "StringLike", "variable", "s3:prefix", "values", List.of("", "home/")),
                        Map.of("test", "Bool", "variable", "aws:SecureTransport", "values", List.of("true"))));
        assertThat(Invokes.call(
                                token("iam/getPolicyDocument"),
                                Map.of("statements", List.of(statement)),
                                "eu-central-1")
                        .get("json"))
                .isEqualTo(
                        """
                        {
                          "Version": "2012-10-17",
                          "Statement": [
                            {
                              "Sid": "Read",
                              "Effect": "Allow",
                              "Action": [
                                "s3:ListBucket",
                                "s3:GetObject"
                              ],
                              "Resource": "arn:aws:s3:::b/home/${aws:username}/*",
                              "Principal": {
                                "AWS": [
                                  "2",
                                  "1"
                                ]
                              },
                              "Condition": {
                                "Bool": {
                                  "aws:SecureTransport": "true"
                                },
                                "StringLike": {
                                  "s3:prefix": [
                                    "",
                                    "home/"
                                  ]
                                }
                              }
                            }
                          ]
                        }""");
        assertThatThrownBy(() -> Invokes.call(
                        token("iam/getPolicyDocument"),
                        Map.of("statements", List.of(statement, statement)),
                        "eu-central-1"))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("duplicate Sid (Read)");
        String override =
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"Read\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";
        assertThat(Invokes.call(
                                token("iam/getPolicyDocument"),
                                Map.of("statements", List.of(statement), "overridePolicyDocuments", List.of(override)),
                                "eu-central-1")
                        .get("minifiedJson"))
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Read\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
    }
}
