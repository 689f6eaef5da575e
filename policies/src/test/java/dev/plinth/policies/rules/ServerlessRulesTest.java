package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The corner cases of CloudFront, Lambda, API Gateway and DynamoDB. */
class ServerlessRulesTest {

    private static final PropertyValue UNKNOWN = PropertyValue.Unknown.VALUE;

    private static GraphResource distribution(Map<String, ?> origin) {
        return resource(CloudFrontFixtures.DISTRIBUTION, "site", CloudFrontFixtures.origins(origin));
    }

    @Test
    void bucketsAndOtherOriginsAreToldApart() {
        GraphResource bucket = distribution(Map.of("s3OriginConfig", Map.of("originAccessIdentity", "old")));
        GraphResource server = distribution(Map.of(
                "customOriginConfig",
                Map.of("originProtocolPolicy", "https-only", "originSslProtocols", List.of("TLSv1.2"))));
        GraphResource inside = distribution(Map.of("vpcOriginConfig", Map.of("vpcOriginId", "vo-1")));
        assertThatRule("cloudfront-origin-access-control")
                .fails(bucket)
                .passes(server)
                .passes(inside);
        assertThatRule("cloudfront-default-root-object")
                .fails(bucket)
                .isNotApplicable(server)
                .isNotApplicable(inside)
                .fails(with(bucket, "origins", UNKNOWN));
        assertThatRule("cloudfront-origin-https").passes(bucket).passes(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"})
    void newProtocols(String version) {
        assertThatRule("cloudfront-tls-minimum")
                .passes(resource(
                        CloudFrontFixtures.DISTRIBUTION,
                        "site",
                        Map.of("viewerCertificate", Map.of("minimumProtocolVersion", version))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"})
    void oldProtocols(String version) {
        assertThatRule("cloudfront-tls-minimum")
                .fails(resource(
                        CloudFrontFixtures.DISTRIBUTION,
                        "site",
                        Map.of("viewerCertificate", Map.of("minimumProtocolVersion", version))));
    }

    @Test
    void anOrganizationIsNotEverybody() {
        String type = LambdaFixtures.PERMISSION;
        assertThatRule("lambda-not-public")
                .passes(resource(type, "p", Map.of("principal", "*", "principalOrgId", "o-example")))
                .fails(resource(type, "p", Map.of("principal", "*", "principalOrgId", "")));
        assertThatRule("lambda-permission-scoped")
                .isNotApplicable(resource(type, "p", Map.of("principal", "123456789012")))
                .fails(resource(type, "p", Map.of("principal", "events.amazonaws.com")))
                .passes(resource(type, "p", Map.of("principal", "s3.amazonaws.com", "sourceAccount", "123456789012")))
                .isUnknown("principal", resource(type, "p", Map.of("principal", UNKNOWN)));
    }

    @Test
    void eventsThatFailAreKeptByEitherWay() {
        GraphResource function = resource(LambdaFixtures.FUNCTION, "resize", Map.of("name", "resize"));
        String type = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
        GraphResource config = resource(
                type,
                "resize",
                Map.of(
                        "functionName",
                        "resize",
                        "destinationConfig",
                        Map.of("onFailure", Map.of("destination", UNKNOWN))));
        assertThatRule("lambda-dead-letter")
                .fails(function)
                .passes(function, config)
                .fails(function, resource(type, "resize", Map.of("functionName", "resize")));
    }

    @Test
    void theEnvironmentHasNoCredentialsAndPrintsNone() {
        GraphResource function = resource(LambdaFixtures.FUNCTION, "resize", Map.of());
        assertThatRule("lambda-no-secret-env")
                .failsWith(
                        "environment.variables.URL contains a credential",
                        with(
                                function,
                                "environment.variables",
                                PropertyValue.of(Map.of("URL", "postgres://app:hunter2@db/shop", "STAGE", "live"))))
                .failsWith(
                        "environment.variables.API_KEY is named like a credential",
                        with(function, "environment.variables", PropertyValue.of(Map.of("API_KEY", UNKNOWN))))
                .isUnknown(
                        "environment.variables.TABLE",
                        with(function, "environment.variables", PropertyValue.of(Map.of("TABLE", UNKNOWN))));
        assertThatRule("lambda-env-encrypted").isNotApplicable(function);
        assertThatRule("lambda-multi-az").isNotApplicable(function);
    }

    @Test
    void stagesHaveSeparateSettingsAndAFirewall() {
        GraphResource stage = resource(ApiGatewayFixtures.REST_STAGE, "live", Map.of());
        assertThatRule("apigateway-execution-logs")
                .failsWith("the stage has no MethodSettings", stage)
                .passes(
                        stage,
                        dependingOn(resource(ApiGatewayFixtures.METHOD_SETTINGS, "all", Map.of()), "stageName", stage));
        assertThatRule("apigateway-waf")
                .fails(stage)
                .passes(
                        stage,
                        dependingOn(
                                resource("aws:wafv2/webAclAssociation:WebAclAssociation", "live", Map.of()),
                                "resourceArn",
                                stage));
    }

    @Test
    void preflightRequestsCarryNoCredentials() {
        assertThatRule("apigateway-authorized")
                .isNotApplicable(resource(ApiGatewayFixtures.ROUTE, "r", Map.of("routeKey", "OPTIONS /orders")))
                .isNotApplicable(resource(ApiGatewayFixtures.METHOD, "m", Map.of("httpMethod", "OPTIONS")))
                .fails(resource(ApiGatewayFixtures.ROUTE, "r", Map.of("routeKey", "GET /orders")))
                .passes(resource(
                        ApiGatewayFixtures.METHOD,
                        "m",
                        Map.of("httpMethod", "GET", "authorization", "NONE", "apiKeyRequired", true)));
    }

    @Test
    void onlyWhatIsAskedForMatters() {
        assertThatRule("apigateway-cache-encrypted")
                .isNotApplicable(resource(ApiGatewayFixtures.METHOD_SETTINGS, "all", Map.of()));
        assertThatRule("apigateway-cors-named-origins")
                .isNotApplicable(resource(
                        ApiGatewayFixtures.API,
                        "api",
                        Map.of("corsConfiguration", Map.of("allowOrigins", List.of("*")))));
    }

    @Test
    void tablesScaleByTheirTarget() {
        GraphResource table = resource(DynamoDbFixtures.TABLE, "orders", Map.of("name", "orders"));
        String target = "aws:appautoscaling/target:Target";
        assertThatRule("dynamodb-scales")
                .fails(table)
                .passes(table, resource(target, "orders", Map.of("resourceId", "table/orders")))
                .fails(table, resource(target, "carts", Map.of("resourceId", "table/carts-and-orders")))
                .passes(table, dependingOn(resource(target, "orders", Map.of()), "resourceId", table));
        assertThatRule("dynamodb-deletion-protection")
                .fails(table)
                .in(Tier.DEVELOPMENT)
                .isNotApplicable(table);
        assertThatRule("dynamodb-replicas-protected").passes(table);
    }
}
