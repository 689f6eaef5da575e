package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.TestCloud.Made;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnsTest extends ServiceTest {

    @Test
    void createsATopicWhoseIdIsItsArn() {
        Made topic = cloud.create(AwsTypes.SNS_TOPIC, "alerts", Map.of("name", "alerts"));

        assertThat(topic.id()).isEqualTo("arn:aws:sns:eu-central-1:123456789012:alerts");
        assertThat(topic.text("arn")).isEqualTo(topic.id());
    }

    @Test
    void leavesAnEmailSubscriptionUnconfirmed() {
        Made topic = cloud.create(AwsTypes.SNS_TOPIC, "alerts", Map.of());
        Made subscription = cloud.create(
                AwsTypes.SNS_TOPIC_SUBSCRIPTION,
                "mail",
                Map.of("topic", topic.id(), "protocol", "email", "endpoint", "team@example.com"));

        assertThat(subscription.get("pendingConfirmation")).isEqualTo(true);
    }

    @Test
    void rejectsASubscriptionToAMissingTopic() {
        assertThat(rejectedCreation(
                        AwsTypes.SNS_TOPIC_SUBSCRIPTION,
                        Map.of(
                                "topic",
                                "arn:aws:sns:eu-central-1:123456789012:missing",
                                "protocol",
                                "email",
                                "endpoint",
                                "team@example.com")))
                .contains("NotFound")
                .contains("missing");
    }

    @Test
    void rejectsAnUnknownKey() {
        assertThat(rejectedCreation(AwsTypes.SNS_TOPIC, Map.of("kmsMasterKeyId", "no-such-key")))
                .contains("KMSNotFound");
    }

    @Test
    void replacesASubscriptionWhoseEndpointChanges() {
        Made topic = cloud.create(AwsTypes.SNS_TOPIC, "alerts", Map.of());
        Made subscription = cloud.create(
                AwsTypes.SNS_TOPIC_SUBSCRIPTION,
                "mail",
                Map.of("topic", topic.id(), "protocol", "email", "endpoint", "team@example.com"));

        assertThat(replacing(
                        subscription,
                        Map.of("topic", topic.id(), "protocol", "email", "endpoint", "other@example.com")))
                .containsExactly("endpoint");
    }

    @Test
    void updatesAndDeletesATopic() {
        Made topic = cloud.create(AwsTypes.SNS_TOPIC, "alerts", Map.of());

        Made updated = cloud.update(topic, Map.of("displayName", "Alerts"));
        assertThat(updated.text("displayName")).isEqualTo("Alerts");

        cloud.delete(updated);
        assertDeleted(updated);
    }
}
