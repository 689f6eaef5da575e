package dev.plinth.policies.rules;

import java.util.List;

/** The fixtures of the EFS rules. */
final class EfsFixtures {

    private EfsFixtures() {}

    static List<RuleFixture> all() {
        return List.of();
    }
}
