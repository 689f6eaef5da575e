package dev.plinth.policies.rules;

import java.util.List;

/** The fixtures of the EC2 rules. */
final class Ec2Fixtures {

    private Ec2Fixtures() {}

    static List<RuleFixture> all() {
        return List.of();
    }
}
