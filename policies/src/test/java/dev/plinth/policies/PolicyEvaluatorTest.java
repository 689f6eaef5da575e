package dev.plinth.policies;

import static dev.plinth.policies.rules.Resources.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.graph.ResourceGraph;
import dev.plinth.policies.report.ReportFormat;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.waiver.Waiver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyEvaluatorTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");
    private static final PolicyParameters PRODUCTION = PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY);
    private static final List<Rule> RULES =
            List.of(RuleCatalogue.find("rds-not-public").orElseThrow());
    private static final String INSTANCE = "aws:rds/instance:Instance";

    private static final GraphResource OPEN = resource(INSTANCE, "open", Map.of("publiclyAccessible", true));
    private static final GraphResource CLOSED = resource(INSTANCE, "closed", Map.of());
    private static final GraphResource UNDECIDED =
            resource(INSTANCE, "undecided", Map.of("publiclyAccessible", PropertyValue.Unknown.VALUE));
    private static final GraphResource OTHER = resource("aws:sqs/queue:Queue", "queue", Map.of());

    private static PolicyReport evaluate(Waiver... waivers) {
        ResourceGraph graph = new ResourceGraph("shop", "production", List.of(OPEN, CLOSED, UNDECIDED, OTHER));
        return PolicyEvaluator.evaluate(RULES, graph, PRODUCTION, List.of(waivers), TODAY);
    }

    private static Waiver waiver(String rule, String urn, LocalDate expires) {
        return new Waiver(rule, urn, "Closed next week", "ops", expires);
    }

    @Test
    void countsPairsThatWereJudged() {
        PolicyReport report = evaluate();
        assertThat(report.violations()).extracting(PolicyReport.Violation::urn).containsExactly(OPEN.urn());
        assertThat(report.unknown())
                .extracting(PolicyReport.Undecided::property)
                .containsExactly("publiclyAccessible");
        assertThat(report.evaluated()).isEqualTo(3);
        assertThat(report.rules()).isEqualTo(1);
        assertThat(report.resources()).isEqualTo(4);
        assertThat(report.isBlocking()).isTrue();
    }

    @Test
    void aWaiverOnItsLastDayCounts() {
        PolicyReport report = evaluate(waiver("rds-not-public", "*::open", TODAY));
        assertThat(report.violations()).isEmpty();
        assertThat(report.waived()).hasSize(1);
        assertThat(report.isBlocking()).isFalse();
    }

    @Test
    void anExpiredWaiverIsAViolationBesideTheOneItCovered() {
        PolicyReport report = evaluate(waiver("rds-not-public", "*::open", TODAY.minusDays(1)));
        assertThat(report.violations())
                .extracting(PolicyReport.Violation::rule)
                .containsExactly("rds-not-public", PolicyEvaluator.WAIVER_EXPIRED);
        assertThat(report.violations().get(1).message()).contains("expired on 2026-05-31", "ops");
        assertThat(report.violations().get(1).enforcement()).isEqualTo(Enforcement.MANDATORY);
    }

    @Test
    void waiversThatCoverNothingOrNameNoRuleAreViolations() {
        PolicyReport report = evaluate(
                waiver("rds-not-public", "*::open", TODAY),
                waiver("rds-not-public", "*::closed", TODAY),
                waiver("no-such-rule", "*", TODAY));
        assertThat(report.violations())
                .extracting(PolicyReport.Violation::rule)
                .containsExactly(PolicyEvaluator.WAIVER_UNKNOWN_RULE, PolicyEvaluator.WAIVER_UNMATCHED);
    }

    @Test
    void aDisabledRuleDoesNotRun() {
        ResourceGraph graph = new ResourceGraph("shop", "production", List.of(OPEN));
        PolicyParameters disabled = PRODUCTION.withRuleEnforcement(Map.of("rds-not-public", Enforcement.DISABLED));
        PolicyReport report = PolicyEvaluator.evaluate(RULES, graph, disabled, List.of(), TODAY);
        assertThat(report.violations()).isEmpty();
        assertThat(report.rules()).isZero();
    }

    @Test
    void theOrderOfTheResourcesDoesNotMatter() {
        List<GraphResource> resources = new ArrayList<>(List.of(OPEN, CLOSED, UNDECIDED, OTHER));
        String first = report(resources);
        Collections.reverse(resources);
        assertThat(report(resources)).isEqualTo(first).contains("rds-encrypted");
    }

    private static String report(List<GraphResource> resources) {
        return ReportFormat.JSON.render(PolicyEvaluator.evaluate(
                new ResourceGraph("shop", "production", resources), PRODUCTION, List.of(), TODAY));
    }
}
