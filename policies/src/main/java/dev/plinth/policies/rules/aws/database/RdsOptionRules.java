package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/**
 * Rules for the option groups of Amazon RDS.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithOptionGroups.html">Option groups</a>
 */
public final class RdsOptionRules {

    private static final Rule ORACLE_ENCRYPTED = Rule.named("rds-option-oracle-encrypted")
            .title("Option groups for Oracle encrypt connections")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_OPTION_GROUP, "options[].optionName", "engineName")
            .risk("Passwords and data cross the network unencrypted.")
            .remediation(
                    """
                    Add the SSL option, or Oracle native network encryption:
                    OptionGroupOptionArgs.builder().optionName("SSL").port(2484).vpcSecurityGroupMemberships(group.id().applyValue(List::of))
                    """)
            .requires(
                    hasOption("SSL", "NATIVE_NETWORK_ENCRYPTION").onlyIf((group, context) -> isFor(group, "oracle-")));

    private static final Rule AUDITED = Rule.named("rds-option-audit")
            .title("Option groups for MySQL and MariaDB have audit logging")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_OPTION_GROUP, "options[].optionName", "engineName")
            .risk("There is no record of logins and statements.")
            .remediation(
                    """
                    Add the audit plugin, and export the log:
                    OptionGroupOptionArgs.builder().optionName("MARIADB_AUDIT_PLUGIN")
                    """)
            .requires(hasOption("MARIADB_AUDIT_PLUGIN")
                    .onlyIf((group, context) -> isFor(group, "mysql") || isFor(group, "mariadb")));

    private static final Rule NO_MEMCACHED = Rule.named("rds-option-no-memcached")
            .title("Option groups do not enable the Memcached interface")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_OPTION_GROUP, "options[].optionName")
            .risk("Memcached requires no password: anyone who reaches the port can read and modify tables.")
            .remediation(
                    """
                    Remove the option, and use ElastiCache:
                    OptionGroupArgs.builder().engineName("mysql").majorEngineVersion("8.4")
                    """)
            .requires(Elements.each(
                    "options", option -> property(option + ".optionName").isNoneOf("MEMCACHED")));

    public static final List<Rule> ALL = List.of(ORACLE_ENCRYPTED, AUDITED, NO_MEMCACHED);

    private RdsOptionRules() {}

    private static Condition hasOption(String... names) {
        return Elements.any(
                "options", "options has no " + String.join(" or ", names), option -> property(option + ".optionName")
                        .isOneOf(names));
    }

    private static boolean isFor(GraphResource group, String engine) {
        return group.input("engineName").asText().orElse("").startsWith(engine);
    }
}
