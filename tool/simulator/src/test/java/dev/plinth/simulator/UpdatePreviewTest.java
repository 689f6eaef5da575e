package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.value.Unknown;
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

/** Known and unknown outputs in the preview of an update, as in the providers' own previews. */
class UpdatePreviewTest {

    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final Map<String, Object> FUNCTION =
            Map.of("name", "worker", "role", "arn:aws:iam::123456789012:role/worker", "memorySize", 128);

    @SuppressWarnings("NullAway.Init") // JUnit calls open first.
    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Map<String, Object> with(Map<String, Object> inputs, Map<String, Object> more) {
        Map<String, Object> result = new LinkedHashMap<>(inputs);
        result.putAll(more);
        return result;
    }

    @Test
    void anUnknownInputLeavesComputedOutputsAsTheyAre() {
        Map<String, Object> inputs = new Landscape(cloud).database(Map.of());
        Made database = cloud.create(INSTANCE, "database", inputs);

        Map<String, Object> previewed =
                cloud.preview(database, with(inputs, Map.of("finalSnapshotIdentifier", Unknown.VALUE)));

        assertThat(previewed).containsEntry("finalSnapshotIdentifier", Unknown.VALUE);
        for (String output :
                List.of("arn", "address", "endpoint", "resourceId", "engineVersionActual", "hostedZoneId", "tagsAll")) {
            assertThat(previewed).containsEntry(output, database.get(output));
        }
    }

    @Test
    void aKnownInputLeavesComputedOutputsAsTheyAreUntilItIsApplied() {
        Map<String, Object> inputs = new Landscape(cloud).database(Map.of("port", 5432));
        Made database = cloud.create(INSTANCE, "database", inputs);
        Map<String, Object> moved = with(inputs, Map.of("port", 5433));

        assertThat(cloud.preview(database, moved))
                .containsEntry("port", 5433L)
                .containsEntry("endpoint", database.get("endpoint"));
        assertThat(cloud.update(database, moved).text("endpoint")).endsWith(":5433");
    }

    @Test
    void allTagsAreUnknownWhenOneTagIs() {
        Made topic = cloud.create("aws:sns/topic:Topic", "topic", Map.of("tags", Map.of("team", "web")));

        assertThat(cloud.preview(topic, Map.of("tags", Map.of("team", "web", "owner", Unknown.VALUE))))
                .containsEntry("tags", Map.of("team", "web", "owner", Unknown.VALUE))
                .containsEntry("tagsAll", Unknown.VALUE)
                .containsEntry("arn", topic.get("arn"));
        assertThat(cloud.preview(topic, Map.of("tags", Map.of("team", "api"))))
                .containsEntry("tagsAll", Map.of("team", "api"));
    }

    @Test
    void thePreviewShowsTheStateNotTheCloud() {
        Made topic = cloud.create("aws:sns/topic:Topic", "topic", Map.of("displayName", "one"));
        cloud.delete(topic);

        assertThat(cloud.preview(topic, Map.of("displayName", "two")))
                .containsEntry("displayName", "two")
                .containsEntry("arn", topic.get("arn"));
    }

    @ParameterizedTest
    @CsvSource({
        "publish, memorySize, 256, version, true",
        "publish, memorySize, 256, qualifiedArn, true",
        "publish, memorySize, 256, lastModified, false",
        "publish, sourceCodeHash, abc, lastModified, true",
        "publish, reservedConcurrentExecutions, 2, version, false",
        "'', memorySize, 256, version, false",
        "'', sourceCodeHash, abc, qualifiedArn, false",
        "publish, memorySize, 256, arn, false"
    })
    void aFunctionsVersionIsUnknownWhereItIsPublished(
            String publish, String input, String value, String output, boolean unknown) {
        Map<String, Object> inputs = with(FUNCTION, Map.of("publish", !publish.isEmpty()));
        Made function = cloud.createUnchecked("aws:lambda/function:Function", "worker", inputs);
        Object changed = value.matches("\\d+") ? Long.valueOf(value) : value;

        assertThat(cloud.preview(function, with(inputs, Map.of(input, changed))))
                .containsEntry(output, unknown ? Unknown.VALUE : function.get(output));
    }

    @ParameterizedTest
    @CsvSource({
        "aws:ssm/parameter:Parameter, value, version",
        "aws:s3/bucketObjectv2:BucketObjectv2, content, versionId",
        "aws:ec2/launchTemplate:LaunchTemplate, instanceType, latestVersion",
        "aws:ssm/document:Document, content, latestVersion"
    })
    void aVersionIsUnknownWhenItsContentChanges(String type, String content, String version) {
        cloud.create("aws:s3/bucketV2:BucketV2", "bucket", Map.of("bucket", "one-bucket"));
        Map<String, Object> base =
                Map.of("name", "one", "type", "String", "bucket", "one-bucket", "documentType", "Command");
        Map<String, Object> inputs = with(base, Map.of(content, "a", "description", "one"));
        Made made = cloud.createUnchecked(type, "one", inputs);

        assertThat(cloud.preview(made, with(inputs, Map.of(content, "b")))).containsEntry(version, Unknown.VALUE);
        assertThat(cloud.preview(made, with(inputs, Map.of("description", "two")))
                        .get(version))
                .isNotEqualTo(Unknown.VALUE);
    }

    @Test
    void membersOfACacheAreUnknownWhenTheirNumberChanges() {
        Map<String, Object> inputs =
                Map.of("description", "cache", "engine", "redis", "nodeType", "cache.t4g.small", "numCacheClusters", 2);
        Made cache = cloud.create("aws:elasticache/replicationGroup:ReplicationGroup", "cache", inputs);

        assertThat(cloud.preview(cache, with(inputs, Map.of("numCacheClusters", 3))))
                .containsEntry("memberClusters", Unknown.VALUE)
                .containsEntry("primaryEndpointAddress", cache.get("primaryEndpointAddress"));
        assertThat(cloud.preview(cache, with(inputs, Map.of("description", "two"))))
                .containsEntry("memberClusters", cache.get("memberClusters"));
    }

    @Test
    void anImageThatIsNotBuiltInAPreviewHasNoDigestInIt() {
        Map<String, Object> inputs = Map.of("imageName", "registry.example.com/shop:1", "skipPush", true);
        Made image = cloud.create("docker:index/image:Image", "image", inputs);

        assertThat(cloud.preview(image, with(inputs, Map.of("imageName", "registry.example.com/shop:2"))))
                .containsEntry("imageName", "registry.example.com/shop:2")
                .containsEntry("repoDigest", Unknown.VALUE);
    }
}
