package dev.plinth.components.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CloudflareZoneTest {

    private static final String ZONE_ID = "0123456789abcdef0123456789abcdef";
    private static final String DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    private static final String BALANCER = "cloudflare:index/loadBalancer:LoadBalancer";
    private static final String POOL = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
    private static final String RULESET = "cloudflare:index/ruleset:Ruleset";
    private static final String ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private static CloudflareZoneArgs.Builder fewest() {
        return CloudflareZoneArgs.builder().zoneId(ZONE_ID).zoneName("example.com");
    }

    private static CloudflareZoneArgs.Builder usual() {
        return fewest().origin(Output.of("load-balancer.example.net"))
                .hostnames(List.of(
                        Hostname.api("api"),
                        Hostname.admin("admin", List.of("203.0.113.0/24", "2001:db8::/32")),
                        Hostname.cdn("cdn")));
    }

    private CloudflareZone run(CloudflareZoneArgs.Builder args) {
        return mocks.run(() -> new CloudflareZone("edge", args.build()));
    }

    private Object setting(String id) {
        return mocks.ofType(ZONE_SETTING).stream()
                .filter(setting -> setting.text("settingId").equals(id))
                .findFirst()
                .orElseThrow()
                .input("value");
    }

    private List<Map<String, Object>> rules(String name) {
        return mocks.named(RULESET, name).objects("rules");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.getOrDefault(key, Map.of());
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        CloudflareZoneArgs args = CloudflareZoneArgs.builder().build();

        assertThat(args.zoneId()).isNull();
        assertThat(args.zoneName()).isNull();
        assertThat(args.origin()).isNull();
        assertThat(args.hostnames()).isEmpty();
        assertThat(args.origins()).isEmpty();
        assertThat(args.minTlsVersion()).isEqualTo(TlsVersion.TLS_1_2);
        assertThat(args.hstsMaxAgeSeconds()).isEqualTo(31_536_000);
        assertThat(args.hstsPreload()).isTrue();
        assertThat(args.securityLevel()).isEqualTo(SecurityLevel.MEDIUM);
        assertThat(args.managedRulesets())
                .containsExactly(ManagedRuleset.CLOUDFLARE_MANAGED, ManagedRuleset.OWASP_CORE);
        assertThat(args.firewallRules()).isEmpty();
        assertThat(args.rateLimits()).isNull();
        assertThat(CloudflareZoneArgs.DEFAULT_REQUESTS_PER_MINUTE).isEqualTo(600);
        assertThat(args.cacheTtlSeconds()).isEqualTo(86_400);
        assertThat(args.contentSecurityPolicy())
                .isEqualTo("default-src 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'");
        assertThat(args.dnssec()).isTrue();
        assertThat(args.tieredCache()).isTrue();
        assertThat(args.authenticatedOriginPulls()).isTrue();
        assertThat(args.webSockets()).isTrue();
    }

    @Test
    void fewestArgumentsMakeASafeZoneWithoutNames() {
        CloudflareZone zone = run(fewest());

        assertThat(RecordingMocks.value(zone.zoneId())).isEqualTo(ZONE_ID);
        assertThat(mocks.names(DNS_RECORD)).isEmpty();
        assertThat(mocks.names(RULESET)).containsExactly("edge-managed-firewall", "edge-response-headers");
        assertThat(mocks.only("cloudflare:index/zoneDnssec:ZoneDnssec").inputs())
                .isEqualTo(Map.of("zoneId", ZONE_ID, "status", "active"));
        assertThat(mocks.only("cloudflare:index/tieredCache:TieredCache").inputs())
                .containsEntry("value", "on");
        assertThat(mocks.only("cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings")
                        .inputs())
                .containsEntry("enabled", true);
    }

    @Test
    void settingsAreStrict() {
        run(fewest());

        assertThat(mocks.ofType(ZONE_SETTING)).hasSize(14).allSatisfy(setting -> {
            assertThat(setting.text("zoneId")).isEqualTo(ZONE_ID);
            assertThat(setting.name()).matches("edge-setting-[a-z0-9-]+");
        });
        assertThat(setting("ssl")).isEqualTo("strict");
        assertThat(setting("min_tls_version")).isEqualTo("1.2");
        assertThat(setting("tls_1_3")).isEqualTo("on");
        assertThat(setting("always_use_https")).isEqualTo("on");
        assertThat(setting("automatic_https_rewrites")).isEqualTo("on");
        assertThat(setting("opportunistic_encryption")).isEqualTo("on");
        assertThat(setting("0rtt")).isEqualTo("off");
        assertThat(setting("http3")).isEqualTo("on");
        assertThat(setting("brotli")).isEqualTo("on");
        assertThat(setting("websockets")).isEqualTo("on");
        assertThat(setting("security_level")).isEqualTo("medium");
        assertThat(setting("browser_check")).isEqualTo("on");
        assertThat(setting("development_mode")).isEqualTo("off");
        assertThat(setting("security_header"))
                .isEqualTo(Map.of(
                        "strict_transport_security",
                        Map.of(
                                "enabled",
                                true,
                                "max_age",
                                31_536_000.0,
                                "include_subdomains",
                                true,
                                "preload",
                                true,
                                "nosniff",
                                true)));
    }

    @Test
    void namesAreProxiedToTheirOrigins() {
        run(usual().origins(Map.of("cdn", Output.of("assets.example.net"))));

        assertThat(mocks.names(DNS_RECORD)).containsExactly("edge-record-admin", "edge-record-api", "edge-record-cdn");
        assertThat(mocks.named(DNS_RECORD, "edge-record-api").inputs())
                .isEqualTo(Map.of(
                        "zoneId",
                        ZONE_ID,
                        "name",
                        "api.example.com",
                        "type",
                        "CNAME",
                        "content",
                        "load-balancer.example.net",
                        "proxied",
                        true,
                        "ttl",
                        1.0));
        assertThat(mocks.named(DNS_RECORD, "edge-record-cdn").text("content")).isEqualTo("assets.example.net");
    }

    @Test
    void zonesOwnNameAndWildcardsAreNames() {
        run(fewest().origin("load-balancer.example.net")
                .hostnames(List.of(Hostname.api("@"), Hostname.cdn("*.assets"))));

        assertThat(mocks.named(DNS_RECORD, "edge-record-apex").text("name")).isEqualTo("example.com");
        assertThat(mocks.named(DNS_RECORD, "edge-record-wildcard-assets").text("name"))
                .isEqualTo("*.assets.example.com");
        assertThat(rules("edge-cache").get(1))
                .containsEntry("expression", "((ends_with(http.host, \".assets.example.com\")))");
    }

    @Test
    void eachPhaseHasOneEntryPoint() {
        run(usual());

        List<Recorded> rulesets = mocks.ofType(RULESET);
        assertThat(rulesets.stream().map(ruleset -> ruleset.text("phase")))
                .containsExactlyInAnyOrder(
                        "http_request_firewall_custom",
                        "http_ratelimit",
                        "http_request_firewall_managed",
                        "http_request_cache_settings",
                        "http_response_headers_transform");
        assertThat(rulesets)
                .allSatisfy(ruleset -> assertThat(ruleset.text("kind")).isEqualTo("zone"));
    }

    @Test
    void managedRulesetsAreExecutedOnEveryRequest() {
        run(usual());

        assertThat(rules("edge-managed-firewall")).hasSize(2).allSatisfy(rule -> assertThat(rule)
                .containsEntry("action", "execute")
                .containsEntry("expression", "true")
                .containsEntry("enabled", true));
        assertThat(rules("edge-managed-firewall").stream().map(rule -> object(rule, "actionParameters")))
                .containsExactly(
                        Map.of("id", "efb7b8c949ac4650a09736fc376e9aee"),
                        Map.of("id", "4814384a9e5d4991b9815dcfc25d2f1f"));
    }

    @Test
    void restrictedNamesAreReachedFromTheirRangesOnlyBeforeOwnRules() {
        run(usual().firewallRules(List.of(new FirewallRule(
                "No probes", "http.request.uri.path contains \"/.env\"", FirewallRule.Action.MANAGED_CHALLENGE))));

        assertThat(rules("edge-firewall"))
                .containsExactly(
                        Map.of(
                                "ref", "only_allowed_ranges_reach_admin_example_com",
                                "description", "Only allowed ranges reach admin.example.com",
                                "expression",
                                        "((http.host eq \"admin.example.com\") and not ip.src in {203.0.113.0/24 2001:db8::/32})",
                                "action", "block",
                                "enabled", true),
                        Map.of(
                                "ref", "no_probes",
                                "description", "No probes",
                                "expression", "http.request.uri.path contains \"/.env\"",
                                "action", "managed_challenge",
                                "enabled", true));
    }

    @Test
    void clientsAreLimitedOnNamesThatAreNotCached() {
        run(usual());

        assertThat(rules("edge-rate-limits")).singleElement().satisfies(rule -> {
            assertThat(rule)
                    .containsEntry("action", "block")
                    .containsEntry(
                            "expression", "((http.host eq \"api.example.com\" or http.host eq \"admin.example.com\"))");
            assertThat(object(rule, "ratelimit"))
                    .isEqualTo(Map.of(
                            "characteristics", List.of("ip.src", "cf.colo.id"),
                            "period", 60.0,
                            "requestsPerPeriod", 600.0,
                            "mitigationTimeout", 60.0));
        });
    }

    @Test
    void cdnIsCachedAndTheApiIsNot() {
        run(usual());

        assertThat(rules("edge-cache"))
                .satisfiesExactly(
                        rule -> {
                            assertThat(rule)
                                    .containsEntry(
                                            "expression",
                                            "((http.host eq \"api.example.com\" or http.host eq \"admin.example.com\"))");
                            assertThat(object(rule, "actionParameters")).isEqualTo(Map.of("cache", false));
                        },
                        rule -> {
                            assertThat(rule).containsEntry("expression", "((http.host eq \"cdn.example.com\"))");
                            assertThat(object(rule, "actionParameters"))
                                    .isEqualTo(Map.of(
                                            "cache",
                                            true,
                                            "edgeTtl",
                                            Map.of("mode", "override_origin", "default", 86_400.0),
                                            "browserTtl",
                                            Map.of("mode", "respect_origin")));
                        });
    }

    @Test
    void everyResponseCarriesSecurityHeaders() {
        run(usual());

        Map<String, Object> headers =
                object(object(rules("edge-response-headers").get(0), "actionParameters"), "headers");
        assertThat(headers.keySet())
                .containsExactlyInAnyOrder(
                        "Strict-Transport-Security",
                        "Content-Security-Policy",
                        "X-Content-Type-Options",
                        "X-Frame-Options",
                        "Referrer-Policy",
                        "Permissions-Policy");
        assertThat(headers)
                .containsEntry(
                        "Strict-Transport-Security",
                        Map.of("operation", "set", "value", "max-age=31536000; includeSubDomains; preload"))
                .containsEntry("X-Frame-Options", Map.of("operation", "set", "value", "DENY"));
    }

    @Test
    void everyArgumentTakesEffect() {
        CloudflareZone zone = run(usual().minTlsVersion(TlsVersion.TLS_1_3)
                .hstsMaxAgeSeconds(15_552_000)
                .hstsPreload(false)
                .securityLevel(SecurityLevel.UNDER_ATTACK)
                .managedRulesets(List.of())
                .rateLimits(List.of(new RateLimit(
                        "Logins",
                        "http.request.uri.path eq \"/login\"",
                        5,
                        120,
                        0,
                        FirewallRule.Action.MANAGED_CHALLENGE)))
                .cacheTtlSeconds(3600)
                .contentSecurityPolicy("default-src 'none'")
                .dnssec(false)
                .tieredCache(false)
                .authenticatedOriginPulls(false)
                .webSockets(false));

        assertThat(setting("min_tls_version")).isEqualTo("1.3");
        assertThat(setting("security_level")).isEqualTo("under_attack");
        assertThat(setting("websockets")).isEqualTo("off");
        assertThat(mocks.names(RULESET)).doesNotContain("edge-managed-firewall");
        assertThat(object(rules("edge-rate-limits").get(0), "ratelimit"))
                .containsEntry("period", 120.0)
                .containsEntry("mitigationTimeout", 0.0);
        assertThat(object(object(rules("edge-cache").get(1), "actionParameters"), "edgeTtl"))
                .containsEntry("default", 3600.0);
        assertThat(object(object(rules("edge-response-headers").get(0), "actionParameters"), "headers"))
                .containsEntry("Content-Security-Policy", Map.of("operation", "set", "value", "default-src 'none'"))
                .containsEntry(
                        "Strict-Transport-Security",
                        Map.of("operation", "set", "value", "max-age=15552000; includeSubDomains"));
        assertThat(mocks.ofType("cloudflare:index/zoneDnssec:ZoneDnssec")).isEmpty();
        assertThat(mocks.ofType("cloudflare:index/tieredCache:TieredCache")).isEmpty();
        assertThat(mocks.ofType("cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings"))
                .isEmpty();
        assertThatThrownBy(zone::dsRecord).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void allFaultsAreReportedAtOnceAndNothingIsMade() {
        assertThatThrownBy(() -> run(CloudflareZoneArgs.builder()
                        .zoneId(" ")
                        .zoneName("Example")
                        .hostnames(List.of(
                                Hostname.api("API"),
                                Hostname.api("a.b"),
                                Hostname.api("a-b"),
                                Hostname.admin("admin", List.of("203.0.113.1/24", "everyone"))))
                        .origins(Map.of("other", Output.of("origin.example.net")))
                        .hstsMaxAgeSeconds(15_552_000)
                        .managedRulesets(List.of(ManagedRuleset.OWASP_CORE, ManagedRuleset.OWASP_CORE))
                        .firewallRules(List.of(
                                new FirewallRule("Same", "true", FirewallRule.Action.BLOCK),
                                new FirewallRule("same!", " ", FirewallRule.Action.BLOCK)))
                        .rateLimits(List.of(new RateLimit("Limit", "true", 0, 61, 7, FirewallRule.Action.BLOCK)))
                        .cacheTtlSeconds(59)
                        .contentSecurityPolicy("")))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, refusal -> assertThat(
                                refusal.faults().stream().map(Fault::argument))
                        .containsExactly(
                                "zoneId",
                                "zoneName",
                                "hostnames",
                                "origin",
                                "origin",
                                "hostnames",
                                "origin",
                                "origin",
                                "hostnames",
                                "hostnames",
                                "origins",
                                "hstsMaxAgeSeconds",
                                "contentSecurityPolicy",
                                "cacheTtlSeconds",
                                "managedRulesets",
                                "firewallRules",
                                "firewallRules",
                                "rateLimits",
                                "rateLimits",
                                "rateLimits"));
        assertThat(mocks.resources()).isEmpty();
    }

    @Test
    void originGivenAsTextIsAName() {
        assertThatThrownBy(() -> run(fewest().origin("https://origin.example.net")))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessage(
                        "CloudflareZone 'edge': origin is https://origin.example.net; it must be a domain name in lower"
                                + " case");
    }

    @Test
    void missingArgumentsAreNamed() {
        assertThatThrownBy(() -> run(CloudflareZoneArgs.builder()))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessage(
                        "CloudflareZone 'edge': zoneId is missing; it must be given; zoneName is missing; it must be given");
    }

    @Test
    void dsRecordIsTheSignedZones() {
        mocks.answer("cloudflare:index/zoneDnssec:ZoneDnssec", zone -> Map.of("ds", "example.com. IN DS 2371 13 2 AB"));

        assertThat(RecordingMocks.value(run(fewest()).dsRecord())).startsWith("example.com. IN DS");
    }

    @Test
    void severalRegionsGetPoolsAHealthCheckAndALoadBalancerForEachName() {
        Map<String, Output<String>> origins = new LinkedHashMap<>();
        origins.put("eu-central-1", Output.of("first.example.net"));
        origins.put("eu-west-1", Output.of("second.example.net"));
        run(fewest().hostnames(List.of(
                        Hostname.api("api"), Hostname.admin("admin", List.of("203.0.113.0/24")), Hostname.cdn("cdn")))
                .origins(Map.of("admin", Output.of("admin.example.net")))
                .failover(new EdgeFailover(ZONE_ID, origins, "api", "/api/health", 60)));

        assertThat(mocks.only("cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor")
                        .inputs())
                .containsEntry("accountId", ZONE_ID)
                .containsEntry("type", "https")
                .containsEntry("path", "/api/health")
                .containsEntry("expectedCodes", "200")
                .containsEntry("header", Map.of("Host", List.of("api.example.com")))
                .containsEntry("probeZone", "example.com")
                .containsEntry("interval", 60.0);
        Recorded pool = mocks.named(POOL, "edge-pool-eu-west-1");
        assertThat(pool.inputs())
                .containsEntry("name", "example-com-eu-west-1")
                .containsEntry("monitor", "edge-monitor-id");
        assertThat(pool.objects("origins")).singleElement().satisfies(origin -> assertThat(origin)
                .containsEntry("address", "second.example.net"));
        assertThat(mocks.names(BALANCER)).containsExactlyInAnyOrder("edge-balancer-api", "edge-balancer-cdn");
        assertThat(mocks.named(BALANCER, "edge-balancer-api").inputs())
                .containsEntry("name", "api.example.com")
                .containsEntry("proxied", true)
                .containsEntry("steeringPolicy", "off")
                .containsEntry("defaultPools", List.of("edge-pool-eu-central-1-id", "edge-pool-eu-west-1-id"))
                .containsEntry("fallbackPool", "edge-pool-eu-central-1-id")
                .containsEntry("adaptiveRouting", Map.of("failoverAcrossPools", true));
        assertThat(mocks.named(BALANCER, "edge-balancer-cdn").inputs()).containsEntry("steeringPolicy", "random");
        assertThat(mocks.names(DNS_RECORD)).containsExactly("edge-record-admin");
    }

    @Test
    void unproxiedNamesLeadToAnAddressOrAHost() {
        run(fewest().unproxied(Map.of("@", "76.76.21.21", "www", "cname.example.net")));

        assertThat(mocks.named(DNS_RECORD, "edge-record-apex").inputs())
                .containsEntry("name", "example.com")
                .containsEntry("type", "A")
                .containsEntry("content", "76.76.21.21")
                .containsEntry("proxied", false);
        assertThat(mocks.named(DNS_RECORD, "edge-record-www").inputs())
                .containsEntry("type", "CNAME")
                .containsEntry("content", "cname.example.net");
    }

    @Test
    void onlyTheGivenAuthoritiesMayIssueCertificates() {
        run(fewest().certificateAuthorities(List.of("amazon.com", "letsencrypt.org")));

        assertThat(mocks.names(DNS_RECORD))
                .containsExactlyInAnyOrder("edge-caa-amazon-com", "edge-caa-letsencrypt-org");
        assertThat(mocks.named(DNS_RECORD, "edge-caa-amazon-com").inputs())
                .containsEntry("name", "example.com")
                .containsEntry("type", "CAA")
                .containsEntry("data", Map.of("flags", 0.0, "tag", "issue", "value", "amazon.com"));
    }

    @Test
    void rejectsAFailoverThatCannotWork() {
        assertThatThrownBy(() -> new CloudflareZone(
                        "edge",
                        usual().failover(new EdgeFailover(
                                        ZONE_ID, Map.of("Eins", Output.of("first.example.net")), "shop", "health", 5))
                                .unproxied(Map.of("api", "host_name"))
                                .certificateAuthorities(List.of("Let's Encrypt"))
                                .build()))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(failure.faults())
                        .extracting(Fault::argument)
                        .containsExactly(
                                "unproxied",
                                "unproxied",
                                "certificateAuthorities",
                                "origin",
                                "failover",
                                "failover",
                                "failover",
                                "failover",
                                "failover"));
    }
}
