package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;

/** Resources that exist in every account without being created. */
class PredefinedTest {

    private static final Map<String, Object> DATABASE = Map.of(
            "instanceClass",
            "db.t4g.micro",
            "allocatedStorage",
            20,
            "username",
            "app",
            "manageMasterUserPassword",
            true,
            "skipFinalSnapshot",
            true);

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Map<String, Object> database(String engine, String version, String parameterGroup) {
        Map<String, Object> inputs = new HashMap<>(DATABASE);
        inputs.putAll(Map.of("engine", engine, "engineVersion", version, "parameterGroupName", parameterGroup));
        return inputs;
    }

    private ReadResponse read(String type, String id) {
        return cloud.provider.read(ReadRequest.newBuilder()
                .setUrn(TestCloud.urn(type, "existing"))
                .setId(id)
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, 16, default.postgres16",
        "mysql, 8.0.46, default.mysql8.0",
        "mariadb, 10.11.6, default.mariadb10.11"
    })
    void aDatabaseTakesADefaultParameterGroup(String engine, String version, String group) {
        Made database = cloud.create("aws:rds/instance:Instance", "one", database(engine, version, group));

        assertThat(database.text("parameterGroupName")).isEqualTo(group);
        // An update checks the references again.
        Map<String, Object> inputs = database(engine, version, group);
        inputs.put("backupRetentionPeriod", 7);
        assertThat(cloud.update(database, inputs).get("backupRetentionPeriod")).isEqualTo(7L);
    }

    @Test
    void aDatabaseWithoutAParameterGroupCanBeUpdated() {
        Map<String, Object> inputs = new HashMap<>(DATABASE);
        inputs.putAll(Map.of("engine", "postgres", "engineVersion", "16.9"));
        Made database = cloud.create("aws:rds/instance:Instance", "one", inputs);
        inputs.put("backupRetentionPeriod", 7);

        assertThat(cloud.update(database, inputs).text("parameterGroupName")).isEqualTo("default.postgres16");
    }

    @Test
    void rejectsADefaultParameterGroupOfAnotherOrAnUnknownFamily() {
        assertThat(TestCloud.refusal(() -> cloud.create(
                        "aws:rds/instance:Instance", "one", database("postgres", "16.9", "default.postgres15"))))
                .contains("DBParameterGroupFamily postgres15 can't be used");
        assertThat(TestCloud.refusal(() -> cloud.create(
                        "aws:rds/instance:Instance", "one", database("postgres", "16.9", "default.redis7"))))
                .contains("'default.redis7' named by 'parameterGroupName' does not exist");
    }

    @ParameterizedTest
    @CsvSource({
        "redis, 7.1, default.redis7",
        "redis, 6.2, default.redis6.x",
        "valkey, 8.0, default.valkey8",
        "redis, 7.1, default.redis7.cluster.on"
    })
    void aCacheTakesADefaultParameterGroup(String engine, String version, String group) {
        Made cache = cloud.create(
                "aws:elasticache/replicationGroup:ReplicationGroup",
                "one",
                Map.of(
                        "description",
                        "one",
                        "engine",
                        engine,
                        "engineVersion",
                        version,
                        "nodeType",
                        "cache.t4g.micro",
                        "parameterGroupName",
                        group,
                        "subnetGroupName",
                        "default"));

        assertThat(cache.text("parameterGroupName")).isEqualTo(group);
    }

    @Test
    void theDefaultNetworkTakesResources() {
        Made vpc = cloud.create("aws:ec2/defaultVpc:DefaultVpc", "default", Map.of());
        Made subnet =
                cloud.create("aws:ec2/defaultSubnet:DefaultSubnet", "a", Map.of("availabilityZone", "eu-central-1a"));
        Made other =
                cloud.create("aws:ec2/defaultSubnet:DefaultSubnet", "b", Map.of("availabilityZone", "eu-central-1b"));
        Made group = cloud.create("aws:ec2/securityGroup:SecurityGroup", "web", Map.of("vpcId", vpc.id()));

        Made balancer = cloud.create(
                "aws:lb/loadBalancer:LoadBalancer",
                "web",
                Map.of("subnets", List.of(subnet.id(), other.id()), "securityGroups", List.of(group.id())));

        assertThat(vpc.text("cidrBlock")).isEqualTo("172.31.0.0/16");
        assertThat(subnet.text("vpcId")).isEqualTo(vpc.id());
        assertThat(subnet.id()).matches("subnet-[0-9a-f]{17}").isNotEqualTo(other.id());
        assertThat(balancer.text("vpcId")).isEqualTo(vpc.id());
        assertThat(TestCloud.refusal(() -> cloud.create(
                        "aws:ec2/defaultSubnet:DefaultSubnet", "x", Map.of("availabilityZone", "eu-central-1x"))))
                .contains("no default subnet in eu-central-1x");
        // Each region has its own.
        Made elsewhere = cloud.create(
                cloud.connect(Map.of("region", "eu-west-1")), "aws:ec2/defaultVpc:DefaultVpc", "default-2", Map.of());
        assertThat(elsewhere.id()).isNotEqualTo(vpc.id());
    }

    @ParameterizedTest
    @CsvSource({
        "aws:iam/policy:Policy, arn:aws:iam::aws:policy/ReadOnlyAccess, name, ReadOnlyAccess",
        "aws:iam/policy:Policy, arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole, path, /service-role/",
        "aws:iam/role:Role, AWSServiceRoleForRDS, name, AWSServiceRoleForRDS",
        "aws:kms/alias:Alias, alias/aws/s3, name, alias/aws/s3",
        "aws:rds/parameterGroup:ParameterGroup, default.postgres16, family, postgres16",
        "aws:elasticache/parameterGroup:ParameterGroup, default.valkey8, family, valkey8",
        "aws:elasticache/user:User, default, userName, default",
        "aws:cloudwatch/eventBus:EventBus, default, arn, arn:aws:events:eu-central-1:123456789012:event-bus/default",
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy, 67f7725c-6f97-4210-82d7-5512b31e9d03, id, 67f7725c-6f97-4210-82d7-5512b31e9d03",
        "aws:rds/subnetGroup:SubnetGroup, default, name, default"
    })
    void readsResourcesThatEveryAccountHas(String type, String id, String property, String value) {
        ReadResponse found = read(type, id);

        assertThat(found.getId()).isEqualTo(id);
        assertThat(Values.fromStruct(found.getProperties())).containsEntry(property, value);
        assertThat(cloud.simulator.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "aws:iam/policy:Policy, arn:aws:iam::123456789012:policy/Mine",
        "aws:iam/role:Role, mine",
        "aws:kms/alias:Alias, alias/mine",
        "aws:rds/parameterGroup:ParameterGroup, mine",
        "aws:ec2/vpc:Vpc, vpc-0123456789abcdef0"
    })
    void otherResourcesDoNotExist(String type, String id) {
        assertThat(read(type, id).getId()).isEmpty();
    }

    @Test
    void aRoleTakesAnAwsManagedPolicyAndAKeyAliasIsAKey() {
        Made bucket = cloud.create("aws:s3/bucketV2:BucketV2", "files", Map.of());
        cloud.create(
                "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                "files",
                Map.of(
                        "bucket",
                        bucket.id(),
                        "rules",
                        List.of(Map.of(
                                "applyServerSideEncryptionByDefault",
                                Map.of("sseAlgorithm", "aws:kms", "kmsMasterKeyId", "alias/aws/s3")))));
        assertThat(TestCloud.refusal(
                        () -> cloud.create("aws:sns/topic:Topic", "news", Map.of("kmsMasterKeyId", "alias/mine"))))
                .contains("'alias/mine' named by 'kmsMasterKeyId' does not exist");
        assertThat(cloud.create("aws:sns/topic:Topic", "news", Map.of("kmsMasterKeyId", "alias/aws/sns"))
                        .id())
                .startsWith("arn:aws:sns:eu-central-1:123456789012:news-");
    }
}
