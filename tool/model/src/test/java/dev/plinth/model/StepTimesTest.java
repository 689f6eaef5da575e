package dev.plinth.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.ResourceChange.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTimesTest {

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String CUSTOM = ", \"new\": {\"custom\": true}";

    private long seconds;
    private final StepTimes times =
            new StepTimes(() -> Duration.ofSeconds(seconds).toNanos());

    private void hear(long at, String event, String op, String type, String name, String more) {
        seconds = at;
        try {
            times.accept(new ObjectMapper()
                    .readTree("{\"%s\": {\"metadata\": {\"op\": \"%s\", \"urn\": \"%s\", \"type\": \"%s\"%s}}}"
                            .formatted(event, op, urn(type, name), type, more)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String urn(String type, String name) {
        return "urn:pulumi:staging::shop::" + type + "::" + name;
    }

    private void begin(long at, String op, String name) {
        hear(at, "resourcePreEvent", op, BUCKET, name, CUSTOM);
    }

    private void end(long at, String op, String name) {
        hear(at, "resOutputsEvent", op, BUCKET, name, CUSTOM);
    }

    @Test
    void measuresStepsThatOverlap() {
        begin(2, "create", "a");
        begin(3, "create", "b");
        end(10, "create", "a");
        end(12, "create", "b");

        assertThat(times.steps())
                .containsExactly(
                        new TimedStep(
                                urn(BUCKET, "a"),
                                BUCKET,
                                Operation.CREATE,
                                List.of(),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(8)),
                        new TimedStep(
                                urn(BUCKET, "b"),
                                BUCKET,
                                Operation.CREATE,
                                List.of(),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(9)));
    }

    @Test
    void namesTheFirstKeysThatAnUpdateChanges() {
        String diff = CUSTOM + ", \"detailedDiff\": {\"tags.a\": {}, \"tags.b\": {}, \"rules[0].days\": {}}";
        hear(1, "resourcePreEvent", "update", BUCKET, "a", diff);
        hear(2, "resOutputsEvent", "update", BUCKET, "a", diff);

        assertThat(times.steps()).singleElement().satisfies(step -> assertThat(step.changed())
                .containsExactly("rules", "tags"));
    }

    @Test
    void aReplacementIsACreationAndADeletion() {
        begin(1, "create-replacement", "a");
        end(5, "create-replacement", "a");
        begin(5, "replace", "a");
        end(6, "replace", "a");
        begin(7, "delete-replaced", "a");
        end(9, "delete-replaced", "a");

        assertThat(times.steps())
                .extracting(TimedStep::operation, step -> step.took().toSeconds())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Operation.CREATE, 4L),
                        org.assertj.core.groups.Tuple.tuple(Operation.DELETE, 2L));
        assertThat(times.deletedFirst()).isEmpty();
    }

    @Test
    void knowsWhatIsDeletedBeforeItIsReplaced() {
        begin(1, "delete-replaced", "a");
        begin(2, "replace", "a");
        begin(3, "create-replacement", "a");
        begin(4, "create-replacement", "b");
        begin(5, "delete-replaced", "b");

        assertThat(times.deletedFirst()).containsExactly(urn(BUCKET, "a"));
    }

    @Test
    void leavesOutWhatFailedWhatStaysAndWhatNoCloudWorksOn() {
        begin(1, "create", "failed");
        hear(2, "resOpFailedEvent", "create", BUCKET, "failed", CUSTOM);
        begin(1, "same", "same");
        end(2, "same", "same");
        String component = ", \"new\": {\"custom\": false}";
        hear(1, "resourcePreEvent", "create", "plinth:network:Network", "network", component);
        hear(2, "resOutputsEvent", "create", "plinth:network:Network", "network", component);
        hear(1, "resourcePreEvent", "create", "pulumi:providers:aws", "aws", CUSTOM);
        hear(2, "resOutputsEvent", "create", "pulumi:providers:aws", "aws", CUSTOM);
        end(2, "create", "never-begun");

        assertThat(times.steps()).isEmpty();
    }
}
