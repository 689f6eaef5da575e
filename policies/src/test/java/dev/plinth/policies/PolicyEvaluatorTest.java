package dev.plinth.policies;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.testkit.rule.Resources.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.report.ReportFormat;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.policies.waiver.Waiver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyEvaluatorTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");
    private static final PolicyParameters PRODUCTION = PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY);
    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final List<Rule> RULES = List.of(Rule.named("test-not-public")
            .title("Test instances are closed")
            .severity(Severity.CRITICAL)
            .on(INSTANCE, "publiclyAccessible")
            .risk("It is open.")
            .remediation("Close it.")
            .requires(property("publiclyAccessible").isNotTrue()));

    private static final GraphResource OPEN = resource(INSTANCE, "open", Map.of("publiclyAccessible", true));
    private static final GraphResource CLOSED = resource(INSTANCE, "closed", Map.of());
    private static final GraphResource UNDECIDED =
            resource(INSTANCE, "undecided", Map.of("publiclyAccessible", PropertyValue.Unknown.VALUE));
    private static final GraphResource OTHER = resource("aws:sqs/queue:Queue", "queue", Map.of());

    private static PolicyReport evaluate(Waiver... waivers) {
        ResourceGraph graph = new ResourceGraph("shop", "production", List.of(OPEN, CLOSED, UNDECIDED, OTHER));
        return PolicyEvaluator.evaluate(RULES, PolicyEvaluator.Subject.of(graph, PRODUCTION, List.of(waivers), TODAY));
    }

    private static Waiver waiver(String rule, String urn, LocalDate expires) {
        return new Waiver(rule, urn, "Closed next week", "ops", expires);
    }

    @Test
    void countsPairsThatWereJudged() {
        PolicyReport report = evaluate();
        assertThat(report.violations()).extracting(PolicyReport.Violation::urn).containsExactly(OPEN.urn());
        assertThat(report.unknown())
                .extracting(PolicyReport.UnknownResult::property)
                .containsExactly("publiclyAccessible");
        assertThat(report.evaluated()).isEqualTo(3);
        assertThat(report.rules()).isEqualTo(1);
        assertThat(report.resources()).isEqualTo(4);
        assertThat(report.isBlocking()).isTrue();
    }

    @Test
    void aWaiverOnItsLastDayCounts() {
        PolicyReport report = evaluate(waiver("test-not-public", "*::open", TODAY));
        assertThat(report.violations()).isEmpty();
        assertThat(report.waived()).hasSize(1);
        assertThat(report.isBlocking()).isFalse();
    }

    @Test
    void anExpiredWaiverIsAViolationBesideTheOneItCovered() {
        PolicyReport report = evaluate(waiver("test-not-public", "*::open", TODAY.minusDays(1)));
        assertThat(report.violations())
                .extracting(PolicyReport.Violation::rule)
                .containsExactly("test-not-public", PolicyEvaluator.WAIVER_EXPIRED);
        assertThat(report.violations().get(1).message()).contains("expired on 2026-05-31", "ops");
        assertThat(report.violations().get(1).enforcement()).isEqualTo(Enforcement.MANDATORY);
    }

    @Test
    void waiversThatCoverNothingOrNameNoRuleAreViolations() {
        PolicyReport report = evaluate(
                waiver("test-not-public", "*::open", TODAY),
                waiver("test-not-public", "*::closed", TODAY),
                waiver("no-such-rule", "*", TODAY));
        assertThat(report.violations())
                .extracting(PolicyReport.Violation::rule)
                .containsExactly(PolicyEvaluator.WAIVER_UNKNOWN_RULE, PolicyEvaluator.WAIVER_UNMATCHED);
    }

    @Test
    void aDisabledRuleDoesNotRun() {
        ResourceGraph graph = new ResourceGraph("shop", "production", List.of(OPEN));
        PolicyParameters disabled = PRODUCTION.withRuleEnforcement(Map.of("test-not-public", Enforcement.DISABLED));
        PolicyReport report =
                PolicyEvaluator.evaluate(RULES, PolicyEvaluator.Subject.of(graph, disabled, List.of(), TODAY));
        assertThat(report.violations()).isEmpty();
        assertThat(report.rules()).isZero();
    }

    @Test
    void anApprovalCoversOneRuleOnOneResourceOnce() {
        Rule rule = Rule.named("test-no-delete")
                .title("Test instances are not deleted")
                .severity(Severity.CRITICAL)
                .on(INSTANCE)
                .risk("What it held is gone.")
                .remediation("Keep it.")
                .requiresOfChange((change, context) ->
                        Verdict.passIf(change.operation() != ResourceChange.Operation.DELETE, "it is deleted"));
        List<ResourceChange> changes = List.of(deletion(OPEN), deletion(CLOSED));
        PolicyEvaluator.Subject subject = PolicyEvaluator.Subject.of(
                new ResourceGraph("shop", "production", List.of()), PRODUCTION, List.of(), TODAY);
        Approval first = new Approval("test-no-delete", OPEN.urn(), "Moved to the new one", "ops");
        Approval other = new Approval("test-no-delete", UNDECIDED.urn(), "Moved to the new one", "ops");

        PolicyReport report = PolicyEvaluator.evaluate(List.of(rule), subject.changing(changes, List.of(first, other)));

        assertThat(report.approved())
                .extracting(approved -> approved.violation().urn())
                .containsExactly(OPEN.urn());
        assertThat(report.violations())
                .extracting(PolicyReport.Violation::rule, PolicyReport.Violation::urn)
                .containsExactly(
                        tuple("test-no-delete", CLOSED.urn()),
                        tuple(PolicyEvaluator.APPROVAL_UNMATCHED, UNDECIDED.urn()));
        assertThat(PolicyEvaluator.evaluate(List.of(rule), subject).evaluated()).isZero();
    }

    /** The engine tells of what goes on at once in any order, and the same change prints the same bytes. */
    @Test
    void theOrderOfTheChangesMakesNoDifference() {
        Rule rule = Rule.named("test-undecided")
                .title("Test instances are undecided")
                .severity(Severity.CRITICAL)
                .on(INSTANCE)
                .risk("Nobody knows.")
                .remediation("Wait.")
                .requiresOfChange((change, context) -> new Verdict.Unknown("size"));
        PolicyEvaluator.Subject subject = PolicyEvaluator.Subject.of(
                new ResourceGraph("shop", "production", List.of()), PRODUCTION, List.of(), TODAY);

        PolicyReport report = PolicyEvaluator.evaluate(
                List.of(rule), subject.changing(List.of(deletion(OPEN), deletion(CLOSED)), List.of()));
        PolicyReport other = PolicyEvaluator.evaluate(
                List.of(rule), subject.changing(List.of(deletion(CLOSED), deletion(OPEN)), List.of()));

        assertThat(report.unknown()).hasSize(2).isEqualTo(other.unknown());
    }

    private static ResourceChange deletion(GraphResource resource) {
        return new ResourceChange(
                ResourceChange.Operation.DELETE, Optional.of(resource), Optional.empty(), List.of(), List.of());
    }

    @Test
    void anUnknownValueAfterTheUpdateIsAViolation() {
        ResourceGraph graph = new ResourceGraph("shop", "production", List.of(UNDECIDED));
        PolicyReport report = PolicyEvaluator.evaluate(
                RULES,
                PolicyEvaluator.Subject.of(graph, PRODUCTION, List.of(), TODAY).completed());
        assertThat(report.unknown()).isEmpty();
        assertThat(report.violations())
                .extracting(PolicyReport.Violation::message)
                .containsExactly("publiclyAccessible is still unknown, so the rule has no result");
    }

    @Test
    void noWaiverCoversARuleThatForbidsIt() {
        Rule strict = Rule.named("test-not-public")
                .title("Test instances are closed")
                .severity(Severity.CRITICAL)
                .on(INSTANCE)
                .risk("It is open.")
                .remediation("Close it.")
                .neverWaivable()
                .requires(property("publiclyAccessible").isNotTrue());
        PolicyReport report = PolicyEvaluator.evaluate(
                List.of(strict),
                PolicyEvaluator.Subject.of(
                        new ResourceGraph("shop", "production", List.of(OPEN)),
                        PRODUCTION,
                        List.of(waiver("test-not-public", "*::open", TODAY)),
                        TODAY));
        assertThat(report.violations())
                .extracting(PolicyReport.Violation::rule)
                .containsExactly("test-not-public", PolicyEvaluator.WAIVER_FORBIDDEN);
    }

    @Test
    void theOrderOfTheResourcesDoesNotMatter() {
        List<GraphResource> resources = new ArrayList<>(List.of(OPEN, CLOSED, UNDECIDED, OTHER));
        String first = report(resources);
        Collections.reverse(resources);
        assertThat(report(resources)).isEqualTo(first).contains("rds-encrypted");
    }

    private static String report(List<GraphResource> resources) {
        return ReportFormat.JSON.render(PolicyEvaluator.evaluate(PolicyEvaluator.Subject.of(
                new ResourceGraph("shop", "production", resources), PRODUCTION, List.of(), TODAY)));
    }
}
