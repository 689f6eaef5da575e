package dev.plinth.policies.rules.vercel;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;

/** Rules for environment variables and credentials on Vercel. */
public final class VercelVariableRules {

    private static final String VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
    private static final String VARIABLES = "vercel:index/projectEnvironmentVariables:ProjectEnvironmentVariables";
    private static final String SHARED_VARIABLE = "vercel:index/sharedEnvironmentVariable:SharedEnvironmentVariable";

    /** The property of each type that holds a credential of Vercel's. */
    private static final Map<String, String> CREDENTIALS = Map.of(
            VercelProjectRules.PROJECT,
            "passwordProtection.password",
            VercelProjectRules.LOG_DRAIN,
            "secret",
            "vercel:index/projectProtectionBypass:ProjectProtectionBypass",
            "secret");

    /** Name of the list of environment variables, for types that have one. */
    private static final Map<String, String> VARIABLE_LISTS =
            Map.of(VercelProjectRules.PROJECT, "environments", VARIABLES, "variables");

    private static final Rule SENSITIVE = Rule.named("vercel-env-sensitive")
            .title("Credentials in Vercel environment variables are sensitive")
            .severity(Severity.HIGH)
            .on(VARIABLE, "key", "sensitive", "targets")
            .on(SHARED_VARIABLE, "key", "sensitive", "targets")
            .on(VARIABLES, "variables[].key", "variables[].sensitive", "variables[].targets")
            .on(VercelProjectRules.PROJECT, "environments[].key", "environments[].sensitive", "environments[].targets")
            .risk("Every team member can read the credential in the dashboard and through the API.")
            .remediation(
                    """
                    Make the variable sensitive:
                    Map.of("key", "DATABASE_PASSWORD", "sensitive", true, "targets", List.of("production"))
                    """)
            .requires(eachVariable(VercelVariableRules::isSensitive));

    private static final Rule VALUE_SECRET = Rule.named("vercel-env-secret-input")
            .title("Credentials for Vercel environment variables are marked as secrets in the program")
            .severity(Severity.CRITICAL)
            .on(VARIABLE, "key", "value")
            .on(SHARED_VARIABLE, "key", "value")
            .on(VARIABLES, "variables[].key", "variables[].value")
            .on(VercelProjectRules.PROJECT, "environments[].key", "environments[].value")
            .risk("Anyone who can read the state, logs or previews can read the credential.")
            .remediation(
                    """
                    Read it from secret configuration:
                    Map.of("key", "DATABASE_PASSWORD", "value", config.requireSecret("databasePassword"))
                    """)
            .neverWaivable()
            .requires(eachVariable(VercelVariableRules::isMarkedVariable));

    private static final Rule CREDENTIALS_SECRET = Rule.named("vercel-credentials-secret")
            .title("Vercel passwords and secrets are marked as secrets in the program")
            .severity(Severity.CRITICAL)
            .on(VercelProjectRules.PROJECT, "passwordProtection.password")
            .on(VercelProjectRules.LOG_DRAIN, "secret")
            .on("vercel:index/projectProtectionBypass:ProjectProtectionBypass", "secret")
            .risk("Anyone who can read the state or a preview can bypass deployment protection.")
            .remediation(
                    """
                    Read it from secret configuration:
                    Map.of("deploymentType", "standard_protection_new", "password", config.requireSecret("previewPassword"))
                    """)
            .neverWaivable()
            .requires((resource, context) -> Credentials.isMarked(CREDENTIALS.getOrDefault(resource.type(), ""))
                    .test(resource, context));

    private static final Rule TEAM_SENSITIVE = Rule.named("vercel-team-sensitive-variables")
            .title("Vercel teams make new environment variables sensitive by default")
            .severity(Severity.MEDIUM)
            .on(VercelProjectRules.TEAM, "sensitiveEnvironmentVariablePolicy")
            .risk("Every team member can read credentials that are added manually.")
            .remediation(
                    """
                    Set the policy:
                    Map.of("sensitiveEnvironmentVariablePolicy", "on")
                    """)
            .requires(property("sensitiveEnvironmentVariablePolicy").isOneOf("on"));

    public static final List<Rule> ALL = List.of(SENSITIVE, VALUE_SECRET, CREDENTIALS_SECRET, TEAM_SENSITIVE);

    private VercelVariableRules() {}

    /** Judges one environment variable; its properties begin with a prefix, which is empty or ends in a dot. */
    @FunctionalInterface
    private interface VariableCondition {
        Verdict test(GraphResource resource, String prefix);
    }

    private static Condition eachVariable(VariableCondition condition) {
        return (resource, context) -> {
            String list = VARIABLE_LISTS.get(resource.type());
            return list == null
                    ? condition.test(resource, "")
                    : each(list, variable -> (inner, innerContext) -> condition.test(inner, variable + "."))
                            .test(resource, context);
        };
    }

    /** Vercel takes no sensitive variable for development alone. */
    private static Verdict isSensitive(GraphResource resource, String variable) {
        PropertyValue key = resource.input(variable + "key");
        PropertyValue sensitive = resource.input(variable + "sensitive");
        if (key.isUnknown() || sensitive.isUnknown()) {
            return Verdict.unknown(variable + (key.isUnknown() ? "key" : "sensitive"));
        }
        List<String> targets = resource.input(variable + "targets").elements().stream()
                .map(target -> target.asText().orElse("?"))
                .toList();
        boolean isForDevelopment = targets.equals(List.of("development"));
        if (isForDevelopment || !Credentials.isNamed(key.asText().orElse("secret"))) {
            return Verdict.PASS;
        }
        return Verdict.passIf(
                sensitive.asBoolean().orElse(false),
                variable + "sensitive is " + sensitive.describe() + " but must be true for " + key.describe());
    }

    private static Verdict isMarkedVariable(GraphResource resource, String variable) {
        PropertyValue key = resource.input(variable + "key");
        PropertyValue value = resource.input(variable + "value");
        if (key.isUnknown() || value instanceof PropertyValue.Unknown) {
            return Verdict.unknown(variable + (key.isUnknown() ? "key" : "value"));
        }
        boolean harmless = value instanceof PropertyValue.Secret
                || value.isAbsent()
                || (value.asText().isPresent()
                        && !Credentials.isHeldBy(
                                key.asText().orElse("secret"), value.asText().orElse("")));
        return Verdict.passIf(harmless, variable + "value is plain text but must be a secret for " + key.describe());
    }
}
