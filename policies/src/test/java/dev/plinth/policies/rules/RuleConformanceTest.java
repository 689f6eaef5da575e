package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.rule.Rule;
import dev.plinth.testkit.rule.RuleConformance;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of every rule of the catalogue that judges a resource or a stack. */
class RuleConformanceTest extends RuleConformance {

    @Override
    protected List<Rule> rules() {
        return RuleCatalogue.all();
    }

    @Override
    protected List<RuleFixture> fixtures() {
        return RuleFixtures.all();
    }

    @Override
    protected List<String> withoutProperty() {
        return RuleFixtures.withoutProperty();
    }

    @Test
    void rulesAreSortedById() {
        assertThat(rules())
                .extracting(Rule::id)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(40);
    }
}
