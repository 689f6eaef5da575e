package dev.plinth.policies.rules.aws.delivery;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;

/** Rules for Amazon API Gateway: REST, HTTP and WebSocket APIs. */
public final class ApiGatewayRules {

    private static final Rule ACCESS_LOGS = Rule.named("apigateway-access-logs")
            .title("API Gateway stages have access logging enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APIGATEWAY_STAGE, "accessLogSettings.destinationArn")
            .on(AwsTypes.APIGATEWAYV2_STAGE, "accessLogSettings.destinationArn")
            .risk("After an attack, there is no record of who called which API.")
            .remediation(
                    """
                    Write access logs to CloudWatch Logs:
                    StageAccessLogSettingsArgs.builder().destinationArn(logGroup.arn()).format(format)
                    """)
            .references(fsbp("APIGateway.9"), checkov("CKV_AWS_76"), cdkNag("APIG1"))
            .requires(property("accessLogSettings.destinationArn").isText());

    private static final Rule EXECUTION_LOGS = Rule.named("apigateway-execution-logs")
            .title("API Gateway stages log errors of every method")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APIGATEWAY_METHOD_SETTINGS, "settings.loggingLevel")
            .on(AwsTypes.APIGATEWAY_STAGE)
            .on(AwsTypes.APIGATEWAYV2_STAGE, "defaultRouteSettings.loggingLevel", "apiId")
            .lookingAt(AwsTypes.APIGATEWAYV2_API, "protocolType")
            .risk("A failing integration is visible, but its cause is not.")
            .remediation(
                    """
                    Log errors:
                    MethodSettingsSettingsArgs.builder().loggingLevel("ERROR")
                    """)
            .references(fsbp("APIGateway.1"), checkov("CKV2_AWS_4"), cdkNag("APIG6"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.APIGATEWAY_METHOD_SETTINGS,
                    property("settings.loggingLevel").isOneOf("ERROR", "INFO"),
                    AwsTypes.APIGATEWAY_STAGE,
                    Companions.isNamedBy(
                            AwsTypes.APIGATEWAY_METHOD_SETTINGS, "stageName", "the stage has no MethodSettings"),
                    AwsTypes.APIGATEWAYV2_STAGE,
                    property("defaultRouteSettings.loggingLevel")
                            .isOneOf("ERROR", "INFO")
                            .onlyIf(ApiGatewayRules::isOfWebSockets))));

    private static final Rule CLIENT_CERTIFICATE = Rule.named("apigateway-client-certificate")
            .title("API Gateway REST stages present a client certificate to their backends")
            .severity(Severity.LOW)
            .on(AwsTypes.APIGATEWAY_STAGE, "clientCertificateId")
            .risk("Anyone who finds the backend can call it directly, bypassing the API's authorizers and firewall.")
            .remediation(
                    """
                    Set a client certificate, and verify it in the backend:
                    StageArgs.builder().clientCertificateId(certificate.id())
                    """)
            .references(fsbp("APIGateway.2"), checkov("CKV2_AWS_51"))
            .requires(property("clientCertificateId").isText());

    private static final Rule PRIVATE_TLS = Rule.named("apigateway-private-integration-tls")
            .title("API Gateway uses TLS for integrations through a VPC link")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APIGATEWAYV2_INTEGRATION, "tlsConfig.serverNameToVerify", "connectionType")
            .risk("Requests that clients sent encrypted cross the VPC unencrypted.")
            .remediation(
                    """
                    Set the server name to verify:
                    IntegrationTlsConfigArgs.builder().serverNameToVerify("api.internal.example.com")
                    """)
            .references(fsbp("APIGateway.10"))
            .requires(property("tlsConfig.serverNameToVerify")
                    .isText()
                    .where("connectionType", type -> type.asText().orElse("").equals("VPC_LINK")));

    private static final Rule NO_DATA_TRACE = Rule.named("apigateway-no-data-trace")
            .title("API Gateway does not log request and response bodies")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APIGATEWAY_METHOD_SETTINGS, "settings.dataTraceEnabled")
            .on(AwsTypes.APIGATEWAYV2_STAGE, "defaultRouteSettings.dataTraceEnabled")
            .risk("The logs contain passwords, tokens and personal data.")
            .remediation(
                    """
                    Disable data tracing:
                    MethodSettingsSettingsArgs.builder().dataTraceEnabled(false)
                    """)
            .references(checkov("CKV_AWS_276"))
            .requires(property("settings.dataTraceEnabled")
                    .isNotTrue()
                    .and(property("defaultRouteSettings.dataTraceEnabled").isNotTrue()));

    private static final Rule TRACING = Rule.named("apigateway-tracing")
            .title("API Gateway REST stages have X-Ray tracing enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.APIGATEWAY_STAGE, "xrayTracingEnabled")
            .risk("The cause of a slow request cannot be located.")
            .remediation(
                    """
                    Enable tracing:
                    StageArgs.builder().xrayTracingEnabled(true)
                    """)
            .references(fsbp("APIGateway.3"), checkov("CKV_AWS_73"))
            .requires(property("xrayTracingEnabled").isTrue());

    private static final Rule FIREWALL = Rule.named("apigateway-waf")
            .title("API Gateway REST stages are protected by AWS WAF")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APIGATEWAY_STAGE)
            .lookingAt(AwsTypes.WAFV2_WEB_ACL_ASSOCIATION, "resourceArn")
            .risk("Injection attacks and known exploits reach the application.")
            .remediation(
                    """
                    Associate a web ACL with the stage:
                    WebAclAssociationArgs.builder().resourceArn(stage.arn()).webAclArn(firewall.arn())
                    """)
            .references(fsbp("APIGateway.4"), checkov("CKV2_AWS_29"), cdkNag("APIG3"))
            .requiresInStack(Companions.isNamedBy(
                    AwsTypes.WAFV2_WEB_ACL_ASSOCIATION, "resourceArn", "the stage has no web ACL"));

    private static final Rule CACHE_ENCRYPTED = Rule.named("apigateway-cache-encrypted")
            .title("API Gateway encrypts its cache")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APIGATEWAY_METHOD_SETTINGS, "settings.cachingEnabled", "settings.cacheDataEncrypted")
            .risk("Cached responses with personal data are stored unencrypted.")
            .remediation(
                    """
                    Encrypt cached data:
                    MethodSettingsSettingsArgs.builder().cachingEnabled(true).cacheDataEncrypted(true)
                    """)
            .references(fsbp("APIGateway.5"), checkov("CKV_AWS_308"))
            .requires(property("settings.cacheDataEncrypted")
                    .isTrue()
                    .where("settings.cachingEnabled", caching -> caching.asBoolean()
                            .orElse(false)));

    private static final Rule AUTHORIZED = Rule.named("apigateway-authorized")
            .title("API Gateway requires authorization for every method except preflight requests")
            .severity(Severity.HIGH)
            .on(AwsTypes.APIGATEWAYV2_ROUTE, "authorizationType", "routeKey")
            .on(AwsTypes.APIGATEWAY_METHOD, "authorization", "apiKeyRequired", "httpMethod")
            .risk("Anyone can call the method, and the integration must protect itself.")
            .remediation(
                    """
                    Require authorization:
                    RouteArgs.builder().authorizationType("JWT").authorizerId(authorizer.id())
                    """)
            .references(fsbp("APIGateway.8"), checkov("CKV_AWS_59"), checkov("CKV_AWS_309"), cdkNag("APIG4"))
            .requires(ApiGatewayRules::isAuthorized);

    private static final Rule DOMAIN_TLS = Rule.named("apigateway-domain-tls")
            .title("API Gateway domains require TLS 1.2 or newer")
            .severity(Severity.HIGH)
            .on(AwsTypes.APIGATEWAY_DOMAIN_NAME, "securityPolicy")
            .on(AwsTypes.APIGATEWAYV2_DOMAIN_NAME, "domainNameConfiguration.securityPolicy")
            .risk("TLS 1.0 and its ciphers are broken.")
            .remediation(
                    """
                    Set the security policy:
                    DomainNameArgs.builder().securityPolicy("TLS_1_2")
                    """)
            .references(checkov("CKV_AWS_206"))
            .requires((domain, context) -> property(
                            domain.type().startsWith("aws:apigatewayv2/")
                                    ? "domainNameConfiguration.securityPolicy"
                                    : "securityPolicy")
                    .is(policy -> policy.asText().orElse("").matches("TLS_1_[2-9]"), "TLS_1_2")
                    .test(domain, context));

    private static final Rule THROTTLED = Rule.named("apigateway-throttled")
            .title("API Gateway HTTP and WebSocket stages have request throttling")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.APIGATEWAYV2_STAGE,
                    "defaultRouteSettings.throttlingRateLimit",
                    "defaultRouteSettings.throttlingBurstLimit")
            .risk("A single client can use up the capacity of all others, and of the account.")
            .remediation(
                    """
                    Limit the request rate:
                    StageDefaultRouteSettingsArgs.builder().throttlingRateLimit(100.0).throttlingBurstLimit(200)
                    """)
            .requires(property("defaultRouteSettings.throttlingRateLimit")
                    .isAtLeast(parameters -> 1)
                    .and(property("defaultRouteSettings.throttlingBurstLimit").isAtLeast(parameters -> 1)));

    private static final Rule CORS = Rule.named("apigateway-cors-named-origins")
            .title("API Gateway HTTP APIs allow credentials for named origins only")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APIGATEWAYV2_API, "corsConfiguration.allowCredentials", "corsConfiguration.allowOrigins")
            .risk("Any website that a user visits can call the API as that user and read the response.")
            .remediation(
                    """
                    Name the allowed origins:
                    ApiCorsConfigurationArgs.builder().allowCredentials(true).allowOrigins(List.of("https://www.example.com"))
                    """)
            .requires(property("corsConfiguration.allowOrigins")
                    .is(ApiGatewayRules::areNamed, "a list of named origins")
                    .where("corsConfiguration.allowCredentials", sent -> sent.asBoolean()
                            .orElse(false)));

    public static final List<Rule> ALL = List.of(
            ACCESS_LOGS,
            EXECUTION_LOGS,
            CLIENT_CERTIFICATE,
            PRIVATE_TLS,
            NO_DATA_TRACE,
            TRACING,
            FIREWALL,
            CACHE_ENCRYPTED,
            AUTHORIZED,
            DOMAIN_TLS,
            THROTTLED,
            CORS);

    private ApiGatewayRules() {}

    private static Verdict isAuthorized(GraphResource call, RuleContext context) {
        boolean route = call.type().startsWith("aws:apigatewayv2/");
        String method = call.input(route ? "routeKey" : "httpMethod").asText().orElse("");
        if (method.equals("OPTIONS") || method.startsWith("OPTIONS ")) {
            return Verdict.NOT_APPLICABLE;
        }
        String type = route ? "authorizationType" : "authorization";
        Condition authorized = property(type)
                .is(
                        value -> value.asText()
                                .filter(text -> !text.isBlank() && !text.equals("NONE"))
                                .isPresent(),
                        "other than NONE");
        // A key of a route says who pays, not who calls.
        return route
                ? authorized.test(call, context)
                : authorized.or(property("apiKeyRequired").isTrue()).test(call, context);
    }

    /** HTTP APIs write no execution logs. */
    private static boolean isOfWebSockets(GraphResource stage, RuleContext context) {
        return context.references(stage, "apiId", AwsTypes.APIGATEWAYV2_API).stream()
                .anyMatch(api -> api.input("protocolType").asText().orElse("").equals("WEBSOCKET"));
    }

    private static boolean areNamed(PropertyValue origins) {
        return !origins.elements().isEmpty()
                && origins.elements().stream()
                        .noneMatch(origin -> origin.asText().orElse("").matches("(https?://)?\\*"));
    }
}
