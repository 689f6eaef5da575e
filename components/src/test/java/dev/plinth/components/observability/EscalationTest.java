package dev.plinth.components.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.testkit.RecordingMocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EscalationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void run() {
        mocks.run(() -> new Escalation(
                "escalation",
                EscalationArgs.builder()
                        .alarmNamePrefixes(List.of("observability-"))
                        .slackTeamId("T07EA123LEP")
                        .levels(List.of(
                                EscalationLevel.slack(0, "C07EZ1ABC23", "on-call@example.com"),
                                EscalationLevel.email(30, "team@example.com"),
                                EscalationLevel.email(60, "lead@example.com"),
                                EscalationLevel.email(120, "director@example.com")))
                        .build()));
    }

    private JsonNode states() {
        return json(mocks.only("aws:sfn/stateMachine:StateMachine").text("definition"))
                .get("States");
    }

    @Test
    void waitsBetweenTheLevelsAndChecksTheAlarmBeforeEach() {
        run();

        JsonNode states = states();
        assertThat(states.at("/Wait2/Seconds").asInt()).isEqualTo(1800);
        assertThat(states.at("/Wait3/Seconds").asInt()).isEqualTo(1800);
        assertThat(states.at("/Wait4/Seconds").asInt()).isEqualTo(3600);
        for (int level = 2; level <= 4; level++) {
            assertThat(states.at("/Read" + level + "/Resource").asText())
                    .endsWith(":aws-sdk:cloudwatch:describeAlarms");
            assertThat(states.at("/Check" + level + "/Choices/0/And/0/StringEquals")
                            .asText())
                    .isEqualTo("ALARM");
            assertThat(states.at("/Check" + level + "/Choices/0/And/1/BooleanEquals")
                            .asBoolean())
                    .isTrue();
            assertThat(states.at("/Check" + level + "/Default").asText()).isEqualTo("Done");
        }
        assertThat(states.at("/Notify4/Next").asText()).isEqualTo("Done");
        List<String> targets = new ArrayList<>(states.findValuesAsText("Next"));
        targets.addAll(states.findValuesAsText("Default"));
        assertThat(targets).allMatch(states::has);
    }

    @Test
    void eachLevelHasAnEncryptedTopicAndTheFirstAChannel() {
        run();

        assertThat(mocks.names("aws:sns/topic:Topic"))
                .containsExactlyInAnyOrder(
                        "escalation-level-0", "escalation-level-30", "escalation-level-60", "escalation-level-120");
        assertThat(mocks.names("aws:sns/topicSubscription:TopicSubscription")).hasSize(4);
        assertThat(mocks.only("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration")
                        .inputs())
                .containsEntry("slackTeamId", "T07EA123LEP")
                .containsEntry("slackChannelId", "C07EZ1ABC23");
    }

    @Test
    void onlyAlarmsOfThePrefixesEscalate() {
        run();

        JsonNode pattern = json(mocks.only("aws:cloudwatch/eventRule:EventRule").text("eventPattern"));
        assertThat(pattern.at("/detail/alarmName/0/prefix").asText()).isEqualTo("observability-");
        assertThat(pattern.at("/detail/state/value/0").asText()).isEqualTo("ALARM");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> mocks.run(() -> new Escalation(
                                        "escalation",
                                        EscalationArgs.builder()
                                                .logRetentionDays(2)
                                                .levels(List.of(
                                                        EscalationLevel.email(5, "nobody"),
                                                        new EscalationLevel(5, List.of(), Optional.empty()),
                                                        EscalationLevel.slack(30, "C07EZ1ABC23")))
                                                .build())))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly(
                        "alarmNamePrefixes", "logRetentionDays", "levels", "levels", "levels", "levels", "slackTeamId");
    }
}
