package dev.plinth.simulator.aws.delivery;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.aws.storage.S3;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Content distributions and what they refer to; everything is global. */
public final class CloudFront {

    /** The hosted zone of all distributions' names (AWS General Reference, "Amazon CloudFront endpoints and quotas"). */
    private static final String HOSTED_ZONE_ID = "Z2FDTNDATAQYW2";

    /**
     * The response headers policies that AWS manages.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html">
     *     Managed response headers policies</a>
     */
    private static final String MANAGED_HEADERS = "60669652-455b-4ae9-85a4-c4c02393f86c"
            + "|5cc3b908-e619-4b99-88e5-2cf7f45965bd"
            + "|67f7725c-6f97-4210-82d7-5512b31e9d03"
            + "|e61eb60c-9c35-4d20-a928-2b84e02af89c"
            + "|eaab4381-ed33-4a86-88ca-d9558dc6cd63";

    private CloudFront() {}

    public static void register(Registry registry) {
        registerDistribution(registry);
        registerOriginAccessControl(registry);
        registerResponseHeadersPolicy(registry);
    }

    private static void registerDistribution(Registry registry) {
        registry.type(AwsTypes.CLOUDFRONT_DISTRIBUTION, "CloudFront Distribution")
                .global()
                .id("E{simulatedId}")
                .arn("arn:aws:cloudfront::{account}:distribution/{id}")
                .immutable("staging")
                .uses(
                        "origins.originAccessControlId",
                        AwsTypes.CLOUDFRONT_ORIGIN_ACCESS_CONTROL,
                        "InvalidOriginAccessControl")
                .uses(
                        "defaultCacheBehavior.responseHeadersPolicyId",
                        AwsTypes.CLOUDFRONT_RESPONSE_HEADERS_POLICY,
                        "NoSuchResponseHeadersPolicy")
                .uses(
                        "orderedCacheBehaviors.responseHeadersPolicyId",
                        AwsTypes.CLOUDFRONT_RESPONSE_HEADERS_POLICY,
                        "NoSuchResponseHeadersPolicy")
                .validate(Rules.oneOf("priceClass", "PriceClass_100", "PriceClass_200", "PriceClass_All"))
                .validate(Rules.oneOf("httpVersion", "http1.1", "http2", "http2and3", "http3"))
                .validate(Rules.oneOf(
                        "defaultCacheBehavior.viewerProtocolPolicy", "allow-all", "https-only", "redirect-to-https"))
                .check(operation -> Route53.identify(operation, 13))
                .check(CloudFront::checkOrigins)
                .check(CloudFront::checkCertificate)
                .check(CloudFront::checkAliases)
                .check(CloudFront::checkWebAcl)
                .check(CloudFront::checkLogs)
                .defaults("priceClass", "PriceClass_All")
                .defaults("httpVersion", "http2")
                .defaults("isIpv6Enabled", false)
                .defaults("retainOnDelete", false)
                .defaults("staging", false)
                .defaults("waitForDeployment", true)
                .computed("domainName", "d{hex13}.cloudfront.net")
                .computed("hostedZoneId", HOSTED_ZONE_ID)
                .computed("status", "Deployed")
                .computed("callerReference", "{uuid}")
                .computed("inProgressValidationBatches", operation -> 0L)
                .computed("lastModifiedTime", "{date} {time} +0000 UTC")
                .recomputed("etag", CloudFront::etag)
                .inUse("ResourceInUse", "The distribution is in use: {users}");
    }

    private static void registerOriginAccessControl(Registry registry) {
        registry.type(AwsTypes.CLOUDFRONT_ORIGIN_ACCESS_CONTROL, "CloudFront Origin Access Control")
                .global()
                .named("name", 64)
                .renamable()
                .id("E{simulatedId}")
                .arn("arn:aws:cloudfront::{account}:origin-access-control/{id}")
                .validate(Rules.oneOf("originAccessControlOriginType", "lambda", "mediapackagev2", "mediastore", "s3"))
                .validate(Rules.oneOf("signingBehavior", "always", "never", "no-override"))
                .validate(Rules.oneOf("signingProtocol", "sigv4"))
                .check(operation -> Route53.identify(operation, 13))
                .unique(
                        "name",
                        "OriginAccessControlAlreadyExists",
                        "An origin access control with the name {name} already exists")
                .defaults("description", "Managed by Pulumi")
                .recomputed("etag", CloudFront::etag)
                .inUse("OriginAccessControlInUse", "The origin access control is in use: {users}");
    }

    private static void registerResponseHeadersPolicy(Registry registry) {
        registry.type(AwsTypes.CLOUDFRONT_RESPONSE_HEADERS_POLICY, "CloudFront Response Headers Policy")
                .global()
                .named("name", 128)
                .renamable()
                .id("{uuid}")
                .arn("arn:aws:cloudfront::{account}:response-headers-policy/{id}")
                .predefined(MANAGED_HEADERS)
                .validate(Rules.oneOf("securityHeadersConfig.frameOptions.frameOption", "DENY", "SAMEORIGIN"))
                .unique(
                        "name",
                        "ResponseHeadersPolicyAlreadyExists",
                        "A response headers policy with the name {name} already exists")
                .recomputed("etag", CloudFront::etag)
                .inUse("ResponseHeadersPolicyInUse", "The response headers policy is in use: {users}");
    }

    private static Object etag(Operation operation) {
        return "E"
                + Operation.digest(String.valueOf(operation.state()))
                        .substring(0, 13)
                        .toUpperCase(Locale.ROOT);
    }

    private static void checkOrigins(Operation operation) {
        List<String> ids = operation.texts("origins.originId");
        operation.require(
                new HashSet<>(ids).size() == ids.size(),
                "InvalidArgument",
                "The ids of origins must be unique: " + ids);
        Set<String> known = new HashSet<>(ids);
        known.addAll(operation.texts("originGroups.originId"));
        Set<String> wanted = new LinkedHashSet<>(operation.texts("defaultCacheBehavior.targetOriginId"));
        wanted.addAll(operation.texts("orderedCacheBehaviors.targetOriginId"));
        wanted.removeAll(known);
        operation.require(
                wanted.isEmpty(),
                "NoSuchOrigin",
                "One or more of your origins or origin groups do not exist: " + wanted);
    }

    private static void checkCertificate(Operation operation) {
        String arn = operation.text("viewerCertificate.acmCertificateArn");
        if (arn.isEmpty()) {
            return;
        }
        String invalid = "InvalidViewerCertificate";
        operation.require(
                arn.contains(":us-east-1:"),
                invalid,
                "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.");
        StoredResource certificate =
                operation.store().byArn(AwsTypes.ACM_CERTIFICATE, arn).orElse(null);
        operation.require(
                certificate != null && "ISSUED".equals(certificate.text("status")),
                invalid,
                "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.");
        if (certificate != null) {
            Set<String> names = new LinkedHashSet<>();
            names.add(certificate.text("domainName"));
            Values.asList(certificate.get("subjectAlternativeNames")).forEach(name -> names.add(String.valueOf(name)));
            for (String alias : operation.texts("aliases")) {
                operation.require(
                        names.contains(alias) || names.contains("*" + alias.substring(Math.max(0, alias.indexOf('.')))),
                        invalid,
                        "The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add: "
                                + alias);
            }
        }
    }

    private static void checkAliases(Operation operation) {
        List<String> aliases = operation.texts("aliases");
        operation.require(
                aliases.isEmpty()
                        || operation.has("viewerCertificate.acmCertificateArn")
                        || operation.has("viewerCertificate.iamCertificateId"),
                "InvalidViewerCertificate",
                "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.");
        for (StoredResource other : operation.siblings()) {
            Values.asList(other.get("aliases"))
                    .forEach(alias -> operation.require(
                            !aliases.contains(String.valueOf(alias)),
                            "CNAMEAlreadyExists",
                            "One or more of the CNAMEs you provided are already associated with a different resource: "
                                    + alias));
        }
    }

    private static void checkWebAcl(Operation operation) {
        String arn = operation.text("webAclId");
        operation.require(
                arn.isEmpty()
                        || operation.store().byArn(AwsTypes.WAFV2_WEB_ACL, arn).stream()
                                .anyMatch(acl -> "CLOUDFRONT".equals(acl.text("scope"))),
                "InvalidWebACLId",
                "Web ACL is not accessible by the requester, or its scope is not CLOUDFRONT: " + arn);
    }

    /** Standard logging of the older kind writes with access control lists. */
    private static void checkLogs(Operation operation) {
        String bucket = operation.text("loggingConfig.bucket").replaceFirst("\\.s3[.-].*$", "");
        operation.require(
                bucket.isEmpty() || S3.allowsAccessControlLists(operation, bucket),
                "InvalidArgument",
                "The S3 bucket that you specified for CloudFront logs does not enable ACL access: " + bucket);
    }
}
