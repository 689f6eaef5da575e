package dev.plinth.components.cdn;

import com.pulumi.aws.Provider;
import com.pulumi.aws.cloudfront.Distribution;
import com.pulumi.aws.cloudfront.DistributionArgs;
import com.pulumi.aws.cloudfront.OriginAccessControl;
import com.pulumi.aws.cloudfront.OriginAccessControlArgs;
import com.pulumi.aws.cloudfront.ResponseHeadersPolicy;
import com.pulumi.aws.cloudfront.ResponseHeadersPolicyArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionCustomErrorResponseArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionDefaultCacheBehaviorArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOrderedCacheBehaviorArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginCustomOriginConfigArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsGeoRestrictionArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionViewerCertificateArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigContentSecurityPolicyArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigContentTypeOptionsArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigFrameOptionsArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigReferrerPolicyArgs;
import com.pulumi.aws.cloudfront.inputs.ResponseHeadersPolicySecurityHeadersConfigStrictTransportSecurityArgs;
import com.pulumi.aws.cloudwatch.LogDelivery;
import com.pulumi.aws.cloudwatch.LogDeliveryArgs;
import com.pulumi.aws.cloudwatch.LogDeliveryDestination;
import com.pulumi.aws.cloudwatch.LogDeliveryDestinationArgs;
import com.pulumi.aws.cloudwatch.LogDeliverySource;
import com.pulumi.aws.cloudwatch.LogDeliverySourceArgs;
import com.pulumi.aws.cloudwatch.inputs.LogDeliveryDestinationDeliveryDestinationConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.loadbalancer.WebFirewall;
import dev.plinth.components.storage.ObjectStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A CloudFront distribution: HTTPS only, TLS 1.2 or newer, security headers, a web application firewall, and access logs (standard
 * logging, v2, which needs no access control lists). It reads buckets by origin access control, so that nothing else has to, and
 * servers over HTTPS only.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html">Standard logging (v2)</a>
 */
public final class ContentDistribution extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:cdn:ContentDistribution";

    /** The newest that every current browser has (CloudFront, "Supported protocols and ciphers"). */
    private static final String MINIMUM_TLS = "TLSv1.2_2021";

    /** A year, which is what the browsers' preload list asks for. */
    private static final int STRICT_TRANSPORT_SECURITY_SECONDS = 31_536_000;

    /** CloudFront, "Use managed cache policies". */
    private static final String CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";

    private static final String CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    /** CloudFront, "Use managed origin request policies". */
    private static final String ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";

    private static final String ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

    private static final List<String> READ = List.of("GET", "HEAD");
    private static final List<String> READ_AND_WRITE =
            List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private final Distribution distribution;

    /**
     * Creates the distribution and lets it read its buckets.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ContentDistribution(String name, ContentDistributionArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the distribution and lets it read its buckets, with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ContentDistribution(String name, ContentDistributionArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, ContentDistributionValidation.validated(name, args), options);
        Provider usEast1 = Objects.requireNonNull(args.usEast1Provider());
        ResponseHeadersPolicy headers = createResponseHeadersPolicy(args);
        this.distribution = createDistribution(args, headers, webAclArn(args, usEast1));
        logAccess(Objects.requireNonNull(args.logBucket()), usEast1);
        for (DistributionOrigin origin : args.origins()) {
            ObjectStorage storage = origin.storage();
            if (storage != null) {
                storage.allowDistribution(distributionArn());
            }
        }
        registerOutputs(Map.of(
                "distributionId", distributionId(),
                "distributionArn", distributionArn(),
                "domainName", domainName(),
                "hostedZoneId", hostedZoneId()));
    }

    /** The distribution's id, such as {@code EDFDVBD6EXAMPLE}. */
    public Output<String> distributionId() {
        return distribution.id();
    }

    /** The distribution's ARN. */
    public Output<String> distributionArn() {
        return distribution.arn();
    }

    /** CloudFront's own name of the distribution, such as {@code d111111abcdef8.cloudfront.net}. */
    public Output<String> domainName() {
        return distribution.domainName();
    }

    /** The Route 53 hosted zone of CloudFront's names, for alias records. */
    public Output<String> hostedZoneId() {
        return distribution.hostedZoneId();
    }

    private @Nullable Output<String> webAclArn(ContentDistributionArgs args, Provider usEast1) {
        Output<String> existing = args.webAclArn();
        if (existing != null || !args.webFirewall()) {
            return existing;
        }
        return WebFirewall.ofContentDistribution(
                        childName("firewall"),
                        args.countedFirewallRules(),
                        args.firewallRateLimit(),
                        args.firewallLogRetentionDays(),
                        childComponentOptions().provider(usEast1).build())
                .webAclArn();
    }

    /** A server's own policy and framing count; the rest is the same for every response. */
    private ResponseHeadersPolicy createResponseHeadersPolicy(ContentDistributionArgs args) {
        return new ResponseHeadersPolicy(
                childName("headers"),
                ResponseHeadersPolicyArgs.builder()
                        .comment("Security headers of " + name())
                        .securityHeadersConfig(ResponseHeadersPolicySecurityHeadersConfigArgs.builder()
                                .strictTransportSecurity(
                                        ResponseHeadersPolicySecurityHeadersConfigStrictTransportSecurityArgs.builder()
                                                .accessControlMaxAgeSec(STRICT_TRANSPORT_SECURITY_SECONDS)
                                                .includeSubdomains(true)
                                                .preload(true)
                                                .override(true)
                                                .build())
                                .contentTypeOptions(
                                        ResponseHeadersPolicySecurityHeadersConfigContentTypeOptionsArgs.builder()
                                                .override(true)
                                                .build())
                                .frameOptions(ResponseHeadersPolicySecurityHeadersConfigFrameOptionsArgs.builder()
                                        .frameOption("DENY")
                                        .override(false)
                                        .build())
                                .referrerPolicy(ResponseHeadersPolicySecurityHeadersConfigReferrerPolicyArgs.builder()
                                        .referrerPolicy("strict-origin-when-cross-origin")
                                        .override(false)
                                        .build())
                                .contentSecurityPolicy(
                                        ResponseHeadersPolicySecurityHeadersConfigContentSecurityPolicyArgs.builder()
                                                .contentSecurityPolicy(args.contentSecurityPolicy())
                                                .override(false)
                                                .build())
                                .build())
                        .build(),
                childOptions().build());
    }

    private Distribution createDistribution(
            ContentDistributionArgs args, ResponseHeadersPolicy headers, @Nullable Output<String> webAclArn) {
        DistributionArgs.Builder builder = DistributionArgs.builder()
                .comment(name())
                .enabled(true)
                .isIpv6Enabled(true)
                .httpVersion("http2and3")
                .priceClass(args.priceClass().value())
                .origins(createOrigins(args.origins()))
                .defaultCacheBehavior(defaultBehavior(defaultOrigin(args), headers))
                .viewerCertificate(viewerCertificate(args))
                .restrictions(DistributionRestrictionsArgs.builder()
                        .geoRestriction(DistributionRestrictionsGeoRestrictionArgs.builder()
                                .restrictionType("none")
                                .build())
                        .build())
                .tags(Map.of("Name", name()));
        List<DistributionOrderedCacheBehaviorArgs> ordered = orderedBehaviors(args.origins(), headers);
        if (!ordered.isEmpty()) {
            builder.orderedCacheBehaviors(ordered);
        }
        if (!args.domainNames().isEmpty()) {
            builder.aliases(args.domainNames());
        }
        if (!args.errorResponses().isEmpty()) {
            builder.customErrorResponses(args.errorResponses().stream()
                    .map(ContentDistribution::errorResponse)
                    .toList());
        }
        String rootObject = args.defaultRootObject();
        if (rootObject != null) {
            builder.defaultRootObject(rootObject);
        } else if (defaultOrigin(args).isBucket()) {
            builder.defaultRootObject(ContentDistributionArgs.DEFAULT_ROOT_OBJECT);
        }
        if (webAclArn != null) {
            builder.webAclId(webAclArn);
        }
        return new Distribution(
                childName("distribution"),
                builder.build(),
                statefulChildOptions().build());
    }

    private static DistributionOrigin defaultOrigin(ContentDistributionArgs args) {
        return args.origins().stream()
                .filter(DistributionOrigin::isDefault)
                .findFirst()
                .orElseThrow();
    }

    private List<DistributionOriginArgs> createOrigins(List<DistributionOrigin> origins) {
        return origins.stream().map(this::createOrigin).toList();
    }

    private DistributionOriginArgs createOrigin(DistributionOrigin origin) {
        DistributionOriginArgs.Builder builder =
                DistributionOriginArgs.builder().originId(origin.name()).domainName(origin.domainName());
        if (origin.isBucket()) {
            return builder.originAccessControlId(
                            createOriginAccessControl(origin).id())
                    .build();
        }
        return builder.customOriginConfig(DistributionOriginCustomOriginConfigArgs.builder()
                        .httpPort(80)
                        .httpsPort(443)
                        .originProtocolPolicy("https-only")
                        .originSslProtocols("TLSv1.2")
                        .build())
                .build();
    }

    private OriginAccessControl createOriginAccessControl(DistributionOrigin origin) {
        return new OriginAccessControl(
                childName(origin.name() + "-access"),
                OriginAccessControlArgs.builder()
                        .description("Signs the requests of " + name() + " to its bucket.")
                        .originAccessControlOriginType("s3")
                        .signingBehavior("always")
                        .signingProtocol("sigv4")
                        .build(),
                childOptions().build());
    }

    private static DistributionDefaultCacheBehaviorArgs defaultBehavior(
            DistributionOrigin origin, ResponseHeadersPolicy headers) {
        DistributionDefaultCacheBehaviorArgs.Builder builder = DistributionDefaultCacheBehaviorArgs.builder()
                .targetOriginId(origin.name())
                .viewerProtocolPolicy("redirect-to-https")
                .allowedMethods(methods(origin))
                .cachedMethods(READ)
                .compress(true)
                .cachePolicyId(cachePolicy(origin))
                .responseHeadersPolicyId(headers.id());
        String requestPolicy = originRequestPolicy(origin);
        return (requestPolicy == null ? builder : builder.originRequestPolicyId(requestPolicy)).build();
    }

    private static List<DistributionOrderedCacheBehaviorArgs> orderedBehaviors(
            List<DistributionOrigin> origins, ResponseHeadersPolicy headers) {
        List<DistributionOrderedCacheBehaviorArgs> behaviors = new ArrayList<>();
        for (DistributionOrigin origin : origins) {
            for (String path : origin.paths()) {
                DistributionOrderedCacheBehaviorArgs.Builder builder = DistributionOrderedCacheBehaviorArgs.builder()
                        .pathPattern(path)
                        .targetOriginId(origin.name())
                        .viewerProtocolPolicy("redirect-to-https")
                        .allowedMethods(methods(origin))
                        .cachedMethods(READ)
                        .compress(true)
                        .cachePolicyId(cachePolicy(origin))
                        .responseHeadersPolicyId(headers.id());
                String requestPolicy = originRequestPolicy(origin);
                behaviors.add((requestPolicy == null ? builder : builder.originRequestPolicyId(requestPolicy)).build());
            }
        }
        return behaviors;
    }

    private static List<String> methods(DistributionOrigin origin) {
        return origin.isBucket() ? READ : READ_AND_WRITE;
    }

    private static String cachePolicy(DistributionOrigin origin) {
        return origin.isCached() ? CACHING_OPTIMIZED : CACHING_DISABLED;
    }

    /** A server gets what the viewer sent; a load balancer the viewer's host as well, for which its certificate is. */
    private static @Nullable String originRequestPolicy(DistributionOrigin origin) {
        if (origin.isBucket()) {
            return null;
        }
        return origin.loadBalancer() == null ? ALL_VIEWER_EXCEPT_HOST_HEADER : ALL_VIEWER;
    }

    private static DistributionViewerCertificateArgs viewerCertificate(ContentDistributionArgs args) {
        Output<String> certificateArn = args.certificateArn();
        return certificateArn == null
                ? DistributionViewerCertificateArgs.builder()
                        .cloudfrontDefaultCertificate(true)
                        .build()
                : DistributionViewerCertificateArgs.builder()
                        .acmCertificateArn(certificateArn)
                        .sslSupportMethod("sni-only")
                        .minimumProtocolVersion(MINIMUM_TLS)
                        .build();
    }

    private static DistributionCustomErrorResponseArgs errorResponse(ErrorResponse response) {
        return DistributionCustomErrorResponseArgs.builder()
                .errorCode(response.errorCode())
                .responseCode(response.responseCode())
                .responsePagePath(response.responsePagePath())
                .errorCachingMinTtl(response.cachingMinTtlSeconds())
                .build();
    }

    /** CloudFront's logs are delivered from us-east-1, to a bucket in any region. */
    private void logAccess(ObjectStorage logBucket, Provider usEast1) {
        LogDeliverySource source = new LogDeliverySource(
                childName("log-source"),
                LogDeliverySourceArgs.builder()
                        .logType("ACCESS_LOGS")
                        .resourceArn(distribution.arn())
                        .build(),
                in(usEast1, childOptions()));
        LogDeliveryDestination destination = new LogDeliveryDestination(
                childName("log-destination"),
                LogDeliveryDestinationArgs.builder()
                        .outputFormat("json")
                        .deliveryDestinationConfiguration(
                                LogDeliveryDestinationDeliveryDestinationConfigurationArgs.builder()
                                        .destinationResourceArn(logBucket.bucketArn())
                                        .build())
                        .build(),
                in(usEast1, childOptions()));
        // AWS rejects a delivery to a bucket that does not allow it yet.
        CustomResourceOptions.Builder options = childOptions();
        logBucket.bucketPolicy().ifPresent(options::dependsOn);
        new LogDelivery(
                childName("log-delivery"),
                LogDeliveryArgs.builder()
                        .deliverySourceName(source.name())
                        .deliveryDestinationArn(destination.arn())
                        .build(),
                in(usEast1, options));
    }

    private static CustomResourceOptions in(Provider provider, CustomResourceOptions.Builder options) {
        options.provider(provider);
        return options.build();
    }
}
