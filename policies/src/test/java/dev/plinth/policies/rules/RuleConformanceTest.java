package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleAssert.assertThatRule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.RuleFixture.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every rule, by its fixtures. */
class RuleConformanceTest {

    /** Rules that turn on no property: their own tests judge them. */
    private static final Set<String> WITHOUT_PROPERTY = Set.of(
            "account-has-access-analyzer",
            "account-has-config",
            "account-has-guardduty",
            "account-has-password-policy",
            "account-has-security-hub",
            "account-has-trail",
            "account-looks-for-unused-access",
            "allowed-regions",
            "cache-pulumi-protect",
            "config-delivered",
            "efs-mount-targets-span-azs",
            "efs-pulumi-protect",
            "iam-no-server-certificate",
            "iam-no-users-or-keys",
            "kms-pulumi-protect",
            "nat-per-az",
            "rds-pulumi-protect",
            "subnets-span-azs",
            "supabase-pulumi-protect",
            "vpc-no-default");

    static List<RuleFixture> fixtures() {
        return RuleFixtures.all();
    }

    static List<Rule> rules() {
        return RuleCatalogue.all();
    }

    @Test
    void everyRuleHasAFixture() {
        Set<String> covered = fixtures().stream().map(RuleFixture::rule).collect(Collectors.toSet());
        covered.addAll(WITHOUT_PROPERTY);
        // Rules on changes have fixtures of their own.
        assertThat(covered)
                .isEqualTo(rules().stream()
                        .filter(rule -> rule.scope() != Rule.Scope.CHANGE)
                        .map(Rule::id)
                        .collect(Collectors.toSet()));
    }

    @Test
    void rulesAreSortedById() {
        assertThat(rules())
                .extracting(Rule::id)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleIsDocumented(Rule rule) {
        assertThat(rule.title()).doesNotEndWith(".").matches("[A-Z].{15,}");
        assertThat(rule.risk()).endsWith(".").hasSizeGreaterThan(20);
        assertThat(rule.remediation()).containsAnyOf("(", "\"").doesNotStartWith(" ");
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void passesWhatComplies(RuleFixture fixture) {
        assertThat(judge(fixture, value(fixture))).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void failsWhatDoesNot(RuleFixture fixture) {
        assertThat(judge(fixture, fixture.bad())).isInstanceOf(Verdict.Fail.class);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void takesAnAbsentPropertyForTheDefault(RuleFixture fixture) {
        assertThat(outcome(judge(fixture, PropertyValue.Null.VALUE))).isEqualTo(fixture.absent());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void neverPassesAnUnknown(RuleFixture fixture) {
        Verdict verdict = judge(fixture, PropertyValue.Unknown.VALUE);
        assertThat(outcome(verdict)).isEqualTo(fixture.unknown()).isNotEqualTo(Outcome.PASS);
        if (verdict instanceof Verdict.Unknown unknown) {
            assertThat(unknown.property()).startsWith(fixture.path().split("[.\\[]", 2)[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void looksIntoSecretsAndTellsNothing(RuleFixture fixture) {
        PropertyValue good = value(fixture).revealed();
        assertThat(judge(fixture, new PropertyValue.Secret(good))).isEqualTo(Verdict.PASS);
        Verdict bad = judge(fixture, new PropertyValue.Secret(fixture.bad()));
        assertThat(outcome(bad)).isEqualTo(fixture.badSecret());
        String text = fixture.bad().asText().orElse("").strip();
        if (bad instanceof Verdict.Fail failure && text.length() > 5) {
            // What is allowed may name a forbidden word of the rule's own.
            String told = failure.message().split(", it must be", 2)[0];
            assertThat(told).doesNotContain(text);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void failsAValueOfTheWrongType(RuleFixture fixture) {
        PropertyValue wrong = PropertyValue.of(Map.of("wrong", List.of(7)));
        assertThat(judge(fixture, wrong)).isInstanceOf(Verdict.Fail.class);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void saysNothingOfAnotherType(RuleFixture fixture) {
        GraphResource other = Resources.ofType(fixture.compliant(), "other:index/thing:Thing");
        assertThatRule(fixture.rule()).isNotApplicable(other, fixture.beside().toArray(GraphResource[]::new));
    }

    private static PropertyValue value(RuleFixture fixture) {
        return decisive(fixture).input(fixture.path());
    }

    private static GraphResource decisive(RuleFixture fixture) {
        return fixture.neighbourDecides() ? fixture.beside().get(0) : fixture.compliant();
    }

    private static Verdict judge(RuleFixture fixture, PropertyValue value) {
        GraphResource changed = Resources.with(decisive(fixture), fixture.path(), value);
        GraphResource subject = fixture.neighbourDecides() ? fixture.compliant() : changed;
        List<GraphResource> beside = new ArrayList<>(fixture.beside());
        if (fixture.neighbourDecides()) {
            beside.set(0, changed);
        }
        return assertThatRule(fixture.rule()).verdict(subject, beside.toArray(GraphResource[]::new));
    }

    private static Outcome outcome(Verdict verdict) {
        if (verdict instanceof Verdict.Fail) {
            return Outcome.FAIL;
        }
        if (verdict instanceof Verdict.Unknown) {
            return Outcome.UNKNOWN;
        }
        return verdict.equals(Verdict.PASS) ? Outcome.PASS : Outcome.NOT_APPLICABLE;
    }
}
