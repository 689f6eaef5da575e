package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.fault.Fault;
import dev.plinth.simulator.invoke.Invokes;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Provider.CreateRequest;

class SimulatorTest {

    private static final String VPC = "aws:ec2/vpc:Vpc";

    @Test
    void keepsResourcesAfterTheProcess(@TempDir Path folder) {
        Made vpc;
        try (TestCloud cloud = new TestCloud(folder)) {
            vpc = cloud.create(VPC, "network", Map.of("cidrBlock", "10.0.0.0/16"));
        }
        try (TestCloud again = new TestCloud(folder)) {
            assertThat(again.simulator.list()).extracting(SimulatedResource::id).containsExactly(vpc.id());
            again.simulator.reset();
            assertThat(again.simulator.list()).isEmpty();
        }
    }

    @Test
    void aRejectedCreationLeavesNoResource(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            refusal(() -> cloud.create(
                    "aws:ec2/subnet:Subnet", "lost", Map.of("vpcId", "vpc-1", "cidrBlock", "10.0.0.0/24")));
            assertThat(cloud.simulator.list()).isEmpty();
        }
    }

    @Test
    void operationsMayRunAtTheSameTime(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            IntStream.range(0, 40).parallel().forEach(i -> cloud.create("aws:sns/topic:Topic", "topic-" + i, Map.of()));
            assertThat(cloud.simulator.list()).hasSize(40);
        }
    }

    @Test
    void driftIsSeenByARefresh(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            Made vpc = cloud.create(VPC, "network", Map.of("cidrBlock", "10.0.0.0/16", "tags", Map.of("Name", "a")));
            cloud.simulator.set(vpc.id(), "tags.Name", "b");
            cloud.simulator.set(vpc.urn(), "enableDnsHostnames", "true");
            Map<String, Object> inputs = Values.fromStruct(cloud.read(vpc).getInputs());
            assertThat(inputs).containsEntry("tags", Map.of("Name", "b")).containsEntry("enableDnsHostnames", true);

            assertThatThrownBy(() -> cloud.simulator.set(vpc.id(), "enableDnsHostname", "true"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("did you mean 'enableDnsHostnames'?");
            assertThatThrownBy(() -> cloud.simulator.set("vpc-0", "tags", "{}"))
                    .hasMessageContaining("no resource 'vpc-0'");

            cloud.simulator.delete(vpc.id());
            assertThat(cloud.read(vpc).getId()).isEmpty();
        }
    }

    @Test
    void faultsStrikeSoManyTimes(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            cloud.simulator.inject(Fault.of(Fault.Kind.THROTTLE, "aws:ec2/*", "net*", 2));
            Map<String, Object> inputs = Map.of("cidrBlock", "10.0.0.0/16");
            assertThat(refusal(() -> cloud.create(VPC, "network", inputs)))
                    .contains("creating EC2 VPC (network): ThrottlingException");
            cloud.create(VPC, "other", inputs);
            assertThat(cloud.simulator.faults()).extracting(Fault::remaining).containsExactly(1);
            refusal(() -> cloud.create(VPC, "network", inputs));
            assertThat(cloud.simulator.faults()).isEmpty();
            cloud.create(VPC, "network", inputs);
        }
    }

    @Test
    void aCrashLosesTheAnswerAndNotTheResource(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            cloud.simulator.inject(Fault.of(Fault.Kind.CRASH, VPC, "*", 1));
            assertThat(refusal(() -> cloud.create(VPC, "network", Map.of()))).contains("crashed");
            assertThat(refusal(() -> cloud.check(VPC, "network", Map.of()))).contains("crashed");
            assertThat(cloud.simulator.list()).hasSize(1);
            cloud.simulator.clearFaults();
            assertThat(cloud.check(VPC, "network", Map.of()).getFailuresCount()).isZero();
        }
    }

    @Test
    void aPreviewKnowsTheInputsAndMakesNothing(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            Map<String, Object> state = Values.fromStruct(cloud.provider
                    .create(CreateRequest.newBuilder()
                            .setUrn(TestCloud.urn(VPC, "network"))
                            .setPreview(true)
                            .setProperties(Values.toStruct(Map.of("cidrBlock", "10.0.0.0/16")))
                            .build())
                    .getProperties());
            assertThat(state)
                    .containsEntry("cidrBlock", "10.0.0.0/16")
                    .containsEntry("arn", Unknown.VALUE)
                    .containsEntry("enableDnsSupport", true);
            assertThat(cloud.simulator.list()).isEmpty();
        }
    }

    @Test
    void eachConnectionHasItsOwnRegionAndTags(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            var other = cloud.connect(Map.of("region", "eu-west-1", "defaultTags", "{\"tags\":{\"owner\":\"ops\"}}"));
            Made far = cloud.create(other, VPC, "far", Map.of("tags", Map.of("Name", "far")));
            Made near = cloud.create(VPC, "near", Map.of());
            assertThat(far.get("tagsAll")).isEqualTo(Map.of("owner", "ops", "Name", "far"));
            assertThat(far.text("arn")).startsWith("arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-");
            assertThat(near.get("tagsAll")).isEqualTo(Map.of());
            assertThat(near.text("arn")).contains(":eu-central-1:");
        }
    }

    @Test
    void functionsAnswerTheSameInEveryRun() {
        assertThat(Invokes.call(
                        "aws:index/getAvailabilityZones:getAvailabilityZones",
                        Map.of("state", "available"),
                        "eu-central-1"))
                .containsEntry("names", List.of("eu-central-1a", "eu-central-1b", "eu-central-1c"))
                .containsEntry("zoneIds", List.of("euc1-az1", "euc1-az2", "euc1-az3"));
        assertThat(Invokes.call(
                                "aws:iam/getPolicyDocument:getPolicyDocument",
                                Map.of(
                                        "statements",
                                        List.of(Map.of(
                                                "actions", List.of("s3:GetObject"),
                                                "resources", List.of("*"),
                                                "principals",
                                                        List.of(Map.of(
                                                                "type",
                                                                "Service",
                                                                "identifiers",
                                                                List.of("ecs.amazonaws.com"))),
                                                "conditions",
                                                        List.of(Map.of(
                                                                "test",
                                                                "Bool",
                                                                "variable",
                                                                "aws:SecureTransport",
                                                                "values",
                                                                List.of("true")))))),
                                "eu-central-1")
                        .get("minifiedJson"))
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\","
                                + "\"Principal\":{\"Service\":\"ecs.amazonaws.com\"},\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}}]}");
        assertThat(Values.strings(Invokes.call("cloudflare:index/getIpRanges:getIpRanges", Map.of(), "")
                        .get("ipv4Cidrs")))
                .hasSize(15);
        assertThatThrownBy(() -> Invokes.call("aws:index/getRegions:getRegion", Map.of(), "eu-central-1"))
                .hasMessageContaining("no function")
                .hasMessageContaining("did you mean 'aws:index/getRegion:getRegion'?");
    }
}
