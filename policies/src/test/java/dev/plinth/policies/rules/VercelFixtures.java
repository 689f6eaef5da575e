package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.secret;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for Vercel. */
final class VercelFixtures {

    private static final String PROJECT = "vercel:index/project:Project";
    private static final String VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
    private static final String SHARED = "vercel:index/sharedEnvironmentVariable:SharedEnvironmentVariable";
    private static final String VARIABLES = "vercel:index/projectEnvironmentVariables:ProjectEnvironmentVariables";
    private static final String TEAM = "vercel:index/teamConfig:TeamConfig";
    private static final String FIREWALL = "vercel:index/firewallConfig:FirewallConfig";
    private static final String BYPASS = "vercel:index/firewallBypass:FirewallBypass";

    private VercelFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "vercel-env-sensitive",
                        VARIABLE,
                        "sensitive",
                        true,
                        false,
                        FAIL,
                        Map.of("key", "DATABASE_PASSWORD", "targets", List.of("production"))),
                property(
                        "vercel-env-sensitive",
                        SHARED,
                        "sensitive",
                        true,
                        false,
                        FAIL,
                        Map.of("key", "DATABASE_PASSWORD", "targets", List.of("production"))),
                property(
                        "vercel-env-sensitive",
                        VARIABLES,
                        "variables",
                        List.of(Map.of("key", "DATABASE_PASSWORD", "sensitive", true)),
                        List.of(Map.of("key", "DATABASE_PASSWORD", "sensitive", false)),
                        PASS),
                property(
                        "vercel-env-sensitive",
                        PROJECT,
                        "environments",
                        List.of(Map.of("key", "DATABASE_PASSWORD", "sensitive", true)),
                        List.of(Map.of("key", "DATABASE_PASSWORD", "sensitive", false)),
                        PASS),
                property(
                                "vercel-env-secret-input",
                                VARIABLE,
                                "value",
                                RuleFixtures.SECRET,
                                "correct horse",
                                PASS,
                                Map.of("key", "DATABASE_PASSWORD", "targets", List.of("production")))
                        .secretComplies(),
                property(
                                "vercel-env-secret-input",
                                SHARED,
                                "value",
                                RuleFixtures.SECRET,
                                "correct horse",
                                PASS,
                                Map.of("key", "DATABASE_PASSWORD", "targets", List.of("production")))
                        .secretComplies(),
                property(
                                "vercel-env-secret-input",
                                VARIABLES,
                                "variables",
                                List.of(
                                        Map.of("key", "DATABASE_PASSWORD", "value", RuleFixtures.SECRET),
                                        Map.of("key", "MODE", "value", "fast")),
                                List.of(Map.of("key", "DATABASE_PASSWORD", "value", "correct horse")),
                                PASS)
                        .secretComplies(),
                property(
                                "vercel-env-secret-input",
                                PROJECT,
                                "environments",
                                List.of(
                                        Map.of("key", "DATABASE_PASSWORD", "value", RuleFixtures.SECRET),
                                        Map.of("key", "MODE", "value", "fast")),
                                List.of(Map.of("key", "DATABASE_PASSWORD", "value", "correct horse")),
                                PASS)
                        .secretComplies(),
                secret("vercel-credentials-secret", PROJECT, "passwordProtection.password"),
                secret("vercel-credentials-secret", "vercel:index/logDrain:LogDrain", "secret"),
                secret(
                        "vercel-credentials-secret",
                        "vercel:index/projectProtectionBypass:ProjectProtectionBypass",
                        "secret"),
                property(
                        "vercel-deployment-protection",
                        PROJECT,
                        "vercelAuthentication.deploymentType",
                        "standard_protection_new",
                        "none",
                        PASS),
                property(
                        "vercel-deployment-protection",
                        PROJECT,
                        "passwordProtection.deploymentType",
                        "all_deployments",
                        "only_production_deployments",
                        FAIL,
                        Map.of("vercelAuthentication", Map.of("deploymentType", "none"))),
                property(
                        "vercel-trusted-ips-narrow",
                        PROJECT,
                        "trustedIps.addresses",
                        List.of(Map.of("value", "203.0.113.7")),
                        List.of(Map.of("value", "128.0.0.0/1")),
                        PASS),
                property(
                        "vercel-trusted-ips-narrow",
                        PROJECT,
                        "trustedIps.protectionMode",
                        "trustedIpRequired",
                        "trusted_ip_optional",
                        PASS),
                property("vercel-fork-protection", PROJECT, "gitForkProtection", true, false, PASS),
                property("vercel-no-source-disclosure", PROJECT, "protectedSourcemaps", true, false, FAIL),
                property(
                        "vercel-no-source-disclosure",
                        PROJECT,
                        "directoryListing",
                        false,
                        true,
                        PASS,
                        Map.of("protectedSourcemaps", true)),
                property(
                        "vercel-options-allowlist",
                        PROJECT,
                        "optionsAllowlist.paths",
                        List.of(Map.of("value", "/api")),
                        List.of(Map.of("value", "/")),
                        PASS),
                property("vercel-oidc-team-issuer", PROJECT, "oidcTokenConfig.issuerMode", "team", "global", PASS),
                property("vercel-firewall-enabled", FIREWALL, "enabled", true, false, PASS),
                property(
                        "vercel-firewall-managed-rules",
                        FIREWALL,
                        "managedRulesets.owasp.sqli.action",
                        "deny",
                        "log",
                        FAIL,
                        Map.of("managedRulesets", Map.of("owasp", Map.of("sqli", Map.of("active", true))))),
                property(
                        "vercel-firewall-managed-rules",
                        FIREWALL,
                        "managedRulesets.owasp.xss.active",
                        true,
                        false,
                        PASS,
                        Map.of("managedRulesets", Map.of("owasp", Map.of("xss", Map.of("action", "deny"))))),
                property(
                        "vercel-firewall-bypass-narrow",
                        BYPASS,
                        "sourceIp",
                        "203.0.113.7",
                        "0.0.0.0/0",
                        FAIL,
                        Map.of("domain", "www.example.com")),
                property(
                        "vercel-firewall-bypass-narrow",
                        BYPASS,
                        "domain",
                        "www.example.com",
                        "*",
                        FAIL,
                        Map.of("sourceIp", "203.0.113.7")),
                property(
                        "vercel-team-sensitive-variables",
                        TEAM,
                        "sensitiveEnvironmentVariablePolicy",
                        "on",
                        "off",
                        FAIL),
                property("vercel-team-saml", TEAM, "saml.enforced", true, false, FAIL),
                property(
                        "vercel-hides-addresses",
                        TEAM,
                        "hideIpAddresses",
                        true,
                        false,
                        FAIL,
                        Map.of("hideIpAddressesInLogDrains", true)),
                property(
                        "vercel-hides-addresses",
                        TEAM,
                        "hideIpAddressesInLogDrains",
                        true,
                        false,
                        FAIL,
                        Map.of("hideIpAddresses", true)),
                property(
                        "vercel-endpoints-https",
                        "vercel:index/logDrain:LogDrain",
                        "endpoint",
                        "https://logs.example",
                        "http://logs.example",
                        FAIL),
                property(
                        "vercel-endpoints-https",
                        "vercel:index/webhook:Webhook",
                        "endpoint",
                        "https://hooks.example",
                        "http://hooks.example",
                        FAIL),
                property(
                        "vercel-user-token-expires",
                        "vercel:index/userToken:UserToken",
                        "expiresAt",
                        1_798_761_600_000L,
                        0,
                        FAIL),
                property(
                        "vercel-blob-private",
                        "vercel:index/blobStore:BlobStore",
                        "access",
                        "private",
                        "public",
                        FAIL));
    }
}
