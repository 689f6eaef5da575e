package com.acme;

import static dev.plinth.testkit.rule.RuleAssert.assertThat;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.testkit.rule.Changes;
import dev.plinth.testkit.rule.Outcome;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleConformance;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueRulesTest extends RuleConformance {

    private static final String QUEUE = "aws:sqs/queue:Queue";

    @Override
    protected List<Rule> rules() {
        return new QueueRules().rules();
    }

    @Override
    protected List<RuleFixture> fixtures() {
        return List.of(property("acme-queue-visibility", QUEUE, "visibilityTimeoutSeconds", 900, 901, Outcome.PASS));
    }

    @Override
    protected List<String> withoutProperty() {
        return List.of("acme-queue-alarm");
    }

    @Test
    void stacksSetTheVisibility() {
        GraphResource queue = Resources.resource(QUEUE, "orders", Map.of("visibilityTimeoutSeconds", 600));
        PolicyParameters strict = PolicyParameters.forStack("production").with(QueueRules.LONGEST_VISIBILITY, 300);

        assertThat(rules().get(0)).passes(queue);
        assertThat(rules().get(0)).with(strict).fails(queue);
    }

    @Test
    void queuesNeedAnAlarm() {
        GraphResource queue = Resources.resource(QUEUE, "orders", Map.of("name", "orders"));
        GraphResource alarm = Resources.resource(
                "aws:cloudwatch/metricAlarm:MetricAlarm", "old", Map.of("dimensions", Map.of("QueueName", "orders")));

        assertThat(rules().get(1)).passes(queue, alarm).fails(queue);
    }

    @Test
    void retentionIsNotReduced() {
        GraphResource before = Resources.resource(QUEUE, "orders", Map.of("messageRetentionSeconds", 1209600));
        GraphResource after = Resources.resource(QUEUE, "orders", Map.of("messageRetentionSeconds", 60));

        assertThat(rules().get(2))
                .fails(Changes.update(before, after, "messageRetentionSeconds"))
                .passes(Changes.update(after, before, "messageRetentionSeconds"));
    }
}
