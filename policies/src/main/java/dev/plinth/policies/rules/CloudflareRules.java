package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rules.Elements.each;
import static dev.plinth.policies.rules.Elements.onType;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
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
final class CloudflareRules {

    static final String ZONE = "cloudflare:index/zone:Zone";
    static final String ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";
    static final String DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    static final String ORIGIN_PULLS_SETTINGS =
            "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings";

    private static final String HOSTNAME_TLS = "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting";
    private static final String DNSSEC = "cloudflare:index/zoneDnssec:ZoneDnssec";
    private static final String PROJECT_DOMAIN = "vercel:index/projectDomain:ProjectDomain";

    private static final Set<String> PROXIABLE = Set.of("A", "AAAA", "CNAME");

    /** Half a year: the least that hstspreload.org once took, and what Cloudflare recommends. */
    private static final int HSTS_SECONDS = 15_552_000;

    /** Hosts that a provider gives to whoever asks first, once their owner has let them go. */
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

    private static final String UNSIGNED = "no ZoneDnssec of the stack signs the zone";

    private static final Rule SSL_STRICT = Rule.named("cf-ssl-strict")
            .title("Cloudflare checks the origin's certificate")
            .severity(Severity.CRITICAL)
            .on(ZONE_SETTING, "settingId", "value")
            .risk("Between Cloudflare and the origin, traffic is in the clear or goes to whoever answers.")
            .remediation(
                    """
                    Be strict:
                    ZoneSettingArgs.builder().settingId("ssl").value("strict")
                    """)
            .requires(setting("ssl", property("value").isOneOf("strict")));

    private static final Rule MIN_TLS = Rule.named("cf-min-tls")
            .title("Cloudflare offers TLS 1.2 or newer only")
            .severity(Severity.HIGH)
            .on(ZONE_SETTING, "settingId", "value")
            .risk("Old clients, and attackers in their place, negotiate ciphers that are broken.")
            .remediation(
                    """
                    Ask for 1.2 at least:
                    ZoneSettingArgs.builder().settingId("min_tls_version").value("1.2")
                    """)
            .requires(setting("min_tls_version", MODERN_TLS));

    private static final Rule HOSTNAME_TLS_VERSION = Rule.named("cf-hostname-min-tls")
            .title("Cloudflare offers TLS 1.2 or newer only, also for single hostnames")
            .severity(Severity.HIGH)
            .on(HOSTNAME_TLS, "settingId", "value")
            .risk("One hostname goes back to protocols that the zone has left behind.")
            .remediation(
                    """
                    Ask for 1.2 at least:
                    HostnameTlsSettingArgs.builder().settingId("min_tls_version").value("1.2")
                    """)
            .requires(setting("min_tls_version", MODERN_TLS));

    private static final Rule TLS_1_3 = Rule.named("cf-tls-1-3")
            .title("Cloudflare offers TLS 1.3")
            .severity(Severity.MEDIUM)
            .on(ZONE_SETTING, "settingId", "value")
            .risk("Visitors get an older handshake, with more round trips and weaker choices.")
            .remediation(
                    """
                    Switch it on:
                    ZoneSettingArgs.builder().settingId("tls_1_3").value("on")
                    """)
            .requires(setting("tls_1_3", property("value").isOneOf("on", "zrt")));

    private static final Rule CIPHERS = Rule.named("cf-strong-ciphers")
            .title("Cloudflare offers no TLS suites with CBC and SHA-1, 3DES or RC4")
            .severity(Severity.MEDIUM)
            .on(ZONE_SETTING, "settingId", "value")
            .on(HOSTNAME_TLS, "settingId", "value")
            .risk("Recorded traffic can be read one day, for these suites are broken or close to it.")
            .remediation(
                    """
                    Name the modern suites:
                    ZoneSettingArgs.builder().settingId("ciphers").value(List.of("ECDHE-ECDSA-AES128-GCM-SHA256"))
                    """)
            .requires(setting("ciphers", CloudflareRules::hasStrongSuites));

    private static final Rule HTTPS_HSTS = Rule.named("cf-https-hsts")
            .title("Cloudflare answers over HTTPS only, and tells browsers so for half a year")
            .severity(Severity.MEDIUM)
            .on(ZONE_SETTING, "settingId", "value")
            .risk(
                    "The first request of a visit goes in the clear, and whoever sits on the way keeps the visitor there.")
            .remediation(
                    """
                    Redirect, and send the header:
                    ZoneSettingArgs.builder().settingId("security_header")
                            .value(Map.of("strict_transport_security", Map.of("enabled", true, "max_age", 31536000)))
                    """)
            .requires(setting("always_use_https", ON).and(setting("security_header", CloudflareRules::sendsHsts)));

    private static final Rule NO_DEV_MODE = Rule.named("cf-no-dev-mode")
            .title("Cloudflare is not in development mode, and its security level is not off")
            .severity(Severity.MEDIUM)
            .on(ZONE_SETTING, "settingId", "value")
            .risk("The cache is left out and known attackers are let in.")
            .remediation(
                    """
                    Switch the one off and leave the other at its default:
                    ZoneSettingArgs.builder().settingId("security_level").value("medium")
                    """)
            .requires(setting("development_mode", property("value").isOneOf("off"))
                    .and(setting(
                            "security_level", property("value").isOneOf("low", "medium", "high", "under_attack"))));

    private static final Rule NO_EARLY_DATA = Rule.named("cf-no-early-data")
            .title("Cloudflare accepts no early data, which can be replayed")
            .severity(Severity.LOW)
            .on(ZONE_SETTING, "settingId", "value")
            .risk("An attacker sends a recorded request again, and the origin takes it for a new one.")
            .remediation(
                    """
                    Switch it off:
                    ZoneSettingArgs.builder().settingId("0rtt").value("off")
                    """)
            .requires(setting("0rtt", property("value").isOneOf("off")));

    private static final Rule HTTPS_REWRITES = Rule.named("cf-https-rewrites")
            .title("Cloudflare rewrites links to HTTPS and offers encryption on plain HTTP")
            .severity(Severity.LOW)
            .on(ZONE_SETTING, "settingId", "value")
            .risk("Parts of a page are fetched in the clear and can be changed on the way.")
            .remediation(
                    """
                    Switch both on:
                    ZoneSettingArgs.builder().settingId("automatic_https_rewrites").value("on")
                    """)
            .requires(setting("automatic_https_rewrites", ON).and(setting("opportunistic_encryption", ON)));

    private static final Rule BROWSER_CHECK = Rule.named("cf-browser-check")
            .title("Cloudflare looks at the headers of each request for those that only abusers send")
            .severity(Severity.LOW)
            .on(ZONE_SETTING, "settingId", "value")
            .risk("Crude scanners and spammers reach the origin.")
            .remediation(
                    """
                    Switch the browser integrity check on:
                    ZoneSettingArgs.builder().settingId("browser_check").value("on")
                    """)
            .requires(setting("browser_check", ON));

    private static final Rule UNIVERSAL_SSL = Rule.named("cf-universal-ssl")
            .title("Zones have Universal SSL")
            .severity(Severity.HIGH)
            .on("cloudflare:index/universalSslSetting:UniversalSslSetting", "enabled")
            .risk("Names without a certificate of their own are served in the clear, or not at all.")
            .remediation(
                    """
                    Leave it on:
                    UniversalSslSettingArgs.builder().enabled(true)
                    """)
            .requires(property("enabled").isNotFalse());

    private static final Rule ORIGIN_PULLS = Rule.named("cf-authenticated-origin-pulls")
            .title("Cloudflare shows its certificate to the origin")
            .severity(Severity.MEDIUM)
            .on(ZONE_SETTING, "settingId", "value")
            .on(ORIGIN_PULLS_SETTINGS, "enabled")
            .on("cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls", "configs[].enabled")
            .risk("Anybody can send the origin requests through another Cloudflare account.")
            .remediation(
                    """
                    Switch it on, and let the origin verify the certificate:
                    AuthenticatedOriginPullsSettingsArgs.builder().enabled(true)
                    """)
            .requires(setting("tls_client_auth", ON)
                    .and(onType(ORIGIN_PULLS_SETTINGS, property("enabled").isTrue()))
                    .and(each("configs", config -> property(config + ".enabled").isNotFalse())
                            .onlyIf((resource, context) -> resource.type().endsWith(":AuthenticatedOriginPulls"))));

    private static final Rule ZONE_ACTIVE = Rule.named("cf-zone-not-paused")
            .title("Zones are not paused")
            .severity(Severity.HIGH)
            .on(ZONE, "paused")
            .risk(
                    "Requests go to the origin directly: no firewall, no certificate, no cache, and everybody learns where the origin is.")
            .remediation(
                    """
                    Leave it running:
                    ZoneArgs.builder().paused(false)
                    """)
            .requires(property("paused").isNotTrue());

    private static final Rule DNSSEC_ACTIVE = Rule.named("cf-dnssec")
            .title("Zones are signed with DNSSEC")
            .severity(Severity.MEDIUM)
            .on(ZONE)
            .on(ZONE_SETTING, "settingId", "zoneId")
            .on(DNSSEC, "status", "zoneId")
            .risk("A forged answer sends visitors and mail elsewhere.")
            .remediation(
                    """
                    Sign the zone, and give the registrar the DS record:
                    ZoneDnssecArgs.builder().zoneId(zone.id()).status("active")
                    """)
            .requiresInStack(CloudflareRules::isSigned);

    private static final Rule REGISTRAR = Rule.named("cf-registrar-locked")
            .title("Registered domains are locked and renewed")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/registrarDomain:RegistrarDomain", "locked", "autoRenew")
            .risk("The domain is transferred away, or runs out and is bought by somebody else.")
            .remediation(
                    """
                    Lock it and renew it:
                    RegistrarDomainArgs.builder().locked(true).autoRenew(true)
                    """)
            .requires(property("locked").isTrue().and(property("autoRenew").isTrue()));

    private static final Rule NO_PRIVATE_ADDRESS = Rule.named("cf-no-private-address")
            .title("Public names lead to public addresses")
            .severity(Severity.LOW)
            .on(DNS_RECORD, "type", "content")
            .risk(
                    "Everybody can read how the private network is laid out, and a page from elsewhere can reach into it by name.")
            .remediation(
                    """
                    Keep private names in a private zone, or go through a tunnel:
                    DnsRecordArgs.builder().type("CNAME").content(tunnelId + ".cfargotunnel.com").proxied(true)
                    """)
            .requires(property("content")
                    .is(CloudflareRules::isPublicAddress, "a public address")
                    .onlyIf((record, context) ->
                            isAddressRecord(record) && !context.comesFromStack(record, "content")));

    private static final Rule PROXIED_ORIGIN = Rule.named("cf-proxied-origin")
            .title("Names of the load balancer go through Cloudflare's proxy, and no name leads to a host of others")
            .severity(Severity.HIGH)
            .on(DNS_RECORD, "type", "content", "proxied", "ttl", "name")
            .lookingAt(LoadBalancerRules.LOAD_BALANCER)
            .lookingAt(PROJECT_DOMAIN, "domain")
            .risk(
                    "The name leads around the firewall, the rate limits and the cache, and tells where the origin is; one"
                            + " that leads to a host let go is taken over with it.")
            .remediation(
                    """
                    Proxy the record; its TTL is then automatic, which is written 1. Name a host by the resource that makes it:
                    DnsRecordArgs.builder().type("CNAME").content(loadBalancer.dnsName()).proxied(true).ttl(1.0)
                    """)
            .requiresInStack((record, context) ->
                    Verdict.all(List.of(isProxied(record, context), leadsToOwnHost(record, context))));

    static final List<Rule> ALL = List.of(
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
        Set<String> hosts = graph.ofType(ResourceTypes.withAliases(DNS_RECORD)).stream()
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
                    .is(value -> value.isAbsent() || value.asNumber().orElse(0) == 1, "1, or left out")
                    .test(record, context);
        }
        boolean origin = !context.references(record, "content", LoadBalancerRules.LOAD_BALANCER)
                .isEmpty();
        return origin
                ? Verdict.fail("proxied is " + record.input("proxied").describe() + ", it must be true")
                : Verdict.NOT_APPLICABLE;
    }

    /** A name that the stack makes, but not for its load balancer, such as one that proves a certificate's domain. */
    private static boolean pointsElsewhere(GraphResource record, RuleContext context) {
        PropertyValue proxied = record.input("proxied");
        return !proxied.isUnknown()
                && !proxied.asBoolean().orElse(false)
                && context.comesFromStack(record, "content")
                && context.references(record, "content", LoadBalancerRules.LOAD_BALANCER)
                        .isEmpty();
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
                                "a suite with AEAD"))
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
        if (resource.type().equals(ZONE_SETTING)) {
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
                        + ", it must be a host that a resource of the stack makes");
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
