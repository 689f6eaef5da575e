package dev.plinth.policies.rules;

import dev.plinth.testkit.rule.RuleAssert;

/** Begins assertions on a rule of the catalogue: {@code assertThatRule("rds-not-public").fails(instance)}. */
final class CatalogueAssert {

    private CatalogueAssert() {}

    static RuleAssert assertThatRule(String id) {
        return RuleAssert.assertThat(RuleCatalogue.find(id).orElseThrow());
    }
}
