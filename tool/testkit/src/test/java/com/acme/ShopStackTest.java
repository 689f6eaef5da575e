package com.acme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.testkit.RunOnSimulator;
import dev.plinth.testkit.SimulatedStack;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@RunOnSimulator(program = ShopProgram.class, stack = "development", project = "src/test/resources/shop")
class ShopStackTest {

    @Test
    void isCreatedRunsForAYearAndIsDestroyed(SimulatedStack stack) {
        stack.up();
        assertThat(stack.preview().isUnchanged()).isTrue();
        assertThat(stack.outputs()).containsKey("uploadsBucket");
        assertThat(stack.resources("aws:s3/bucketV2:BucketV2")).hasSize(2);

        assertThat(stack.advance(Duration.ofDays(365))).noneMatch(event -> event.problem());

        stack.destroy();
        assertThat(stack.resources("aws:s3/bucketV2:BucketV2")).isEmpty();
    }
}
