package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.ResourceGraph;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Asserts what a rule says: {@code assertThatRule("rds-not-public").fails(instance)}. */
final class RuleAssert {

    private final Rule rule;
    private final Tier tier;

    private RuleAssert(Rule rule, Tier tier) {
        this.rule = rule;
        this.tier = tier;
    }

    static RuleAssert assertThatRule(String id) {
        return new RuleAssert(RuleCatalogue.find(id).orElseThrow(), Tier.PRODUCTION);
    }

    RuleAssert in(Tier other) {
        return new RuleAssert(rule, other);
    }

    RuleAssert passes(GraphResource resource, GraphResource... beside) {
        assertThat(verdict(resource, beside)).isEqualTo(Verdict.PASS);
        return this;
    }

    RuleAssert isNotApplicable(GraphResource resource, GraphResource... beside) {
        assertThat(verdict(resource, beside)).isEqualTo(Verdict.NOT_APPLICABLE);
        return this;
    }

    RuleAssert fails(GraphResource resource, GraphResource... beside) {
        assertThat(verdict(resource, beside)).isInstanceOf(Verdict.Fail.class);
        return this;
    }

    RuleAssert failsWith(String message, GraphResource resource, GraphResource... beside) {
        assertThat(verdict(resource, beside)).isEqualTo(Verdict.fail(message));
        return this;
    }

    RuleAssert isUnknown(String property, GraphResource resource, GraphResource... beside) {
        assertThat(verdict(resource, beside)).isEqualTo(Verdict.unknown(property));
        return this;
    }

    Verdict verdict(GraphResource resource, GraphResource... beside) {
        List<GraphResource> all = new ArrayList<>(List.of(beside));
        all.add(resource);
        PolicyParameters parameters = PolicyParameters.of(tier, Enforcement.MANDATORY);
        return rule.judge(resource, new RuleContext(new ResourceGraph("shop", "production", all), parameters));
    }
}
