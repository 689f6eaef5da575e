package dev.plinth.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Remediation;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that never end, or end with what no rule should throw. */
class RuleWatchTest {

    private static final String QUEUE = "aws:sqs/queue:Queue";

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void shortenTheLimit() {
        System.setProperty(RuleWatch.LIMIT_PROPERTY, "PT1S");
    }

    @AfterEach
    void release() {
        System.clearProperty(RuleWatch.LIMIT_PROPERTY);
        released.countDown();
    }

    private static Rule rule(String id, Condition condition) {
        return rule(id).requires(condition);
    }

    private static Rule.Builder rule(String id) {
        return Rule.named(id)
                .title("Queues are judged by a rule of this test")
                .severity(Severity.LOW)
                .on(QUEUE)
                .risk("None.")
                .remediation("none()");
    }

    /** Ends no sooner than the test, whether it is interrupted or not. */
    private Verdict hang() {
        asked.incrementAndGet();
        while (released.getCount() > 0) {
            Thread.onSpinWait();
        }
        return Verdict.PASS;
    }

    private static PolicyReport evaluate(List<Rule> rules, Enforcement enforcement) {
        List<GraphResource> queues = IntStream.range(0, 50)
                .mapToObj(index -> new GraphResource(
                        "urn:pulumi:alice::shop::" + QUEUE + "::queue-" + index,
                        QUEUE,
                        "queue-" + index,
                        null,
                        "",
                        List.of(),
                        new TreeMap<>(),
                        ObjectValue.EMPTY,
                        ObjectValue.EMPTY,
                        false,
                        true))
                .toList();
        return PolicyEvaluator.evaluate(
                rules,
                PolicyEvaluator.Subject.of(
                        new ResourceGraph("shop", "alice", queues),
                        PolicyParameters.of(Tier.DEVELOPMENT, enforcement),
                        List.of(),
                        LocalDate.parse("2026-06-01")));
    }

    @Test
    void aRuleThatHangsFailsEachResourceAndTheOthersStillJudge() {
        Rule hanging = rule("test-hanging", (resource, context) -> hang());
        Rule strict = rule("test-strict", (resource, context) -> Verdict.fail("is a queue"));

        PolicyReport report = evaluate(List.of(hanging, strict), Enforcement.ADVISORY);

        assertThat(report.violations()).hasSize(100);
        assertThat(report.violations())
                .filteredOn(violation -> violation.rule().equals("test-hanging"))
                .hasSize(50)
                .allSatisfy(violation -> {
                    assertThat(violation.enforcement()).isEqualTo(Enforcement.MANDATORY);
                    assertThat(violation.message())
                            .contains("test-hanging did not answer within 1 s", "report this fault");
                });
        assertThat(report.violations())
                .filteredOn(violation -> violation.rule().equals("test-strict"))
                .hasSize(50)
                .allSatisfy(violation -> assertThat(violation.enforcement()).isEqualTo(Enforcement.ADVISORY));
        assertThat(asked).as("a rule that hung is not asked again").hasValue(1);
    }

    @Test
    void aCorrectionThatHangsLeavesAViolation() {
        Remediation endless = (resource, context) -> {
            hang();
            return resource.inputs();
        };
        Rule correcting = rule("test-correcting")
                .correctedBy(endless)
                .requires((resource, context) -> Verdict.fail("is a queue"));

        PolicyReport report = evaluate(List.of(correcting), Enforcement.REMEDIATE);

        assertThat(report.remediated()).isEmpty();
        assertThat(report.isBlocking()).isTrue();
        assertThat(report.violations()).hasSize(50).allSatisfy(violation -> assertThat(violation.message())
                .contains("did not answer"));
    }

    @Test
    void errorsOfARuleFailTheResourceAsWell() {
        Map<String, Error> errors = Map.of(
                "test-overflow", new StackOverflowError("hunter2"),
                "test-linkage", new NoClassDefFoundError("hunter2"),
                "test-assertion", new AssertionError("hunter2"));
        List<Rule> rules = errors.entrySet().stream()
                .map(entry -> rule(entry.getKey(), (resource, context) -> {
                    throw entry.getValue();
                }))
                .toList();

        PolicyReport report = evaluate(rules, Enforcement.ADVISORY);

        assertThat(report.violations()).hasSize(150).allSatisfy(violation -> {
            assertThat(violation.enforcement()).isEqualTo(Enforcement.MANDATORY);
            assertThat(violation.message()).contains("fault of the rule").doesNotContain("hunter2");
        });
    }

    @Test
    void rethrowsTheExceptionOfTheWork() {
        assertThatThrownBy(() -> RuleWatch.watch(() -> {
                    throw new IllegalArgumentException("as it is");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("as it is");
    }
}
