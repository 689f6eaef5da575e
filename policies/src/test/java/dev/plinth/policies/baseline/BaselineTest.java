package dev.plinth.policies.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.PolicyReport.UnknownResult;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rules.RuleCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

    private static final String URN = "urn:pulumi:production::shop::aws:ec2/securityGroup:SecurityGroup::web";
    private static final RuleSet RULES = RuleCatalogue.set();
    private static final String MIXED = "sg-no-mixed-rule-styles";

    private static Violation violation(String rule, String message) {
        return new Violation(rule, Severity.HIGH, Enforcement.MANDATORY, URN, message);
    }

    private static PolicyReport report(Violation... violations) {
        return new PolicyReport(List.of(violations), List.of(), List.of(), List.of(), 1, 1, 1);
    }

    private static Baseline of(Violation... violations) {
        return new Baseline(Stream.of(violations)
                .flatMap(each -> Baseline.entriesFor(RULES, each.occurrence()))
                .toList());
    }

    private static List<Rule> neverWaivable() {
        return RuleCatalogue.all().stream().filter(rule -> !rule.isWaivable()).toList();
    }

    @Test
    void aFingerprintNamesThePropertiesThatTheRuleReadsAndNoValue() {
        assertThat(violation(
                                "sg-no-data-port-from-world",
                                "ingress[0].cidrBlocks[1] opens ports 5432 to 5432 to 0.0.0.0/0; ingress[2].cidrBlocks[0] opens")
                        .occurrence()
                        .properties(RULES))
                .containsExactly("ingress[0].cidrBlocks[1]", "ingress[2].cidrBlocks[0]");
        Occurrence notMultiAz =
                violation("rds-multi-az", "multiAz is false but must be true").occurrence();
        assertThat(notMultiAz.properties(RULES)).containsExactly("multiAz");
        assertThat(violation("no-such-rule", "multiAz is false").occurrence().properties(RULES))
                .isEmpty();
        assertThat(Fingerprint.of(RULES, notMultiAz))
                .isEqualTo(Fingerprint.of(
                        RULES,
                        violation("rds-multi-az", "multiAz is left out but must be true")
                                .occurrence()))
                .isNotEqualTo(Fingerprint.of(
                        RULES, new Occurrence("rds-multi-az", URN + "2", notMultiAz.message(), List.of())))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void aVerdictsPathsCountAndNotTheWordsOfItsMessage() {
        Violation stated = stating("multiAz is engine but must be true", "multiAz");
        assertThat(stated.occurrence().properties(RULES)).containsExactly("multiAz");
        assertThat(Fingerprint.of(RULES, stated.occurrence()))
                .isEqualTo(Fingerprint.of(
                        RULES, stating("the database has one zone", "multiAz").occurrence()));
        assertThat(stating("the database has one zone", "name").occurrence().properties(RULES))
                .as("a property that the rule does not read")
                .isEmpty();
    }

    @Test
    void aFileWrittenByTheWordsOfMessagesStillAccepts() {
        Violation ingress = violation(MIXED, "ingress and egress are inline");
        Baseline old = BaselineFile.parse("baseline.json", BaselineFile.write(of(ingress)), RULES);
        assertThat(old.entries()).extracting(Baseline.Entry::property).containsExactly("egress", "ingress");
        Violation now = new Violation(
                MIXED, Severity.HIGH, Enforcement.MANDATORY, URN, ingress.message(), List.of("ingress[0].fromPort"));
        PolicyReport report = report(now).accepting(old);
        assertThat(report.baselined()).containsExactly(now);
        assertThat(report.settled()).isEmpty();
        Violation other = new Violation(
                MIXED, Severity.HIGH, Enforcement.MANDATORY, URN, "ingress[1] is inline", List.of("ingress[1]"));
        assertThat(report(other).accepting(old).violations()).containsExactly(other);
    }

    private static Violation stating(String message, String property) {
        return new Violation("rds-multi-az", Severity.HIGH, Enforcement.MANDATORY, URN, message, List.of(property));
    }

    @Test
    void movesAcceptedViolationsAndKeepsNewOnes() {
        Violation ingress = violation(MIXED, "ingress is inline, but there are also separate rules: a");
        Violation both = violation(
                MIXED,
                "ingress is inline, but there are also separate rules: a; egress is inline, and there are rules: b");

        PolicyReport same = report(violation(MIXED, "ingress is inline, but there are also separate rules: a, b"))
                .accepting(of(ingress));
        assertThat(same.isBlocking()).isFalse();
        assertThat(same.violations()).isEmpty();
        assertThat(same.baselined()).hasSize(1);
        assertThat(same.settled()).isEmpty();

        PolicyReport worse = report(both).accepting(of(ingress));
        assertThat(worse.violations()).containsExactly(both);
        assertThat(worse.baselined()).isEmpty();
        assertThat(worse.settled()).isEmpty();

        PolicyReport better = report(ingress).accepting(of(both));
        assertThat(better.baselined()).containsExactly(ingress);
        assertThat(better.settled()).containsExactly(new Baseline.Entry(MIXED, URN, "egress"));
    }

    @Test
    void anUnknownResultIsNotResolved() {
        Baseline baseline = of(violation(MIXED, "ingress is inline"));
        List<UnknownResult> unknown = List.of(new UnknownResult(MIXED, Severity.HIGH, URN, "ingress"));

        assertThat(new PolicyReport(List.of(), List.of(), List.of(), unknown, 1, 1, 1)
                        .accepting(baseline)
                        .settled())
                .isEmpty();
        assertThat(report().accepting(baseline).settled()).hasSize(1);
    }

    @Test
    void noBaselineAcceptsWhatCannotBeWaivedNorAFaultOfAWaiver() {
        assertThat(neverWaivable()).isNotEmpty().allSatisfy(rule -> {
            assertThat(of(violation(rule.id(), "x")).entries()).isEmpty();
            // Nor one that somebody wrote by hand.
            Baseline forged = new Baseline(List.of(new Baseline.Entry(rule.id(), URN, "")));
            assertThat(report(violation(rule.id(), "x")).accepting(forged).isBlocking())
                    .isTrue();
        });
        assertThat(of(violation("waiver-expired", "x")).entries()).isEmpty();
    }

    @Test
    void aFileIsReadAsItWasWritten() {
        Baseline baseline = of(
                violation(MIXED, "ingress is inline"),
                violation("rds-multi-az", "multiAz is false"),
                violation("rds-multi-az", "multiAz is false"));

        String text = BaselineFile.write(baseline);

        assertThat(text).endsWith("}\n");
        assertThat(BaselineFile.parse("baseline.json", text, RULES)).isEqualTo(baseline);
        assertThat(baseline.entries()).hasSize(2);
    }

    @Test
    void rejectsAFileWithAllItsFaults(@TempDir Path folder) {
        String never = neverWaivable().get(0).id();
        String entry = "{\"rule\": \"%s\", \"urn\": \"%s\", \"property\": \"\"%s}";
        String json = "{\"version\": 2, \"violations\": ["
                + String.join(
                        ",",
                        entry.formatted(never, URN, ""),
                        entry.formatted("nothing-such", "web", ""),
                        entry.formatted("rds-multi-az", URN, ", \"note\": 1"),
                        "{}",
                        "7",
                        "7")
                + "]}";

        assertThatThrownBy(() -> BaselineFile.parse("b.json", json, RULES))
                .isInstanceOf(InvalidBaselineException.class)
                .hasMessageContainingAll(
                        "b.json: version is 2 but must be 1",
                        "violations[0].rule is '" + never + "' but violations of that rule cannot be baselined",
                        "violations[1].rule is 'nothing-such' but must be a rule id",
                        "violations[1].urn is 'web' but must be a complete URN",
                        "violations[2].note is unknown; expected one of rule, urn, property",
                        "violations[3].rule is missing",
                        "violations[3].property is missing",
                        "violations[4] must be an object",
                        "violations[5] is a duplicate");
        for (String broken : List.of("", "[]", "{}", "{\"version\":1}", "{\"version\":1,\"violations\":[]} x", "{")) {
            assertThatThrownBy(() -> BaselineFile.parse("b.json", broken, RULES))
                    .as(broken)
                    .isInstanceOf(InvalidBaselineException.class)
                    .hasMessageStartingWith("b.json: ");
        }
        assertThatThrownBy(() -> BaselineFile.read(folder.resolve("none.json"), RULES))
                .isInstanceOf(InvalidBaselineException.class)
                .hasMessageContaining("none.json: does not exist");
        assertThatThrownBy(() -> BaselineFile.read(folder, RULES))
                .isInstanceOf(InvalidBaselineException.class)
                .hasMessageContaining("cannot be read");
    }
}
