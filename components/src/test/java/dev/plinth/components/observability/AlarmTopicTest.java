package dev.plinth.components.observability;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.testkit.RecordingMocks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AlarmTopicTest {

    private static final String SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
    private static final String TOPIC_ARN = "arn:aws:sns:eu-central-1:123456789012:topic/alarms-topic";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void noArgumentsGiveAnEncryptedTopicThatIsOpenToItsPublishersAlone() {
        AlarmTopic alarmTopic = mocks.run(
                () -> new AlarmTopic("alarms", AlarmTopicArgs.builder().build()));

        assertThat(value(alarmTopic.topicArn())).isEqualTo(TOPIC_ARN);
        assertThat(value(alarmTopic.topicName())).isEqualTo("alarms-topic-1a2b3c4");
        assertThat(mocks.names(SUBSCRIPTION)).isEmpty();
        assertThat(mocks.only("aws:sns/topic:Topic").text("kmsMasterKeyId")).endsWith(":key/alarms-key-key");
        assertThat(mocks.only("aws:sns/topic:Topic").input("signatureVersion")).isEqualTo(2.0);
        assertThat(mocks.named("aws:kms/key:Key", "alarms-key-key").text("policy"))
                .contains(
                        "cloudwatch.amazonaws.com",
                        "backup.amazonaws.com",
                        "events.amazonaws.com",
                        "events.rds.amazonaws.com");
        String policy = mocks.only("aws:sns/topicPolicy:TopicPolicy").text("policy");
        assertThat(policy)
                .contains(
                        "\"Principal\":{\"Service\":\"cloudwatch.amazonaws.com\"}",
                        "\"Principal\":{\"Service\":\"backup.amazonaws.com\"}",
                        "\"Principal\":{\"Service\":\"events.rds.amazonaws.com\"}",
                        "\"aws:SourceAccount\":\"123456789012\"",
                        "\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"}",
                        "\"Bool\":{\"aws:SecureTransport\":\"false\"}");
        assertThat(policy.split("\"Effect\":\"Allow\"", -1)).hasSize(5);
    }

    @Test
    void subscribersAreNamedByWhoTheyAre() {
        mocks.run(() -> new AlarmTopic(
                "alarms",
                AlarmTopicArgs.builder()
                        .emails(List.of("Ops@example.com"))
                        .httpsEndpoints(Map.of("pager", Output.of("https://pager.example.com/1")))
                        .build()));

        assertThat(mocks.names(SUBSCRIPTION)).containsExactly("alarms-email-ops-example-com", "alarms-https-pager");
        assertThat(mocks.named(SUBSCRIPTION, "alarms-https-pager").inputs())
                .containsEntry("protocol", "https")
                .containsEntry("endpoint", "https://pager.example.com/1")
                .containsEntry("topic", TOPIC_ARN);
        assertThat(mocks.named(SUBSCRIPTION, "alarms-email-ops-example-com").inputs())
                .containsEntry("protocol", "email")
                .containsEntry("endpoint", "Ops@example.com")
                // A message without a state is an alarm; the other ones are jobs of AWS Backup, which mostly succeed.
                .containsEntry("filterPolicy", "{\"State\":[{\"exists\":false},{\"anything-but\":[\"COMPLETED\"]}]}");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> mocks.run(() -> new AlarmTopic(
                        "alarms",
                        AlarmTopicArgs.builder()
                                .emails(List.of("ops", "a@example.com", "a@example.com"))
                                .httpsEndpoints(Map.of("The Pager", Output.of("https://pager.example.com")))
                                .build())));

        assertThat(refused.faults()).extracting(Fault::argument).containsExactly("emails", "emails", "httpsEndpoints");
        assertThat(mocks.resources()).isEmpty();
    }

    @Test
    void hasNoSubscribersByDefault() {
        AlarmTopicArgs args = AlarmTopicArgs.builder().build();

        assertThat(args.emails()).isEmpty();
        assertThat(args.httpsEndpoints()).isEmpty();
    }
}
