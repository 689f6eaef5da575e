package dev.plinth.policies.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.policies.configuration.PolicyConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterTest {

    private static final Parameter<Integer> DAYS = Parameter.wholeNumber("draftDays", 1, 90)
            .unit("days")
            .description("The age of drafts.")
            .defaultValue(30)
            .defaultValue(Tier.PRODUCTION, 60)
            .build();

    private static final Parameter<String> SIZE = Parameter.text("size", "small", "large")
            .description("The size.")
            .defaultValue("small")
            .build();

    private static final Parameter<List<String>> OWNERS = Parameter.texts("owners")
            .description("The owners.")
            .defaultValue(List.of("web"))
            .build();

    private static final Parameter<Boolean> STRICT = Parameter.flag("strictDrafts")
            .description("Strictness.")
            .defaultValue(true)
            .build();

    private static final List<Rule> RULES = List.of(Rule.named("acme-rule")
            .title("T")
            .severity(Severity.LOW)
            .on("aws:sqs/queue:Queue")
            .risk("R")
            .remediation("M")
            .configuredBy(DAYS, SIZE, OWNERS, STRICT)
            .requires((resource, context) -> Verdict.PASS));

    private static PolicyParameters read(String stack, String json) {
        try {
            JsonNode section = new ObjectMapper().readTree(json);
            return PolicyConfiguration.read(stack, section, RULES);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void hasADefaultForEachTier() {
        assertThat(read("production", "{}").valueOf(DAYS)).isEqualTo(60);
        assertThat(read("dev", "{}").valueOf(DAYS)).isEqualTo(30);
        assertThat(read("dev", "{\"tier\": \"production\"}").valueOf(DAYS)).isEqualTo(60);
        assertThat(read("dev", "{}").valueOf(STRICT)).isTrue();
    }

    @Test
    void isReadFromTheStack() {
        PolicyParameters parameters = read(
                "production",
                "{\"draftDays\": 7, \"size\": \"large\", \"owners\": [\"api\", \"web\"], \"strictDrafts\": false}");
        assertThat(parameters.valueOf(DAYS)).isEqualTo(7);
        assertThat(parameters.valueOf(SIZE)).isEqualTo("large");
        assertThat(parameters.valueOf(OWNERS)).containsExactly("api", "web");
        assertThat(parameters.valueOf(STRICT)).isFalse();
        assertThat(parameters.withRequiredTags("owner").valueOf(DAYS)).isEqualTo(7);
        assertThat(parameters).isNotEqualTo(read("production", "{}"));
    }

    @Test
    void rejectsInvalidValuesAndNames() {
        assertThatThrownBy(
                        () -> read(
                                "production",
                                "{\"draftDays\": 91, \"size\": \"huge\", \"owners\": [1], \"strictDrafts\": null, \"draftDay\": 7}"))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("plinth:policy.draftDays is 91, allowed: a whole number from 1 to 90 days")
                .hasMessageContaining("plinth:policy.size is \"huge\", allowed: one of small, large")
                .hasMessageContaining("plinth:policy.owners is [1], allowed: a list of texts")
                .hasMessageContaining("plinth:policy.strictDrafts is null, allowed: true or false")
                .hasMessageContaining("plinth:policy.draftDay is unknown; did you mean draftDays?");
        assertThatThrownBy(() -> read("production", "{\"draftDays\": 1.5}")).hasMessageContaining("draftDays is 1.5");
        assertThatThrownBy(() -> read("production", "{}").with(DAYS, 0))
                .hasMessage("draftDays is 0 but must be a whole number from 1 to 90 days");
    }

    @Test
    void hasASchema() {
        assertThat(DAYS.schema())
                .isEqualTo(Map.of("type", "integer", "minimum", 1, "maximum", 90, "description", "The age of drafts."));
        assertThat(SIZE.schema()).containsEntry("enum", List.of("small", "large"));
    }

    @Test
    void needsADescriptionAndValidDefaults() {
        Parameter.Builder<Integer> number = Parameter.wholeNumber("drafts", 1, 9);
        assertThatThrownBy(number::build).hasMessage("parameter drafts has no description");
        number.description("Drafts.").defaultValue(Tier.PRODUCTION, 3);
        assertThatThrownBy(number::build).hasMessageContaining("the default of parameter drafts in the tier staging");
        number.defaultValue(10);
        assertThatThrownBy(number::build).hasMessageContaining("is 10 but must be a whole number from 1 to 9");
        assertThatThrownBy(() -> Parameter.flag("Not valid")).hasMessage("invalid name of a parameter: Not valid");
    }
}
