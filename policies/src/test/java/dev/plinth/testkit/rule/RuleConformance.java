package dev.plinth.testkit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Parameter;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every rule on a resource or a stack, by its fixtures. Extend it to test the rules of a library; those on
 * changes are {@link ChangeConformance}'s.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RuleConformance {

    /** Returns the rules; those on changes are passed by. */
    protected abstract List<Rule> rules();

    /** Returns one fixture, or several, of each rule that turns on a property. */
    protected abstract List<RuleFixture> fixtures();

    /** Returns the ids of the rules that turn on no property, such as one that counts resources: they need own tests. */
    protected List<String> withoutProperty() {
        return List.of();
    }

    private Stream<Rule> judging() {
        return rules().stream().filter(rule -> rule.scope() != Rule.Scope.CHANGE);
    }

    private Rule rule(RuleFixture fixture) {
        return judging()
                .filter(rule -> rule.id().equals(fixture.rule()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a fixture is for " + fixture.rule() + ", which is no rule"));
    }

    Stream<Rule> rulesWithFixtures() {
        return fixtures().stream().map(this::rule).distinct();
    }

    Stream<RuleFixture> correctable() {
        return fixtures().stream().filter(fixture -> rule(fixture).correction().isPresent());
    }

    private Verdict judge(RuleFixture fixture, PropertyValue value) {
        return judge(fixture, value, RuleAssert.assertThat(rule(fixture)));
    }

    private static Verdict judge(RuleFixture fixture, PropertyValue value, RuleAssert rule) {
        return rule.verdict(fixture.subject(value), fixture.besideWith(value));
    }

    @Test
    void everyRuleHasAFixture() {
        Set<String> covered = fixtures().stream().map(RuleFixture::rule).collect(Collectors.toCollection(TreeSet::new));
        covered.addAll(withoutProperty());
        assertThat(covered).isEqualTo(judging().map(Rule::id).collect(Collectors.toSet()));
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
        assertThat(judge(fixture, fixture.good())).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void failsWhatDoesNot(RuleFixture fixture) {
        assertThat(judge(fixture, fixture.bad())).isInstanceOf(Verdict.Fail.class);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void takesAnAbsentPropertyForTheDefault(RuleFixture fixture) {
        assertThat(Outcome.of(judge(fixture, PropertyValue.Null.VALUE))).isEqualTo(fixture.absent());
    }

    /** Terraform's states are full of empty strings; a value with nothing but space in it is a value. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void takesAnEmptyStringForAnAbsentProperty(RuleFixture fixture) {
        assertThat(Outcome.of(judge(fixture, new PropertyValue.Text("")))).isEqualTo(fixture.absent());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void neverPassesAnUnknown(RuleFixture fixture) {
        Verdict verdict = judge(fixture, PropertyValue.Unknown.VALUE);
        assertThat(Outcome.of(verdict)).isEqualTo(fixture.unknown()).isNotEqualTo(Outcome.PASS);
        if (verdict instanceof Verdict.Unknown unknown) {
            assertThat(unknown.property()).startsWith(fixture.path().split("[.\\[]", 2)[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsSecretsAndPrintsNone(RuleFixture fixture) {
        PropertyValue good = fixture.good().revealed();
        assertThat(judge(fixture, new PropertyValue.Secret(good))).isEqualTo(Verdict.PASS);
        Verdict bad = judge(fixture, new PropertyValue.Secret(fixture.bad()));
        assertThat(Outcome.of(bad)).isEqualTo(fixture.badSecret());
        String text = fixture.bad().asText().orElse("").strip();
        if (bad instanceof Verdict.Fail failure && text.length() > 5) {
            // What is allowed may name a forbidden word of the rule's own.
            String told = failure.message().split(" but must be", 2)[0];
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
        RuleAssert.assertThat(rule(fixture))
                .isNotApplicable(other, fixture.beside().toArray(GraphResource[]::new));
    }

    /** A threshold that a rule reads and does not declare could not be set by a policy pack's configuration. */
    @ParameterizedTest
    @MethodSource("rulesWithFixtures")
    void declaresTheThresholdsThatItReads(Rule rule) {
        List<RuleFixture> own = fixtures().stream()
                .filter(fixture -> fixture.rule().equals(rule.id()))
                .toList();
        Set<Threshold> read = EnumSet.noneOf(Threshold.class);
        for (Threshold threshold : Threshold.values()) {
            if (own.stream().anyMatch(fixture -> turnsOn(threshold, fixture))) {
                read.add(threshold);
            }
        }
        assertThat(rule.thresholds()).isEqualTo(read);
    }

    private boolean turnsOn(Threshold threshold, RuleFixture fixture) {
        List<RuleAssert> ends = new ArrayList<>();
        for (int end : List.of(threshold.least(), threshold.most())) {
            PolicyParameters parameters = PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY).toBuilder()
                    .threshold(threshold, end)
                    .build();
            ends.add(RuleAssert.assertThat(rule(fixture)).with(parameters));
        }
        return Stream.of(fixture.good(), fixture.bad())
                .anyMatch(value -> !judge(fixture, value, ends.get(0)).equals(judge(fixture, value, ends.get(1))));
    }

    /** A parameter that a rule declares and does not read has no effect; one that it reads and does not declare cannot be set. */
    @ParameterizedTest
    @MethodSource("rulesWithFixtures")
    void declaresTheParametersThatItReads(Rule rule) {
        ObservedParameters observed = new ObservedParameters();
        fixtures().stream().filter(fixture -> fixture.rule().equals(rule.id())).forEach(fixture -> {
            RuleAssert observing = RuleAssert.assertThat(rule).with(observed.parameters());
            judge(fixture, fixture.good(), observing);
            judge(fixture, fixture.bad(), observing);
        });
        assertThat(rule.parameters().stream().map(Parameter::key)).containsExactlyInAnyOrderElementsOf(observed.read());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void parametersAreDocumented(Rule rule) {
        assertThat(rule.parameters())
                .allSatisfy(parameter ->
                        assertThat(parameter.description()).endsWith(".").hasSizeGreaterThan(10));
    }

    /** A rule that says it can correct corrects whatever its fixtures let it. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("correctable")
    void correctsWhatItSaysItCan(RuleFixture fixture) {
        Rule rule = rule(fixture);
        GraphResource violating = fixture.subject(fixture.bad());
        List<GraphResource> all = new ArrayList<>(List.of(fixture.besideWith(fixture.bad())));
        all.add(violating);
        PolicyParameters parameters = PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY);
        GraphResource corrected = violating.withInputs(rule.correction()
                .orElseThrow()
                .remediate(violating, new RuleContext(Resources.graph(all), parameters)));
        RuleAssert.assertThat(rule).passes(corrected, fixture.besideWith(fixture.bad()));
    }
}
