package dev.plinth.providers.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.cloudflare.CloudflareFunctions;
import com.pulumi.cloudflare.DnsRecord;
import com.pulumi.cloudflare.DnsRecordArgs;
import com.pulumi.cloudflare.Provider;
import com.pulumi.cloudflare.ProviderArgs;
import com.pulumi.cloudflare.Ruleset;
import com.pulumi.cloudflare.RulesetArgs;
import com.pulumi.cloudflare.ZoneDnssec;
import com.pulumi.cloudflare.ZoneSetting;
import com.pulumi.cloudflare.ZoneSettingArgs;
import com.pulumi.cloudflare.inputs.GetZoneArgs;
import com.pulumi.cloudflare.inputs.GetZoneFilterArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleActionParametersArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleActionParametersEdgeTtlArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleActionParametersHeadersArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleRatelimitArgs;
import com.pulumi.cloudflare.outputs.GetIpRangesResult;
import com.pulumi.cloudflare.outputs.GetZoneResult;
import com.pulumi.cloudflare.outputs.RulesetRule;
import com.pulumi.core.Output;
import com.pulumi.core.internal.Internal;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inputs that reach the engine, and outputs that come back from it. */
class CloudflareProviderTest {

    private static final String ZONE_ID = "0123456789abcdef0123456789abcdef";

    private final Map<String, Mocks.ResourceArgs> registered = new ConcurrentHashMap<>();
    private final AtomicReference<Mocks.CallArgs> called = new AtomicReference<>();

    @AfterEach
    void cleanUp() {
        PulumiTest.cleanup();
    }

    @Test
    void dnsRecordSendsItsInputsAndReadsItsOutputs() {
        DnsRecord dnsRecord = run(() -> new DnsRecord(
                "api",
                DnsRecordArgs.builder()
                        .zoneId(ZONE_ID)
                        .name("api.example.com")
                        .type("CNAME")
                        .content(Output.of("load-balancer.example.net"))
                        .proxied(true)
                        .ttl(1.0)
                        .tags("owner:platform")
                        .build()));

        assertThat(registered("api").type).isEqualTo("cloudflare:index/dnsRecord:DnsRecord");
        assertThat(registered("api").inputs)
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
                        1.0,
                        "tags",
                        List.of("owner:platform")));
        assertThat(PulumiTest.extractValue(dnsRecord.ttl())).isEqualTo(1.0);
        assertThat(PulumiTest.extractValue(dnsRecord.comment())).isEmpty();
        assertThat(PulumiTest.extractValue(dnsRecord.id())).isEqualTo("api-id");
    }

    @Test
    void rulesetSendsAndReadsNestedRules() {
        RulesetRuleArgs limit = RulesetRuleArgs.builder()
                .action("block")
                .expression("true")
                .ratelimit(RulesetRuleRatelimitArgs.builder()
                        .characteristics("ip.src", "cf.colo.id")
                        .period(60)
                        .requestsPerPeriod(100)
                        .build())
                .build();
        RulesetRuleArgs cache = RulesetRuleArgs.builder()
                .action("set_cache_settings")
                .expression("true")
                .actionParameters(RulesetRuleActionParametersArgs.builder()
                        .edgeTtl(RulesetRuleActionParametersEdgeTtlArgs.builder()
                                .mode("override_origin")
                                .default_(3600)
                                .build())
                        .headers(Map.of(
                                "X-Frame-Options",
                                RulesetRuleActionParametersHeadersArgs.builder()
                                        .operation("set")
                                        .value("DENY")
                                        .build()))
                        .build())
                .build();

        Ruleset ruleset = run(() -> new Ruleset(
                "rules",
                RulesetArgs.builder()
                        .zoneId(ZONE_ID)
                        .kind("zone")
                        .name("Rules")
                        .phase("http_ratelimit")
                        .rules(limit, cache)
                        .build()));

        assertThat(registered("rules").inputs.get("rules"))
                .isEqualTo(List.of(
                        Map.of(
                                "action",
                                "block",
                                "expression",
                                "true",
                                "ratelimit",
                                Map.of(
                                        "characteristics", List.of("ip.src", "cf.colo.id"),
                                        "period", 60.0,
                                        "requestsPerPeriod", 100.0)),
                        Map.of(
                                "action",
                                "set_cache_settings",
                                "expression",
                                "true",
                                "actionParameters",
                                Map.of(
                                        "edgeTtl",
                                        Map.of("mode", "override_origin", "default", 3600.0),
                                        "headers",
                                        Map.of("X-Frame-Options", Map.of("operation", "set", "value", "DENY"))))));
        List<RulesetRule> rules = PulumiTest.extractValue(ruleset.rules());
        assertThat(rules).hasSize(2);
        assertThat(rules.get(0).ratelimit().orElseThrow().characteristics()).containsExactly("ip.src", "cf.colo.id");
        assertThat(rules.get(0).ratelimit().orElseThrow().countingExpression()).isEmpty();
        assertThat(rules.get(1)
                        .actionParameters()
                        .orElseThrow()
                        .edgeTtl()
                        .orElseThrow()
                        .default_())
                .contains(3600);
        assertThat(rules.get(1).actionParameters().orElseThrow().headers().values())
                .singleElement()
                .satisfies(header -> assertThat(header.value()).contains("DENY"));
    }

    @Test
    void zoneSettingAcceptsTextAndObjects() {
        run(() -> List.of(
                new ZoneSetting(
                        "ssl",
                        ZoneSettingArgs.builder()
                                .zoneId(ZONE_ID)
                                .settingId("ssl")
                                .value("strict")
                                .build()),
                new ZoneSetting(
                        "header",
                        ZoneSettingArgs.builder()
                                .zoneId(ZONE_ID)
                                .settingId("security_header")
                                .value(Map.of("strict_transport_security", Map.of("enabled", true)))
                                .build())));

        assertThat(registered("ssl").inputs).containsEntry("value", "strict");
        assertThat(registered("header").inputs)
                .containsEntry("value", Map.of("strict_transport_security", Map.of("enabled", true)));
    }

    @Test
    void providerKeepsItsCredentialsSecret() throws ReflectiveOperationException {
        ProviderArgs args = ProviderArgs.builder()
                .apiToken("a token")
                .email("a@example.com")
                .build();
        List<Boolean> secret = run(() -> {
            new Provider("cloudflare", args);
            return List.of(
                    Internal.of(args.apiToken().orElseThrow()).isSecret().join(),
                    Internal.of(args.email().orElseThrow()).isSecret().join());
        });

        assertThat(registered("cloudflare").type).isEqualTo("pulumi:providers:cloudflare");
        assertThat(secret).containsExactly(true, false);
        assertThat(options(Provider.class, null).getAdditionalSecretOutputs())
                .containsExactly("apiKey", "apiToken", "apiUserServiceKey");
    }

    @Test
    void optionsCarryThePluginVersionAndFormerTypesUnlessTheCallerChose() throws ReflectiveOperationException {
        CustomResourceOptions defaults = options(DnsRecord.class, null);
        CustomResourceOptions chosen = options(
                ZoneSetting.class,
                CustomResourceOptions.builder().version("6.0.0").build());

        assertThat(defaults.getVersion()).contains("6.22.1");
        assertThat(defaults.getAliases()).hasSize(1);
        assertThat(chosen.getVersion()).contains("6.0.0");
        assertThat(chosen.getAliases()).isEmpty();
    }

    @Test
    void existingResourceIsReadByItsId() {
        ZoneDnssec dnssec = run(() -> ZoneDnssec.get("dnssec", Output.of(ZONE_ID), null, null));

        assertThat(registered("dnssec").id).isEqualTo(ZONE_ID);
        assertThat(PulumiTest.extractValue(dnssec.id())).isEqualTo(ZONE_ID);
    }

    @Test
    void builderRejectsAMissingRequiredProperty() {
        assertThatThrownBy(() -> DnsRecordArgs.builder()
                        .zoneId(ZONE_ID)
                        .ttl(1.0)
                        .type("A")
                        .build())
                .isInstanceOf(MissingRequiredPropertyException.class)
                .hasMessageContaining("name");
    }

    @Test
    void builderLeavesItsDefaultsUnchanged() {
        ZoneSettingArgs first = ZoneSettingArgs.builder()
                .zoneId(ZONE_ID)
                .settingId("ssl")
                .value("strict")
                .build();
        ZoneSettingArgs second =
                ZoneSettingArgs.builder(first).settingId("http3").value("on").build();

        assertThat(second.zoneId()).isSameAs(first.zoneId());
        assertThat(second.settingId()).isNotSameAs(first.settingId());
    }

    @Test
    void ipRangesAreLookedUp() {
        GetIpRangesResult ranges = PulumiTest.extractValue(run(CloudflareFunctions::getIpRanges));

        assertThat(called().token).isEqualTo("cloudflare:index/getIpRanges:getIpRanges");
        assertThat(ranges.ipv4Cidrs()).containsExactly("198.51.100.0/24");
        assertThat(ranges.ipv6Cidrs()).containsExactly("2001:db8::/32");
    }

    @Test
    void zoneIsLookedUpByItsName() {
        GetZoneResult zone = PulumiTest.extractValue(run(() -> CloudflareFunctions.getZone(GetZoneArgs.builder()
                .filter(GetZoneFilterArgs.builder()
                        .match("all")
                        .name("example.com")
                        .build())
                .build())));

        assertThat(called().args).isEqualTo(Map.of("filter", Map.of("match", "all", "name", "example.com")));
        assertThat(zone.zoneId()).isEqualTo(ZONE_ID);
        assertThat(zone.account().name()).isEqualTo("Example");
        assertThat(zone.nameServers()).containsExactly("ada.ns.cloudflare.com");
    }

    /** The options with which a class registers its resource, for the caller's. */
    private static CustomResourceOptions options(Class<?> type, @Nullable CustomResourceOptions options)
            throws ReflectiveOperationException {
        Method method = type.getDeclaredMethod("makeResourceOptions", CustomResourceOptions.class, Output.class);
        method.setAccessible(true);
        return Objects.requireNonNull((CustomResourceOptions) method.invoke(null, options, Output.of("")));
    }

    private Mocks.ResourceArgs registered(String name) {
        return Objects.requireNonNull(registered.get(name), name);
    }

    private Mocks.CallArgs called() {
        return Objects.requireNonNull(called.get());
    }

    private <T> T run(Supplier<T> program) {
        CompletableFuture<T> returned = new CompletableFuture<>();
        TestResult result = PulumiTest.withMocks(new Engine()).runTest(context -> returned.complete(program.get()));
        assertThat(result.errors()).isEmpty();
        assertThat(result.exceptions()).isEmpty();
        return returned.join();
    }

    private final class Engine implements Mocks {

        @Override
        public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
            registered.put(args.name, args);
            return CompletableFuture.completedFuture(ResourceResult.of(
                    Optional.of(args.id == null || args.id.isEmpty() ? args.name + "-id" : args.id), outputs(args)));
        }

        /** The inputs, and in rules what the vendor fills in. */
        private Map<String, Object> outputs(ResourceArgs args) {
            Map<String, Object> outputs = new HashMap<>(args.inputs);
            if (args.inputs.get("rules") instanceof List<?> rules) {
                outputs.put("rules", rules.stream().map(Engine::completed).toList());
            }
            return outputs;
        }

        private static Map<Object, Object> completed(Object rule) {
            Map<Object, Object> result = new HashMap<>(Map.of(
                    "id", "1", "ref", "1", "description", "", "enabled", true, "logging", Map.of("enabled", true)));
            result.put("actionParameters", Map.of());
            result.putAll((Map<?, ?>) rule);
            result.computeIfPresent("ratelimit", (key, limit) -> {
                Map<Object, Object> complete =
                        new HashMap<>(Map.of("mitigationTimeout", 60, "requestsToOrigin", false));
                complete.putAll((Map<?, ?>) limit);
                return complete;
            });
            return result;
        }

        @Override
        public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
            called.set(args);
            return CompletableFuture.completedFuture(
                    args.token.endsWith("getZone")
                            ? Map.of(
                                    "id",
                                    ZONE_ID,
                                    "zoneId",
                                    ZONE_ID,
                                    "name",
                                    "example.com",
                                    "status",
                                    "active",
                                    "type",
                                    "full",
                                    "paused",
                                    false,
                                    "nameServers",
                                    List.of("ada.ns.cloudflare.com"),
                                    "account",
                                    Map.of("id", "1", "name", "Example"),
                                    "developmentMode",
                                    0)
                            : Map.of(
                                    "etag", "1",
                                    "ipv4Cidrs", List.of("198.51.100.0/24"),
                                    "ipv6Cidrs", List.of("2001:db8::/32"),
                                    "jdcloudCidrs", List.of()));
        }
    }
}
