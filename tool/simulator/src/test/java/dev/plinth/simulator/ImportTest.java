package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;

/** Reads and imports of resources by another program than the one that created them. */
class ImportTest {

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private ReadResponse read(String type, String id) {
        return cloud.provider.read(ReadRequest.newBuilder()
                .setUrn(TestCloud.urn(type, "stranger"))
                .setId(id)
                .build());
    }

    /** The changes that an import of a resource makes, as the engine asks for them. */
    private DiffResponse imported(String type, ReadResponse found, Map<String, Object> inputs) {
        String urn = TestCloud.urn(type, "stranger");
        return cloud.provider.diff(DiffRequest.newBuilder()
                .setUrn(urn)
                .setId(found.getId())
                .setOlds(found.getProperties())
                .setOldInputs(found.getInputs())
                .setNews(cloud.provider
                        .check(CheckRequest.newBuilder()
                                .setUrn(urn)
                                .setOlds(found.getInputs())
                                .setNews(Values.toStruct(inputs))
                                .build())
                        .getInputs())
                .build());
    }

    @Test
    void everyResourceOfALandscapeIsImportedWithoutAChange() {
        Landscape landscape = new Landscape(cloud).grow();

        landscape.made.forEach((made, inputs) -> {
            ReadResponse found = read(made.type(), made.id());
            assertThat(found.getId()).as(made.urn()).isEqualTo(made.id());
            Map<String, Object> named = new LinkedHashMap<>(Values.fromStruct(made.inputs()));
            named.remove("__defaults");
            assertThat(imported(made.type(), found, named).getDetailedDiffMap())
                    .as(made.urn())
                    .isEmpty();
        });
    }

    @Test
    void anImportUnderAnotherNameDiffers() {
        Made bucket = cloud.create("aws:s3/bucketV2:BucketV2", "files", Map.of());
        ReadResponse found = read("aws:s3/bucketV2:BucketV2", bucket.id());

        assertThat(imported("aws:s3/bucketV2:BucketV2", found, Map.of()).getDiffsList())
                .containsExactly("bucket");
        assertThat(imported("aws:s3/bucketV2:BucketV2", found, Map.of("bucket", bucket.id()))
                        .getChanges())
                .isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
    }

    @Test
    void eachTypeIsFoundByTheIdThatTheProviderImports() {
        Landscape landscape = new Landscape(cloud);
        Made database = landscape.add(
                "aws:rds/instance:Instance", "database", landscape.database(Map.of("identifier", "shop")));
        Made role = landscape.role("task");
        Made attachment = cloud.create(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "task",
                Map.of("role", role.id(), "policyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        Made cluster = cloud.create("aws:ecs/cluster:Cluster", "cluster", Map.of("name", "main"));
        Made table = cloud.create("aws:ec2/routeTable:RouteTable", "routes", Map.of("vpcId", landscape.vpc.id()));
        Made route = cloud.create(
                "aws:ec2/route:Route",
                "internet",
                Map.of(
                        "routeTableId",
                        table.id(),
                        "destinationCidrBlock",
                        "0.0.0.0/0",
                        "gatewayId",
                        landscape.gateway.id()));
        Made association = cloud.create(
                "aws:ec2/routeTableAssociation:RouteTableAssociation",
                "a",
                Map.of(
                        "routeTableId",
                        table.id(),
                        "subnetId",
                        landscape.subnets.get(0).id()));

        assertThat(read(database.type(), "shop").getId()).isEqualTo(database.id());
        assertThat(read(attachment.type(), role.id() + "/arn:aws:iam::aws:policy/ReadOnlyAccess")
                        .getId())
                .isEqualTo(attachment.id());
        assertThat(read(cluster.type(), "main").getId()).isEqualTo(cluster.id());
        assertThat(read(route.type(), table.id() + "_0.0.0.0/0").getId()).isEqualTo(route.id());
        assertThat(read(association.type(), landscape.subnets.get(0).id() + "/" + table.id())
                        .getId())
                .isEqualTo(association.id());
        assertThat(read(role.type(), role.id()).getId()).isEqualTo(role.id());
    }

    @Test
    void aResourceThatDoesNotExistGivesAnEmptyAnswer() {
        ReadResponse nothing = read("aws:rds/instance:Instance", "shop");

        assertThat(nothing).isEqualTo(ReadResponse.getDefaultInstance());
    }

    @Test
    void theDefaultPartsOfAVpcAreRead() {
        Made vpc = cloud.create("aws:ec2/vpc:Vpc", "network", Map.of("cidrBlock", "10.0.0.0/16"));

        ReadResponse group = read("aws:ec2/securityGroup:SecurityGroup", vpc.text("defaultSecurityGroupId"));

        assertThat(group.getId()).isEqualTo(vpc.text("defaultSecurityGroupId"));
        assertThat(Values.fromStruct(group.getProperties()))
                .containsEntry("vpcId", vpc.id())
                .containsEntry("name", "default");
        assertThat(Values.fromStruct(read("aws:ec2/routeTable:RouteTable", vpc.text("mainRouteTableId"))
                        .getProperties()))
                .containsEntry("vpcId", vpc.id());
    }

    @Test
    void bothTypesOfABucketAreTheSameBucket() {
        Made bucket = cloud.create("aws:s3/bucket:Bucket", "files", Map.of("versioning", Map.of("enabled", true)));
        Made policy = cloud.create(
                "aws:s3/bucketPolicy:BucketPolicy",
                "files",
                Map.of(
                        "bucket",
                        bucket.id(),
                        "policy",
                        Map.of(
                                "Statement",
                                List.of(Map.of(
                                        "Effect",
                                        "Deny",
                                        "Principal",
                                        "*",
                                        "Action",
                                        "s3:*",
                                        "Resource",
                                        bucket.text("arn") + "/*")))));

        assertThat(bucket.id()).matches("files-[0-9a-f]{7}");
        assertThat(policy.id()).isEqualTo(bucket.id());
        assertThat(Values.fromStruct(
                        read("aws:s3/bucketV2:BucketV2", bucket.id()).getProperties()))
                .containsEntry("arn", bucket.text("arn"))
                .doesNotContainKey("versioning");
        assertThat(TestCloud.refusal(
                        () -> cloud.create("aws:s3/bucketV2:BucketV2", "again", Map.of("bucket", bucket.id()))))
                .contains("BucketAlreadyOwnedByYou");
    }

    @Test
    void bothNamesOfTheLoadBalancingTypesAreTheSameTypes() {
        Landscape landscape = new Landscape(cloud);
        Made group = cloud.create(
                "aws:alb/targetGroup:TargetGroup",
                "web",
                Map.of("port", 80, "protocol", "HTTP", "vpcId", landscape.vpc.id()));

        assertThat(read("aws:lb/targetGroup:TargetGroup", group.id()).getId()).isEqualTo(group.id());
        assertThat(cloud.diff(group, Map.of("port", 81, "protocol", "HTTP", "vpcId", landscape.vpc.id()))
                        .getReplacesList())
                .containsExactly("port");
    }

    @Test
    void anImportedResourceIsManaged() {
        ReadResponse found = read(
                "aws:ec2/vpc:Vpc",
                cloud.create("aws:ec2/defaultVpc:DefaultVpc", "default", Map.of())
                        .id());
        Made vpc = new Made("aws:ec2/vpc:Vpc", "mine", found.getId(), found.getInputs(), found.getProperties());

        Made updated = cloud.update(
                vpc, Map.of("cidrBlock", "172.31.0.0/16", "enableDnsHostnames", true, "tags", Map.of("a", "b")));

        assertThat(updated.get("tags")).isEqualTo(Map.of("a", "b"));
        assertThat(Values.fromStruct(read("aws:ec2/vpc:Vpc", vpc.id()).getProperties()))
                .containsEntry("tags", Map.of("a", "b"));
    }
}
