package dev.plinth.policies.rules.cloudflare;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.condition.Elements.onType;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.CloudflareTypes;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.regex.Pattern;

/** Rules for the settings of Cloudflare zones. */
public final class CloudflareZoneRules {

    private static final String HOSTNAME_TLS = "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting";

    /** Half a year: the least that hstspreload.org once took, and what Cloudflare recommends. */
    private static final int HSTS_SECONDS = 15_552_000;

    /** TLS suites that use CBC with SHA-1, 3DES or RC4, as Cloudflare names them. */
    private static final Pattern WEAK_SUITE = Pattern.compile("(?i).*(RC4|3DES|DES-CBC3|AES(128|256)-SHA)");

    private static final Condition ON = property("value").isOneOf("on");

    private static final Condition MODERN_TLS =
            property("value").is(value -> value.asNumber().orElse(0) >= 1.2, "1.2 or 1.3");

    private static final Rule SSL_STRICT = Rule.named("cf-ssl-strict")
            .title("Cloudflare zones use SSL/TLS mode Full (strict)")
            .severity(Severity.CRITICAL)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .risk("Traffic between Cloudflare and the origin is unencrypted or can be intercepted.")
            .remediation(
                    """
                    Set the mode to strict:
                    ZoneSettingArgs.builder().settingId("ssl").value("strict")
                    """)
            .requires(setting("ssl", property("value").isOneOf("strict")));

    private static final Rule MIN_TLS = Rule.named("cf-min-tls")
            .title("Cloudflare zones require TLS 1.2 or newer")
            .severity(Severity.HIGH)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .risk("Old clients and attackers can negotiate broken ciphers.")
            .remediation(
                    """
                    Set the minimum version to 1.2:
                    ZoneSettingArgs.builder().settingId("min_tls_version").value("1.2")
                    """)
            .requires(setting("min_tls_version", MODERN_TLS));

    private static final Rule HOSTNAME_TLS_VERSION = Rule.named("cf-hostname-min-tls")
            .title("Cloudflare hostname settings require TLS 1.2 or newer")
            .severity(Severity.HIGH)
            .on(HOSTNAME_TLS, "settingId", "value")
            .risk("The hostname allows protocols that the zone has disabled.")
            .remediation(
                    """
                    Set the minimum version to 1.2:
                    HostnameTlsSettingArgs.builder().settingId("min_tls_version").value("1.2")
                    """)
            .requires(setting("min_tls_version", MODERN_TLS));

    private static final Rule TLS_1_3 = Rule.named("cf-tls-1-3")
            .title("Cloudflare zones have TLS 1.3 enabled")
            .severity(Severity.MEDIUM)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .risk("Visitors use an older handshake with more round trips and weaker ciphers.")
            .remediation(
                    """
                    Enable TLS 1.3:
                    ZoneSettingArgs.builder().settingId("tls_1_3").value("on")
                    """)
            .requires(setting("tls_1_3", property("value").isOneOf("on", "zrt")));

    private static final Rule CIPHERS = Rule.named("cf-strong-ciphers")
            .title("Cloudflare zones do not allow cipher suites with CBC and SHA-1, 3DES or RC4")
            .severity(Severity.MEDIUM)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .on(HOSTNAME_TLS, "settingId", "value")
            .risk("These ciphers are weak: recorded traffic may be decrypted later.")
            .remediation(
                    """
                    Name modern cipher suites:
                    ZoneSettingArgs.builder().settingId("ciphers").value(List.of("ECDHE-ECDSA-AES128-GCM-SHA256"))
                    """)
            .requires(setting("ciphers", CloudflareZoneRules::hasStrongSuites));

    private static final Rule HTTPS_HSTS = Rule.named("cf-https-hsts")
            .title("Cloudflare zones redirect to HTTPS and set HSTS for at least half a year")
            .severity(Severity.MEDIUM)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .risk("The first request of a visit is unencrypted and can be intercepted.")
            .remediation(
                    """
                    Redirect to HTTPS, and set HSTS:
                    ZoneSettingArgs.builder().settingId("security_header")
                            .value(Map.of("strict_transport_security", Map.of("enabled", true, "max_age", 31536000)))
                    """)
            .requires(setting("always_use_https", ON).and(setting("security_header", CloudflareZoneRules::sendsHsts)));

    private static final Rule NO_DEV_MODE = Rule.named("cf-no-dev-mode")
            .title("Cloudflare zones are not in development mode, and their security level is not off")
            .severity(Severity.MEDIUM)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .risk("The cache is bypassed and known attackers are not challenged.")
            .remediation(
                    """
                    Disable development mode, and keep the default security level:
                    ZoneSettingArgs.builder().settingId("security_level").value("medium")
                    """)
            .requires(setting("development_mode", property("value").isOneOf("off"))
                    .and(setting(
                            "security_level", property("value").isOneOf("low", "medium", "high", "under_attack"))));

    private static final Rule NO_EARLY_DATA = Rule.named("cf-no-early-data")
            .title("Cloudflare zones do not accept early data (0-RTT)")
            .severity(Severity.LOW)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .risk("An attacker can replay a recorded request.")
            .remediation(
                    """
                    Disable 0-RTT:
                    ZoneSettingArgs.builder().settingId("0rtt").value("off")
                    """)
            .requires(setting("0rtt", property("value").isOneOf("off")));

    private static final Rule HTTPS_REWRITES = Rule.named("cf-https-rewrites")
            .title("Cloudflare zones rewrite links to HTTPS and use opportunistic encryption")
            .severity(Severity.LOW)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .risk("Parts of a page are fetched unencrypted and can be modified in transit.")
            .remediation(
                    """
                    Enable both:
                    ZoneSettingArgs.builder().settingId("automatic_https_rewrites").value("on")
                    """)
            .requires(setting("automatic_https_rewrites", ON).and(setting("opportunistic_encryption", ON)));

    private static final Rule BROWSER_CHECK = Rule.named("cf-browser-check")
            .title("Cloudflare zones have the browser integrity check enabled")
            .severity(Severity.LOW)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .risk("Simple scanners and spam bots reach the origin.")
            .remediation(
                    """
                    Enable the browser integrity check:
                    ZoneSettingArgs.builder().settingId("browser_check").value("on")
                    """)
            .requires(setting("browser_check", ON));

    private static final Rule UNIVERSAL_SSL = Rule.named("cf-universal-ssl")
            .title("Cloudflare zones have Universal SSL enabled")
            .severity(Severity.HIGH)
            .on("cloudflare:index/universalSslSetting:UniversalSslSetting", "enabled")
            .risk("Hostnames without their own certificate are served unencrypted, or not at all.")
            .remediation(
                    """
                    Keep Universal SSL enabled:
                    UniversalSslSettingArgs.builder().enabled(true)
                    """)
            .requires(property("enabled").isNotFalse());

    private static final Rule ORIGIN_PULLS = Rule.named("cf-authenticated-origin-pulls")
            .title("Cloudflare zones have authenticated origin pulls enabled")
            .severity(Severity.MEDIUM)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .on(CloudflareTypes.AUTHENTICATED_ORIGIN_PULLS_SETTINGS, "enabled")
            .on("cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls", "configs[].enabled")
            .risk("Anyone can send requests to the origin through another Cloudflare account.")
            .remediation(
                    """
                    Enable authenticated origin pulls, and verify the certificate at the origin:
                    AuthenticatedOriginPullsSettingsArgs.builder().enabled(true)
                    """)
            .requires(setting("tls_client_auth", ON)
                    .and(onType(
                            CloudflareTypes.AUTHENTICATED_ORIGIN_PULLS_SETTINGS,
                            property("enabled").isTrue()))
                    .and(each("configs", config -> property(config + ".enabled").isNotFalse())
                            .onlyIf((resource, context) -> resource.type().endsWith(":AuthenticatedOriginPulls"))));

    private static final Rule ZONE_ACTIVE = Rule.named("cf-zone-not-paused")
            .title("Cloudflare zones are not paused")
            .severity(Severity.HIGH)
            .on(CloudflareTypes.ZONE, "paused")
            .risk("Requests go directly to the origin, without firewall, certificate or cache, and expose its "
                    + "address.")
            .remediation(
                    """
                    Do not pause the zone:
                    ZoneArgs.builder().paused(false)
                    """)
            .requires(property("paused").isNotTrue());

    public static final List<Rule> ALL = List.of(
            SSL_STRICT,
            MIN_TLS,
            HOSTNAME_TLS_VERSION,
            TLS_1_3,
            CIPHERS,
            HTTPS_HSTS,
            NO_DEV_MODE,
            NO_EARLY_DATA,
            HTTPS_REWRITES,
            BROWSER_CHECK,
            UNIVERSAL_SSL,
            ORIGIN_PULLS,
            ZONE_ACTIVE);

    private CloudflareZoneRules() {}

    private static Condition setting(String id, Condition condition) {
        return (resource, context) -> {
            PropertyValue setting = resource.input("settingId");
            if (setting.isUnknown()) {
                return Verdict.unknown("settingId");
            }
            return setting.asText().orElse("").equals(id) ? condition.test(resource, context) : Verdict.NOT_APPLICABLE;
        };
    }

    private static Verdict hasStrongSuites(GraphResource setting, RuleContext context) {
        return each("value", suite -> property(suite)
                        .is(
                                name -> name.asText()
                                        .filter(text ->
                                                !WEAK_SUITE.matcher(text).matches())
                                        .isPresent(),
                                "an AEAD cipher suite"))
                .test(setting, context);
    }

    /** The API spells the keys with underscores, the SDK in camel case. */
    private static Verdict sendsHsts(GraphResource setting, RuleContext context) {
        String header = first(setting, "value.strict_transport_security", "value.strictTransportSecurity");
        String age = first(setting, header + ".max_age", header + ".maxAge");
        return property(header + ".enabled")
                .isTrue()
                .and(property(age).isAtLeast(parameters -> HSTS_SECONDS))
                .test(setting, context);
    }

    private static String first(GraphResource resource, String path, String otherwise) {
        return resource.input(path).isAbsent() && !resource.input(otherwise).isAbsent() ? otherwise : path;
    }
}
