package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for CloudFront. */
final class CloudFrontFixtures {

    static final String DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

    static Map<String, ?> origins(Map<String, ?> origin) {
        return Map.of("origins", List.of(origin));
    }

    private CloudFrontFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "cloudfront-tls-minimum",
                        DISTRIBUTION,
                        "viewerCertificate.minimumProtocolVersion",
                        "TLSv1.3_2025",
                        "TLSv1.2_2019",
                        FAIL),
                property(
                        "cloudfront-tls-minimum",
                        DISTRIBUTION,
                        "viewerCertificate.cloudfrontDefaultCertificate",
                        false,
                        true,
                        PASS,
                        Map.of("viewerCertificate", Map.of("minimumProtocolVersion", "TLSv1.2_2021"))),
                RuleFixture.of(
                        "cloudfront-lambda-origin-signed",
                        resource(
                                DISTRIBUTION,
                                "subject",
                                Map.of(
                                        "origins",
                                        List.of(Map.of(
                                                "domainName",
                                                "abc.lambda-url.eu-central-1.on.aws",
                                                "originAccessControlId",
                                                "E1")))),
                        "origins[0].originAccessControlId",
                        " ",
                        FAIL),
                property(
                        "cloudfront-tls-minimum",
                        DISTRIBUTION,
                        "viewerCertificate.minimumProtocolVersion",
                        "TLSv1.2_2021",
                        "TLSv1.1_2016",
                        FAIL),
                property(
                        "cloudfront-custom-certificate",
                        DISTRIBUTION,
                        "viewerCertificate.sslSupportMethod",
                        "sni-only",
                        "vip",
                        FAIL,
                        Map.of("viewerCertificate", Map.of("acmCertificateArn", "arn:aws:acm:x"))),
                property(
                        "cloudfront-custom-certificate",
                        DISTRIBUTION,
                        "viewerCertificate.iamCertificateId",
                        "ASCA",
                        "",
                        FAIL,
                        Map.of("viewerCertificate", Map.of("sslSupportMethod", "sni-only"))),
                property(
                        "cloudfront-https-only",
                        DISTRIBUTION,
                        "defaultCacheBehavior.viewerProtocolPolicy",
                        "redirect-to-https",
                        "allow-all",
                        FAIL),
                property(
                        "cloudfront-https-only",
                        DISTRIBUTION,
                        "orderedCacheBehaviors",
                        List.of(Map.of("viewerProtocolPolicy", "https-only")),
                        List.of(Map.of("viewerProtocolPolicy", "allow-all")),
                        PASS,
                        Map.of("defaultCacheBehavior", Map.of("viewerProtocolPolicy", "https-only"))),
                property("cloudfront-logging", DISTRIBUTION, "loggingConfig.bucket", "logs.s3.amazonaws.com", "", FAIL),
                RuleFixture.of(
                                "cloudfront-logging",
                                resource(DISTRIBUTION, "site", Map.of("name", "site")),
                                "resourceArn",
                                "another",
                                FAIL)
                        .beside(resource(
                                "aws:cloudwatch/logDeliverySource:LogDeliverySource",
                                "site",
                                Map.of("resourceArn", "site")))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                property("cloudfront-waf", DISTRIBUTION, "webAclId", "arn:aws:wafv2:x", " ", FAIL),
                property(
                        "cloudfront-origin-access-control",
                        DISTRIBUTION,
                        "origins[0].originAccessControlId",
                        "E1",
                        "",
                        FAIL,
                        origins(Map.of("domainName", "uploads.s3.amazonaws.com"))),
                property(
                        "cloudfront-control-signs",
                        "aws:cloudfront/originAccessControl:OriginAccessControl",
                        "signingBehavior",
                        "always",
                        "never",
                        FAIL),
                property(
                        "cloudfront-origin-https",
                        DISTRIBUTION,
                        "origins[0].customOriginConfig.originProtocolPolicy",
                        "https-only",
                        "http-only",
                        FAIL,
                        origins(Map.of("customOriginConfig", Map.of("originSslProtocols", List.of("TLSv1.2"))))),
                property(
                        "cloudfront-origin-https",
                        DISTRIBUTION,
                        "origins[0].customOriginConfig.originSslProtocols",
                        List.of("TLSv1.2"),
                        List.of("TLSv1.2", "TLSv1"),
                        FAIL,
                        origins(Map.of("customOriginConfig", Map.of("originProtocolPolicy", "https-only")))),
                property(
                        "cloudfront-default-root-object",
                        DISTRIBUTION,
                        "defaultRootObject",
                        "index.html",
                        "",
                        FAIL,
                        origins(Map.of("domainName", "uploads.s3.amazonaws.com"))),
                property(
                        "cloudfront-origin-failover",
                        DISTRIBUTION,
                        "originGroups",
                        List.of(Map.of("members", List.of(Map.of("originId", "a"), Map.of("originId", "b")))),
                        List.of(Map.of("members", List.of(Map.of("originId", "a")))),
                        FAIL),
                property(
                        "cloudfront-response-headers",
                        DISTRIBUTION,
                        "defaultCacheBehavior.responseHeadersPolicyId",
                        "policy",
                        "",
                        FAIL),
                property(
                        "cloudfront-hsts",
                        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
                        "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec",
                        31_536_000,
                        "3600",
                        FAIL));
    }
}
