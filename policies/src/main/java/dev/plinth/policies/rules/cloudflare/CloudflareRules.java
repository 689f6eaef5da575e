package dev.plinth.policies.rules.cloudflare;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.condition.Elements.onType;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.rule.AwsTypes;
import dev.plinth.policies.rule.CloudflareTypes;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules for Cloudflare's zones: their settings, certificates and names. */
public final class CloudflareRules {

    private static final String HOSTNAME_TLS = "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting";
    private static final String DNSSEC = "cloudflare:index/zoneDnssec:ZoneDnssec";
    private static final String PROJECT_DOMAIN = "vercel:index/projectDomain:ProjectDomain";

    private static final Set<String> PROXIABLE = Set.of("A", "AAAA", "CNAME");

    /** Half a year: the least that hstspreload.org once took, and what Cloudflare recommends. */
    private static final int HSTS_SECONDS = 15_552_000;

    /** Hosts that anyone can claim after their owner has released them. */
    private static final Pattern TAKEN_BY_WHOEVER_ASKS = Pattern.compile(
            ".+\\.(s3[.-][a-z0-9.-]*amazonaws\\.com|s3\\.amazonaws\\.com|elb\\.amazonaws\\.com|cloudfront\\.net"
                    + "|elasticbeanstalk\\.com|github\\.io|herokuapp\\.com|herokudns\\.com|azurewebsites\\.net|azureedge\\.net"
                    + "|cloudapp\\.azure\\.com|trafficmanager\\.net|blob\\.core\\.windows\\.net|netlify\\.app|vercel\\.app"
                    + "|vercel-dns\\.com|pages\\.dev|workers\\.dev)");

    /** A bucket's name in the host that serves it. */
    private static final Pattern BUCKET_HOST = Pattern.compile("(.+)\\.s3[.-].*");

    /** TLS suites that use CBC with SHA-1, 3DES or RC4, as Cloudflare names them. */
    private static final Pattern WEAK_SUITE = Pattern.compile("(?i).*(RC4|3DES|DES-CBC3|AES(128|256)-SHA)");

    private static final Condition ON = property("value").isOneOf("on");

    private static final Condition MODERN_TLS =
            property("value").is(value -> value.asNumber().orElse(0) >= 1.2, "1.2 or 1.3");

    private static final String UNSIGNED = "the zone has no ZoneDnssec";

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
            .requires(setting("ciphers", CloudflareRules::hasStrongSuites));

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
            .requires(setting("always_use_https", ON).and(setting("security_header", CloudflareRules::sendsHsts)));

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

    private static final Rule DNSSEC_ACTIVE = Rule.named("cf-dnssec")
            .title("Cloudflare zones have DNSSEC enabled")
            .severity(Severity.MEDIUM)
            .on(CloudflareTypes.ZONE)
            .on(CloudflareTypes.ZONE_SETTING, "settingId", "zoneId")
            .on(DNSSEC, "status", "zoneId")
            .risk("A forged DNS response redirects visitors and mail.")
            .remediation(
                    """
                    Enable DNSSEC, and add the DS record at the registrar:
                    ZoneDnssecArgs.builder().zoneId(zone.id()).status("active")
                    """)
            .requiresInStack(CloudflareRules::isSigned);

    private static final Rule REGISTRAR = Rule.named("cf-registrar-locked")
            .title("Registered domains are locked and renew automatically")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/registrarDomain:RegistrarDomain", "locked", "autoRenew")
            .risk("The domain can be transferred away, or expires and is registered by somebody else.")
            .remediation(
                    """
                    Lock the domain, and enable automatic renewal:
                    RegistrarDomainArgs.builder().locked(true).autoRenew(true)
                    """)
            .requires(property("locked").isTrue().and(property("autoRenew").isTrue()));

    private static final Rule NO_PRIVATE_ADDRESS = Rule.named("cf-no-private-address")
            .title("Public DNS records do not contain private addresses")
            .severity(Severity.LOW)
            .on(CloudflareTypes.DNS_RECORD, "type", "content")
            .risk("Records expose the layout of the private network, and websites can reach into it by name.")
            .remediation(
                    """
                    Keep private names in a private zone, or use a tunnel:
                    DnsRecordArgs.builder().type("CNAME").content(tunnelId + ".cfargotunnel.com").proxied(true)
                    """)
            .requires(property("content")
                    .is(CloudflareRules::isPublicAddress, "a public address")
                    .onlyIf((record, context) ->
                            isAddressRecord(record) && !context.comesFromStack(record, "content")));

    private static final Rule PROXIED_ORIGIN = Rule.named("cf-proxied-origin")
            .title("DNS records of load balancers are proxied, and CNAME records name hosts of the stack")
            .severity(Severity.HIGH)
            .on(CloudflareTypes.DNS_RECORD, "type", "content", "proxied", "ttl", "name")
            .lookingAt(AwsTypes.LOAD_BALANCER)
            .lookingAt(PROJECT_DOMAIN, "domain")
            .risk("An unproxied record exposes the origin and bypasses the firewall. A record for a released "
                    + "host can be taken over.")
            .remediation(
                    """
                    Proxy the record; its TTL is then automatic (1). Reference the resource that creates the host:
                    DnsRecordArgs.builder().type("CNAME").content(loadBalancer.dnsName()).proxied(true).ttl(1.0)
                    """)
            .requiresInStack((record, context) ->
                    Verdict.all(List.of(isProxied(record, context), leadsToOwnHost(record, context))));

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
            ZONE_ACTIVE,
            DNSSEC_ACTIVE,
            REGISTRAR,
            NO_PRIVATE_ADDRESS,
            PROXIED_ORIGIN);

    /** The zones that are signed. */
    private static final Derivation<Set<PropertyValue>> SIGNED = graph -> graph.ofType(DNSSEC).stream()
            .map(dnssec -> dnssec.input("zoneId").revealed())
            .collect(Collectors.toSet());

    /** The domains of Vercel's projects. */
    private static final Derivation<Set<PropertyValue>> DOMAINS = graph -> graph.ofType(PROJECT_DOMAIN).stream()
            .map(domain -> domain.input("domain"))
            .collect(Collectors.toSet());

    /** The buckets that resources make or name. */
    private static final Derivation<Set<String>> BUCKETS = graph -> graph.resources().stream()
            .flatMap(resource -> resource.input("bucket").asText().stream())
            .collect(Collectors.toSet());

    /** The URNs of up to two resources that have a record's host among their outputs, by the host in lower case. */
    private static final Derivation<Map<String, List<String>>> MADE = graph -> {
        Set<String> hosts = graph.ofType(ResourceTypes.withAliases(CloudflareTypes.DNS_RECORD)).stream()
                .map(CloudflareRules::content)
                .collect(Collectors.toSet());
        Map<String, List<String>> made = new HashMap<>();
        for (GraphResource resource : graph.resources()) {
            for (PropertyValue output : resource.outputs().properties().values()) {
                String host = output.asText()
                        .filter(text -> text.indexOf('.') > 0)
                        .orElse("")
                        .toLowerCase(Locale.ROOT);
                if (hosts.contains(host)) {
                    List<String> makers = made.computeIfAbsent(host, key -> new ArrayList<>(2));
                    if (makers.size() < 2 && !makers.contains(resource.urn())) {
                        makers.add(resource.urn());
                    }
                }
            }
        }
        return made;
    };

    private CloudflareRules() {}

    private static Condition setting(String id, Condition condition) {
        return (resource, context) -> {
            PropertyValue setting = resource.input("settingId");
            if (setting.isUnknown()) {
                return Verdict.unknown("settingId");
            }
            return setting.asText().orElse("").equals(id) ? condition.test(resource, context) : Verdict.NOT_APPLICABLE;
        };
    }

    private static Verdict isProxied(GraphResource record, RuleContext context) {
        if (pointsElsewhere(record, context)) {
            return Verdict.NOT_APPLICABLE;
        }
        for (String path : List.of("type", "proxied")) {
            if (record.input(path).isUnknown()) {
                return Verdict.unknown(path);
            }
        }
        if (!PROXIABLE.contains(record.input("type").asText().orElse(""))) {
            return Verdict.NOT_APPLICABLE;
        }
        boolean proxied = record.input("proxied").asBoolean().orElse(false);
        if (proxied) {
            return property("ttl")
                    .is(value -> value.isAbsent() || value.asNumber().orElse(0) == 1, "1 or absent")
                    .test(record, context);
        }
        boolean origin =
                !context.references(record, "content", AwsTypes.LOAD_BALANCER).isEmpty();
        return origin
                ? Verdict.fail("proxied is " + record.input("proxied").describe() + " but must be true")
                : Verdict.NOT_APPLICABLE;
    }

    /** A name that the stack makes, but not for its load balancer, such as one that proves a certificate's domain. */
    private static boolean pointsElsewhere(GraphResource record, RuleContext context) {
        PropertyValue proxied = record.input("proxied");
        return !proxied.isUnknown()
                && !proxied.asBoolean().orElse(false)
                && context.comesFromStack(record, "content")
                && context.references(record, "content", AwsTypes.LOAD_BALANCER).isEmpty();
    }

    private static boolean isAddressRecord(GraphResource record) {
        return Set.of("A", "AAAA").contains(record.input("type").asText().orElse("A"));
    }

    private static boolean isPublicAddress(PropertyValue content) {
        IPAddress address = new IPAddressString(content.asText().orElse("none")).getAddress();
        return address != null && !address.isLocal() && !address.isLoopback() && !address.isLinkLocal();
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

    private static Verdict isSigned(GraphResource resource, RuleContext context) {
        if (resource.type().equals(DNSSEC)) {
            return property("status")
                    .is(
                            status -> status.isAbsent()
                                    || status.asText().orElse("").equals("active"),
                            "active")
                    .test(resource, context);
        }
        if (resource.type().equals(CloudflareTypes.ZONE_SETTING)) {
            // A zone that the stack only configures shows by its settings, of which every zone has one for TLS.
            return resource.input("settingId").asText().orElse("").equals("ssl")
                    ? isZoneSigned(resource.input("zoneId"), context)
                    : Verdict.NOT_APPLICABLE;
        }
        return Verdict.passIf(!context.referrers(resource, "zoneId", DNSSEC).isEmpty(), UNSIGNED);
    }

    private static Verdict isZoneSigned(PropertyValue zone, RuleContext context) {
        Set<PropertyValue> signed = context.graph().once(SIGNED);
        boolean undecided = zone.isUnknown() || signed.contains(PropertyValue.Unknown.VALUE);
        if (undecided && !signed.isEmpty() && !signed.contains(zone.revealed())) {
            return Verdict.unknown("zoneId");
        }
        return Verdict.passIf(signed.contains(zone.revealed()), UNSIGNED);
    }

    private static Verdict leadsToOwnHost(GraphResource record, RuleContext context) {
        String host = content(record);
        boolean name = record.input("type").asText().orElse("").equals("CNAME");
        if (!name || !TAKEN_BY_WHOEVER_ASKS.matcher(host).matches()) {
            return Verdict.NOT_APPLICABLE;
        }
        return Verdict.passIf(
                isOwn(host, record, context),
                "content is " + record.input("content").describe()
                        + " but must be a host that a resource of the stack creates");
    }

    private static boolean isOwn(String host, GraphResource record, RuleContext context) {
        Matcher bucket = BUCKET_HOST.matcher(host);
        String bucketName = bucket.matches() ? bucket.group(1) : host;
        return context.graph().once(BUCKETS).contains(bucketName)
                || context.graph().once(DOMAINS).contains(record.input("name"))
                || context.graph().once(MADE).getOrDefault(host, List.of()).stream()
                        .anyMatch(maker -> !maker.equals(record.urn()))
                || !context.references(record, "content").isEmpty();
    }

    private static String content(GraphResource record) {
        return record.input("content").asText().orElse("").toLowerCase(Locale.ROOT);
    }
}
