package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rules.change.ChangeRules;
import dev.plinth.testkit.rule.ChangeConformance;
import dev.plinth.testkit.rule.ChangeFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of every rule of the catalogue on changes. */
class ChangeConformanceTest extends ChangeConformance {

    @Override
    protected List<Rule> rules() {
        return RuleCatalogue.all();
    }

    @Override
    protected List<ChangeFixture> fixtures() {
        return ChangeFixtures.all();
    }

    @Override
    protected List<String> withoutProperty() {
        return ChangeFixtures.WITHOUT_PROPERTY;
    }

    @Test
    void rulesOnChangesStandTogether() {
        assertThat(ChangeRules.ALL)
                .hasSizeGreaterThanOrEqualTo(30)
                .allMatch(rule -> rule.scope() == Rule.Scope.CHANGE)
                .containsAll(rules().stream()
                        .filter(rule -> rule.scope() == Rule.Scope.CHANGE)
                        .toList());
    }
}
