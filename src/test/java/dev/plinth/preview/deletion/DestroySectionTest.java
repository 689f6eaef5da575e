package dev.plinth.preview.deletion;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.preview.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestroySectionTest {

    private static GraphResource made(String type, String name, Map<String, ?> outputs) {
        return resource(type, name, outputs).withOutputs((ObjectValue) PropertyValue.of(outputs));
    }

    private static DestroySection section(List<Section.Finding> findings, GraphResource... deleted) {
        return DestroySection.of(
                change(
                        "staging",
                        Arrays.stream(deleted)
                                .map(resource -> new ResourceChange(
                                        ResourceChange.Operation.DELETE,
                                        Optional.of(resource),
                                        Optional.empty(),
                                        List.of(),
                                        List.of()))
                                .toArray(ResourceChange[]::new)),
                findings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    aws:rds/instance:Instance | finalSnapshotIdentifier=last | final snapshot last | false
                    aws:rds/instance:Instance | finalSnapshotIdentifier=last,skipFinalSnapshot=true | nothing | true
                    aws:rds/instance:Instance | deleteAutomatedBackups=false,backupRetentionPeriod=7 | automated backups for 7 days | false
                    aws:rds/instance:Instance | backupRetentionPeriod=7 | nothing | true
                    aws:dynamodb/table:Table | name=orders | nothing | true
                    aws:s3/bucketV2:BucketV2 | forceDestroy=true | nothing: its content is deleted first | true
                    aws:s3/bucketV2:BucketV2 | forceDestroy=false | nothing: it must be empty | false
                    aws:kms/key:Key | enabled=true | restorable for 30 days | false
                    aws:kms/key:Key | deletionWindowInDays=7 | restorable for 7 days | false
                    aws:secretsmanager/secret:Secret | recoveryWindowInDays=0 | nothing | true
                    aws:secretsmanager/secret:Secret | name=token | restorable for 30 days | false
                    docker:index/volume:Volume | name=data | nothing | true
                    supabase:index/project:Project | name=shop | nothing | true
                    aws:cloudwatch/logGroup:LogGroup | skipDestroy=true | the log group itself (skipDestroy) | false
                    """)
    void describesTheRemainsOfAStore(String type, String outputs, String words, boolean lost) {
        Map<String, Object> values = new TreeMap<>();
        for (String output : outputs.split(",", -1)) {
            String value = output.substring(output.indexOf('=') + 1);
            values.put(
                    output.substring(0, output.indexOf('=')),
                    value.matches("true|false")
                            ? (Object) Boolean.valueOf(value)
                            : value.matches("\\d+") ? (Object) Integer.valueOf(value) : value);
        }
        DeletedStore store = DeletedStore.of(made(type, "store", values));

        assertThat(store.words()).isEqualTo(words);
        assertThat(store.isLost()).isEqualTo(lost);
    }

    @Test
    void listsLostDataFirst() {
        DestroySection section = section(
                List.of(),
                made("aws:rds/instance:Instance", "kept", Map.of("finalSnapshotIdentifier", "last")),
                made("aws:dynamodb/table:Table", "orders", Map.of()),
                made("aws:cloudwatch/logGroup:LogGroup", "logs", Map.of()),
                made("pulumi:providers:aws", "aws", Map.of()));

        assertThat(section.summary())
                .isEqualTo("3 resources deleted, 0 kept in the cloud; 2 data stores, 1 without a remaining copy");
        assertThat(section.risk()).isEqualTo(Section.Risk.CRITICAL);
        JsonNode document = section.toJson();
        assertThat(document.path("stores"))
                .extracting(store -> store.path("lost").asBoolean())
                .containsExactly(true, true, false);
        assertThat(section.blocks().get(0).toString())
                .contains("orders", "kept")
                .doesNotContain("logs");
        assertThat(section.blocks().get(1).toString()).contains("LogGroup 1", "logs");
    }

    @Test
    void leavesOutARecreatableVolume() {
        Object label = Map.of("label", "dev.plinth.content", "value", "recreatable");
        DestroySection section = section(
                List.of(),
                made("docker:index/volume:Volume", "files", Map.of("labels", List.of(label))),
                made("docker:index/volume:Volume", "data", Map.of()));

        assertThat(section.summary()).contains("1 data store, 1 without a remaining copy");
    }

    @Test
    void reportsObstacles() {
        DestroySection section = section(
                List.of(new Section.Finding("urn", "files: BucketNotEmpty", "delete its objects")),
                made("aws:sqs/queue:Queue", "jobs", Map.of()));

        assertThat(section.summary()).endsWith("; 1 obstacle");
        assertThat(section.findings()).hasSize(1);
        assertThat(section.toJson().at("/findings/0/remedy").asText()).isEqualTo("delete its objects");
    }
}
