package dev.plinth.components.edge;

import com.pulumi.cloudflare.AuthenticatedOriginPullsSettings;
import com.pulumi.cloudflare.AuthenticatedOriginPullsSettingsArgs;
import com.pulumi.cloudflare.DnsRecord;
import com.pulumi.cloudflare.DnsRecordArgs;
import com.pulumi.cloudflare.Ruleset;
import com.pulumi.cloudflare.RulesetArgs;
import com.pulumi.cloudflare.TieredCache;
import com.pulumi.cloudflare.TieredCacheArgs;
import com.pulumi.cloudflare.ZoneDnssec;
import com.pulumi.cloudflare.ZoneDnssecArgs;
import com.pulumi.cloudflare.ZoneSetting;
import com.pulumi.cloudflare.ZoneSettingArgs;
import com.pulumi.cloudflare.inputs.DnsRecordDataArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.DomainNames;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Cloudflare zone that stands before the load balancer: the names, strict TLS, HSTS, DNSSEC, the managed firewall, rules of
 * one's own, rate limits, caching, security headers, and a client certificate towards the origin.
 *
 * <p>The component owns the entry-point ruleset of each phase that it uses, because a zone has one per phase (Cloudflare Ruleset
 * Engine, "Deploy rulesets"); rules that were made by hand in these phases are replaced. Zone settings stay as they are when the
 * component is taken away.
 */
public final class CloudflareZone extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:edge:CloudflareZone";

    /** The time to live of a proxied record: Cloudflare only takes "automatic" for it. */
    private static final double AUTOMATIC_TTL = 1;

    private final Output<String> zoneId;
    private final @Nullable ZoneDnssec dnssec;

    /**
     * Creates what the zone needs.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public CloudflareZone(String name, CloudflareZoneArgs args) {
        this(name, args, null);
    }

    /**
     * Creates what the zone needs, with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public CloudflareZone(String name, CloudflareZoneArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.zoneId = Objects.requireNonNull(args.zoneId());
        createRecords(args);
        createUnproxiedRecords(args);
        createAuthorityRecords(args);
        createSettings(args);
        this.dnssec = args.dnssec() ? createDnssec() : null;
        createRulesets(new EdgeRules(args));
        createTieredCache(args);
        createOriginPulls(args);
        registerOutputs(Map.of("zoneId", zoneId));
    }

    /** The zone's id, 32 hexadecimal digits. */
    public Output<String> zoneId() {
        return zoneId;
    }

    /**
     * The DS record that the registrar needs before DNSSEC takes effect.
     *
     * @throws IllegalStateException when the zone was made without DNSSEC
     */
    public Output<String> dsRecord() {
        return Optional.ofNullable(dnssec)
                .orElseThrow(() -> new IllegalStateException(
                        "CloudflareZone '" + name() + "' has no DNSSEC: it was created without it"))
                .ds();
    }

    private static CloudflareZoneArgs validated(String name, CloudflareZoneArgs args) {
        Validation validation = Validation.of("CloudflareZone", name)
                .required("zoneId", args.zoneId())
                .check(!args.zoneIdIsBlank(), "zoneId", "blank", "the zone's id")
                .required("zoneName", args.zoneName());
        String zoneName = args.zoneName();
        validation.check(
                zoneName == null || DomainNames.isDomain(zoneName),
                "zoneName",
                zoneName,
                "a domain name in lower case, such as example.com");
        EdgeValidation.checkHostnames(validation, args);
        EdgeValidation.checkTls(validation, args);
        EdgeValidation.checkRules(validation, args);
        validation.throwIfAny();
        return args;
    }

    private void createRecords(CloudflareZoneArgs args) {
        String zoneName = Objects.requireNonNull(args.zoneName());
        EdgePools pools = args.failover() == null
                ? null
                : new EdgePools(zoneName, args.failover(), this::childName, () -> childOptions()
                        .build());
        for (Hostname hostname : args.hostnames()) {
            if (pools != null && !args.origins().containsKey(hostname.label())) {
                pools.createLoadBalancer(zoneId, hostname);
                continue;
            }
            Output<String> origin = Optional.ofNullable(args.origins().get(hostname.label()))
                    .orElseGet(() -> Objects.requireNonNull(args.origin()));
            new DnsRecord(
                    childName("record-" + hostname.part()),
                    DnsRecordArgs.builder()
                            .zoneId(zoneId)
                            .name(hostname.in(zoneName))
                            .type("CNAME")
                            .content(origin)
                            .proxied(true)
                            .ttl(AUTOMATIC_TTL)
                            .build(),
                    childOptions().build());
        }
    }

    private void createUnproxiedRecords(CloudflareZoneArgs args) {
        args.unproxied().forEach((label, target) -> {
            Hostname hostname = Hostname.api(label);
            new DnsRecord(
                    childName("record-" + hostname.part()),
                    DnsRecordArgs.builder()
                            .zoneId(zoneId)
                            .name(hostname.in(Objects.requireNonNull(args.zoneName())))
                            .type(EdgeValidation.isAddress(target) ? "A" : "CNAME")
                            .content(target)
                            .proxied(false)
                            .ttl(AUTOMATIC_TTL)
                            .build(),
                    childOptions().build());
        });
    }

    /** One record for each authority, for certificates of a name and of wildcards. */
    private void createAuthorityRecords(CloudflareZoneArgs args) {
        for (String authority : args.certificateAuthorities()) {
            new DnsRecord(
                    childName("caa-" + authority.replace('.', '-')),
                    DnsRecordArgs.builder()
                            .zoneId(zoneId)
                            .name(Objects.requireNonNull(args.zoneName()))
                            .type("CAA")
                            .data(DnsRecordDataArgs.builder()
                                    .flags(0)
                                    .tag("issue")
                                    .value(authority)
                                    .build())
                            .ttl(AUTOMATIC_TTL)
                            .build(),
                    childOptions().build());
        }
    }

    private void createSettings(CloudflareZoneArgs args) {
        settings(args)
                .forEach((id, value) -> new ZoneSetting(
                        childName("setting-" + id.replace('_', '-')),
                        ZoneSettingArgs.builder()
                                .zoneId(zoneId)
                                .settingId(id)
                                .value(value)
                                .build(),
                        childOptions().build()));
    }

    /** The settings by their ids (Cloudflare API, "Zone settings"). */
    private static Map<String, Object> settings(CloudflareZoneArgs args) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("ssl", "strict");
        settings.put("min_tls_version", args.minTlsVersion().value());
        settings.put("tls_1_3", "on");
        settings.put("always_use_https", "on");
        settings.put("automatic_https_rewrites", "on");
        settings.put("opportunistic_encryption", "on");
        // The keys as the API spells them: in camel case they show as changed at every preview (pulumi-cloudflare
        // #1579).
        settings.put(
                "security_header",
                Map.of(
                        "strict_transport_security",
                        Map.of(
                                "enabled",
                                true,
                                "max_age",
                                args.hstsMaxAgeSeconds(),
                                "include_subdomains",
                                true,
                                "preload",
                                args.hstsPreload(),
                                "nosniff",
                                true)));
        // Early data can be replayed, so it is off.
        settings.put("0rtt", "off");
        settings.put("http3", "on");
        settings.put("brotli", "on");
        settings.put("websockets", args.webSockets() ? "on" : "off");
        settings.put("security_level", args.securityLevel().value());
        settings.put("browser_check", "on");
        settings.put("development_mode", "off");
        return settings;
    }

    private ZoneDnssec createDnssec() {
        return new ZoneDnssec(
                childName("dnssec"),
                ZoneDnssecArgs.builder().zoneId(zoneId).status("active").build(),
                childOptions().build());
    }

    private void createRulesets(EdgeRules rules) {
        createRuleset("firewall", "http_request_firewall_custom", rules.firewall());
        createRuleset("rate-limits", "http_ratelimit", rules.rateLimits());
        createRuleset("managed-firewall", "http_request_firewall_managed", rules.managedFirewall());
        createRuleset("cache", "http_request_cache_settings", rules.cache());
        createRuleset("response-headers", "http_response_headers_transform", rules.responseHeaders());
    }

    /** The entry point of a phase; none when there is nothing to do in it. */
    private void createRuleset(String part, String phase, List<RulesetRuleArgs> rules) {
        if (rules.isEmpty()) {
            return;
        }
        new Ruleset(
                childName(part),
                RulesetArgs.builder()
                        .zoneId(zoneId)
                        .kind("zone")
                        .name(childName(part))
                        .phase(phase)
                        .rules(rules)
                        .build(),
                childOptions().build());
    }

    private void createTieredCache(CloudflareZoneArgs args) {
        if (!args.tieredCache()) {
            return;
        }
        new TieredCache(
                childName("tiered-cache"),
                TieredCacheArgs.builder().zoneId(zoneId).value("on").build(),
                childOptions().build());
    }

    private void createOriginPulls(CloudflareZoneArgs args) {
        if (!args.authenticatedOriginPulls()) {
            return;
        }
        new AuthenticatedOriginPullsSettings(
                childName("authenticated-origin-pulls"),
                AuthenticatedOriginPullsSettingsArgs.builder()
                        .zoneId(zoneId)
                        .enabled(true)
                        .build(),
                childOptions().build());
    }
}
