package dev.plinth.operation;

import static dev.plinth.preview.Fixture.creation;
import static dev.plinth.preview.Fixture.graph;
import static dev.plinth.preview.Fixture.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StackStateTest {

    private final GraphResource kept = resource("aws:s3/bucketV2:BucketV2", "kept", Map.of());
    private final GraphResource gone = resource("aws:s3/bucketV2:BucketV2", "gone", Map.of());

    /** The engine may stop at a protected resource before it tells of all that goes. */
    @Test
    void aResourceWithoutAStepIsDeleted() {
        List<ResourceChange> changes = StackState.withDeletions(List.of(creation(kept)), graph(kept, gone));

        assertThat(changes)
                .extracting(ResourceChange::operation)
                .containsExactly(ResourceChange.Operation.CREATE, ResourceChange.Operation.DELETE);
        Step create = new Step("create", kept.urn(), kept.type(), kept.name(), List.of(), List.of());
        assertThat(StackState.steps(List.of(create), changes))
                .extracting(Step::op, Step::urn)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("create", kept.urn()),
                        org.assertj.core.groups.Tuple.tuple("delete", gone.urn()));
    }
}
