package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.graph.ResourceChange;
import dev.plinth.policies.graph.ResourceGraph;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.ChangeFixture.Changes;
import dev.plinth.policies.rules.RuleFixture.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every rule on changes, by its fixtures. */
class ChangeConformanceTest {

    /** Rules that turn on the operation or an option: their own tests judge them. */
    private static final Set<String> WITHOUT_PROPERTY =
            Set.of("stateful-not-deleted", "stateful-not-replaced", "pulumi-protect-kept", "backups-not-stopped");

    static List<ChangeFixture> fixtures() {
        return ChangeFixtures.all();
    }

    static List<Rule> rules() {
        return ChangeRules.ALL;
    }

    static Verdict judge(String rule, ResourceChange change, ResourceChange... beside) {
        return judge(rule, Tier.PRODUCTION, change, beside);
    }

    static Verdict judge(String rule, Tier tier, ResourceChange change, ResourceChange... beside) {
        List<ResourceChange> all = new ArrayList<>(List.of(beside));
        all.add(change);
        List<GraphResource> resources =
                all.stream().flatMap(each -> each.after().stream()).toList();
        return RuleCatalogue.find(rule)
                .orElseThrow()
                .judge(
                        change,
                        new RuleContext(
                                new ResourceGraph("shop", "production", resources),
                                PolicyParameters.of(tier, Enforcement.MANDATORY),
                                all));
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

    /** The change, with the engine version going up by a major version where the way back is what the rule turns on. */
    private static ResourceChange change(ChangeFixture fixture, PropertyValue value) {
        if (!fixture.path().startsWith("blueGreenUpdate")) {
            return fixture.to(value);
        }
        GraphResource before = Resources.with(fixture.before(), "engineVersion", new PropertyValue.Text("15.8"));
        return Changes.update(before, fixture.with(value), "engineVersion");
    }

    private static Verdict judge(ChangeFixture fixture, PropertyValue value) {
        return judge(fixture.rule(), change(fixture, value));
    }

    @Test
    void everyRuleOnChangesHasAFixture() {
        Set<String> covered = fixtures().stream().map(ChangeFixture::rule).collect(Collectors.toSet());
        covered.addAll(WITHOUT_PROPERTY);
        assertThat(covered).isEqualTo(rules().stream().map(Rule::id).collect(Collectors.toSet()));
        assertThat(rules()).hasSizeGreaterThanOrEqualTo(30).allMatch(rule -> rule.scope() == Rule.Scope.CHANGE);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void passesWhatComplies(ChangeFixture fixture) {
        assertThat(judge(fixture, fixture.good())).isEqualTo(Verdict.PASS);
        assertThat(outcome(judge(fixture.rule(), Changes.same(fixture.before()))))
                .isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void failsWhatDoesNotAndNamesTheProperty(ChangeFixture fixture) {
        Verdict verdict = judge(fixture, fixture.bad());
        assertThat(verdict).isInstanceOf(Verdict.Fail.class);
        String key = fixture.path().startsWith("blueGreen")
                ? "engineVersion"
                : fixture.path().split("[.\\[]", 2)[0];
        assertThat(((Verdict.Fail) verdict).message()).contains(key);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void failsItInAReplacementAsWell(ChangeFixture fixture) {
        ResourceChange update = change(fixture, fixture.bad());
        ResourceChange replacement =
                Changes.replace(update.before().orElseThrow(), update.after().orElseThrow(), fixture.path());
        assertThat(outcome(judge(fixture.rule(), replacement))).isEqualTo(Outcome.FAIL);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void takesAnAbsentPropertyForTheDefault(ChangeFixture fixture) {
        Outcome expected = fixture.path().startsWith("blueGreen") ? Outcome.FAIL : fixture.absent();
        assertThat(outcome(judge(fixture, PropertyValue.Null.VALUE))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void neverPassesAnUnknown(ChangeFixture fixture) {
        Verdict verdict = judge(fixture, PropertyValue.Unknown.VALUE);
        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
        assertThat(((Verdict.Unknown) verdict).property())
                .startsWith(fixture.path().split("[.\\[]", 2)[0]);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void looksIntoSecretsAndTellsNothing(ChangeFixture fixture) {
        assertThat(judge(fixture, new PropertyValue.Secret(fixture.good()))).isEqualTo(Verdict.PASS);
        Verdict bad = judge(fixture, new PropertyValue.Secret(fixture.bad()));
        assertThat(bad).isInstanceOf(Verdict.Fail.class);
        String text = fixture.bad().asText().orElse("");
        if (text.length() > 5) {
            assertThat(((Verdict.Fail) bad).message().split(", it must be", 2)[0])
                    .doesNotContain(text);
        }
    }

    /** The engine blinds the secrets of a preview; then the differences that it names are all that can be known. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void neverPassesABlindedSecretThatChanges(ChangeFixture fixture) {
        // Where the version stays, no way back is needed.
        assumeThat(fixture.path()).doesNotStartWith("blueGreen");
        PropertyValue blinded = new PropertyValue.Secret(PropertyValue.Unknown.VALUE);
        GraphResource before = fixture.with(blinded);
        assertThat(outcome(judge(fixture.rule(), Changes.update(before, before, fixture.path()))))
                .isNotEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void failsAValueOfTheWrongType(ChangeFixture fixture) {
        assertThat(judge(fixture, PropertyValue.of(Map.of("wrong", List.of(7)))))
                .isInstanceOf(Verdict.Fail.class);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void saysNothingOfAnotherTypeNorOfAFirstCreation(ChangeFixture fixture) {
        String other = "aws:sfn/activity:Activity";
        ResourceChange elsewhere = Changes.update(
                Resources.ofType(fixture.before(), other),
                Resources.ofType(fixture.with(fixture.bad()), other),
                fixture.path());
        assertThat(judge(fixture.rule(), elsewhere)).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(judge(fixture.rule(), Changes.create(fixture.with(fixture.bad()))))
                .isEqualTo(Verdict.NOT_APPLICABLE);
    }
}
