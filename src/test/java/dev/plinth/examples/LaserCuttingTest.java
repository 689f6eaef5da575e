package dev.plinth.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.components.platform.VercelConfiguration;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackDefinition;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The production stack of the example laser-cutting: two Regions, ten times the load, and security headers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LaserCuttingTest {

    private static final Example EXAMPLE = new Example("laser-cutting");

    /** The usual peak of requests a minute, and the growth that the platform must carry. */
    private static final long PEAK = 6000;

    private static final long GROWTH = 10;

    private ResourceGraph production;

    @BeforeAll
    void record() {
        production = StackDefinition.read(EXAMPLE.project(), "production").record();
    }

    private GraphResource resource(String type, String name) {
        return production.ofType(type).stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " " + name + " is missing"));
    }

    private static long number(GraphResource resource, String property) {
        PropertyValue value = resource.input(property);
        return (long) value.asNumber()
                .orElseGet(() -> Double.parseDouble(value.asText().orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "second-"})
    void oneRegionAloneCarriesTenTimesTheLoad(String prefix) {
        GraphResource api = resource("aws:appautoscaling/target:Target", prefix + "api-scaling");
        GraphResource admin = resource("aws:appautoscaling/target:Target", prefix + "admin-scaling");
        GraphResource byRequests = resource("aws:appautoscaling/policy:Policy", prefix + "api-scale-by-requests");
        double requestsPerTask = byRequests
                .input("targetTrackingScalingPolicyConfiguration")
                .at("targetValue")
                .asNumber()
                .orElseThrow();
        long tasks = number(api, "maxCapacity") + number(admin, "maxCapacity");

        assertThat(number(api, "minCapacity") * requestsPerTask).isGreaterThanOrEqualTo(PEAK);
        assertThat(number(api, "maxCapacity") * requestsPerTask).isGreaterThanOrEqualTo(GROWTH * PEAK);
        // 16 GiB of db.r6g.large over 9531392 bytes a connection; a deployment doubles the tasks, each with a pool of
        // 10.
        assertThat(resource(AwsTypes.RDS_INSTANCE, prefix + "database-instance")
                        .input("instanceClass")
                        .asText())
                .hasValue("db.r6g.large");
        assertThat(2 * tasks * 10).isLessThan((16L << 30) / 9_531_392);
        assertThat(production.ofType(AwsTypes.EC2_NAT_GATEWAY).stream()
                        .filter(gateway -> gateway.name().startsWith(prefix + "network-")))
                .hasSize(3);
        long cpu =
                number(api, "maxCapacity") * number(resource(AwsTypes.ECS_TASK_DEFINITION, prefix + "api-task"), "cpu")
                        + number(admin, "maxCapacity")
                                * number(resource(AwsTypes.ECS_TASK_DEFINITION, prefix + "admin-task"), "cpu");
        assertThat(2 * cpu / 1024).isLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "growth: 10 | growth: 11 | requests a minute",
                "maxTasks: 30 | maxTasks: 29 | requests a minute",
                "db.r6g.large | db.t4g.medium | connections to the database",
                "10.10.0.0/16 | 10.10.0.0/22 | no shortage",
                "fargateVcpus: 64 | fargateVcpus: 63 | On-Demand vCPUs",
                "ONE_PER_ZONE | NONE | connections to one destination by NAT",
                "maxTasks: 4 | maxTasks: 500 | targets of a load balancer"
            })
    void rejectsWhatOneRegionCannotCarry(String from, String to, String shortage, @TempDir Path folder)
            throws IOException {
        Files.copy(EXAMPLE.folder().resolve(Project.FILE), folder.resolve(Project.FILE));
        String text = Files.readString(EXAMPLE.folder().resolve("Pulumi.production.yaml"));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve("Pulumi.production.yaml"), text.replace(from, to));
        Project project = Project.read(folder, null).running(EXAMPLE.program());

        if (shortage.equals("no shortage")) {
            assertThat(StackDefinition.read(project, "production")).isNotNull();
        } else {
            assertThatThrownBy(() -> StackDefinition.read(project, "production"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(shortage);
        }
    }

    @Test
    void theSecondRegionServesWithoutTheFirst() {
        assertThat(production.resources().stream()
                        .filter(resource -> resource.name().startsWith("second-")
                                && resource.type().startsWith("aws:")))
                .hasSizeGreaterThan(150)
                .allSatisfy(resource ->
                        assertThat(resource.provider()).as(resource.name()).contains("::aws-second-region"));
        assertThat(production.ofType(AwsTypes.ECS_SERVICE))
                .extracting(GraphResource::name)
                .containsExactlyInAnyOrder(
                        "api-service", "admin-service", "second-api-service", "second-admin-service");
        assertThat(production.ofType("cloudflare:index/loadBalancerPool:LoadBalancerPool"))
                .hasSize(2)
                .allSatisfy(pool -> assertThat(production.references(pool, "origins", AwsTypes.LB_LOAD_BALANCER))
                        .hasSize(1));
        assertThat(production.ofType("cloudflare:index/loadBalancer:LoadBalancer"))
                .hasSize(3)
                .allSatisfy(balancer -> assertThat(production.references(
                                balancer, "defaultPools", "cloudflare:index/loadBalancerPool:LoadBalancerPool"))
                        .hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress-https", "second-ingress-https"})
    void aLoadBalancerAddsTheHeadersAndAcceptsNoOldTls(String listener) {
        GraphResource https = resource(AwsTypes.LB_LISTENER, listener);

        assertThat(https.input("routingHttpResponseStrictTransportSecurityHeaderValue")
                        .asText())
                .hasValue("max-age=31536000; includeSubDomains; preload");
        assertThat(https.input("routingHttpResponseContentSecurityPolicyHeaderValue")
                        .asText())
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'self'", "frame-ancestors 'none'"));
        assertThat(https.input("routingHttpResponseXFrameOptionsHeaderValue").asText())
                .hasValue("DENY");
        assertThat(https.input("routingHttpResponseXContentTypeOptionsHeaderValue")
                        .asText())
                .hasValue("nosniff");
        assertThat(https.input("sslPolicy").asText()).hasValue("ELBSecurityPolicy-TLS13-1-2-Res-2021-06");
    }

    @Test
    void cloudflareAddsEveryHeaderAndHasGradeAPlus() {
        PropertyValue rule = resource("cloudflare:index/ruleset:Ruleset", "edge-response-headers")
                .input("rules")
                .elements()
                .get(0);

        assertThat(rule.at("expression").asText()).hasValue("true");
        for (String header :
                VercelConfiguration.securityHeaders("default-src 'self'").keySet()) {
            if (!header.equals("Cross-Origin-Opener-Policy")) {
                assertThat(rule.at("actionParameters")
                                .at("headers")
                                .at(header)
                                .at("value")
                                .asText())
                        .as(header)
                        .isPresent();
            }
        }
        Map.of("edge-setting-min-tls-version", "1.2", "edge-setting-tls-1-3", "on", "edge-setting-ssl", "strict")
                .forEach((name, value) -> assertThat(resource("cloudflare:index/zoneSetting:ZoneSetting", name)
                                .input("value")
                                .asText())
                        .as(name)
                        .hasValue(value));
        assertThat(production.ofType("cloudflare:index/dnsRecord:DnsRecord"))
                .filteredOn(found ->
                        found.input("type").asText().filter("CAA"::equals).isPresent())
                .extracting(found -> found.input("data").at("value").asText().orElse(""))
                .containsExactlyInAnyOrder("amazon.com", "letsencrypt.org");
    }

    @Test
    void vercelAddsEveryHeader() throws IOException {
        String text = Files.readString(EXAMPLE.folder().resolve("frontend/vercel.json"));
        JsonNode headers =
                new ObjectMapper().readTree(text).path("headers").path(0).path("headers");
        String policy = "";
        for (JsonNode header : headers) {
            if (header.path("key").asText().equals("Content-Security-Policy")) {
                policy = header.path("value").asText();
            }
        }

        assertThat(policy).contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'");
        assertThat(text)
                .isEqualTo(new VercelConfiguration(VercelConfiguration.securityHeaders(policy), Map.of()).json());
    }
}
