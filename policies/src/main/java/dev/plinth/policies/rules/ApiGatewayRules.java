package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;

/** Rules for Amazon API Gateway: REST, HTTP and WebSocket APIs. */
final class ApiGatewayRules {

    private static final String REST_STAGE = "aws:apigateway/stage:Stage";
    private static final String STAGE = "aws:apigatewayv2/stage:Stage";
    private static final String API = "aws:apigatewayv2/api:Api";
    private static final String INTEGRATION = "aws:apigatewayv2/integration:Integration";
    private static final String METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings";
    private static final String FIREWALL_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";

    private static final Rule ACCESS_LOGS = Rule.named("apigateway-access-logs")
            .title("API Gateway stages log every request")
            .severity(Severity.MEDIUM)
            .on(REST_STAGE, "accessLogSettings.destinationArn")
            .on(STAGE, "accessLogSettings.destinationArn")
            .risk("After an attack nobody can say who called what.")
            .remediation(
                    """
                    Log to CloudWatch:
                    StageAccessLogSettingsArgs.builder().destinationArn(logGroup.arn()).format(format)
                    """)
            .references(fsbp("APIGateway.9"), checkov("CKV_AWS_76"), cdkNag("APIG1"))
            .requires(property("accessLogSettings.destinationArn").isText());

    private static final Rule EXECUTION_LOGS = Rule.named("apigateway-execution-logs")
            .title("API Gateway stages log errors of every method")
            .severity(Severity.MEDIUM)
            .on(METHOD_SETTINGS, "settings.loggingLevel")
            .on(REST_STAGE)
            .on(STAGE, "defaultRouteSettings.loggingLevel", "apiId")
            .lookingAt(API, "protocolType")
            .risk("That an integration fails is known, and why is not.")
            .remediation(
                    """
                    Log errors:
                    MethodSettingsSettingsArgs.builder().loggingLevel("ERROR")
                    """)
            .references(fsbp("APIGateway.1"), checkov("CKV2_AWS_4"), cdkNag("APIG6"))
            .requiresInStack(Companions.byType(Map.of(
                    METHOD_SETTINGS,
                    property("settings.loggingLevel").isOneOf("ERROR", "INFO"),
                    REST_STAGE,
                    Companions.isNamedBy(METHOD_SETTINGS, "stageName", "no MethodSettings name the stage"),
                    STAGE,
                    property("defaultRouteSettings.loggingLevel")
                            .isOneOf("ERROR", "INFO")
                            .onlyIf(ApiGatewayRules::isOfWebSockets))));

    private static final Rule CLIENT_CERTIFICATE = Rule.named("apigateway-client-certificate")
            .title("API Gateway REST stages show their backends a certificate")
            .severity(Severity.LOW)
            .on(REST_STAGE, "clientCertificateId")
            .risk("Whoever finds the backend calls it past the API, its authorizers and its firewall.")
            .remediation(
                    """
                    Name a certificate, and check it in the backend:
                    StageArgs.builder().clientCertificateId(certificate.id())
                    """)
            .references(fsbp("APIGateway.2"), checkov("CKV2_AWS_51"))
            .requires(property("clientCertificateId").isText());

    private static final Rule PRIVATE_TLS = Rule.named("apigateway-private-integration-tls")
            .title("API Gateway speaks TLS to what it reaches through a VPC link")
            .severity(Severity.MEDIUM)
            .on(INTEGRATION, "tlsConfig.serverNameToVerify", "connectionType")
            .risk("What clients sent encrypted crosses the VPC in the clear.")
            .remediation(
                    """
                    Name the server that is verified:
                    IntegrationTlsConfigArgs.builder().serverNameToVerify("api.internal.example.com")
                    """)
            .references(fsbp("APIGateway.10"))
            .requires(property("tlsConfig.serverNameToVerify")
                    .isText()
                    .where("connectionType", type -> type.asText().orElse("").equals("VPC_LINK")));

    private static final Rule NO_DATA_TRACE = Rule.named("apigateway-no-data-trace")
            .title("API Gateway writes no bodies of requests into its logs")
            .severity(Severity.MEDIUM)
            .on(METHOD_SETTINGS, "settings.dataTraceEnabled")
            .on(STAGE, "defaultRouteSettings.dataTraceEnabled")
            .risk("Passwords, tokens and personal data stand in the logs, for everybody who reads them.")
            .remediation(
                    """
                    Leave it out:
                    MethodSettingsSettingsArgs.builder().dataTraceEnabled(false)
                    """)
            .references(checkov("CKV_AWS_276"))
            .requires(property("settings.dataTraceEnabled")
                    .isNotTrue()
                    .and(property("defaultRouteSettings.dataTraceEnabled").isNotTrue()));

    private static final Rule TRACING = Rule.named("apigateway-tracing")
            .title("API Gateway REST stages trace what they do")
            .severity(Severity.LOW)
            .on(REST_STAGE, "xrayTracingEnabled")
            .risk("Nobody sees where the time of a slow request goes.")
            .remediation(
                    """
                    Trace:
                    StageArgs.builder().xrayTracingEnabled(true)
                    """)
            .references(fsbp("APIGateway.3"), checkov("CKV_AWS_73"))
            .requires(property("xrayTracingEnabled").isTrue());

    private static final Rule FIREWALL = Rule.named("apigateway-waf")
            .title("API Gateway REST stages stand behind AWS WAF")
            .severity(Severity.MEDIUM)
            .on(REST_STAGE)
            .lookingAt(FIREWALL_ASSOCIATION, "resourceArn")
            .risk("Every injection and every known exploit reaches the application.")
            .remediation(
                    """
                    Put a firewall before it:
                    WebAclAssociationArgs.builder().resourceArn(stage.arn()).webAclArn(firewall.arn())
                    """)
            .references(fsbp("APIGateway.4"), checkov("CKV2_AWS_29"), cdkNag("APIG3"))
            .requiresInStack(Companions.isNamedBy(
                    FIREWALL_ASSOCIATION, "resourceArn", "no web ACL is associated with the stage"));

    private static final Rule CACHE_ENCRYPTED = Rule.named("apigateway-cache-encrypted")
            .title("API Gateway encrypts what it caches")
            .severity(Severity.MEDIUM)
            .on(METHOD_SETTINGS, "settings.cachingEnabled", "settings.cacheDataEncrypted")
            .risk("Answers with personal data lie on a disk in the clear.")
            .remediation(
                    """
                    Encrypt:
                    MethodSettingsSettingsArgs.builder().cachingEnabled(true).cacheDataEncrypted(true)
                    """)
            .references(fsbp("APIGateway.5"), checkov("CKV_AWS_308"))
            .requires(property("settings.cacheDataEncrypted")
                    .isTrue()
                    .where("settings.cachingEnabled", caching -> caching.asBoolean()
                            .orElse(false)));

    private static final Rule AUTHORIZED = Rule.named("apigateway-authorized")
            .title("API Gateway asks who calls, but for preflight requests")
            .severity(Severity.HIGH)
            .on("aws:apigatewayv2/route:Route", "authorizationType", "routeKey")
            .on("aws:apigateway/method:Method", "authorization", "apiKeyRequired", "httpMethod")
            .risk("Everybody calls the method, and the integration behind it must defend itself.")
            .remediation(
                    """
                    Authorize:
                    RouteArgs.builder().authorizationType("JWT").authorizerId(authorizer.id())
                    """)
            .references(fsbp("APIGateway.8"), checkov("CKV_AWS_59"), checkov("CKV_AWS_309"), cdkNag("APIG4"))
            .requires(ApiGatewayRules::isAuthorized);

    private static final Rule DOMAIN_TLS = Rule.named("apigateway-domain-tls")
            .title("API Gateway domains offer TLS 1.2 or newer only")
            .severity(Severity.HIGH)
            .on("aws:apigateway/domainName:DomainName", "securityPolicy")
            .on("aws:apigatewayv2/domainName:DomainName", "domainNameConfiguration.securityPolicy")
            .risk("TLS 1.0 and its ciphers are broken.")
            .remediation(
                    """
                    Name the policy:
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
            .title("API Gateway HTTP and WebSocket stages limit how often they are called")
            .severity(Severity.LOW)
            .on(STAGE, "defaultRouteSettings.throttlingRateLimit", "defaultRouteSettings.throttlingBurstLimit")
            .risk("One client takes the capacity of all others, and of the account.")
            .remediation(
                    """
                    Limit the requests of a second:
                    StageDefaultRouteSettingsArgs.builder().throttlingRateLimit(100.0).throttlingBurstLimit(200)
                    """)
            .requires(property("defaultRouteSettings.throttlingRateLimit")
                    .isAtLeast(parameters -> 1)
                    .and(property("defaultRouteSettings.throttlingBurstLimit").isAtLeast(parameters -> 1)));

    private static final Rule CORS = Rule.named("apigateway-cors-named-origins")
            .title("API Gateway HTTP APIs send credentials to named origins only")
            .severity(Severity.MEDIUM)
            .on("aws:apigatewayv2/api:Api", "corsConfiguration.allowCredentials", "corsConfiguration.allowOrigins")
            .risk("Any website that a user visits calls the API in the user's name and reads the answer.")
            .remediation(
                    """
                    Name the origins:
                    ApiCorsConfigurationArgs.builder().allowCredentials(true).allowOrigins("https://www.example.com")
                    """)
            .requires(property("corsConfiguration.allowOrigins")
                    .is(ApiGatewayRules::areNamed, "a list of named origins")
                    .where("corsConfiguration.allowCredentials", sent -> sent.asBoolean()
                            .orElse(false)));

    static final List<Rule> ALL = List.of(
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
        return context.references(stage, "apiId", API).stream()
                .anyMatch(api -> api.input("protocolType").asText().orElse("").equals("WEBSOCKET"));
    }

    private static boolean areNamed(PropertyValue origins) {
        return !origins.elements().isEmpty()
                && origins.elements().stream()
                        .noneMatch(origin -> origin.asText().orElse("").matches("(https?://)?\\*"));
    }
}
