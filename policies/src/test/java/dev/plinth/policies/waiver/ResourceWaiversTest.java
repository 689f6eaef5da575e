package dev.plinth.policies.waiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Property;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.testkit.rule.Resources;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResourceWaiversTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");
    private static final Rule RULE =
            rule("acme-tags").requires(Property.property("tags").isText());
    private static final Rule STRICT = rule("acme-strict")
            .neverWaivable()
            .requires(Property.property("public").isNotTrue());

    private static Rule.Builder rule(String id) {
        return Rule.named(id)
                .title("T")
                .severity(Severity.HIGH)
                .on("a:b:C")
                .risk("R")
                .remediation("M");
    }

    private static GraphResource waiver(String name, Map<String, ?> changes) {
        Map<String, Object> inputs = new TreeMap<>(Map.of(
                "rule", RULE.id(),
                "urnPattern", "*::x",
                "reason", "Tags come with the next release",
                "owner", "platform",
                "expires", "2026-08-30"));
        inputs.putAll(changes);
        return Resources.resource(ResourceWaivers.TYPE, name, inputs);
    }

    private static PolicyReport evaluate(GraphResource... resources) {
        List<GraphResource> all = new ArrayList<>(List.of(resources));
        all.add(Resources.unprotected("a:b:C", "x", Map.of()));
        return PolicyEvaluator.evaluate(
                List.of(RULE, STRICT),
                PolicyEvaluator.Subject.of(
                        new ResourceGraph("shop", "production", all),
                        PolicyParameters.forStack("production"),
                        List.of(),
                        TODAY));
    }

    @Test
    void oneInTheProgramCountsLikeOneInTheFile() {
        assertThat(evaluate().violations()).hasSize(1);
        PolicyReport report = evaluate(waiver("w", Map.of()));
        assertThat(report.violations()).isEmpty();
        assertThat(report.waived())
                .singleElement()
                .satisfies(waived -> assertThat(waived.waiver().owner()).isEqualTo("platform"));
    }

    @Test
    void itsFaultsAreViolations() {
        PolicyReport report = evaluate(waiver(
                "w",
                Map.of(
                        "reason",
                        "short",
                        "expires",
                        "2026-08-31",
                        "urnPattern",
                        PropertyValue.Unknown.VALUE,
                        "owner",
                        new PropertyValue.Secret(new PropertyValue.Text("hidden")))));
        assertThat(report.isBlocking()).isTrue();
        assertThat(report.waived()).isEmpty();
        assertThat(report.violations())
                .filteredOn(violation -> violation.rule().equals(PolicyEvaluator.WAIVER_INVALID))
                .allSatisfy(violation -> assertThat(violation.urn()).endsWith("plinth:policy:Waiver::w"))
                .extracting(PolicyReport.Violation::message)
                .contains(
                        "w.reason is 'short' but must be at least 10 characters long",
                        "w.expires is 2026-08-31 but must be at most 90 days ahead, 2026-08-30 today",
                        "w.urnPattern is unknown but must be a known string that is not a secret",
                        "w.owner is [secret] but must be a known string that is not a secret")
                .noneMatch(message -> message.contains("hidden"));
    }

    @Test
    void oneThatExpiredOrCoversNothingOrMayNotIsAViolation() {
        assertThat(rules(evaluate(waiver("w", Map.of("expires", "2026-05-31")))))
                .containsExactlyInAnyOrder(RULE.id(), PolicyEvaluator.WAIVER_EXPIRED);
        assertThat(rules(evaluate(waiver("w", Map.of("urnPattern", "*::y")))))
                .containsExactlyInAnyOrder(RULE.id(), PolicyEvaluator.WAIVER_UNMATCHED);
        assertThat(rules(evaluate(waiver("w", Map.of("rule", STRICT.id())))))
                .containsExactlyInAnyOrder(RULE.id(), PolicyEvaluator.WAIVER_FORBIDDEN);
        assertThat(rules(evaluate(waiver("w", Map.of("rule", "acme-none")))))
                .containsExactlyInAnyOrder(RULE.id(), PolicyEvaluator.WAIVER_UNKNOWN_RULE);
    }

    private static List<String> rules(PolicyReport report) {
        return report.violations().stream().map(PolicyReport.Violation::rule).toList();
    }
}
