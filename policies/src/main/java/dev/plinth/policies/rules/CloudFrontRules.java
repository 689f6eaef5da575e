package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import java.util.regex.Pattern;

/** Rules for Amazon CloudFront. */
final class CloudFrontRules {

    private static final String DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

    private static final String DELIVERY_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";

    /**
     * Policies of TLS 1.2 and newer, without the ciphers that those of 2018 and 2019 still offer.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html">
     *     Supported protocols and ciphers</a>
     */
    private static final Pattern STRONG_TLS = Pattern.compile("TLSv1\\.2_20(2[1-9]|[3-9]\\d)|TLSv1\\.[3-9]_\\d{4}");

    private static final long ONE_YEAR_SECONDS = 31_536_000;

    private static final Rule TLS_MINIMUM = Rule.named("cloudfront-tls-minimum")
            .title("CloudFront offers viewers TLS 1.2 or newer only")
            .severity(Severity.HIGH)
            .on(
                    DISTRIBUTION,
                    "viewerCertificate.minimumProtocolVersion",
                    "viewerCertificate.cloudfrontDefaultCertificate")
            .risk(
                    "TLS 1.0 and its ciphers are broken, and the certificate of CloudFront's own names always offers them.")
            .remediation(
                    """
                    Name the policy, with a certificate of your own:
                    DistributionViewerCertificateArgs.builder().acmCertificateArn(certificate.arn()).minimumProtocolVersion("TLSv1.2_2021")
                    """)
            .references(fsbp("CloudFront.15"), checkov("CKV_AWS_174"), cdkNag("CFR4"))
            .requires(property("viewerCertificate.minimumProtocolVersion")
                    .is(
                            version -> STRONG_TLS
                                    .matcher(version.asText().orElse(""))
                                    .matches(),
                            "TLSv1.2_2021 or newer")
                    .and(property("viewerCertificate.cloudfrontDefaultCertificate")
                            .isNotTrue()));

    private static final Rule CUSTOM_CERTIFICATE = Rule.named("cloudfront-custom-certificate")
            .title("CloudFront serves viewers with a certificate of our own, by SNI")
            .severity(Severity.MEDIUM)
            .on(
                    DISTRIBUTION,
                    "viewerCertificate.acmCertificateArn",
                    "viewerCertificate.iamCertificateId",
                    "viewerCertificate.sslSupportMethod")
            .risk(
                    "The names of CloudFront's own certificate can't be moved elsewhere, and dedicated addresses cost without need.")
            .remediation(
                    """
                    Take a certificate of ACM in us-east-1:
                    DistributionViewerCertificateArgs.builder().acmCertificateArn(certificate.arn()).sslSupportMethod("sni-only")
                    """)
            .references(fsbp("CloudFront.7"), fsbp("CloudFront.8"), checkov("CKV2_AWS_42"))
            .requires(property("viewerCertificate.acmCertificateArn")
                    .isText()
                    .or(property("viewerCertificate.iamCertificateId").isText())
                    .and(property("viewerCertificate.sslSupportMethod").isOneOf("sni-only")));

    private static final Rule HTTPS_ONLY = Rule.named("cloudfront-https-only")
            .title("CloudFront redirects viewers to HTTPS, or takes nothing else")
            .severity(Severity.HIGH)
            .on(
                    DISTRIBUTION,
                    "defaultCacheBehavior.viewerProtocolPolicy",
                    "orderedCacheBehaviors[].viewerProtocolPolicy")
            .risk("Passwords and sessions cross the internet in the clear.")
            .remediation(
                    """
                    Redirect:
                    DistributionDefaultCacheBehaviorArgs.builder().viewerProtocolPolicy("redirect-to-https")
                    """)
            .references(fsbp("CloudFront.3"), checkov("CKV_AWS_34"))
            .requires(onlyHttps("defaultCacheBehavior")
                    .and(Elements.each("orderedCacheBehaviors", CloudFrontRules::onlyHttps)));

    private static final Rule LOGGING = Rule.named("cloudfront-logging")
            .title("CloudFront logs every request")
            .severity(Severity.MEDIUM)
            .on(DISTRIBUTION, "loggingConfig.bucket")
            .lookingAt(DELIVERY_SOURCE, "resourceArn")
            .risk("After an attack nobody can say where it came from nor what it reached.")
            .remediation(
                    """
                    Deliver the logs to a bucket, or log to one that has access control lists:
                    LogDeliverySourceArgs.builder().logType("ACCESS_LOGS").resourceArn(distribution.arn())
                    DistributionLoggingConfigArgs.builder().bucket(logs.bucketDomainName())
                    """)
            .references(fsbp("CloudFront.5"), checkov("CKV_AWS_86"), cdkNag("CFR3"))
            .requiresInStack(property("loggingConfig.bucket")
                    .isText()
                    .or(Companions.isNamedBy(
                            DELIVERY_SOURCE, "resourceArn", "no LogDeliverySource names the distribution")));

    private static final Rule FIREWALL = Rule.named("cloudfront-waf")
            .title("CloudFront stands behind AWS WAF")
            .severity(Severity.HIGH)
            .on(DISTRIBUTION, "webAclId")
            .risk("Every injection and every known exploit reaches the origin.")
            .remediation(
                    """
                    Put a firewall of the scope CLOUDFRONT before it:
                    DistributionArgs.builder().webAclId(firewall.arn())
                    """)
            .references(fsbp("CloudFront.6"), checkov("CKV_AWS_68"), cdkNag("CFR2"))
            .requires(property("webAclId").isText());

    private static final Rule ORIGIN_ACCESS = Rule.named("cloudfront-origin-access-control")
            .title("CloudFront signs its requests to S3 by origin access control")
            .severity(Severity.HIGH)
            .on(
                    DISTRIBUTION,
                    "origins[].originAccessControlId",
                    "origins[].domainName",
                    "origins[].s3OriginConfig",
                    "origins[].customOriginConfig")
            .risk("The bucket must be public to be read, and is then read past the firewall and the logs.")
            .remediation(
                    """
                    Sign:
                    DistributionOriginArgs.builder().domainName(bucket.bucketRegionalDomainName()).originAccessControlId(control.id())
                    """)
            .references(fsbp("CloudFront.13"), checkov("CKV2_AWS_46"), cdkNag("CFR7"))
            .requires(property("origins").isFilled().and(Elements.each("origins", origin -> property(
                            origin + ".originAccessControlId")
                    .isText()
                    .onlyIf((distribution, context) -> isBucket(distribution.input(origin))))));

    private static final Rule FUNCTION_ACCESS = Rule.named("cloudfront-lambda-origin-signed")
            .title("CloudFront signs its requests to Lambda function URLs by origin access control")
            .severity(Severity.MEDIUM)
            .on(DISTRIBUTION, "origins[].originAccessControlId", "origins[].domainName")
            .risk("The function URL must be public to be called, and is then called past the firewall and the logs.")
            .remediation(
                    """
                    Sign, by a control of the type lambda:
                    DistributionOriginArgs.builder().originAccessControlId(control.id())
                    """)
            .references(fsbp("CloudFront.16"))
            .requires(Elements.each("origins", origin -> property(origin + ".originAccessControlId")
                    .isText()
                    .where(
                            origin + ".domainName",
                            name -> name.asText().orElse("").contains(".lambda-url."))));

    private static final Rule CONTROL_SIGNS = Rule.named("cloudfront-control-signs")
            .title("Origin access controls sign every request")
            .severity(Severity.HIGH)
            .on("aws:cloudfront/originAccessControl:OriginAccessControl", "signingBehavior")
            .risk("A control that signs nothing, or only what viewers did not sign, leaves the origin open.")
            .remediation(
                    """
                    Sign always:
                    OriginAccessControlArgs.builder().signingBehavior("always").signingProtocol("sigv4")
                    """)
            .requires(property("signingBehavior").isOneOf("always"));

    private static final Rule ORIGIN_HTTPS = Rule.named("cloudfront-origin-https")
            .title("CloudFront speaks HTTPS to its origins, TLS 1.2 or newer")
            .severity(Severity.HIGH)
            .on(
                    DISTRIBUTION,
                    "origins[].customOriginConfig.originProtocolPolicy",
                    "origins[].customOriginConfig.originSslProtocols")
            .risk("What viewers sent encrypted crosses the internet in the clear behind the edge.")
            .remediation(
                    """
                    Ask for HTTPS:
                    DistributionOriginCustomOriginConfigArgs.builder().originProtocolPolicy("https-only").originSslProtocols("TLSv1.2")
                    """)
            .references(
                    fsbp("CloudFront.9"),
                    fsbp("CloudFront.10"),
                    checkov("CKV2_AWS_54"),
                    checkov("CKV2_AWS_72"),
                    cdkNag("CFR5"))
            .requires(Elements.each("origins", origin -> property(origin + ".customOriginConfig.originProtocolPolicy")
                    .isOneOf("https-only")
                    .and(property(origin + ".customOriginConfig.originSslProtocols")
                            .is(CloudFrontRules::areNew, "TLSv1.2 alone"))
                    .where(origin + ".customOriginConfig", config -> !config.isEmpty())));

    private static final Rule DEFAULT_ROOT = Rule.named("cloudfront-default-root-object")
            .title("CloudFront answers requests for / with an object")
            .severity(Severity.MEDIUM)
            .on(
                    DISTRIBUTION,
                    "defaultRootObject",
                    "origins[].domainName",
                    "origins[].s3OriginConfig",
                    "origins[].customOriginConfig")
            .risk("A request for / can list what is in the bucket.")
            .remediation(
                    """
                    Name the object:
                    DistributionArgs.builder().defaultRootObject("index.html")
                    """)
            .references(fsbp("CloudFront.1"), checkov("CKV_AWS_305"))
            .requires(property("defaultRootObject")
                    .isText()
                    .onlyIf((distribution, context) ->
                            distribution.input("origins").isUnknown()
                                    || distribution.input("origins").elements().stream()
                                            .anyMatch(CloudFrontRules::isBucket)));

    private static final Rule ORIGIN_FAILOVER = Rule.named("cloudfront-origin-failover")
            .title("CloudFront has a second origin to turn to")
            .severity(Severity.LOW)
            .on(DISTRIBUTION, "originGroups[].members")
            .risk("When the one origin is down, so is the site.")
            .remediation(
                    """
                    Group two origins:
                    DistributionOriginGroupArgs.builder().originId("site").members(primary, secondary)
                    """)
            .references(fsbp("CloudFront.4"), checkov("CKV_AWS_310"))
            .requires(Elements.any("originGroups", "originGroups must have a group of two members", group -> property(
                            group + ".members")
                    .is(members -> members.elements().size() >= 2, "two members")));

    private static final Rule RESPONSE_HEADERS = Rule.named("cloudfront-response-headers")
            .title("CloudFront adds security headers to its answers")
            .severity(Severity.LOW)
            .on(DISTRIBUTION, "defaultCacheBehavior.responseHeadersPolicyId")
            .risk("Browsers frame the site, guess types and come by HTTP, for nothing tells them not to.")
            .remediation(
                    """
                    Attach a policy:
                    DistributionDefaultCacheBehaviorArgs.builder().responseHeadersPolicyId(headers.id())
                    """)
            .references(checkov("CKV2_AWS_32"))
            .requires(property("defaultCacheBehavior.responseHeadersPolicyId").isText());

    private static final Rule HSTS = Rule.named("cloudfront-hsts")
            .title("CloudFront's response headers tell browsers to come by HTTPS only, for a year")
            .severity(Severity.LOW)
            .on(
                    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
                    "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec",
                    "securityHeadersConfig.strictTransportSecurity.override")
            .risk("A browser's first request of the day goes out in the clear, for anybody on the way to answer.")
            .remediation(
                    """
                    Say it for a year:
                    ResponseHeadersPolicySecurityHeadersConfigStrictTransportSecurityArgs.builder().accessControlMaxAgeSec(31536000)
                    """)
            .references(checkov("CKV_AWS_259"))
            .requires(property("securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec")
                    .is(age -> age.asNumber().orElse(0) >= ONE_YEAR_SECONDS, "31536000 or more"));

    static final List<Rule> ALL = List.of(
            TLS_MINIMUM,
            CUSTOM_CERTIFICATE,
            HTTPS_ONLY,
            LOGGING,
            FIREWALL,
            ORIGIN_ACCESS,
            FUNCTION_ACCESS,
            CONTROL_SIGNS,
            ORIGIN_HTTPS,
            DEFAULT_ROOT,
            ORIGIN_FAILOVER,
            RESPONSE_HEADERS,
            HSTS);

    private CloudFrontRules() {}

    private static Condition onlyHttps(String behavior) {
        return property(behavior + ".viewerProtocolPolicy").isOneOf("redirect-to-https", "https-only");
    }

    private static boolean areNew(PropertyValue protocols) {
        return !protocols.elements().isEmpty()
                && protocols.elements().stream()
                        .allMatch(protocol -> protocol.asText().orElse("").matches("TLSv1\\.[2-9]"));
    }

    /** An origin with no configuration of its own is a bucket, unless it is reached inside a VPC. */
    private static boolean isBucket(PropertyValue origin) {
        return origin.at("customOriginConfig").isEmpty()
                && origin.at("vpcOriginConfig").isEmpty();
    }
}
