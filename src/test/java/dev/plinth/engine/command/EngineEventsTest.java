package dev.plinth.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events in the form in which the engine sends them. */
class EngineEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "urn:pulumi:staging::shop::aws:s3/bucketV2:BucketV2::";

    private final List<String> started = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final EngineEvents events = new EngineEvents(
            step -> started.add(step.op() + " " + step.name()), step -> done.add(step.op() + " " + step.name()));

    private void hear(String event) {
        try {
            events.accept(JSON.readTree(event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String metadata(String op, String name, String more) {
        return "{\"metadata\": {\"op\": \"%s\", \"urn\": \"%s%s\", \"type\": \"aws:s3/bucketV2:BucketV2\"%s}}"
                .formatted(op, PREFIX, name, more);
    }

    private void before(String op, String name, String more) {
        hear("{\"sequence\": 1, \"timestamp\": 1, \"resourcePreEvent\": " + metadata(op, name, more) + "}");
    }

    private void after(String op, String name, String more) {
        hear("{\"resOutputsEvent\": " + metadata(op, name, more) + "}");
    }

    @Test
    void readsACreate() {
        before("create", "assets", ", \"new\": {\"inputs\": {}}, \"diffs\": null, \"detailedDiff\": null");
        after("create", "assets", "");

        assertThat(events.steps())
                .containsExactly(new Step(
                        "create", PREFIX + "assets", "aws:s3/bucketV2:BucketV2", "assets", List.of(), List.of()));
        assertThat(started).containsExactly("create assets");
        assertThat(done).containsExactly("create assets");
    }

    @Test
    void readsWhatAnUpdateChanges() {
        before(
                "update",
                "assets",
                """
                , "diffs": ["tags"], "detailedDiff": {
                    "tags.owner": {"diffKind": "update", "inputDiff": true},
                    "tags[\\"cost.center\\"]": {"diffKind": "add", "inputDiff": true},
                    "forceDestroy": {"diffKind": "update", "inputDiff": true}}
                """);

        assertThat(events.steps()).singleElement().satisfies(step -> {
            assertThat(step.op()).isEqualTo("update");
            assertThat(step.isChange()).isTrue();
            assertThat(step.changedPaths()).containsExactly("forceDestroy", "tags.owner", "tags[\"cost.center\"]");
        });
    }

    @Test
    void fallsBackToTheCoarseDiff() {
        before("update", "assets", ", \"diffs\": [\"tags\", \"acl\"], \"detailedDiff\": {}");

        assertThat(events.steps()).singleElement().satisfies(step -> assertThat(step.changedPaths())
                .containsExactly("acl", "tags"));
    }

    /** The engine tells a replacement as three steps of one resource, in this order, and of each its end. */
    @Test
    void makesOneStepOfAReplacement() {
        String keys = ", \"keys\": [\"bucketPrefix\", \"bucket\"], \"diffs\": [\"bucket\"]";
        for (String op : List.of("create-replacement", "replace", "delete-replaced")) {
            before(op, "assets", keys);
            after(op, "assets", keys);
        }

        assertThat(events.steps()).singleElement().satisfies(step -> {
            assertThat(step.op()).isEqualTo("replace");
            assertThat(step.replaceKeys()).containsExactly("bucket", "bucketPrefix");
            assertThat(step.isChange()).isTrue();
        });
    }

    @Test
    void makesOneStepOfAReplacementThatDeletesFirst() {
        for (String op : List.of("delete-replaced", "replace", "create-replacement")) {
            before(op, "assets", ", \"keys\": [\"bucket\"]");
        }

        assertThat(events.steps()).singleElement().satisfies(step -> assertThat(step.op())
                .isEqualTo("replace"));
    }

    @Test
    void keepsTheStatesOfTheStepThatCounts() {
        String state = "{\"urn\": \"" + PREFIX
                + "assets\", \"type\": \"aws:s3/bucketV2:BucketV2\", \"protect\": true, \"inputs\": {\"bucket\": \"%s\", "
                + "\"token\": {\"4dabf18193072939515e22adb298388d\": \"1b47061264138c4ac30d75fd1eb44270\", "
                + "\"ciphertext\": \"[secret]\"}}}";
        String old = ", \"old\": " + state.formatted("a");
        String both = old + ", \"new\": " + state.formatted("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
        before("create-replacement", "assets", both);
        before("replace", "assets", both + ", \"keys\": [\"bucket\"], \"detailedDiff\": {\"bucket\": {}}");
        before("delete-replaced", "assets", old);

        assertThat(events.resourceChanges()).singleElement().satisfies(change -> {
            assertThat(change.operation()).isEqualTo(ResourceChange.Operation.REPLACE);
            assertThat(change.replaceKeys()).containsExactly("bucket");
            assertThat(change.changedPaths()).containsExactly("bucket");
            assertThat(change.before("bucket").asText()).contains("a");
            assertThat(change.after("bucket").isUnknown()).isTrue();
            assertThat(change.after("token").describe()).isEqualTo("[secret]");
            assertThat(change.before().orElseThrow().protect()).isTrue();
        });
    }

    @Test
    void learnsAtItsEndWhatARefreshFound() {
        before("refresh", "assets", "");
        before("refresh", "uploads", "");
        before("refresh", "logs", "");
        after("update", "assets", ", \"detailedDiff\": {\"tags.Name\": {\"diffKind\": \"update\"}}");
        after("delete", "uploads", "");
        after("refresh", "logs", "");

        assertThat(events.steps())
                .extracting(step -> step.op() + " " + step.name() + " " + step.isChange() + " " + step.changedPaths())
                .containsExactly("update assets true [tags.Name]", "delete uploads true []", "refresh logs false []");
    }

    @Test
    void keepsFailuresAndTheirReasons() {
        before("create", "assets", "");
        hear("{\"diagnosticEvent\": {\"urn\": \"" + PREFIX
                + "assets\", \"severity\": \"error\", \"message\": \"  BucketAlreadyExists \\n\"}}");
        hear("{\"diagnosticEvent\": {\"severity\": \"warning\", \"message\": \"deprecated\"}}");
        hear("{\"diagnosticEvent\": {\"severity\": \"info#err\", \"message\": \"hello\"}}");
        hear("{\"resOpFailedEvent\": " + metadata("create", "assets", "") + "}");
        hear("{\"errorEvent\": {\"error\": \"decrypting: wrong passphrase\"}}");

        assertThat(events.failed()).containsExactly(PREFIX + "assets");
        assertThat(events.diagnostics())
                .containsExactly(
                        new EngineEvents.Diagnostic(PREFIX + "assets", "BucketAlreadyExists"),
                        new EngineEvents.Diagnostic("", "decrypting: wrong passphrase"));
        assertThat(done).isEmpty();
    }

    @Test
    void takesTheEnginesOwnCounts() {
        assertThat(events.summary()).isEmpty();

        hear("{\"summaryEvent\": {\"maybeCorrupt\": false, \"durationSeconds\": 3,"
                + " \"resourceChanges\": {\"same\": 4, \"create\": 2}}}");

        assertThat(events.summary()).isEqualTo(Map.of("create", 2, "same", 4));
    }

    @Test
    void ignoresEventsOfOtherKinds() {
        hear("{\"preludeEvent\": {\"config\": {}}}");
        hear("{\"policyEvent\": {\"policyName\": \"s3-private\"}}");
        hear("{\"cancelEvent\": {}}");

        assertThat(events.steps()).isEmpty();
        assertThat(events.diagnostics()).isEmpty();
        assertThat(events.failed()).isEmpty();
    }

    @Test
    void measuresUntilTheFirstEvent() {
        assertThat(events.untilFirstEvent()).isEqualTo(Duration.ZERO);

        hear("{\"preludeEvent\": {}}");
        Duration first = events.untilFirstEvent();
        hear("{\"preludeEvent\": {}}");

        assertThat(first).isPositive();
        assertThat(events.untilFirstEvent()).isEqualTo(first);
    }

    /** The engine calls an update a failure when a planned operation turned out not to be needed. */
    @Test
    void forgivesAnUpdateThatOnlyDidLessThanPlanned() {
        assertThat(events.onlyDidLessThanPlanned()).isFalse();

        hear("{\"diagnosticEvent\": {\"severity\": \"error\", \"message\": \"expected resource operations for " + PREFIX
                + "assets but none were seen\"}}");
        hear("{\"diagnosticEvent\": {\"severity\": \"error\", \"message\": \"update failed\"}}");
        assertThat(events.onlyDidLessThanPlanned()).isTrue();

        hear("{\"diagnosticEvent\": {\"severity\": \"error\", \"message\": \"AccessDenied\"}}");
        assertThat(events.onlyDidLessThanPlanned()).isFalse();
        // What only follows from the cause is not named beside it.
        assertThat(events.diagnostics())
                .extracting(EngineEvents.Diagnostic::message)
                .contains("AccessDenied");
        assertThat(events.diagnostics())
                .noneSatisfy(each -> assertThat(each.message()).contains("none were seen"));
    }

    /** A preview goes on after what is protected, but for one case, after which nothing is known of the rest. */
    @Test
    void knowsWhenOnlyProtectionIsInTheWay() {
        assertThat(events.onlyMindsProtection()).isFalse();

        error("Preview failed: resource \\\"" + PREFIX
                + "assets\\\" cannot be deleted\\nbecause it is protected. To …");
        error("unable to replace resource \\\"" + PREFIX
                + "assets\\\"\\nas it is currently marked for protection. To …");
        error("preview failed");
        assertThat(events.onlyMindsProtection()).isTrue();

        error("unable to replace resource \\\"" + PREFIX + "a\\\" as part of replacing \\\"" + PREFIX
                + "b\\\" as it is currently marked for protection. To …");
        assertThat(events.onlyMindsProtection()).isFalse();
    }

    private void error(String message) {
        hear("{\"diagnosticEvent\": {\"severity\": \"error\", \"message\": \"" + message + "\"}}");
    }
}
