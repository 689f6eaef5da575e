package dev.plinth.testkit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Verdict;
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

/** What holds of every rule on changes, by its fixtures. Extend it to test the rules of a library. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ChangeConformance {

    private static final String UNRELATED = "other:index/thing:Thing";

    /** Returns the rules; those on resources and stacks are passed by. */
    protected abstract List<Rule> rules();

    /** Returns one fixture, or several, of each rule that turns on a property. */
    protected abstract List<ChangeFixture> fixtures();

    /** Returns the ids of the rules that turn on the operation or an option: they need own tests. */
    protected List<String> withoutProperty() {
        return List.of();
    }

    private Stream<Rule> judging() {
        return rules().stream().filter(rule -> rule.scope() == Rule.Scope.CHANGE);
    }

    private Verdict judge(ChangeFixture fixture, ResourceChange change) {
        Rule rule = judging()
                .filter(candidate -> candidate.id().equals(fixture.rule()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a fixture is for " + fixture.rule() + ", which is no rule"));
        return RuleAssert.assertThat(rule).verdict(change);
    }

    private Verdict judge(ChangeFixture fixture, PropertyValue value) {
        return judge(fixture, fixture.to(value));
    }

    private static String root(String path) {
        return path.split("[.\\[]", 2)[0];
    }

    @Test
    void everyRuleOnChangesHasAFixture() {
        Set<String> covered =
                fixtures().stream().map(ChangeFixture::rule).collect(Collectors.toCollection(TreeSet::new));
        covered.addAll(withoutProperty());
        assertThat(covered).isEqualTo(judging().map(Rule::id).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void passesWhatComplies(ChangeFixture fixture) {
        assertThat(judge(fixture, fixture.good())).isEqualTo(Verdict.PASS);
        assertThat(judge(fixture, Changes.same(fixture.before()))).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void failsWhatDoesNotAndNamesTheProperty(ChangeFixture fixture) {
        Verdict verdict = judge(fixture, fixture.bad());
        assertThat(verdict).isInstanceOf(Verdict.Fail.class);
        assertThat(((Verdict.Fail) verdict).message()).contains(root(fixture.changing()));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void failsItInAReplacementAsWell(ChangeFixture fixture) {
        ResourceChange update = fixture.to(fixture.bad());
        ResourceChange replacement =
                Changes.replace(update.before().orElseThrow(), update.after().orElseThrow(), fixture.path());
        assertThat(judge(fixture, replacement)).isInstanceOf(Verdict.Fail.class);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void takesAnAbsentPropertyForTheDefault(ChangeFixture fixture) {
        assertThat(Outcome.of(judge(fixture, PropertyValue.Null.VALUE))).isEqualTo(fixture.absent());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void neverPassesAnUnknown(ChangeFixture fixture) {
        Verdict verdict = judge(fixture, PropertyValue.Unknown.VALUE);
        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
        assertThat(((Verdict.Unknown) verdict).property()).startsWith(root(fixture.path()));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsSecretsAndPrintsNone(ChangeFixture fixture) {
        assertThat(judge(fixture, new PropertyValue.Secret(fixture.good()))).isEqualTo(Verdict.PASS);
        Verdict bad = judge(fixture, new PropertyValue.Secret(fixture.bad()));
        assertThat(bad).isInstanceOf(Verdict.Fail.class);
        String text = fixture.bad().asText().orElse("");
        if (text.length() > 5) {
            assertThat(((Verdict.Fail) bad).message().split(" but must be", 2)[0])
                    .doesNotContain(text);
        }
    }

    /** The engine blinds the secrets of a preview; then the differences that it names are all that can be known. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void neverPassesABlindedSecretThatChanges(ChangeFixture fixture) {
        // Nothing is asked of the property while the other one stays.
        assumeThat(fixture.during()).isEmpty();
        GraphResource before = fixture.with(new PropertyValue.Secret(PropertyValue.Unknown.VALUE));
        assertThat(judge(fixture, Changes.update(before, before, fixture.path())))
                .isNotEqualTo(Verdict.PASS);
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
        ResourceChange elsewhere = Changes.update(
                Resources.ofType(fixture.before(), UNRELATED),
                Resources.ofType(fixture.with(fixture.bad()), UNRELATED),
                fixture.path());
        assertThat(judge(fixture, elsewhere)).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(judge(fixture, Changes.create(fixture.with(fixture.bad())))).isEqualTo(Verdict.NOT_APPLICABLE);
    }
}
