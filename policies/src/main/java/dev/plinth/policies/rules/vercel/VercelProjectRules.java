package dev.plinth.policies.rules.vercel;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.PlatformTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import java.util.Set;

/** Rules for Vercel projects, deployments and teams. */
public final class VercelProjectRules {

    static final String PROJECT = "vercel:index/project:Project";
    static final String TEAM = "vercel:index/teamConfig:TeamConfig";
    static final String LOG_DRAIN = "vercel:index/logDrain:LogDrain";
    private static final String WEBHOOK = "vercel:index/webhook:Webhook";

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
                    Map.of("vercelAuthentication", Map.of("deploymentType", "standard_protection_new"))
                    """)
            .requires(property("vercelAuthentication.deploymentType")
                    .is(
                            type -> type.isAbsent()
                                    || type.asText()
                                            .filter(VercelProjectRules::protectsPreviews)
                                            .isPresent(),
                            "standard_protection_new, all_deployments or only_preview_deployments")
                    .or(property("passwordProtection.deploymentType").is(VercelProjectRules::protectsPreviews, "set"))
                    .or(requiresTrustedIps()));

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
            .on(PlatformTypes.BLOB_STORE, "access")
            .risk("Anyone with the address can read the file, without a login.")
            .remediation(
                    """
                    Make the store private:
                    Map.of("access", "private")
                    """)
            .neverWaivable()
            .requires(property("access").isOneOf("private"));

    public static final List<Rule> ALL =
            List.of(PROTECTION, FORKS, LISTING, OPTIONS, OIDC, TEAM_SAML, TEAM_ADDRESSES, ENDPOINTS, USER_TOKEN, BLOB);

    private VercelProjectRules() {}

    private static boolean protectsPreviews(PropertyValue type) {
        return type.asText().filter(VercelProjectRules::protectsPreviews).isPresent();
    }

    private static boolean protectsPreviews(String type) {
        return Set.of("standard_protection_new", "standard_protection", "all_deployments", "only_preview_deployments")
                .contains(type);
    }

    private static Condition requiresTrustedIps() {
        return property("trustedIps.deploymentType")
                .is(VercelProjectRules::protectsPreviews, "set")
                .and(property("trustedIps.protectionMode").isNoneOf("trusted_ip_optional"));
    }
}
