package dev.plinth.operation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.simulator.aws.Aws;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.cloudflare.Cloudflare;
import dev.plinth.simulator.docker.Docker;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a correction touches, against what the clouds replace a resource for. */
final class RemediationsReplaceNothingTest {

    private static final Registry CLOUDS = new Registry();
    private static final PolicyParameters PARAMETERS =
            PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY).toBuilder()
                    .requiredTags(List.of("project", "stack"))
                    .build();

    @BeforeAll
    static void register() {
        Aws.register(CLOUDS);
        Cloudflare.register(CLOUDS);
        Docker.register(CLOUDS);
    }

    static List<Rule> correcting() {
        return RuleCatalogue.all().stream()
                .filter(rule -> rule.correction().isPresent())
                .toList();
    }

    private static SortedMap<String, PropertyValue> corrected(Rule rule, String type) {
        GraphResource empty = new GraphResource(
                "urn:pulumi:production::shop::" + type + "::subject",
                type,
                "subject",
                null,
                "",
                List.of(),
                new TreeMap<>(),
                ObjectValue.EMPTY,
                ObjectValue.EMPTY,
                false,
                true);
        RuleContext context = new RuleContext(new ResourceGraph("shop", "production", List.of(empty)), PARAMETERS);
        return rule.correction().orElseThrow().remediate(empty, context).properties();
    }

    @ParameterizedTest
    @MethodSource("correcting")
    void aCorrectionTouchesTagsAndBooleansThatReplaceNothing(Rule rule) {
        for (String type : rule.types().keySet()) {
            SortedMap<String, PropertyValue> corrected = corrected(rule, type);
            assertThat(corrected).as(type).isNotEmpty().allSatisfy((property, value) -> {
                assertThat(CLOUDS.replaces(type, property)).as(property).isFalse();
                assertThat(property.equals("tags") || value instanceof PropertyValue.Bool)
                        .as(property)
                        .isTrue();
            });
        }
    }

    @Test
    void theCloudsKnowWhatReplaces() {
        assertThat(correcting()).isNotEmpty();
        assertThat(CLOUDS.replaces("aws:rds/instance:Instance", "storageEncrypted"))
                .isTrue();
        assertThat(CLOUDS.replaces("aws:rds/instance:Instance", "copyTagsToSnapshot"))
                .isFalse();
    }
}
