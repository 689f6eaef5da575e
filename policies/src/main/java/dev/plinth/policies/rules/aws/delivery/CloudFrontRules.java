package dev.plinth.policies.rules.aws.delivery;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import java.util.regex.Pattern;

/** Rules for Amazon CloudFront. */
public final class CloudFrontRules {

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
            .title("CloudFront distributions require TLS 1.2 or newer from viewers")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.CLOUDFRONT_DISTRIBUTION,
                    "viewerCertificate.minimumProtocolVersion",
                    "viewerCertificate.cloudfrontDefaultCertificate")
            .risk("TLS 1.0 and its ciphers are broken, and the default CloudFront certificate always allows them.")
            .remediation(
                    """
                    Set the minimum protocol version, with a custom certificate:
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
            .title("CloudFront distributions use a custom certificate with SNI")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.CLOUDFRONT_DISTRIBUTION,
                    "viewerCertificate.acmCertificateArn",
                    "viewerCertificate.iamCertificateId",
                    "viewerCertificate.sslSupportMethod")
            .risk("The default CloudFront domain name cannot be moved elsewhere, and dedicated IP addresses "
                    + "cost more.")
            .remediation(
                    """
                    Use an ACM certificate in us-east-1:
                    DistributionViewerCertificateArgs.builder().acmCertificateArn(certificate.arn()).sslSupportMethod("sni-only")
                    """)
            .references(fsbp("CloudFront.7"), fsbp("CloudFront.8"), checkov("CKV2_AWS_42"))
            .requires(property("viewerCertificate.acmCertificateArn")
                    .isText()
                    .or(property("viewerCertificate.iamCertificateId").isText())
                    .and(property("viewerCertificate.sslSupportMethod").isOneOf("sni-only")));

    private static final Rule HTTPS_ONLY = Rule.named("cloudfront-https-only")
            .title("CloudFront distributions redirect viewers to HTTPS, or accept HTTPS only")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.CLOUDFRONT_DISTRIBUTION,
                    "defaultCacheBehavior.viewerProtocolPolicy",
                    "orderedCacheBehaviors[].viewerProtocolPolicy")
            .risk("Passwords and sessions cross the internet unencrypted.")
            .remediation(
                    """
                    Redirect to HTTPS:
                    DistributionDefaultCacheBehaviorArgs.builder().viewerProtocolPolicy("redirect-to-https")
                    """)
            .references(fsbp("CloudFront.3"), checkov("CKV_AWS_34"))
            .requires(onlyHttps("defaultCacheBehavior")
                    .and(Elements.each("orderedCacheBehaviors", CloudFrontRules::onlyHttps)));

    private static final Rule LOGGING = Rule.named("cloudfront-logging")
            .title("CloudFront distributions have logging enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDFRONT_DISTRIBUTION, "loggingConfig.bucket")
            .lookingAt(AwsTypes.CLOUDWATCH_LOG_DELIVERY_SOURCE, "resourceArn")
            .risk("After an attack, its origin and targets are unknown.")
            .remediation(
                    """
                    Deliver the logs to a bucket, or use a bucket that has ACLs enabled:
                    LogDeliverySourceArgs.builder().logType("ACCESS_LOGS").resourceArn(distribution.arn())
                    DistributionLoggingConfigArgs.builder().bucket(logs.bucketDomainName())
                    """)
            .references(fsbp("CloudFront.5"), checkov("CKV_AWS_86"), cdkNag("CFR3"))
            .requiresInStack(property("loggingConfig.bucket")
                    .isText()
                    .or(Companions.isNamedBy(
                            AwsTypes.CLOUDWATCH_LOG_DELIVERY_SOURCE,
                            "resourceArn",
                            "the distribution has no LogDeliverySource")));

    private static final Rule FIREWALL = Rule.named("cloudfront-waf")
            .title("CloudFront distributions are protected by AWS WAF")
            .severity(Severity.HIGH)
            .on(AwsTypes.CLOUDFRONT_DISTRIBUTION, "webAclId")
            .risk("Injection attacks and known exploits reach the origin.")
            .remediation(
                    """
                    Set a web ACL of scope CLOUDFRONT:
                    DistributionArgs.builder().webAclId(firewall.arn())
                    """)
            .references(fsbp("CloudFront.6"), checkov("CKV_AWS_68"), cdkNag("CFR2"))
            .requires(property("webAclId").isText());

    private static final Rule ORIGIN_ACCESS = Rule.named("cloudfront-origin-access-control")
            .title("CloudFront distributions use origin access control for S3 origins")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.CLOUDFRONT_DISTRIBUTION,
                    "origins[].originAccessControlId",
                    "origins[].domainName",
                    "origins[].s3OriginConfig",
                    "origins[].customOriginConfig")
            .risk("The bucket must be public and can be read directly, bypassing the firewall and the logs.")
            .remediation(
                    """
                    Set an origin access control:
                    DistributionOriginArgs.builder().domainName(bucket.bucketRegionalDomainName()).originAccessControlId(control.id())
                    """)
            .references(fsbp("CloudFront.13"), checkov("CKV2_AWS_46"), cdkNag("CFR7"))
            .requires(property("origins").isFilled().and(Elements.each("origins", origin -> property(
                            origin + ".originAccessControlId")
                    .isText()
                    .onlyIf((distribution, context) -> isBucket(distribution.input(origin))))));

    private static final Rule FUNCTION_ACCESS = Rule.named("cloudfront-lambda-origin-signed")
            .title("CloudFront distributions use origin access control for Lambda function URLs")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDFRONT_DISTRIBUTION, "origins[].originAccessControlId", "origins[].domainName")
            .risk("The function URL must be public and can be called directly, bypassing the firewall and the logs.")
            .remediation(
                    """
                    Set an origin access control of type lambda:
                    DistributionOriginArgs.builder().originAccessControlId(control.id())
                    """)
            .references(fsbp("CloudFront.16"))
            .requires(Elements.each("origins", origin -> property(origin + ".originAccessControlId")
                    .isText()
                    .where(
                            origin + ".domainName",
                            name -> name.asText().orElse("").contains(".lambda-url."))));

    private static final Rule CONTROL_SIGNS = Rule.named("cloudfront-control-signs")
            .title("CloudFront origin access controls sign every request")
            .severity(Severity.HIGH)
            .on(AwsTypes.CLOUDFRONT_ORIGIN_ACCESS_CONTROL, "signingBehavior")
            .risk("Unsigned requests require an origin that is publicly accessible.")
            .remediation(
                    """
                    Always sign requests:
                    OriginAccessControlArgs.builder().signingBehavior("always").signingProtocol("sigv4")
                    """)
            .requires(property("signingBehavior").isOneOf("always"));

    private static final Rule ORIGIN_HTTPS = Rule.named("cloudfront-origin-https")
            .title("CloudFront distributions use HTTPS with TLS 1.2 or newer to their origins")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.CLOUDFRONT_DISTRIBUTION,
                    "origins[].customOriginConfig.originProtocolPolicy",
                    "origins[].customOriginConfig.originSslProtocols")
            .risk("Traffic that viewers sent encrypted crosses the internet unencrypted behind the edge.")
            .remediation(
                    """
                    Use HTTPS only:
                    DistributionOriginCustomOriginConfigArgs.builder().originProtocolPolicy("https-only").originSslProtocols(List.of("TLSv1.2"))
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
                            .is(CloudFrontRules::areNew, "TLSv1.2 only"))
                    .where(origin + ".customOriginConfig", config -> !config.isEmpty())));

    private static final Rule DEFAULT_ROOT = Rule.named("cloudfront-default-root-object")
            .title("CloudFront distributions have a default root object")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.CLOUDFRONT_DISTRIBUTION,
                    "defaultRootObject",
                    "origins[].domainName",
                    "origins[].s3OriginConfig",
                    "origins[].customOriginConfig")
            .risk("A request for / can list the contents of the bucket.")
            .remediation(
                    """
                    Set the default root object:
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
            .title("CloudFront distributions have origin failover")
            .severity(Severity.LOW)
            .on(AwsTypes.CLOUDFRONT_DISTRIBUTION, "originGroups[].members")
            .risk("The site is down whenever its only origin is down.")
            .remediation(
                    """
                    Add an origin group with two origins:
                    DistributionOriginGroupArgs.builder().originId("site").members(
                            DistributionOriginGroupMemberArgs.builder().originId("primary").build(),
                            DistributionOriginGroupMemberArgs.builder().originId("secondary").build())
                    """)
            .references(fsbp("CloudFront.4"), checkov("CKV_AWS_310"))
            .requires(Elements.any("originGroups", "originGroups must have a group with two members", group -> property(
                            group + ".members")
                    .is(members -> members.elements().size() >= 2, "two members")));

    private static final Rule RESPONSE_HEADERS = Rule.named("cloudfront-response-headers")
            .title("CloudFront distributions add security headers to responses")
            .severity(Severity.LOW)
            .on(AwsTypes.CLOUDFRONT_DISTRIBUTION, "defaultCacheBehavior.responseHeadersPolicyId")
            .risk("Browsers allow framing of the site, content sniffing and plain HTTP.")
            .remediation(
                    """
                    Attach a response headers policy:
                    DistributionDefaultCacheBehaviorArgs.builder().responseHeadersPolicyId(headers.id())
                    """)
            .references(checkov("CKV2_AWS_32"))
            .requires(property("defaultCacheBehavior.responseHeadersPolicyId").isText());

    private static final Rule HSTS = Rule.named("cloudfront-hsts")
            .title("CloudFront response headers policies set HSTS for at least a year")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.CLOUDFRONT_RESPONSE_HEADERS_POLICY,
                    "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec",
                    "securityHeadersConfig.strictTransportSecurity.override")
            .risk("A browser's first request is sent unencrypted and can be intercepted.")
            .remediation(
                    """
                    Set HSTS for a year:
                    ResponseHeadersPolicySecurityHeadersConfigStrictTransportSecurityArgs.builder().accessControlMaxAgeSec(31536000)
                    """)
            .references(checkov("CKV_AWS_259"))
            .requires(property("securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec")
                    .is(age -> age.asNumber().orElse(0) >= ONE_YEAR_SECONDS, "at least 31536000"));

    public static final List<Rule> ALL = List.of(
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

    /** An origin without a separate configuration is a bucket, unless it is reached inside a VPC. */
    private static boolean isBucket(PropertyValue origin) {
        return origin.at("customOriginConfig").isEmpty()
                && origin.at("vpcOriginConfig").isEmpty();
    }
}
