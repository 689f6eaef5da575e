package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/** Rules for Amazon RDS. */
final class RdsRules {

    static final String INSTANCE = "aws:rds/instance:Instance";

    private static final Rule NOT_PUBLIC = Rule.named("rds-not-public")
            .title("RDS instances are not publicly accessible")
            .severity(Severity.CRITICAL)
            .on(INSTANCE, "publiclyAccessible")
            .risk("A database with a public address is one wrong security group rule away from the internet.")
            .remediation(
                    """
                    Leave the public address out:
                    InstanceArgs.builder().publiclyAccessible(false)
                    """)
            .references(cis("2.2.3"), fsbp("RDS.2"), checkov("CKV_AWS_17"), cdkNag("RDS2"))
            .requires(property("publiclyAccessible").isNotTrue());

    static final List<Rule> ALL = List.of(NOT_PUBLIC);

    private RdsRules() {}
}
