package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulumirpc.Provider.DiffResponse;

/** Classification of changes by the provider: none, update or replacement. */
class DiffTest {

    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
    private static final String POLICY = "aws:iam/policy:Policy";

    private TestCloud cloud;
    private Landscape landscape;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        landscape = new Landscape(cloud);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Map<String, Object> with(Map<String, Object> inputs, String property, Object value) {
        Map<String, Object> result = new LinkedHashMap<>(inputs);
        result.put(property, value);
        return result;
    }

    private static Map<String, Object> without(Map<String, Object> inputs, String property) {
        Map<String, Object> result = new LinkedHashMap<>(inputs);
        result.remove(property);
        return result;
    }

    private static Map<String, Object> cache(Map<String, Object> more) {
        Map<String, Object> inputs =
                new LinkedHashMap<>(Map.of("description", "cache", "engine", "redis", "nodeType", "cache.t4g.small"));
        inputs.putAll(more);
        return inputs;
    }

    @ParameterizedTest
    @CsvSource({
        "availabilityZone, eu-central-1a",
        "backupWindow, 01:00-02:00",
        "maintenanceWindow, sun:03:00-sun:04:00",
        "caCertIdentifier, rds-ca-rsa2048-g1",
        "storageType, gp3",
        "engineVersion, 16.9",
        "licenseModel, postgresql-license",
        "networkType, IPV4",
        "dbName, orders",
        "kmsKeyId, ''",
        "characterSetName, ''"
    })
    void removingAnOptionalPropertyThatIsComputedChangesNothing(String property, String value) {
        Map<String, Object> inputs = without(landscape.database(Map.of()), "parameterGroupName");
        Map<String, Object> given = value.isEmpty() ? inputs : with(inputs, property, value);
        Made database = cloud.create(INSTANCE, "database", given);

        assertThat(cloud.diff(database, without(given, property)).getChanges())
                .isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
        if (!value.isEmpty()) {
            assertThat(cloud.update(database, without(given, property)).text(property))
                    .isEqualTo(value);
        }
    }

    @Test
    void aJsonTextComparesByItsMeaning() {
        String text =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}";
        String same =
                "{ \"Statement\": [ {\"Resource\": \"*\", \"Effect\": \"Allow\", \"Action\": \"s3:GetObject\"} ],\n \"Version\": \"2012-10-17\" }";
        Made policy = cloud.create(POLICY, "policy", Map.of("policy", text));

        assertThat(cloud.diff(policy, Map.of("policy", same)).getChanges())
                .isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
        assertThat(cloud.diff(policy, Map.of("policy", text.replace("GetObject", "PutObject")))
                        .getDiffsList())
                .containsExactly("policy");
    }

    @Test
    void aSetHasNoOrderAndAListHas() {
        List<String> subnets = landscape.subnetIds();
        Made group = cloud.create("aws:rds/subnetGroup:SubnetGroup", "group", Map.of("subnetIds", subnets));
        Map<String, Object> reversed = Map.of("subnetIds", List.of(subnets.get(1), subnets.get(0)));
        assertThat(cloud.diff(group, reversed).getChanges()).isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
        assertThat(cloud.diff(group, Map.of("subnetIds", subnets.subList(0, 1))).getDiffsList())
                .containsExactly("subnetIds");

        Map<String, Object> zones = cache(
                Map.of("numCacheClusters", 2, "preferredCacheClusterAzs", List.of("eu-central-1a", "eu-central-1b")));
        Made cache = cloud.create(CACHE, "cache", zones);
        assertThat(cloud.diff(cache, with(zones, "preferredCacheClusterAzs", List.of("eu-central-1b", "eu-central-1a")))
                        .getDiffsList())
                .containsExactly("preferredCacheClusterAzs");
    }

    @Test
    void anOlderVersionReplacesACacheAndIsRejectedForADatabase() {
        Made cache = cloud.create(CACHE, "cache", cache(Map.of("engineVersion", "7.1")));
        assertThat(cloud.diff(cache, cache(Map.of("engineVersion", "7.0"))).getReplacesList())
                .containsExactly("engineVersion");
        assertThat(cloud.diff(cache, cache(Map.of("engine", "valkey", "engineVersion", "8.0")))
                        .getReplacesList())
                .isEmpty();
        Made valkey = cloud.create(CACHE, "valkey", cache(Map.of("engine", "valkey", "engineVersion", "8.0")));
        assertThat(cloud.diff(valkey, cache(Map.of("engineVersion", "7.1"))).getReplacesList())
                .contains("engine");

        Made database = cloud.create(INSTANCE, "database", landscape.database(Map.of("engineVersion", "16.10")));
        assertThat(refusal(() -> cloud.update(database, landscape.database(Map.of("engineVersion", "16.9")))))
                .contains("InvalidParameterCombination")
                .contains("Cannot upgrade postgres from 16.10 to 16.9");
    }

    @Test
    void failoverNeedsTwoNodesOnAnUpdateToo() {
        Map<String, Object> two = cache(Map.of("numCacheClusters", 2, "automaticFailoverEnabled", true));
        Made cache = cloud.create(CACHE, "cache", two);
        assertThat(refusal(() -> cloud.update(cache, with(two, "numCacheClusters", 1))))
                .contains("InvalidParameterCombination")
                .contains("one node");

        Map<String, Object> replicas =
                cache(Map.of("numNodeGroups", 1, "replicasPerNodeGroup", 1, "automaticFailoverEnabled", true));
        Made other = cloud.create(CACHE, "other", replicas);
        assertThat(refusal(() -> cloud.update(other, with(replicas, "replicasPerNodeGroup", 0))))
                .contains("one node");
        assertThat(cloud.update(other, with(replicas, "replicasPerNodeGroup", 2))
                        .get("numCacheClusters"))
                .isEqualTo(3L);
    }

    @Test
    void rejectsInvalidTags() {
        String role = "aws:iam/role:Role";
        Map<String, Object> inputs = Map.of(
                "assumeRolePolicy",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}");
        assertThat(failures(role, with(inputs, "tags", Map.of("team", "a", "Team", "b"))))
                .contains("InvalidInput: duplicate tag keys");
        assertThat(failures("aws:ec2/vpc:Vpc", Map.of("cidrBlock", "10.0.0.0/16", "tags", Map.of("aws:a", "b"))))
                .contains("InvalidParameterValue: the prefix aws: is reserved");
        assertThat(failures("aws:s3/bucketV2:BucketV2", Map.of("tags", Map.of("cost", "R&D"))))
                .contains("InvalidTag: expected letters");
        assertThat(failures("aws:s3/bucketV2:BucketV2", Map.of("tags", Map.of("team", "a", "Team", "b: c/d @ e"))))
                .isEmpty();
    }

    private String failures(String type, Map<String, Object> inputs) {
        return cloud.check(type, "tagged", inputs).getFailuresList().stream()
                .map(failure -> failure.getReason())
                .findFirst()
                .orElse("");
    }
}
