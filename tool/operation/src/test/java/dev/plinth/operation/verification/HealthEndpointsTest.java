package dev.plinth.operation.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.ResourceGraph;
import dev.plinth.settings.Verification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthEndpointsTest {

    private static final Verification NONE = new Verification(Map.of(), List.of(), List.of(), 21);

    private static List<String> urls(Verification settings, String... resources) throws JsonProcessingException {
        return HealthEndpoints.of(graph(resources), settings).stream()
                .map(endpoint -> endpoint.url() + " " + endpoint.status().text())
                .toList();
    }

    private static ResourceGraph graph(String... resources) throws JsonProcessingException {
        return ResourceGraph.fromGraphJson(new ObjectMapper()
                .readTree("{\"project\":\"shop\",\"stack\":\"test\",\"resources\":[" + String.join(",", resources)
                        + "]}"));
    }

    private static String resource(String type, String name, String inputs, String... dependencies) {
        String urns = String.join(
                ",",
                List.of(dependencies).stream().map(urn -> "\"" + urn + "\"").toList());
        return """
               {"urn":"%s","type":"%s","name":"%s","provider":"p","custom":true,"dependencies":[%s],"inputs":%s}"""
                .formatted(urn(type, name), type, name, urns, inputs);
    }

    private static String urn(String type, String name) {
        return "urn:pulumi:test::shop::" + type + "::" + name;
    }

    private static String listener(String name, int port) {
        return resource("aws:lb/listener:Listener", name, "{\"port\":" + port + "}");
    }

    private static String group(String path) {
        return resource(
                "aws:lb/targetGroup:TargetGroup",
                "group",
                "{\"healthCheck\":{\"path\":\"" + path + "\",\"matcher\":\"200-299\"}}");
    }

    private static String rule(String listener, String conditions) {
        return resource(
                "aws:lb/listenerRule:ListenerRule",
                "rule",
                "{\"listenerArn\":{\"unknown\":true},\"actions\":[{\"type\":\"forward\",\"targetGroupArn\":{\"unknown\":true}}],"
                        + "\"conditions\":[" + conditions + "]}",
                urn("aws:lb/listener:Listener", listener),
                urn("aws:lb/targetGroup:TargetGroup", "group"));
    }

    @Test
    void readsHostsOfListenerRulesWithTheirHealthPaths() throws JsonProcessingException {
        String hosts = "{\"hostHeader\":{\"values\":[\"api.shop.test\",\"*.shop.test\"]}}";
        assertThat(urls(NONE, listener("https", 443), group("/api/health"), rule("https", hosts)))
                .containsExactly("https://api.shop.test/api/health 200-299");
        assertThat(urls(NONE, listener("http", 80), group("/"), rule("http", hosts)))
                .containsExactly("http://api.shop.test/ 200-299");
        assertThat(urls(NONE, listener("test", 8443), group("/api/health"), rule("test", hosts)))
                .isEmpty();
    }

    @Test
    void skipsARuleThatDoesNotRouteTheHealthPath() throws JsonProcessingException {
        String hosts =
                "{\"hostHeader\":{\"values\":[\"n8n.shop.test\"]}},{\"pathPattern\":{\"values\":[\"/webhook/*\"]}}";
        assertThat(urls(NONE, listener("https", 443), group("/healthz"), rule("https", hosts)))
                .isEmpty();
        assertThat(urls(NONE, listener("https", 443), group("/webhook/health"), rule("https", hosts)))
                .containsExactly("https://n8n.shop.test/webhook/health 200-299");
    }

    @Test
    void readsHealthChecksAndHostsWithoutOne() throws JsonProcessingException {
        assertThat(urls(
                        NONE,
                        resource(
                                "aws:route53/healthCheck:HealthCheck",
                                "health",
                                "{\"type\":\"HTTPS\",\"fqdn\":\"shop.test\",\"port\":443,\"resourcePath\":\"/api/redis/health\"}"),
                        resource(
                                "aws:route53/healthCheck:HealthCheck",
                                "tcp",
                                "{\"type\":\"TCP\",\"fqdn\":\"shop.test\",\"port\":5432}"),
                        resource("vercel:index/projectDomain:ProjectDomain", "apex", "{\"domain\":\"shop.test\"}"),
                        resource(
                                "vercel:index/projectDomain:ProjectDomain",
                                "www",
                                "{\"domain\":\"www.shop.test\",\"redirect\":\"shop.test\",\"redirectStatusCode\":308}"),
                        resource(
                                "aws:cloudfront/distribution:Distribution", "cdn", "{\"aliases\":[\"cdn.shop.test\"]}"),
                        resource(
                                "cloudflare:index/dnsRecord:DnsRecord",
                                "admin",
                                "{\"name\":\"admin.shop.test\",\"proxied\":true}"),
                        resource("cloudflare:index/dnsRecord:DnsRecord", "mail", "{\"name\":\"mail.shop.test\"}")))
                .containsExactly(
                        "https://admin.shop.test/ 200-499",
                        "https://cdn.shop.test/ 200-499",
                        "https://shop.test/api/redis/health 200-399",
                        "https://www.shop.test/ 308");
    }

    @Test
    void addsAndExcludesByTheConfiguration() throws JsonProcessingException {
        Verification settings = new Verification(
                Map.of(
                        "smoke",
                        new Verification.Endpoint("https://shop.test/orders", 401, Optional.empty(), true),
                        "root",
                        new Verification.Endpoint("https://shop.test/", 204, Optional.of("x"), false)),
                List.of("admin.shop.test"),
                List.of(),
                21);

        assertThat(urls(
                        settings,
                        resource("vercel:index/projectDomain:ProjectDomain", "apex", "{\"domain\":\"shop.test\"}"),
                        resource(
                                "vercel:index/projectDomain:ProjectDomain",
                                "admin",
                                "{\"domain\":\"admin.shop.test\"}")))
                .containsExactly("https://shop.test/ 204", "https://shop.test/orders 401");
    }
}
