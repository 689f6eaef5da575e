package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/** Rules for Amazon RDS Proxy. */
public final class RdsProxyRules {

    private static final Rule TLS = Rule.named("rdsproxy-tls")
            .title("RDS Proxy requires TLS")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_PROXY, "requireTls")
            .risk("A client without TLS sends its password and its data unencrypted.")
            .remediation(
                    """
                    Require TLS:
                    ProxyArgs.builder().requireTls(true)
                    """)
            .references(fsbp("RDS.43"))
            .requires(property("requireTls").isTrue());

    private static final Rule AUTHENTICATION = Rule.named("rdsproxy-auth")
            .title("RDS Proxy requires IAM authentication")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_PROXY, "auths[].iamAuth")
            .risk("Every client needs a copy of the database password.")
            .remediation(
                    """
                    Require IAM authentication, so that only the proxy reads the secret:
                    ProxyAuthArgs.builder().iamAuth("REQUIRED").secretArn(secret.arn())
                    """)
            .requires(property("auths").isFilled().and(Elements.each("auths", auth -> property(auth + ".iamAuth")
                    .isOneOf("REQUIRED"))));

    private static final Rule NO_DEBUG_LOGGING = Rule.named("rdsproxy-no-debug-logging")
            .title("Production RDS Proxy does not log SQL statements")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_PROXY, "debugLogging")
            .risk("Statements contain customer data, and the log has more readers than the database.")
            .remediation(
                    """
                    Disable debug logging:
                    ProxyArgs.builder().debugLogging(false)
                    """)
            .requires(property("debugLogging").isNotTrue().inProduction());

    public static final List<Rule> ALL = List.of(TLS, AUTHENTICATION, NO_DEBUG_LOGGING);

    private RdsProxyRules() {}
}
