package dev.plinth.policies.rules.cloudflare;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.rule.CloudflareTypes;
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

/** Rules for DNS on Cloudflare. */
public final class CloudflareDnsRules {

    private static final String DNSSEC = "cloudflare:index/zoneDnssec:ZoneDnssec";
    private static final String PROJECT_DOMAIN = "vercel:index/projectDomain:ProjectDomain";

    private static final Set<String> PROXIABLE = Set.of("A", "AAAA", "CNAME");

    /** Hosts that anyone can claim after their owner has released them. */
    private static final Pattern TAKEN_BY_WHOEVER_ASKS = Pattern.compile(
            ".+\\.(s3[.-][a-z0-9.-]*amazonaws\\.com|s3\\.amazonaws\\.com|elb\\.amazonaws\\.com|cloudfront\\.net"
                    + "|elasticbeanstalk\\.com|github\\.io|herokuapp\\.com|herokudns\\.com|azurewebsites\\.net|azureedge\\.net"
                    + "|cloudapp\\.azure\\.com|trafficmanager\\.net|blob\\.core\\.windows\\.net|netlify\\.app|vercel\\.app"
                    + "|vercel-dns\\.com|pages\\.dev|workers\\.dev)");

    /** A bucket's name in the host that serves it. */
    private static final Pattern BUCKET_HOST = Pattern.compile("(.+)\\.s3[.-].*");

    private static final String UNSIGNED = "the zone has no ZoneDnssec";

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
            .requiresInStack(CloudflareDnsRules::isSigned);

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
                    DnsRecordArgs.builder().type("CNAME").content("0123abcd.cfargotunnel.com").proxied(true)
                    """)
            .requires(property("content")
                    .is(CloudflareDnsRules::isPublicAddress, "a public address")
                    .onlyIf((record, context) ->
                            isAddressRecord(record) && !context.comesFromStack(record, "content")));

    private static final Rule PROXIED_ORIGIN = Rule.named("cf-proxied-origin")
            .title("DNS records of load balancers are proxied, and CNAME records name hosts of the stack")
            .severity(Severity.HIGH)
            .on(CloudflareTypes.DNS_RECORD, "type", "content", "proxied", "ttl", "name")
            .lookingAt(AwsTypes.LB_LOAD_BALANCER)
            .lookingAt(PROJECT_DOMAIN, "domain")
            .risk("An unproxied record exposes the origin and bypasses the firewall. A record for a released "
                    + "host can be registered by an attacker.")
            .remediation(
                    """
                    Proxy the record; its TTL is then automatic (1). Reference the resource that creates the host:
                    DnsRecordArgs.builder().type("CNAME").content(loadBalancer.dnsName()).proxied(true).ttl(1.0)
                    """)
            .requiresInStack((record, context) ->
                    Verdict.all(List.of(isProxied(record, context), leadsToOwnHost(record, context))));

    public static final List<Rule> ALL = List.of(DNSSEC_ACTIVE, REGISTRAR, NO_PRIVATE_ADDRESS, PROXIED_ORIGIN);

    private CloudflareDnsRules() {}

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
                .map(CloudflareDnsRules::content)
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
        boolean origin = !context.references(record, "content", AwsTypes.LB_LOAD_BALANCER)
                .isEmpty();
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
                && context.references(record, "content", AwsTypes.LB_LOAD_BALANCER)
                        .isEmpty();
    }

    private static boolean isAddressRecord(GraphResource record) {
        return Set.of("A", "AAAA").contains(record.input("type").asText().orElse("A"));
    }

    private static boolean isPublicAddress(PropertyValue content) {
        IPAddress address = new IPAddressString(content.asText().orElse("none")).getAddress();
        return address != null && !address.isLocal() && !address.isLoopback() && !address.isLinkLocal();
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
