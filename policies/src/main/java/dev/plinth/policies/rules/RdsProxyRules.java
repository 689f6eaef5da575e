package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/** Rules for Amazon RDS Proxy. */
final class RdsProxyRules {

    static final String PROXY = "aws:rds/proxy:Proxy";

    private static final Rule TLS = Rule.named("rdsproxy-tls")
            .title("RDS Proxy refuses connections without TLS")
            .severity(Severity.HIGH)
            .on(PROXY, "requireTls")
            .risk("A client that forgets TLS sends its password and its data in the clear.")
            .remediation(
                    """
                    Require TLS:
                    ProxyArgs.builder().requireTls(true)
                    """)
            .references(fsbp("RDS.43"))
            .requires(property("requireTls").isTrue());

    private static final Rule AUTHENTICATION = Rule.named("rdsproxy-auth")
            .title("RDS Proxy lets in IAM users and roles only")
            .severity(Severity.MEDIUM)
            .on(PROXY, "auths[].iamAuth")
            .risk("Every client needs a copy of the database's password, and whoever has it gets in.")
            .remediation(
                    """
                    Require tokens; the proxy alone reads the secret:
                    ProxyAuthArgs.builder().iamAuth("REQUIRED").secretArn(secret.arn())
                    """)
            .requires(property("auths").isFilled().and(Elements.each("auths", auth -> property(auth + ".iamAuth")
                    .isOneOf("REQUIRED"))));

    private static final Rule NO_DEBUG_LOGGING = Rule.named("rdsproxy-no-debug-logging")
            .title("RDS Proxy in production writes no SQL statements to its log")
            .severity(Severity.MEDIUM)
            .on(PROXY, "debugLogging")
            .risk("Statements hold what customers typed; the log is read by many more than the database is.")
            .remediation(
                    """
                    Leave debug logging off:
                    ProxyArgs.builder().debugLogging(false)
                    """)
            .requires(property("debugLogging").isNotTrue().inProduction());

    static final List<Rule> ALL = List.of(TLS, AUTHENTICATION, NO_DEBUG_LOGGING);

    private RdsProxyRules() {}
}
