package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import dev.plinth.simulator.cloud.Registry;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.ReadRequest;

/** Previews of resources that a real account made, with what the real provider leaves in a state. */
class StandInTest {

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String VPC = "aws:ec2/vpc:Vpc";
    private static final String IMAGE = "docker:index/image:Image";
    private static final String RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

    @SuppressWarnings("NullAway.Init") // JUnit calls open first.
    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(Simulator.standingIn(
                folder.resolve("cloud.db"),
                (type, id) ->
                        id.equals("vpc-known") ? Optional.of(Map.of("cidrBlock", "10.1.0.0/16")) : Optional.empty()));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static TestCloud.Made made(String type, Map<String, Object> inputs, Map<String, Object> state) {
        return new TestCloud.Made(type, "one", "id-of-aws", Values.toStruct(inputs), Values.toStruct(state));
    }

    @Test
    void ignoresInputsThatTheRealProviderAdds() {
        TestCloud.Made bucket = made(
                BUCKET,
                Map.of(
                        "bucket", "uploads-1a2b3c4",
                        "forceDestroy", false,
                        "tags", Map.of("team", "web"),
                        "tagsAll", Map.of("team", "web"),
                        "__defaults", List.of("bucket", "forceDestroy")),
                Map.of("bucket", "uploads-1a2b3c4", "tagsAll", Map.of("team", "web")));

        DiffResponse same = cloud.diff(bucket, Map.of("tags", Map.of("team", "web")));
        assertThat(same.getChanges()).isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);

        DiffResponse other = cloud.diff(bucket, Map.of("tags", Map.of("team", "api")));
        assertThat(other.getDetailedDiffMap()).containsOnlyKeys("tags.team", "tagsAll.team");
        assertThat(other.getReplacesList()).isEmpty();
    }

    @Test
    void theDigestOfAnImagesFilesStaysAsItWas() {
        TestCloud.Made image = made(
                IMAGE,
                Map.of("imageName", "shop:1", "build", Map.of("context", "api", "contextDigest", "0a1b")),
                Map.of());

        assertThat(cloud.diff(image, Map.of("imageName", "shop:1", "build", Map.of("context", "api")))
                        .getChanges())
                .isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
    }

    @Test
    void ignoresRemovedValuesAndKeepsThemUnknown() {
        TestCloud.Made instance = made(
                INSTANCE,
                Map.of("identifier", "one", "engine", "postgres", "password", Values.REMOVED),
                Map.of("identifier", "one", "engine", "postgres", "password", Values.REMOVED));

        assertThat(cloud.diff(instance, Map.of("identifier", "one", "engine", "postgres", "password", "another"))
                        .getChanges())
                .isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
        assertThat(cloud.diff(instance, Map.of("identifier", "one", "engine", "mysql", "password", "another"))
                        .getReplacesList())
                .containsExactly("engine");
    }

    @Test
    void computedOutputsOfARealAccountStayInAPreview() {
        Map<String, Object> inputs =
                Map.of("identifier", "one", "engine", "postgres", "backupRetentionPeriod", 7, "engineVersion", "16.9");
        Map<String, Object> state = Map.of(
                "identifier", "one",
                "arn", "arn:aws:rds:eu-central-1:210987654321:db:one",
                "endpoint", "one.c9akciq32.eu-central-1.rds.amazonaws.com:5432",
                "engineVersionActual", "16.9",
                "backupRetentionPeriod", 7);
        TestCloud.Made instance = made(INSTANCE, inputs, state);

        Map<String, Object> after = cloud.preview(
                instance,
                Map.of(
                        "identifier",
                        "two",
                        "engine",
                        "postgres",
                        "backupRetentionPeriod",
                        9,
                        "engineVersion",
                        "16.10"));

        assertThat(after)
                .containsEntry("arn", "arn:aws:rds:eu-central-1:210987654321:db:one")
                .containsEntry("endpoint", "one.c9akciq32.eu-central-1.rds.amazonaws.com:5432")
                .containsEntry("engineVersionActual", "16.9")
                .containsEntry("identifier", "two")
                .containsEntry("backupRetentionPeriod", 9L);
    }

    @Test
    void everyAccountIsAllowed() {
        assertThat(cloud.connect(Map.of("region", "eu-west-1", "allowedAccountIds", List.of("210987654321"))))
                .isNotNull();
    }

    @Test
    void readsRecordedResourcesAndUnknownOthers() {
        ReadRequest.Builder request = ReadRequest.newBuilder().setUrn(TestCloud.urn(VPC, "shared"));

        Struct known = cloud.provider.read(request.setId("vpc-known").build()).getProperties();
        assertThat(Values.fromStruct(known)).containsEntry("cidrBlock", "10.1.0.0/16");

        Struct other = cloud.provider.read(request.setId("vpc-other").build()).getProperties();
        assertThat(Values.fromStruct(other)).containsEntry("id", "vpc-other").containsEntry("cidrBlock", Unknown.VALUE);
    }

    @Test
    void aRuleIsReplacedWhenAnotherKindOfSourceComes() {
        TestCloud.Made rule =
                made(RULE, Map.of("securityGroupId", "sg-1", "ipProtocol", "tcp", "cidrIpv4", "10.0.0.0/8"), Map.of());

        assertThat(cloud.diff(rule, Map.of("securityGroupId", "sg-1", "ipProtocol", "tcp", "cidrIpv4", "10.1.0.0/16"))
                        .getReplacesList())
                .isEmpty();
        assertThat(cloud.diff(
                                rule,
                                Map.of(
                                        "securityGroupId",
                                        "sg-1",
                                        "ipProtocol",
                                        "tcp",
                                        "referencedSecurityGroupId",
                                        "sg-2"))
                        .getReplacesList())
                .containsExactlyInAnyOrder("cidrIpv4", "referencedSecurityGroupId");
    }

    @ParameterizedTest
    @CsvSource({
        "aws:ec2/vpc:Vpc, cidrBlock, '', true",
        "aws:ec2/vpc:Vpc, instanceTenancy, '', false",
        "aws:elasticache/replicationGroup:ReplicationGroup, engineVersion, '', true",
        "aws:elasticache/replicationGroup:ReplicationGroup, nodeType, '', true",
        "aws:lb/loadBalancer:LoadBalancer, subnets, '', true",
        "aws:lb/loadBalancer:LoadBalancer, subnets, application, true",
        "aws:lb/loadBalancer:LoadBalancer, subnets, network, false",
        "aws:sqs/queue:Queue, fifoQueue, '', true",
        "aws:kinesis/stream:Stream, kmsKeyId, '', false",
        "aws:kinesis/stream:Stream, tags.team, '', true"
    })
    void replacementIsKnownOfWhatTheTableHas(String type, String path, String kind, boolean known) {
        Registry registry = Simulator.registry();

        assertThat(registry.knowsReplacement(
                        type, path, input -> kind.isEmpty() ? Optional.empty() : Optional.of(kind)))
                .isEqualTo(known);
    }
}
