package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.secret;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.testkit.rule.Outcome;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for Cloudflare. */
final class CloudflareFixtures {

    private static final String ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";
    private static final String HOSTNAME_TLS = "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting";
    private static final String RULESET = "cloudflare:index/ruleset:Ruleset";
    private static final String RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    private static final String APPLICATION = "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication";
    private static final String POLICY = "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy";
    private static final String API_TOKEN = "cloudflare:index/apiToken:ApiToken";
    private static final String ACCOUNT_TOKEN = "cloudflare:index/accountToken:AccountToken";
    private static final String TUNNEL =
            "cloudflare:index/zeroTrustTunnelCloudflaredConfig:ZeroTrustTunnelCloudflaredConfig";
    private static final String ORIGIN_PULLS =
            "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings";
    private static final String PAGE_RULE = "cloudflare:index/pageRule:PageRule";
    private static final String ACCESS_RULE = "cloudflare:index/accessRule:AccessRule";
    private static final String SPECTRUM = "cloudflare:index/spectrumApplication:SpectrumApplication";
    private static final String R2_CORS = "cloudflare:index/r2BucketCors:R2BucketCors";
    private static final String SUBDOMAIN = "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain";
    private static final String ROUTE = "cloudflare:index/workersRoute:WorkersRoute";
    private static final String SCRIPT = "cloudflare:index/workersScript:WorkersScript";
    private static final String REGISTRAR = "cloudflare:index/registrarDomain:RegistrarDomain";
    private static final String DNSSEC = "cloudflare:index/zoneDnssec:ZoneDnssec";

    private CloudflareFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "cf-ssl-strict", ZONE_SETTING, "value", "strict", "flexible", FAIL, Map.of("settingId", "ssl")),
                property(
                        "cf-min-tls",
                        ZONE_SETTING,
                        "value",
                        "1.2",
                        "1.0",
                        FAIL,
                        Map.of("settingId", "min_tls_version")),
                property(
                        "cf-hostname-min-tls",
                        HOSTNAME_TLS,
                        "value",
                        "1.3",
                        "1.1",
                        FAIL,
                        Map.of("settingId", "min_tls_version")),
                property("cf-tls-1-3", ZONE_SETTING, "value", "on", "off", FAIL, Map.of("settingId", "tls_1_3")),
                property(
                        "cf-strong-ciphers",
                        ZONE_SETTING,
                        "value",
                        List.of("ECDHE-ECDSA-AES128-GCM-SHA256", "AES128-GCM-SHA256"),
                        List.of("ECDHE-RSA-AES128-SHA"),
                        PASS,
                        Map.of("settingId", "ciphers")),
                property(
                        "cf-strong-ciphers",
                        HOSTNAME_TLS,
                        "value",
                        List.of("CHACHA20-POLY1305"),
                        List.of("DES-CBC3"),
                        PASS,
                        Map.of("settingId", "ciphers")),
                property(
                        "cf-https-hsts",
                        ZONE_SETTING,
                        "value",
                        "on",
                        "off",
                        FAIL,
                        Map.of("settingId", "always_use_https")),
                property(
                        "cf-https-hsts",
                        ZONE_SETTING,
                        "value",
                        Map.of("strict_transport_security", Map.of("enabled", true, "max_age", 31536000)),
                        Map.of("strict_transport_security", Map.of("enabled", true, "max_age", 300)),
                        FAIL,
                        Map.of("settingId", "security_header")),
                property(
                        "cf-no-dev-mode",
                        ZONE_SETTING,
                        "value",
                        "off",
                        "on",
                        FAIL,
                        Map.of("settingId", "development_mode")),
                property(
                        "cf-no-dev-mode",
                        ZONE_SETTING,
                        "value",
                        "medium",
                        "essentially_off",
                        FAIL,
                        Map.of("settingId", "security_level")),
                property("cf-no-early-data", ZONE_SETTING, "value", "off", "on", FAIL, Map.of("settingId", "0rtt")),
                property(
                        "cf-https-rewrites",
                        ZONE_SETTING,
                        "value",
                        "on",
                        "off",
                        FAIL,
                        Map.of("settingId", "automatic_https_rewrites")),
                property(
                        "cf-https-rewrites",
                        ZONE_SETTING,
                        "value",
                        "on",
                        "off",
                        FAIL,
                        Map.of("settingId", "opportunistic_encryption")),
                property(
                        "cf-browser-check",
                        ZONE_SETTING,
                        "value",
                        "on",
                        "off",
                        FAIL,
                        Map.of("settingId", "browser_check")),
                property(
                        "cf-universal-ssl",
                        "cloudflare:index/universalSslSetting:UniversalSslSetting",
                        "enabled",
                        true,
                        false,
                        PASS),
                property(
                        "cf-authenticated-origin-pulls",
                        ZONE_SETTING,
                        "value",
                        "on",
                        "off",
                        FAIL,
                        Map.of("settingId", "tls_client_auth")),
                property("cf-authenticated-origin-pulls", ORIGIN_PULLS, "enabled", true, false, FAIL),
                property(
                        "cf-authenticated-origin-pulls",
                        "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls",
                        "configs",
                        List.of(Map.of("enabled", true)),
                        List.of(Map.of("enabled", false)),
                        PASS),
                property("cf-zone-not-paused", "cloudflare:index/zone:Zone", "paused", false, true, PASS),
                property("cf-dnssec", DNSSEC, "status", "active", "disabled", PASS),
                RuleFixture.of(
                                "cf-dnssec",
                                resource(
                                        "cloudflare:index/zoneSetting:ZoneSetting",
                                        "subject",
                                        Map.of("settingId", "ssl", "zoneId", "zone")),
                                "zoneId",
                                "another",
                                FAIL)
                        .beside(resource(DNSSEC, "signature", Map.of("zoneId", "zone"))),
                property("cf-registrar-locked", REGISTRAR, "locked", true, false, FAIL, Map.of("autoRenew", true)),
                property("cf-registrar-locked", REGISTRAR, "autoRenew", true, false, FAIL, Map.of("locked", true)),
                property(
                        "cf-no-private-address",
                        RECORD,
                        "content",
                        "203.0.113.9",
                        "10.0.3.7",
                        FAIL,
                        Map.of("type", "A")),
                property(
                        "cf-no-private-address",
                        RECORD,
                        "content",
                        "2001:db8::9",
                        "fd00::1",
                        FAIL,
                        Map.of("type", "AAAA")),
                property(
                                "cf-proxied-origin",
                                RECORD,
                                "proxied",
                                true,
                                false,
                                FAIL,
                                Map.of("type", "CNAME", "content", "web.elb.example", "ttl", 1))
                        .beside(loadBalancer()),
                property(
                                "cf-origin-pulls-verified",
                                "aws:lb/listener:Listener",
                                "mutualAuthentication.mode",
                                "verify",
                                "off",
                                FAIL,
                                Map.of("protocol", "HTTPS", "loadBalancerArn", "arn:lb"))
                        .beside(
                                resource(
                                        "aws:lb/loadBalancer:LoadBalancer",
                                        "web",
                                        Map.of(),
                                        Map.of("dnsName", "web.elb.example", "arn", "arn:lb")),
                                resource(
                                        RECORD,
                                        "api",
                                        Map.of("type", "CNAME", "content", "web.elb.example", "proxied", true))),
                RuleFixture.of(
                                "cf-waf-and-ratelimit",
                                resource(RECORD, "subject", Map.of("zoneId", "z1", "proxied", true)),
                                "rules",
                                List.of(Map.of("action", "execute", "enabled", false)),
                                FAIL)
                        .beside(ruleset("http_request_firewall_managed", "execute"), ruleset("http_ratelimit", "block"))
                        .ofNeighbour(),
                RuleFixture.of(
                                "cf-origin-lock",
                                resource(
                                        "aws:lb/loadBalancer:LoadBalancer",
                                        "subject",
                                        Map.of("securityGroups", List.of("sg-1")),
                                        Map.of("dnsName", "web.elb.example")),
                                "ingress",
                                List.of(ingress("0.0.0.0/0")),
                                PASS)
                        .beside(
                                resource(
                                        "aws:ec2/securityGroup:SecurityGroup",
                                        "web",
                                        Map.of("ingress", List.of(ingress("173.245.48.0/20"))),
                                        Map.of("id", "sg-1")),
                                resource(
                                        RECORD,
                                        "api",
                                        Map.of("type", "CNAME", "content", "web.elb.example", "proxied", true)))
                        .ofNeighbour(),
                property("cf-page-rules-secure", PAGE_RULE, "actions.disableSecurity", false, true, PASS),
                property("cf-page-rules-secure", PAGE_RULE, "actions.securityLevel", "high", "essentially_off", PASS),
                property("cf-page-rules-secure", PAGE_RULE, "actions.ssl", "strict", "flexible", PASS),
                property("cf-page-rules-secure", PAGE_RULE, "actions.waf", "on", "off", PASS),
                ruleOfRuleset(
                        "cf-config-rules-secure",
                        Map.of("action", "set_config"),
                        "rules[0].actionParameters.securityLevel",
                        "high",
                        "off",
                        PASS),
                ruleOfRuleset(
                        "cf-config-rules-secure",
                        Map.of("action", "set_config"),
                        "rules[0].actionParameters.ssl",
                        "strict",
                        "off",
                        PASS),
                ruleOfRuleset(
                        "cf-config-rules-secure",
                        Map.of("action", "set_config"),
                        "rules[0].actionParameters.bic",
                        true,
                        false,
                        PASS),
                ruleOfRuleset(
                        "cf-skip-rules-narrow",
                        Map.of("action", "skip"),
                        "rules[0].expression",
                        "ip.src in {203.0.113.0/24}",
                        "true",
                        FAIL),
                ruleOfRuleset(
                        "cf-skip-rules-logged",
                        Map.of("action", "skip"),
                        "rules[0].logging.enabled",
                        true,
                        false,
                        FAIL),
                ruleOfRuleset(
                        "cf-managed-rules-act",
                        Map.of("action", "execute"),
                        "rules[0].actionParameters.overrides.action",
                        "block",
                        "log",
                        PASS),
                ruleOfRuleset(
                        "cf-managed-rules-act",
                        Map.of("action", "execute"),
                        "rules[0].actionParameters.overrides.enabled",
                        true,
                        false,
                        PASS),
                property(
                        "cf-ip-access-rules-narrow",
                        ACCESS_RULE,
                        "configuration.target",
                        "ip_range",
                        "country",
                        FAIL,
                        Map.of("mode", "whitelist", "configuration", Map.of("value", "203.0.113.0/24"))),
                property(
                        "cf-ip-access-rules-narrow",
                        ACCESS_RULE,
                        "configuration.value",
                        "203.0.113.0/24",
                        "0.0.0.0/0",
                        FAIL,
                        Map.of("mode", "whitelist", "configuration", Map.of("target", "ip_range"))),
                property(
                        "cf-spectrum-guarded",
                        SPECTRUM,
                        "ipFirewall",
                        true,
                        false,
                        FAIL,
                        Map.of("protocol", "tcp/443", "tls", "strict")),
                property(
                        "cf-spectrum-guarded",
                        SPECTRUM,
                        "tls",
                        "full",
                        "flexible",
                        FAIL,
                        Map.of("protocol", "tcp/443", "ipFirewall", true)),
                property(
                        "cf-leaked-credentials",
                        "cloudflare:index/leakedCredentialCheck:LeakedCredentialCheck",
                        "enabled",
                        true,
                        false,
                        FAIL),
                property(
                        "cf-monitor-verifies-tls",
                        "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
                        "allowInsecure",
                        false,
                        true,
                        PASS),
                property("cf-token-expires", API_TOKEN, "expiresOn", "2027-01-01T00:00:00Z", " ", FAIL),
                property(
                        "cf-token-addresses",
                        API_TOKEN,
                        "condition.requestIp.ins",
                        List.of("203.0.113.0/24"),
                        List.of("0.0.0.0/0"),
                        FAIL),
                property(
                        "cf-token-scoped",
                        API_TOKEN,
                        "policies",
                        List.of(Map.of(
                                "effect", "allow", "resources", "{\"com.cloudflare.api.account.zone.0123\":\"*\"}")),
                        List.of(Map.of(
                                "effect", "allow", "resources", "{\"com.cloudflare.api.account.zone.*\":\"*\"}")),
                        PASS),
                property("cf-token-expires", ACCOUNT_TOKEN, "expiresOn", "2027-01-01T00:00:00Z", " ", FAIL),
                property(
                        "cf-token-addresses",
                        ACCOUNT_TOKEN,
                        "condition.requestIp.ins",
                        List.of("203.0.113.0/24"),
                        List.of("0.0.0.0/0"),
                        FAIL),
                property(
                        "cf-token-scoped",
                        ACCOUNT_TOKEN,
                        "policies",
                        List.of(Map.of(
                                "effect", "allow", "resources", "{\"com.cloudflare.api.account.zone.0123\":\"*\"}")),
                        List.of(Map.of(
                                "effect", "allow", "resources", "{\"com.cloudflare.api.account.zone.*\":\"*\"}")),
                        PASS),
                property(
                        "cf-account-two-factor",
                        "cloudflare:index/account:Account",
                        "settings.enforceTwofactor",
                        true,
                        false,
                        FAIL),
                property(
                        "cf-access-app-has-policies",
                        APPLICATION,
                        "policies",
                        List.of(Map.of("id", "p1")),
                        List.of(),
                        FAIL),
                property("cf-access-no-bypass", POLICY, "decision", "allow", "bypass", FAIL),
                property(
                        "cf-access-no-bypass",
                        APPLICATION,
                        "policies",
                        List.of(Map.of("decision", "allow")),
                        List.of(Map.of("decision", "bypass")),
                        PASS),
                property(
                        "cf-access-not-everyone",
                        POLICY,
                        "includes",
                        List.of(Map.of("emailDomain", Map.of("domain", "example.com"))),
                        List.of(Map.of("everyone", Map.of())),
                        PASS,
                        Map.of("decision", "allow")),
                property(
                        "cf-access-not-everyone",
                        APPLICATION,
                        "policies",
                        List.of(Map.of("includes", List.of(Map.of("group", Map.of("id", "g"))))),
                        List.of(Map.of("includes", List.of(Map.of("everyone", Map.of())))),
                        PASS),
                property("cf-access-session", APPLICATION, "sessionDuration", "12h30m", "720h", PASS),
                property("cf-access-session", POLICY, "sessionDuration", "30m", "1000h", PASS),
                property("cf-access-cookies", APPLICATION, "httpOnlyCookieAttribute", true, false, PASS),
                property(
                        "cf-access-cors",
                        APPLICATION,
                        "corsHeaders.allowAllOrigins",
                        false,
                        true,
                        PASS,
                        Map.of("corsHeaders", Map.of("allowCredentials", true))),
                property(
                        "cf-access-cors",
                        APPLICATION,
                        "corsHeaders.allowedOrigins",
                        List.of("https://www.example.com"),
                        List.of("*"),
                        PASS,
                        Map.of("corsHeaders", Map.of("allowCredentials", true))),
                property(
                        "cf-service-token-expires",
                        "cloudflare:index/zeroTrustAccessServiceToken:ZeroTrustAccessServiceToken",
                        "duration",
                        "8760h",
                        "forever",
                        PASS),
                property("cf-tunnel-verifies-origin", TUNNEL, "config.originRequest.noTlsVerify", false, true, PASS),
                property(
                        "cf-tunnel-verifies-origin",
                        TUNNEL,
                        "config.ingresses",
                        List.of(Map.of("service", "https://app")),
                        List.of(Map.of("service", "https://app", "originRequest", Map.of("noTlsVerify", true))),
                        PASS),
                property(
                        "cf-tunnel-admin-needs-access",
                        TUNNEL,
                        "config.ingresses",
                        List.of(
                                Map.of(
                                        "service",
                                        "ssh://host:22",
                                        "originRequest",
                                        Map.of("access", Map.of("required", true))),
                                Map.of("service", "http_status:404")),
                        List.of(Map.of("service", "ssh://host:22")),
                        PASS),
                secret(
                        "cf-tunnel-secret",
                        "cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared",
                        "tunnelSecret"),
                property(
                        "cf-r2-not-public",
                        "cloudflare:index/r2ManagedDomain:R2ManagedDomain",
                        "enabled",
                        false,
                        true,
                        PASS),
                property(
                        "cf-r2-cors",
                        R2_CORS,
                        "rules",
                        List.of(Map.of("allowed", Map.of("origins", List.of("https://www.example.com")))),
                        List.of(Map.of("allowed", Map.of("origins", List.of("*")))),
                        PASS),
                property(
                        "cf-r2-min-tls",
                        "cloudflare:index/r2CustomDomain:R2CustomDomain",
                        "minTls",
                        "1.2",
                        "1.0",
                        FAIL),
                property("cf-worker-no-dev-subdomain", SUBDOMAIN, "enabled", false, true, FAIL),
                property(
                        "cf-worker-no-dev-subdomain",
                        SUBDOMAIN,
                        "previewsEnabled",
                        false,
                        true,
                        PASS,
                        Map.of("enabled", false)),
                property(
                        "cf-worker-routes",
                        ROUTE,
                        "pattern",
                        "*.example.com/api/*",
                        "*/*",
                        FAIL,
                        Map.of("script", "guard")),
                property("cf-worker-routes", ROUTE, "script", "guard", " ", FAIL, Map.of("pattern", "example.com/*")),
                property(
                        "cf-worker-no-plain-secrets",
                        SCRIPT,
                        "bindings",
                        List.of(
                                Map.of("name", "MODE", "type", "plain_text", "text", "fast"),
                                Map.of("name", "API_KEY", "type", "secret_text", "text", RuleFixtures.SECRET)),
                        List.of(Map.of("name", "API_KEY", "type", "plain_text", "text", "abc")),
                        PASS));
    }

    static GraphResource loadBalancer() {
        return resource("aws:lb/loadBalancer:LoadBalancer", "web", Map.of(), Map.of("dnsName", "web.elb.example"));
    }

    static GraphResource ruleset(String phase, String action) {
        return resource(
                RULESET,
                phase,
                Map.of("zoneId", "z1", "kind", "zone", "phase", phase, "rules", List.of(Map.of("action", action))));
    }

    private static Map<String, ?> ingress(String block) {
        return Map.of("protocol", "tcp", "fromPort", 443, "toPort", 443, "cidrBlocks", List.of(block));
    }

    private static RuleFixture ruleOfRuleset(
            String rule, Map<String, ?> others, String path, Object good, Object bad, Outcome absent) {
        GraphResource ruleset = resource(RULESET, "subject", Map.of("rules", List.of(others)));
        return RuleFixture.of(rule, Resources.with(ruleset, path, PropertyValue.of(good)), path, bad, absent);
    }
}
