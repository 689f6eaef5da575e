package dev.plinth.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Property;
import dev.plinth.policies.rule.Remediation;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.waiver.Waiver;
import dev.plinth.testkit.rule.Resources;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorrectionsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");

    private static final Rule TAGS = rule("acme-copy-tags")
            .correctedBy(Remediation.set("copyTags", true))
            .requires(Property.property("copyTags").isTrue());

    private static final PolicyParameters CORRECTING =
            PolicyParameters.forStack("production").withRuleEnforcement(Map.of(TAGS.id(), Enforcement.REMEDIATE));

    private static Rule.Builder rule(String id) {
        return Rule.named(id)
                .title("T")
                .severity(Severity.MEDIUM)
                .on("a:b:C")
                .risk("R")
                .remediation("M");
    }

    private static PolicyReport evaluate(Rule rule, PolicyParameters parameters, GraphResource... resources) {
        return evaluate(rule, parameters, List.of(), resources);
    }

    private static PolicyReport evaluate(
            Rule rule, PolicyParameters parameters, List<Waiver> waivers, GraphResource... resources) {
        ResourceGraph graph = new ResourceGraph("shop", "production", List.of(resources));
        return PolicyEvaluator.evaluate(List.of(rule), PolicyEvaluator.Subject.of(graph, parameters, waivers, TODAY));
    }

    @Test
    void aCorrectedViolationIsToldAndStopsNothing() {
        PolicyReport report =
                evaluate(TAGS, CORRECTING, Resources.unprotected("a:b:C", "x", Map.of("copyTags", false)));
        assertThat(report.violations()).isEmpty();
        assertThat(report.remediated()).singleElement().satisfies(corrected -> {
            assertThat(corrected.rule()).isEqualTo(TAGS.id());
            assertThat(corrected.message()).isEqualTo("copyTags is false but must be true");
        });
    }

    @Test
    void withoutTheEnforcementNothingIsCorrected() {
        PolicyReport report =
                evaluate(TAGS, PolicyParameters.forStack("production"), Resources.unprotected("a:b:C", "x", Map.of()));
        assertThat(report.remediated()).isEmpty();
        assertThat(report.violations())
                .singleElement()
                .extracting(PolicyReport.Violation::enforcement)
                .isEqualTo(Enforcement.MANDATORY);
    }

    @Test
    void doesNotChangeCompliantUnknownAndWaivedResources() {
        PolicyReport report = evaluate(
                TAGS,
                CORRECTING,
                List.of(new Waiver(TAGS.id(), "*::waived", "R", "O", TODAY)),
                Resources.unprotected("a:b:C", "good", Map.of("copyTags", true)),
                Resources.unprotected("a:b:C", "unknown", Map.of("copyTags", PropertyValue.Unknown.VALUE)),
                Resources.unprotected("a:b:C", "waived", Map.of()));
        assertThat(report.remediated()).isEmpty();
        assertThat(report.unknown()).hasSize(1);
        assertThat(report.waived()).hasSize(1);
        assertThat(report.violations()).isEmpty();
    }

    @Test
    void aViolationThatRemainsAfterRemediationBlocksTheChange() {
        Rule useless = rule("acme-useless-correction")
                .correctedBy(Remediation.set("other", true))
                .requires(Property.property("copyTags").isTrue());
        Rule broken = rule("acme-broken-correction")
                .correctedBy((resource, context) -> {
                    throw new IllegalStateException("a secret");
                })
                .requires(Property.property("copyTags").isTrue());
        for (Rule rule : List.of(useless, broken)) {
            PolicyReport report = evaluate(
                    rule,
                    CORRECTING.withRuleEnforcement(Map.of(rule.id(), Enforcement.REMEDIATE)),
                    Resources.unprotected("a:b:C", "x", Map.of()));
            assertThat(report.violations())
                    .singleElement()
                    .extracting(PolicyReport.Violation::enforcement)
                    .isEqualTo(Enforcement.MANDATORY);
            assertThat(report.isBlocking()).isTrue();
        }
    }

    @Test
    void aSecretStaysASecretAfterAnyRemediation() {
        Rule revealing = rule("acme-revealing-correction")
                .correctedBy((resource, context) -> (ObjectValue) PropertyValue.of(
                        Map.of("copyTags", true, "password", "plain", "nested", Map.of("token", "plain"))))
                .requires(Property.property("copyTags").isTrue());
        GraphResource resource = Resources.unprotected(
                "a:b:C",
                "x",
                Map.of(
                        "password",
                        new PropertyValue.Secret(new PropertyValue.Text("old")),
                        "nested",
                        Map.of("token", new PropertyValue.Secret(new PropertyValue.Text("old")))));
        Corrections corrections = new Corrections(
                List.of(revealing),
                CORRECTING.withRuleEnforcement(Map.of(revealing.id(), Enforcement.REMEDIATE)),
                (rule, urn) -> false);

        ResourceGraph corrected =
                corrections.correct(new ResourceGraph("shop", "production", List.of(resource)), CORRECTING, TODAY);

        GraphResource result = corrected.resources().get(0);
        assertThat(result.input("copyTags")).isEqualTo(new PropertyValue.Bool(true));
        assertThat(result.inputs().get("password")).isInstanceOf(PropertyValue.Secret.class);
        assertThat(((ObjectValue) result.inputs().get("nested")).get("token")).isInstanceOf(PropertyValue.Secret.class);
    }

    @Test
    void aRuleOnChangesSeesTheCorrectedResource() {
        GraphResource before = Resources.unprotected("a:b:C", "x", Map.of("copyTags", true));
        GraphResource after = Resources.unprotected("a:b:C", "x", Map.of());
        Rule never = rule("acme-never-switch-off")
                .requiresOfChange((change, context) -> change.after("copyTags").equals(change.before("copyTags"))
                        ? Verdict.PASS
                        : Verdict.fail("switched off"));
        ResourceChange change = new ResourceChange(
                ResourceChange.Operation.UPDATE,
                Optional.of(before),
                Optional.of(after),
                List.of(),
                List.of("copyTags"));
        PolicyEvaluator.Subject subject = PolicyEvaluator.Subject.of(
                        new ResourceGraph("shop", "production", List.of(after)), CORRECTING, List.of(), TODAY)
                .changing(List.of(change), List.of());

        assertThat(PolicyEvaluator.evaluate(List.of(never, TAGS), subject).violations())
                .isEmpty();
        assertThat(PolicyEvaluator.evaluate(List.of(never), subject).violations())
                .hasSize(1);
    }
}
