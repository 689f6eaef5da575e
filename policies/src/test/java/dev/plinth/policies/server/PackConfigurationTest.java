package dev.plinth.policies.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.policies.rule.InvalidParametersException;
import dev.plinth.policies.rule.Parameter;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.PolicyConfig;

/** Parameters of a team's own in the configuration of the policy pack. */
class PackConfigurationTest {

    private static final Parameter<Integer> SECONDS = Parameter.wholeNumber("queueVisibilitySeconds", 30, 43_200)
            .unit("seconds")
            .description("The longest visibility timeout.")
            .defaultValue(900)
            .build();

    private static final Parameter<List<String>> OWNERS = Parameter.texts("owners")
            .description("The owners.")
            .defaultValue(List.of())
            .build();

    private static Rule rule(String id, Parameter<?>... parameters) {
        return Rule.named(id)
                .title("T")
                .severity(Severity.LOW)
                .on("aws:sqs/queue:Queue")
                .risk("R")
                .remediation("M")
                .configuredBy(parameters)
                .requires((resource, context) -> Verdict.PASS);
    }

    private static final List<Rule> RULES = List.of(rule("acme-queues", SECONDS, OWNERS), rule("acme-topics", SECONDS));

    private static Value number(double number) {
        return Value.newBuilder().setNumberValue(number).build();
    }

    private static PolicyConfig config(String key, Value value) {
        return PolicyConfig.newBuilder()
                .setProperties(Struct.newBuilder().putFields(key, value))
                .build();
    }

    private static PolicyParameters apply(ConfigureAnalyzerRequest.Builder request) {
        return PackConfiguration.apply(request.build(), RULES, PolicyParameters.forStack("production"));
    }

    @Test
    void describesParameters() {
        Struct schema = PackConfiguration.schema(RULES.get(0)).getProperties();
        assertThat(schema.getFieldsMap()).containsOnlyKeys("enforcementLevel", "queueVisibilitySeconds", "owners");
        Struct seconds = schema.getFieldsOrThrow("queueVisibilitySeconds").getStructValue();
        assertThat(seconds.getFieldsOrThrow("type").getStringValue()).isEqualTo("integer");
        assertThat(seconds.getFieldsOrThrow("maximum").getNumberValue()).isEqualTo(43_200);
        assertThat(seconds.getFieldsOrThrow("description").getStringValue())
                .isEqualTo("The longest visibility timeout.");
    }

    @Test
    void setsParameters() {
        PolicyParameters parameters = apply(ConfigureAnalyzerRequest.newBuilder()
                .putPolicyConfig("acme-queues", config("queueVisibilitySeconds", number(600)))
                .putPolicyConfig("acme-topics", config("queueVisibilitySeconds", number(600))));
        assertThat(parameters.valueOf(SECONDS)).isEqualTo(600);
        assertThat(parameters.valueOf(OWNERS)).isEmpty();
    }

    @Test
    void rejectsInvalidParameters() {
        assertThatThrownBy(() -> apply(ConfigureAnalyzerRequest.newBuilder()
                        .putPolicyConfig("acme-queues", config("queueVisibilitySecond", number(600)))
                        .putPolicyConfig("acme-topics", config("queueVisibilitySeconds", number(1)))))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining(
                        "acme-queues.queueVisibilitySecond is unknown; did you mean queueVisibilitySeconds?")
                .hasMessageContaining("acme-topics.queueVisibilitySeconds is 1,")
                .hasMessageContaining("a whole number from 30 to 43200 seconds");
        assertThatThrownBy(() -> apply(ConfigureAnalyzerRequest.newBuilder()
                        .putPolicyConfig("acme-queues", config("queueVisibilitySeconds", number(60)))
                        .putPolicyConfig("acme-topics", config("queueVisibilitySeconds", number(90)))))
                .hasMessageContaining("acme-topics.queueVisibilitySeconds is 90, and 60 at another rule");
    }
}
