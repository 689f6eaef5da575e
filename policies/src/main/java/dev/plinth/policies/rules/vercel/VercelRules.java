package dev.plinth.policies.rules.vercel;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.CidrBlocks;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rules for Vercel. */
public final class VercelRules {

    private static final String PROJECT = "vercel:index/project:Project";
    private static final String VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
    private static final String VARIABLES = "vercel:index/projectEnvironmentVariables:ProjectEnvironmentVariables";
    private static final String SHARED_VARIABLE = "vercel:index/sharedEnvironmentVariable:SharedEnvironmentVariable";
    private static final String TEAM = "vercel:index/teamConfig:TeamConfig";
    private static final String FIREWALL = "vercel:index/firewallConfig:FirewallConfig";
    private static final String LOG_DRAIN = "vercel:index/logDrain:LogDrain";
    private static final String WEBHOOK = "vercel:index/webhook:Webhook";

    /** The property of each type that holds a credential of Vercel's. */
    private static final Map<String, String> CREDENTIALS = Map.of(
            PROJECT,
            "passwordProtection.password",
            LOG_DRAIN,
            "secret",
            "vercel:index/projectProtectionBypass:ProjectProtectionBypass",
            "secret");

    /** Name of the list of environment variables, for types that have one. */
    private static final Map<String, String> VARIABLE_LISTS = Map.of(PROJECT, "environments", VARIABLES, "variables");

    private static final Set<String> MANAGED_ACTIONS = Set.of("deny", "challenge");

    private static final List<String> OWASP =
            List.of("gen", "java", "lfi", "ma", "php", "rce", "rfi", "sd", "sf", "sqli", "xss");

    private static final Rule SENSITIVE = Rule.named("vercel-env-sensitive")
            .title("Credentials in Vercel environment variables are sensitive")
            .severity(Severity.HIGH)
            .on(VARIABLE, "key", "sensitive", "targets")
            .on(SHARED_VARIABLE, "key", "sensitive", "targets")
            .on(VARIABLES, "variables[].key", "variables[].sensitive", "variables[].targets")
            .on(PROJECT, "environments[].key", "environments[].sensitive", "environments[].targets")
            .risk("Every team member can read the credential in the dashboard and through the API.")
            .remediation(
                    """
                    Make the variable sensitive:
                    Map.of("key", "DATABASE_PASSWORD", "sensitive", true, "targets", List.of("production"))
                    """)
            .requires(eachVariable(VercelRules::isSensitive));

    private static final Rule VALUE_SECRET = Rule.named("vercel-env-secret-input")
            .title("Credentials for Vercel environment variables are marked as secrets in the program")
            .severity(Severity.CRITICAL)
            .on(VARIABLE, "key", "value")
            .on(SHARED_VARIABLE, "key", "value")
            .on(VARIABLES, "variables[].key", "variables[].value")
            .on(PROJECT, "environments[].key", "environments[].value")
            .risk("Anyone who can read the state, logs or previews can read the credential.")
            .remediation(
                    """
                    Read it from secret configuration:
                    Map.of("key", "DATABASE_PASSWORD", "value", config.requireSecret("databasePassword"))
                    """)
            .neverWaivable()
            .requires(eachVariable(VercelRules::isMarkedVariable));

    private static final Rule CREDENTIALS_SECRET = Rule.named("vercel-credentials-secret")
            .title("Vercel passwords and secrets are marked as secrets in the program")
            .severity(Severity.CRITICAL)
            .on(PROJECT, "passwordProtection.password")
            .on(LOG_DRAIN, "secret")
            .on("vercel:index/projectProtectionBypass:ProjectProtectionBypass", "secret")
            .risk("Anyone who can read the state or a preview can bypass deployment protection.")
            .remediation(
                    """
                    Read it from secret configuration:
                    Map.of("deploymentType", "standardProtectionNew", "password", config.requireSecret("previewPassword"))
                    """)
            .neverWaivable()
            .requires((resource, context) -> Credentials.isMarked(CREDENTIALS.getOrDefault(resource.type(), ""))
                    .test(resource, context));

    private static final Rule PROTECTION = Rule.named("vercel-deployment-protection")
            .title("Vercel preview deployments require a login, a password or a trusted IP address")
            .severity(Severity.HIGH)
            .on(
                    PROJECT,
                    "vercelAuthentication.deploymentType",
                    "passwordProtection.deploymentType",
                    "trustedIps.deploymentType",
                    "trustedIps.protectionMode")
            .risk("Anyone who finds the address can access unreleased work and its data.")
            .remediation(
                    """
                    Keep the default, or add a password:
                    Map.of("vercelAuthentication", Map.of("deploymentType", "standardProtectionNew"))
                    """)
            .requires(property("vercelAuthentication.deploymentType")
                    .is(
                            type -> type.isAbsent()
                                    || type.asText()
                                            .filter(VercelRules::protectsPreviews)
                                            .isPresent(),
                            "standardProtectionNew, allDeployments or onlyPreviewDeployments")
                    .or(property("passwordProtection.deploymentType").is(VercelRules::protectsPreviews, "set"))
                    .or(requiresTrustedIps()));

    private static final Rule TRUSTED = Rule.named("vercel-trusted-ips-narrow")
            .title("Vercel trusted IP addresses are single addresses or small ranges, and are required")
            .severity(Severity.MEDIUM)
            .on(PROJECT, "trustedIps.addresses[].value", "trustedIps.protectionMode")
            .risk("Large parts of the internet have access, or the list is not enforced.")
            .remediation(
                    """
                    Name the range:
                    Map.of("addresses", List.of(Map.of("value", "203.0.113.0/24")), "protectionMode", "trustedIpRequired")
                    """)
            .requires(each("trustedIps.addresses", address -> property(address + ".value")
                            .is(CidrBlocks::isNarrow, "at most a /16 for IPv4, or a /32 for IPv6"))
                    .and(property("trustedIps.protectionMode").isNoneOf("trustedIpOptional")));

    private static final Rule FORKS = Rule.named("vercel-fork-protection")
            .title("Vercel requires approval before it builds pull requests from forks")
            .severity(Severity.HIGH)
            .on(PROJECT, "gitForkProtection")
            .risk("A pull request of an outsider can read the project's environment variables.")
            .remediation(
                    """
                    Keep fork protection enabled:
                    Map.of("gitForkProtection", true)
                    """)
            .requires(property("gitForkProtection").isNotFalse());

    private static final Rule LISTING = Rule.named("vercel-no-source-disclosure")
            .title("Vercel projects have directory listing disabled and source maps protected")
            .severity(Severity.LOW)
            .on(PROJECT, "directoryListing", "protectedSourcemaps")
            .risk("Outsiders can read the source code and find unlisted files.")
            .remediation(
                    """
                    Disable directory listing, and protect source maps:
                    Map.of("directoryListing", false, "protectedSourcemaps", true)
                    """)
            .requires(property("directoryListing")
                    .isNotTrue()
                    .and(property("protectedSourcemaps").isTrue()));

    private static final Rule OPTIONS = Rule.named("vercel-options-allowlist")
            .title("Vercel deployment protection allows preflight requests for specific paths only")
            .severity(Severity.LOW)
            .on(PROJECT, "optionsAllowlist.paths[].value")
            .risk("Preflight requests of any website reach the whole protected deployment.")
            .remediation(
                    """
                    Name the path:
                    Map.of("optionsAllowlist", Map.of("paths", List.of(Map.of("value", "/api/public"))))
                    """)
            .requires(each("optionsAllowlist.paths", path -> property(path + ".value")
                    .is(value -> value.asText().orElse("").matches("/[^/*].*"), "a path below /")));

    private static final Rule OIDC = Rule.named("vercel-oidc-team-issuer")
            .title("Vercel OIDC tokens use the team issuer")
            .severity(Severity.MEDIUM)
            .on(PROJECT, "oidcTokenConfig.issuerMode")
            .risk("With the global issuer, only a claim separates teams: a wrong condition grants access to "
                    + "every team.")
            .remediation(
                    """
                    Use the team issuer:
                    Map.of("oidcTokenConfig", Map.of("issuerMode", "team"))
                    """)
            .requires(property("oidcTokenConfig.issuerMode").isNoneOf("global"));

    private static final Rule FIREWALL_ON = Rule.named("vercel-firewall-enabled")
            .title("The Vercel firewall is enabled")
            .severity(Severity.HIGH)
            .on(FIREWALL, "enabled")
            .risk("The firewall rules have no effect.")
            .remediation(
                    """
                    Enable the firewall:
                    Map.of("enabled", true)
                    """)
            .requires(property("enabled").isNotFalse());

    private static final Rule MANAGED = Rule.named("vercel-firewall-managed-rules")
            .title("Vercel managed rulesets block matching requests")
            .severity(Severity.MEDIUM)
            .on(
                    FIREWALL,
                    "managedRulesets.owasp.gen.action",
                    "managedRulesets.owasp.gen.active",
                    "managedRulesets.owasp.java.action",
                    "managedRulesets.owasp.java.active",
                    "managedRulesets.owasp.lfi.action",
                    "managedRulesets.owasp.lfi.active",
                    "managedRulesets.owasp.ma.action",
                    "managedRulesets.owasp.ma.active",
                    "managedRulesets.owasp.php.action",
                    "managedRulesets.owasp.php.active",
                    "managedRulesets.owasp.rce.action",
                    "managedRulesets.owasp.rce.active",
                    "managedRulesets.owasp.rfi.action",
                    "managedRulesets.owasp.rfi.active",
                    "managedRulesets.owasp.sd.action",
                    "managedRulesets.owasp.sd.active",
                    "managedRulesets.owasp.sf.action",
                    "managedRulesets.owasp.sf.active",
                    "managedRulesets.owasp.sqli.action",
                    "managedRulesets.owasp.sqli.active",
                    "managedRulesets.owasp.xss.action",
                    "managedRulesets.owasp.xss.active")
            .risk("The firewall detects attacks but does not block them.")
            .remediation(
                    """
                    Set the rulesets to deny:
                    Map.of("owasp", Map.of("sqli", Map.of("action", "deny", "active", true)))
                    """)
            .requires(VercelRules::blocks);

    private static final Rule BYPASS = Rule.named("vercel-firewall-bypass-narrow")
            .title("Vercel firewall bypasses are limited to a single address and a single domain")
            .severity(Severity.HIGH)
            .on("vercel:index/firewallBypass:FirewallBypass", "sourceIp", "domain")
            .risk("Whole networks bypass the firewall, or all firewalls of the team.")
            .remediation(
                    """
                    Name the address and the domain:
                    Map.of("sourceIp", "203.0.113.7", "domain", "www.example.com")
                    """)
            .requires(property("sourceIp")
                    .is(CidrBlocks::isNarrow, "at most a /16 for IPv4, or a /32 for IPv6")
                    .and(property("domain")
                            .is(
                                    domain -> domain.asText()
                                            .filter(text -> !text.contains("*"))
                                            .isPresent(),
                                    "one domain")));

    private static final Rule TEAM_SENSITIVE = Rule.named("vercel-team-sensitive-variables")
            .title("Vercel teams make new environment variables sensitive by default")
            .severity(Severity.MEDIUM)
            .on(TEAM, "sensitiveEnvironmentVariablePolicy")
            .risk("Every team member can read credentials that are added manually.")
            .remediation(
                    """
                    Set the policy:
                    Map.of("sensitiveEnvironmentVariablePolicy", "on")
                    """)
            .requires(property("sensitiveEnvironmentVariablePolicy").isOneOf("on"));

    private static final Rule TEAM_SAML = Rule.named("vercel-team-saml")
            .title("Vercel teams enforce SAML login")
            .severity(Severity.MEDIUM)
            .on(TEAM, "saml.enforced")
            .risk("People who left the company can still log in with a personal password.")
            .remediation(
                    """
                    Enforce SAML:
                    Map.of("saml", Map.of("enforced", true))
                    """)
            .requires(property("saml.enforced").isTrue());

    private static final Rule TEAM_ADDRESSES = Rule.named("vercel-hides-addresses")
            .title("Vercel teams hide visitor IP addresses in dashboards and log drains")
            .severity(Severity.LOW)
            .on(TEAM, "hideIpAddresses", "hideIpAddressesInLogDrains")
            .risk("Personal data is available to everyone who reads the logs.")
            .remediation(
                    """
                    Hide IP addresses:
                    Map.of("hideIpAddresses", true, "hideIpAddressesInLogDrains", true)
                    """)
            .requires(property("hideIpAddresses")
                    .isTrue()
                    .and(property("hideIpAddressesInLogDrains").isTrue()));

    private static final Rule ENDPOINTS = Rule.named("vercel-endpoints-https")
            .title("Vercel log drains and webhooks use HTTPS endpoints")
            .severity(Severity.HIGH)
            .on(LOG_DRAIN, "endpoint")
            .on(WEBHOOK, "endpoint")
            .risk("Logs and events cross the internet unencrypted.")
            .remediation(
                    """
                    Use HTTPS:
                    Map.of("endpoint", "https://logs.example.com/vercel")
                    """)
            .requires(property("endpoint")
                    .is(endpoint -> endpoint.asText().orElse("").startsWith("https://"), "https://…"));

    private static final Rule USER_TOKEN = Rule.named("vercel-user-token-expires")
            .title("Vercel user tokens have an expiry date")
            .severity(Severity.MEDIUM)
            .on("vercel:index/userToken:UserToken", "expiresAt")
            .risk("A token that leaked years ago can still deploy.")
            .remediation(
                    """
                    Set an expiry date, in milliseconds since 1970:
                    Map.of("expiresAt", 1798761600000L)
                    """)
            .requires(property("expiresAt").isAtLeast(parameters -> 1));

    private static final Rule BLOB = Rule.named("vercel-blob-private")
            .title("Vercel blob stores are private")
            .severity(Severity.CRITICAL)
            .on("vercel:index/blobStore:BlobStore", "access")
            .risk("Anyone with the address can read the file, without a login.")
            .remediation(
                    """
                    Make the store private:
                    Map.of("access", "private")
                    """)
            .neverWaivable()
            .requires(property("access").isOneOf("private"));

    public static final List<Rule> ALL = List.of(
            SENSITIVE,
            VALUE_SECRET,
            CREDENTIALS_SECRET,
            PROTECTION,
            TRUSTED,
            FORKS,
            LISTING,
            OPTIONS,
            OIDC,
            FIREWALL_ON,
            MANAGED,
            BYPASS,
            TEAM_SENSITIVE,
            TEAM_SAML,
            TEAM_ADDRESSES,
            ENDPOINTS,
            USER_TOKEN,
            BLOB);

    private VercelRules() {}

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

    private static boolean protectsPreviews(PropertyValue type) {
        return type.asText().filter(VercelRules::protectsPreviews).isPresent();
    }

    private static boolean protectsPreviews(String type) {
        return Set.of("standardProtectionNew", "standardProtection", "allDeployments", "onlyPreviewDeployments")
                .contains(type);
    }

    private static Condition requiresTrustedIps() {
        return property("trustedIps.deploymentType")
                .is(VercelRules::protectsPreviews, "set")
                .and(property("trustedIps.protectionMode").isNoneOf("trustedIpOptional"));
    }

    private static Verdict blocks(GraphResource firewall, RuleContext context) {
        PropertyValue owasp = firewall.input("managedRulesets.owasp");
        if (owasp.isUnknown()) {
            return Verdict.unknown("managedRulesets.owasp");
        }
        if (owasp.isAbsent()) {
            return Verdict.fail("managedRulesets.owasp is not set but must name rulesets");
        }
        List<String> named = OWASP.stream()
                .filter(name -> !owasp.at(name).isAbsent())
                .map(name -> "managedRulesets.owasp." + name)
                .toList();
        if (named.isEmpty()) {
            return Verdict.fail("managedRulesets.owasp is " + owasp.describe() + " but must name rulesets");
        }
        return Verdict.all(named.stream()
                .flatMap(ruleset -> Stream.of(
                        property(ruleset + ".active").isNotFalse(),
                        property(ruleset + ".action")
                                .is(
                                        action -> MANAGED_ACTIONS.contains(
                                                action.asText().orElse("")),
                                        "deny or challenge")))
                .map(condition -> condition.test(firewall, context))
                .toList());
    }
}
