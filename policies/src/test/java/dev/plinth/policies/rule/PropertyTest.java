package dev.plinth.policies.rule;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conditions that ask whether there is a value, and what the stack around it says of that. */
class PropertyTest {

    private static final GraphResource KEY = resource("aws:kms/key:Key", "key", Map.of());
    private static final GraphResource TOPIC = resource("aws:sns/topic:Topic", "topic", Map.of());
    private static final GraphResource FROM_KEY = dependingOn(TOPIC, "kmsMasterKeyId", KEY);

    private static Verdict test(Condition condition, GraphResource subject, GraphResource... beside) {
        List<GraphResource> all = new java.util.ArrayList<>(List.of(beside));
        all.add(subject);
        return condition.test(
                subject,
                new RuleContext(new ResourceGraph("shop", "production", all), PolicyParameters.forStack("production")));
    }

    @Test
    void aReferenceToAResourceOfTheStackIsSet() {
        Condition set = property("kmsMasterKeyId").isText();
        assertThat(test(set, FROM_KEY, KEY)).isEqualTo(Verdict.PASS);
        assertThat(test(set, FROM_KEY)).as("the key is in no stack").isEqualTo(Verdict.unknown("kmsMasterKeyId"));
        assertThat(test(set, with(TOPIC, "kmsMasterKeyId", PropertyValue.Unknown.VALUE), KEY))
                .as("nothing says where it comes from")
                .isEqualTo(Verdict.unknown("kmsMasterKeyId"));
        assertThat(test(set, with(FROM_KEY, "kmsMasterKeyId", PropertyValue.of("")), KEY))
                .as("what is known decides")
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void aSecretThatTheStackMakesIsSet() {
        GraphResource secret = with(FROM_KEY, "kmsMasterKeyId", new PropertyValue.Secret(PropertyValue.Unknown.VALUE));
        assertThat(test(property("kmsMasterKeyId").isText(), secret, KEY)).isEqualTo(Verdict.PASS);
    }

    @Test
    void onlyWhetherThereIsAValueIsDecided() {
        assertThat(test(property("kmsMasterKeyId").isTrue(), FROM_KEY, KEY))
                .isEqualTo(Verdict.unknown("kmsMasterKeyId"));
        assertThat(test(property("kmsMasterKeyId").isNotSet(), FROM_KEY, KEY))
                .isEqualTo(Verdict.unknown("kmsMasterKeyId"));
    }

    @Test
    void belowAnUnknownThereMayBeNothing() {
        GraphResource queue = resource("aws:sqs/queue:Queue", "queue", Map.of());
        GraphResource target = resource("aws:cloudwatch/eventTarget:EventTarget", "target", Map.of());
        Condition letters = property("deadLetterConfig.arn").isText();
        assertThat(test(letters, dependingOn(target, "deadLetterConfig", queue), queue))
                .isEqualTo(Verdict.unknown("deadLetterConfig.arn"));
        GraphResource known = with(
                dependingOn(target, "deadLetterConfig", queue),
                "deadLetterConfig",
                PropertyValue.of(Map.of("arn", PropertyValue.Unknown.VALUE)));
        assertThat(test(letters, known, queue)).isEqualTo(Verdict.PASS);
        GraphResource without = with(known, "deadLetterConfig", PropertyValue.of(Map.of()));
        assertThat(test(letters, without, queue)).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void elementsAreCounted() {
        GraphResource a = resource("aws:ec2/subnet:Subnet", "a", Map.of());
        GraphResource b = resource("aws:ec2/subnet:Subnet", "b", Map.of());
        Condition two = property("subnets").hasAtLeast(2, "aws:ec2/subnet:Subnet");
        GraphResource one = dependingOn(resource("aws:lb/loadBalancer:LoadBalancer", "web", Map.of()), "subnets", a);
        assertThat(test(two, one, a, b)).isEqualTo(Verdict.unknown("subnets"));
        GraphResource both = dependingOn(one, "subnets", a, b);
        assertThat(test(two, both, a, b)).isEqualTo(Verdict.PASS);
        assertThat(test(two, both, a)).isEqualTo(Verdict.unknown("subnets"));
        assertThat(test(two, with(both, "subnets", PropertyValue.of(List.of("s"))), a, b))
                .isEqualTo(Verdict.fail("subnets is [s] but must be a list of at least 2", "subnets"));
    }

    @Test
    void aListIsFilled() {
        Condition filled = property("list").isFilled();
        assertThat(test(filled, resource("a:b:C", "x", Map.of("list", List.of(1)))))
                .isEqualTo(Verdict.PASS);
        for (Object empty : List.of(List.of(), Map.of("k", 1), "text")) {
            assertThat(test(filled, resource("a:b:C", "x", Map.of("list", empty))))
                    .isInstanceOf(Verdict.Fail.class);
        }
    }
}
