package dev.plinth.preview.snapshot;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.resource;
import static dev.plinth.preview.Fixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.ResourceChange;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotSectionTest {

    private static final ResourceChange QUEUE = update(
            resource("aws:sqs/queue:Queue", "orders", Map.of("fifoQueue", false)),
            resource("aws:sqs/queue:Queue", "orders", Map.of("fifoQueue", true)),
            "fifoQueue");

    private static SnapshotSection section(List<String> assumed, ResourceChange step) {
        return SnapshotSection.of(
                new SnapshotSection.Source(Instant.parse("2026-06-30T12:00:00Z"), "abc", "1.0", 2, assumed, List.of()),
                change("staging", step));
    }

    @Test
    void summarizesSourceAndLimits() {
        SnapshotSection section = section(List.of(), QUEUE);

        assertThat(section.summary())
                .contains("snapshot of 2026-06-30T12:00:00Z at abc", "Plinth 1.0", "drift", "2 removed values");
        assertThat(section.risk()).isEqualTo(Section.Risk.NONE);
        assertThat(section.blocks()).isEmpty();
        assertThat(section.toJson().path("replacementUnknown")).isEmpty();
    }

    @Test
    void listsAssumedAndUnknownResults() {
        SnapshotSection section = section(List.of("aws:index/getRegion:getRegion"), QUEUE.withReplacementUnknown());

        assertThat(section.risk()).isEqualTo(Section.Risk.WARNING);
        assertThat(section.blocks())
                .anySatisfy(block -> assertThat(block).isInstanceOf(Block.Warning.class))
                .anySatisfy(block -> assertThat(block.toString()).contains("orders", "fifoQueue"))
                .anySatisfy(block -> assertThat(block.toString()).contains("getRegion"));
        assertThat(section.toJson().path("replacementUnknown").get(0).asText()).endsWith("::orders");
        assertThat(section.toJson().path("assumed")).hasSize(1);
    }
}
