package dev.plinth.policies;

import static dev.plinth.testkit.rule.Resources.graph;
import static dev.plinth.testkit.rule.Resources.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.report.UnknownResultsText;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Property;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.UnknownResults;
import dev.plinth.policies.rule.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StandInsTest {

    private static final String BUCKET = "aws:s3/bucket:Bucket";
    private static final String POLICY = "aws:s3/bucketPolicy:BucketPolicy";
    private static final GraphResource ASSETS = resource(BUCKET, "assets", Map.of());

    private static GraphResource policy(Object document) {
        return dependent(resource(POLICY, "policy", Map.of("bucket", PropertyValue.Unknown.VALUE, "policy", document)));
    }

    private static GraphResource dependent(GraphResource resource) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                null,
                resource.provider(),
                List.of(ASSETS.urn()),
                new TreeMap<>(Map.of("policy", List.of(ASSETS.urn()))),
                resource.inputs(),
                resource.outputs(),
                true,
                true);
    }

    private static Rule rule(Condition condition) {
        return Rule.named("test-policy")
                .title("Test policies comply")
                .severity(Severity.CRITICAL)
                .on(POLICY, "policy")
                .risk("It is open.")
                .remediation("Close it.")
                .requires(condition);
    }

    private static PolicyReport evaluate(Rule rule, Object document) {
        ResourceGraph stack = graph(ASSETS, policy(PropertyValue.Unknown.VALUE));
        ResourceGraph completed = graph(ASSETS, policy(document));
        return PolicyEvaluator.evaluate(
                List.of(rule),
                PolicyEvaluator.Subject.of(
                                stack,
                                PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY),
                                List.of(),
                                LocalDate.parse("2026-06-01"))
                        .completedBy(() -> Optional.of(new StandIns(
                                completed, Map.of(ASSETS.urn(), Map.of("arn:assets-1", "arn:assets-2"))))));
    }

    private static final Rule NOT_EVERYONE = rule((resource, context) -> JsonText.judge(
            resource,
            "policy",
            document -> Verdict.passIf(
                    !document.path("Principal").asText().equals("*"), "policy allows everyone", "policy")));

    @Test
    void blocksADocumentThatViolatesARuleForEveryIdentifier() {
        PolicyReport report = evaluate(NOT_EVERYONE, "{\"Principal\":\"*\",\"Resource\":\"arn:assets-1/*\"}");
        assertThat(report.violations())
                .extracting(PolicyReport.Violation::rule, PolicyReport.Violation::message)
                .containsExactly(tuple("test-policy", "policy allows everyone"));
        assertThat(report.unknown()).isEmpty();
        assertThat(report.isBlocking()).isTrue();
    }

    @Test
    void passesADocumentThatCompliesForEveryIdentifier() {
        PolicyReport report = evaluate(NOT_EVERYONE, "{\"Principal\":\"api\",\"Resource\":\"arn:assets-1/*\"}");
        assertThat(report.violations()).isEmpty();
        assertThat(report.unknown()).isEmpty();
    }

    @Test
    void leavesAVerdictUnknownThatDependsOnTheIdentifier() {
        Rule exact = rule((resource, context) -> JsonText.judge(
                resource,
                "policy",
                document -> Verdict.passIf(
                        document.path("Resource").asText().equals("arn:assets-1"), "policy names another bucket")));
        PolicyReport report = evaluate(exact, "{\"Resource\":\"arn:assets-1\"}");
        assertThat(report.violations()).isEmpty();
        assertThat(report.unknown()).hasSize(1);
    }

    @Test
    void leavesAFailureUnknownThatQuotesTheIdentifier() {
        Rule quoting = rule((resource, context) -> JsonText.judge(
                resource,
                "policy",
                document ->
                        Verdict.fail("policy names " + document.path("Resource").asText())));
        PolicyReport report = evaluate(quoting, "{\"Resource\":\"arn:assets-1\"}");
        assertThat(report.violations()).isEmpty();
        assertThat(report.unknown()).hasSize(1);
    }

    @Test
    void leavesAnIdentifierOnItsOwnUnknown() {
        PolicyReport report = evaluate(rule(Property.property("policy").isNoneOf("arn:forbidden")), "arn:assets-1");
        assertThat(report.violations()).isEmpty();
        assertThat(report.unknown()).hasSize(1);
    }

    @Test
    void blocksAnUnknownResultWhereTheStackAsksForIt() {
        PolicyParameters strict = PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY).toBuilder()
                .unknown(UnknownResults.BLOCK)
                .build();
        PolicyEvaluator.Subject subject = PolicyEvaluator.Subject.of(
                graph(ASSETS, policy(PropertyValue.Unknown.VALUE)), strict, List.of(), LocalDate.parse("2026-06-01"));

        PolicyReport within = PolicyEvaluator.evaluate(List.of(NOT_EVERYONE), subject);
        assertThat(within.unknown()).as("within the engine's run").hasSize(1);
        assertThat(within.isBlocking()).isFalse();

        PolicyReport report = PolicyEvaluator.evaluate(List.of(NOT_EVERYONE), subject.completedBy(Optional::empty));
        assertThat(report.unknown()).isEmpty();
        assertThat(report.violations()).singleElement().satisfies(violation -> assertThat(violation.message())
                .contains("policy is known only after the update", "unknown is block"));
        assertThat(report.isBlocking()).isTrue();
    }

    @Test
    void listsUnknownResultsByRuleAndResource() {
        PolicyReport report = evaluate(rule(Property.property("policy").isNoneOf("arn:forbidden")), "arn:assets-1");
        assertThat(UnknownResultsText.lines(report, false))
                .containsExactly("1 result is known only after the update:", "  critical  test-policy  policy");
    }

    @Test
    void keepsConstantsOfAStructureAndNoIdentifier() {
        GraphResource unknown = policy(PropertyValue.Unknown.VALUE);
        StandIns standIns = new StandIns(
                graph(ASSETS, policy(List.of(Map.of("cidr", "0.0.0.0/0", "target", "arn:assets-1", "port", 22)))),
                Map.of(ASSETS.urn(), Map.of("arn:assets-1", "arn:assets-2")));
        GraphResource completed = standIns.complete(graph(ASSETS, unknown))
                .resource(unknown.urn())
                .orElseThrow();
        assertThat(completed.input("policy[0].cidr").asText()).contains("0.0.0.0/0");
        assertThat(completed.input("policy[0].port").asNumber()).hasValue(22);
        assertThat(completed.input("policy[0].target").isUnknown()).isTrue();
        assertThat(completed.input("bucket").isUnknown()).isTrue();
    }

    @Test
    void keepsASecretMarked() {
        GraphResource unknown = policy(PropertyValue.Unknown.VALUE);
        StandIns standIns = new StandIns(
                graph(ASSETS, policy(new PropertyValue.Secret(new PropertyValue.Text("{\"a\":1}")))), Map.of());
        assertThat(standIns.complete(graph(ASSETS, unknown))
                        .resource(unknown.urn())
                        .orElseThrow()
                        .input("policy"))
                .isInstanceOf(PropertyValue.Secret.class);
    }

    @Test
    void runsTheProgramOnlyWhenARuleCannotDecide() {
        PolicyReport report = PolicyEvaluator.evaluate(
                List.of(NOT_EVERYONE),
                PolicyEvaluator.Subject.of(
                                graph(ASSETS, policy("{\"Principal\":\"api\"}")),
                                PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY),
                                List.of(),
                                LocalDate.parse("2026-06-01"))
                        .completedBy(() -> {
                            throw new IllegalStateException("no stand-ins are needed");
                        }));
        assertThat(report.unknown()).isEmpty();
    }
}
