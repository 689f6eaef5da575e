package dev.plinth.simulator.cloudflare;

import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Zones' records, settings, rulesets and load balancers; everything is global. */
public final class Cloudflare {

    private static final Set<String> PROXIED = Set.of("A", "AAAA", "CNAME");
    private static final Set<String> SWITCH = Set.of("on", "off");

    /**
     * The values of settings.
     *
     * @see <a href="https://developers.cloudflare.com/api/resources/zones/subresources/settings/">Zone settings</a>
     */
    private static final Map<String, Set<String>> SETTINGS = Map.ofEntries(
            Map.entry("cache_level", Set.of("aggressive", "basic", "simplified")),
            Map.entry("image_resizing", Set.of("on", "off", "open")),
            Map.entry("min_tls_version", Set.of("1.0", "1.1", "1.2", "1.3")),
            Map.entry("origin_max_http_version", Set.of("1", "2")),
            Map.entry("polish", Set.of("off", "lossless", "lossy")),
            Map.entry("pseudo_ipv4", Set.of("off", "add_header", "overwrite_header")),
            Map.entry("security_level", Set.of("off", "essentially_off", "low", "medium", "high", "under_attack")),
            Map.entry("ssl", Set.of("off", "flexible", "full", "strict", "origin_pull")),
            Map.entry("tls_1_3", Set.of("on", "off", "zrt")));

    private static final Set<String> SWITCHES = Set.of(
            "0rtt",
            "advanced_ddos",
            "always_online",
            "always_use_https",
            "automatic_https_rewrites",
            "brotli",
            "browser_check",
            "development_mode",
            "early_hints",
            "email_obfuscation",
            "hotlink_protection",
            "http2",
            "http3",
            "ip_geolocation",
            "ipv6",
            "mirage",
            "opportunistic_encryption",
            "opportunistic_onion",
            "orange_to_orange",
            "origin_error_page_pass_thru",
            "prefetch_preload",
            "privacy_pass",
            "replace_insecure_js",
            "response_buffering",
            "rocket_loader",
            "server_side_exclude",
            "sha1_support",
            "sort_query_string_for_cache",
            "speed_brain",
            "tls_1_2_only",
            "tls_client_auth",
            "true_client_ip_header",
            "waf",
            "webp",
            "websockets");

    /** Settings whose values are numbers or objects. */
    private static final Set<String> OTHERS = Set.of(
            "aegis",
            "automatic_platform_optimization",
            "browser_cache_ttl",
            "challenge_ttl",
            "china_network_enabled",
            "ciphers",
            "content_converter",
            "edge_cache_ttl",
            "fonts",
            "h2_prioritization",
            "max_upload",
            "minify",
            "mobile_redirect",
            "nel",
            "proxy_read_timeout",
            "redirects_for_ai_training",
            "security_header",
            "ssl_automatic_mode",
            "ssl_recommender",
            "transformations",
            "transformations_allowed_origins");

    private Cloudflare() {}

    /** Registers every Cloudflare type that has its own behaviour. */
    public static void register(Registry registry) {
        zoned(registry, "dnsRecord:DnsRecord", "DNS record")
                .id("{hex32}")
                .undecided("name", "type")
                .validate(Cloudflare::checkRecord)
                .check(Cloudflare::checkConflict)
                .defaults("proxied", false)
                .computed("proxiable", operation -> PROXIED.contains(operation.text("type")))
                .computed("createdOn", "{date}T{time}Z")
                .computed("modifiedOn", "{date}T{time}Z");

        LoadBalancers.register(registry);

        zoned(registry, "zoneSetting:ZoneSetting", "zone setting")
                .id("{zoneId}/{settingId}")
                .immutable("settingId")
                .validate(Cloudflare::checkSetting)
                .computed("editable", operation -> true);

        registry.type("cloudflare:index/ruleset:Ruleset", "ruleset")
                .global()
                .id("{hex32}")
                .immutable("zoneId", "accountId", "kind", "phase")
                .validate(operation -> operation.require(
                        operation.state().containsKey("zoneId")
                                != operation.state().containsKey("accountId"),
                        "zoneId",
                        "expected exactly one of zoneId and accountId"))
                .validate(Cloudflare::checkZone)
                .check(Cloudflare::checkEntryPoint)
                .computed("version", "1")
                .computed("lastUpdated", "{date}T{time}Z");

        for (String part : List.of(
                "zoneDnssec:ZoneDnssec",
                "tieredCache:TieredCache",
                "regionalTieredCache:RegionalTieredCache",
                "urlNormalizationSettings:UrlNormalizationSettings",
                "authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings")) {
            zoned(registry, part, part.substring(0, part.indexOf(':'))).id("{zoneId}");
        }
    }

    private static Behaviour zoned(Registry registry, String part, String label) {
        return registry.type("cloudflare:index/" + part, label)
                .global()
                .immutable("zoneId")
                .validate(Cloudflare::checkZone);
    }

    /** A zone's id, the same for the same name in every run. */
    public static String zoneId(String name) {
        return Operation.digest("zone " + name).substring(0, 32);
    }

    static void checkZone(Operation operation) {
        String zone = operation.text("zoneId");
        operation.require(
                zone.isEmpty() || zone.matches("[0-9a-f]{32}"),
                "zoneId",
                "Could not route to /zones/" + zone + ", perhaps your object identifier is invalid? (7003)");
    }

    private static void checkRecord(Operation operation) {
        String type = operation.text("type");
        operation.require(
                !operation.flag("proxied") || PROXIED.contains(type),
                "proxied",
                "This record type cannot be proxied. (9004): " + type);
        long ttl = operation.number("ttl", 1);
        operation.require(
                ttl == 1 || (ttl >= 60 && ttl <= 86400),
                "ttl",
                "expected 1 (automatic) or 60 to 86400 seconds, got " + ttl);
        operation.require(
                !"A".equals(type)
                        || !operation.has("content")
                        || operation.text("content").matches("(\\d{1,3}\\.){3}\\d{1,3}"),
                "content",
                "Content for A record must be a valid IPv4 address. (9005)");
        operation.require(
                !"CAA".equals(type)
                        || (Set.of("issue", "issuewild", "iodef").contains(operation.text("data.tag"))
                                && operation.has("data.flags")
                                && operation.has("data.value")),
                "data",
                "A CAA record needs the flags, a tag (issue, issuewild or iodef) and a value.");
    }

    private static void checkConflict(Operation operation) {
        for (StoredResource other : operation.siblings()) {
            boolean sameHost = other.text("zoneId").equals(operation.text("zoneId"))
                    && other.text("name").equalsIgnoreCase(operation.text("name"));
            boolean exclusive = "CNAME".equals(operation.text("type")) || "CNAME".equals(other.text("type"));
            operation.require(
                    !(sameHost && exclusive),
                    "81053",
                    operation.render("An A, AAAA, or CNAME record with the host {name} already exists."));
            operation.require(
                    !(sameHost
                            && other.text("type").equals(operation.text("type"))
                            && other.text("content").equals(operation.text("content"))
                            && Objects.equals(other.get("data"), operation.get("data"))),
                    "81058",
                    "An identical record already exists.");
        }
    }

    private static void checkSetting(Operation operation) {
        String setting = operation.text("settingId");
        Set<String> allowed = SETTINGS.getOrDefault(setting, SWITCHES.contains(setting) ? SWITCH : Set.of());
        operation.require(
                setting.isEmpty() || !allowed.isEmpty() || OTHERS.contains(setting),
                "settingId",
                "Undefined zone setting: " + setting + " (1006)");
        Object value = operation.get("value");
        operation.require(
                allowed.isEmpty() || value == null || allowed.contains(value),
                "value",
                "Invalid value for zone setting " + setting + " (1007): " + value);
    }

    private static void checkEntryPoint(Operation operation) {
        boolean entryPoint = "zone".equals(operation.text("kind")) || "root".equals(operation.text("kind"));
        operation.require(
                !entryPoint
                        || operation.siblings().stream()
                                .noneMatch(other -> other.text("phase").equals(operation.text("phase"))
                                        && other.text("kind").equals(operation.text("kind"))
                                        && other.text("zoneId").equals(operation.text("zoneId"))
                                        && other.text("accountId").equals(operation.text("accountId"))),
                "A similar configuration with rules already exists",
                operation.render(
                        "the phase {phase} has its entry point ruleset already, and overwriting it will have unintended consequences"));
    }
}
