package dev.plinth.policies.rules;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import java.util.Map;

/** Rules for secrets. */
final class SecretRules {

    /** The property of each type that holds a credential. */
    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws:secretsmanager/secretVersion:SecretVersion",
            "secretString",
            RdsRules.INSTANCE,
            "password",
            "aws:elasticache/replicationGroup:ReplicationGroup",
            "authToken",
            "aws:acm/certificate:Certificate",
            "privateKey");

    private static final Rule INPUT_IS_SECRET = credentials(Rule.named("secret-input-is-secret"))
            .title("Credentials are marked as secrets in the program")
            .severity(Severity.CRITICAL)
            .risk("The credential stands in the state, in logs and in previews for everybody to read.")
            .remediation(
                    """
                    Mark it, or read it from the configuration as a secret:
                    SecretVersionArgs.builder().secretString(context.config().requireSecret("token"))
                    """)
            .requires((resource, context) -> Credentials.isMarked(CREDENTIALS.getOrDefault(resource.type(), ""))
                    .test(resource, context));

    static final List<Rule> ALL = List.of(INPUT_IS_SECRET);

    private SecretRules() {}

    private static Rule.Builder credentials(Rule.Builder rule) {
        CREDENTIALS.forEach((type, property) -> rule.on(type, property));
        return rule;
    }
}
