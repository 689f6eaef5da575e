package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.TestCloud.Made;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqsTest extends ServiceTest {

    @Test
    void createsAQueueWhoseIdIsItsUrl() {
        Made queue = cloud.create(AwsTypes.SQS_QUEUE, "orders", Map.of("name", "orders"));

        assertThat(queue.id()).isEqualTo("https://sqs.eu-central-1.amazonaws.com/123456789012/orders");
        assertThat(queue.get("visibilityTimeoutSeconds")).isEqualTo(30L);
    }

    @Test
    void endsTheNameOfAFifoQueue() {
        Made queue = cloud.create(AwsTypes.SQS_QUEUE, "orders", Map.of("fifoQueue", true));

        assertThat(queue.text("name")).startsWith("orders-").endsWith(".fifo");
    }

    @Test
    void rejectsASecondQueueOfOneName() {
        cloud.create(AwsTypes.SQS_QUEUE, "orders", Map.of("name", "orders"));

        assertThat(rejectedCreation(AwsTypes.SQS_QUEUE, Map.of("name", "orders")))
                .contains("QueueAlreadyExists");
    }

    @Test
    void rejectsAMessageRetentionBelowOneMinute() {
        assertThat(invalidProperties(AwsTypes.SQS_QUEUE, Map.of("messageRetentionSeconds", 59)))
                .containsExactly("messageRetentionSeconds");
    }

    @Test
    void rejectsDeduplicationInAStandardQueue() {
        assertThat(invalidProperties(AwsTypes.SQS_QUEUE, Map.of("contentBasedDeduplication", true)))
                .containsExactly("contentBasedDeduplication");
    }

    @Test
    void replacesAQueueWhoseKindChanges() {
        Made queue = cloud.create(AwsTypes.SQS_QUEUE, "orders", Map.of());

        assertThat(replacing(queue, Map.of("delaySeconds", 5))).isEmpty();
        assertThat(replacing(queue, Map.of("fifoQueue", true))).contains("fifoQueue");
    }

    @Test
    void updatesAndDeletesAQueue() {
        Made queue = cloud.create(AwsTypes.SQS_QUEUE, "orders", Map.of());

        Made updated = cloud.update(queue, Map.of("delaySeconds", 5));
        assertThat(updated.get("delaySeconds")).isEqualTo(5L);

        cloud.delete(updated);
        assertDeleted(updated);
    }
}
