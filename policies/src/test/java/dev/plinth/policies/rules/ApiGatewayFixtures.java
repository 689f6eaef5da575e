package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for API Gateway. */
final class ApiGatewayFixtures {

    static final String REST_STAGE = "aws:apigateway/stage:Stage";
    static final String STAGE = "aws:apigatewayv2/stage:Stage";
    static final String METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings";
    static final String ROUTE = "aws:apigatewayv2/route:Route";
    static final String METHOD = "aws:apigateway/method:Method";
    static final String API = "aws:apigatewayv2/api:Api";

    private ApiGatewayFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "apigateway-access-logs",
                        STAGE,
                        "accessLogSettings.destinationArn",
                        "arn:aws:logs:x",
                        "",
                        FAIL),
                property(
                        "apigateway-access-logs",
                        REST_STAGE,
                        "accessLogSettings.destinationArn",
                        "arn:aws:logs:x",
                        "",
                        FAIL),
                property("apigateway-execution-logs", METHOD_SETTINGS, "settings.loggingLevel", "ERROR", "OFF", FAIL),
                RuleFixture.of(
                                "apigateway-execution-logs",
                                resource(
                                        STAGE,
                                        "live",
                                        Map.of(
                                                "apiId",
                                                "api-1",
                                                "defaultRouteSettings",
                                                Map.of("loggingLevel", "ERROR"))),
                                "defaultRouteSettings.loggingLevel",
                                "OFF",
                                FAIL)
                        .beside(resource(API, "chat", Map.of("protocolType", "WEBSOCKET"), Map.of("id", "api-1"))),
                property("apigateway-client-certificate", REST_STAGE, "clientCertificateId", "c-1", " ", FAIL),
                property(
                        "apigateway-private-integration-tls",
                        "aws:apigatewayv2/integration:Integration",
                        "tlsConfig.serverNameToVerify",
                        "api.internal.example.com",
                        " ",
                        FAIL,
                        Map.of("connectionType", "VPC_LINK")),
                property("apigateway-no-data-trace", METHOD_SETTINGS, "settings.dataTraceEnabled", false, true, PASS),
                property(
                        "apigateway-no-data-trace",
                        STAGE,
                        "defaultRouteSettings.dataTraceEnabled",
                        false,
                        "true",
                        PASS),
                property("apigateway-tracing", REST_STAGE, "xrayTracingEnabled", true, false, FAIL),
                RuleFixture.of(
                                "apigateway-waf",
                                resource(REST_STAGE, "live", Map.of(), Map.of("arn", "arn:stage")),
                                "resourceArn",
                                "arn:other",
                                FAIL)
                        .beside(resource(
                                "aws:wafv2/webAclAssociation:WebAclAssociation",
                                "live",
                                Map.of("resourceArn", "arn:stage")))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                property(
                        "apigateway-cache-encrypted",
                        METHOD_SETTINGS,
                        "settings.cacheDataEncrypted",
                        true,
                        false,
                        FAIL,
                        Map.of("settings", Map.of("cachingEnabled", true))),
                property("apigateway-authorized", ROUTE, "authorizationType", "JWT", "NONE", FAIL),
                property("apigateway-authorized", METHOD, "authorization", "AWS_IAM", "NONE", FAIL),
                property(
                        "apigateway-domain-tls",
                        "aws:apigateway/domainName:DomainName",
                        "securityPolicy",
                        "TLS_1_2",
                        "TLS_1_0",
                        FAIL),
                property(
                        "apigateway-domain-tls",
                        "aws:apigatewayv2/domainName:DomainName",
                        "domainNameConfiguration.securityPolicy",
                        "TLS_1_2",
                        "TLS_1_0",
                        FAIL),
                property(
                        "apigateway-throttled",
                        STAGE,
                        "defaultRouteSettings.throttlingRateLimit",
                        100,
                        0,
                        FAIL,
                        Map.of("defaultRouteSettings", Map.of("throttlingBurstLimit", 200))),
                property(
                        "apigateway-cors-named-origins",
                        API,
                        "corsConfiguration.allowOrigins",
                        List.of("https://www.example.com"),
                        List.of("https://*"),
                        FAIL,
                        Map.of("corsConfiguration", Map.of("allowCredentials", true))));
    }
}
