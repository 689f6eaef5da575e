package dev.plinth.components.cdn;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.dns.DnsZone;
import dev.plinth.components.dns.DnsZoneArgs;
import dev.plinth.components.dns.ZoneRecord;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.ManagedRuleGroup;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.network.ExistingNetworkArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContentDistributionTest {

    private static final String DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
    private static final String ACCESS_CONTROL = "aws:cloudfront/originAccessControl:OriginAccessControl";
    private static final String DISTRIBUTION_ARN = "arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE";
    private static final String CERTIFICATE_ARN = "arn:aws:acm:us-east-1:123456789012:certificate/abc";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @BeforeEach
    void answerAsCloudFrontDoes() {
        mocks.answer(
                DISTRIBUTION,
                distribution -> Map.of(
                        "id", "EDFDVBD6EXAMPLE",
                        "arn", DISTRIBUTION_ARN,
                        "domainName", "d111111abcdef8.cloudfront.net",
                        "hostedZoneId", "Z2FDTNDATAQYW2"));
    }

    private static Provider usEast1() {
        return new Provider(
                "us-east-1", ProviderArgs.builder().region("us-east-1").build());
    }

    private static ObjectStorage site() {
        return new ObjectStorage(
                "site",
                ObjectStorageArgs.builder().contentDistributionOrigin(true).build());
    }

    private static ObjectStorage logs() {
        return new ObjectStorage(
                "logs",
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .contentDistributionLogs(true)
                        .build());
    }

    private static ContentDistributionArgs.Builder common() {
        return ContentDistributionArgs.builder()
                .domainNames(List.of("www.example.com"))
                .certificateArn(CERTIFICATE_ARN)
                .logBucket(logs())
                .usEast1Provider(usEast1());
    }

    private ContentDistribution run(UnaryOperator<ContentDistributionArgs.Builder> more) {
        return mocks.run(
                () -> new ContentDistribution("cdn", more.apply(common()).build()));
    }

    private static ContentDistributionArgs.Builder ofBucket(ContentDistributionArgs.Builder args) {
        return args.origins(List.of(DistributionOrigin.bucket("site", site())));
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        ContentDistributionArgs args = ContentDistributionArgs.builder().build();

        assertThat(args.origins()).isEmpty();
        assertThat(args.domainNames()).isEmpty();
        assertThat(args.certificateArn()).isNull();
        assertThat(args.defaultCertificate()).isFalse();
        assertThat(args.logBucket()).isNull();
        assertThat(args.usEast1Provider()).isNull();
        assertThat(args.defaultRootObject()).isNull();
        assertThat(args.errorResponses()).isEmpty();
        assertThat(args.priceClass()).isEqualTo(PriceClass.PRICE_CLASS_ALL);
        assertThat(args.contentSecurityPolicy()).startsWith("default-src 'self'");
        assertThat(args.webFirewall()).isTrue();
        assertThat(args.webAclArn()).isNull();
        assertThat(args.countedFirewallRules()).isEmpty();
        assertThat(args.firewallRateLimit()).isNull();
        assertThat(args.firewallLogRetentionDays()).isEqualTo(90);
    }

    @Test
    void bucketIsServedOverHttpsByTheDistributionAlone() {
        ContentDistribution cdn = run(ContentDistributionTest::ofBucket);

        Recorded distribution = mocks.only(DISTRIBUTION);
        assertThat(distribution.inputs())
                .containsEntry("enabled", true)
                .containsEntry("isIpv6Enabled", true)
                .containsEntry("httpVersion", "http2and3")
                .containsEntry("priceClass", "PriceClass_All")
                .containsEntry("defaultRootObject", "index.html")
                .containsEntry("aliases", List.of("www.example.com"))
                .containsEntry(
                        "viewerCertificate",
                        Map.of(
                                "acmCertificateArn",
                                CERTIFICATE_ARN,
                                "sslSupportMethod",
                                "sni-only",
                                "minimumProtocolVersion",
                                "TLSv1.2_2021"))
                .containsEntry(
                        "origins",
                        List.of(Map.of(
                                "originId",
                                "site",
                                "domainName",
                                "site-bucket-1a2b3c4.s3.eu-central-1.amazonaws.com",
                                "originAccessControlId",
                                "cdn-site-access-id")))
                .containsEntry(
                        "defaultCacheBehavior",
                        Map.of(
                                "targetOriginId",
                                "site",
                                "viewerProtocolPolicy",
                                "redirect-to-https",
                                "allowedMethods",
                                List.of("GET", "HEAD"),
                                "cachedMethods",
                                List.of("GET", "HEAD"),
                                "compress",
                                true,
                                "cachePolicyId",
                                "658327ea-f89d-4fab-a63d-7e88639e58f6",
                                "responseHeadersPolicyId",
                                "cdn-headers-id"))
                .doesNotContainKeys("orderedCacheBehaviors", "customErrorResponses", "loggingConfig");
        assertThat(mocks.only(ACCESS_CONTROL).inputs())
                .containsEntry("originAccessControlOriginType", "s3")
                .containsEntry("signingBehavior", "always")
                .containsEntry("signingProtocol", "sigv4");
        assertThat(mocks.named("aws:s3/bucketPolicy:BucketPolicy", "site-policy")
                        .text("policy"))
                .contains("DenyPlainHttp", "\"aws:SourceArn\":\"" + DISTRIBUTION_ARN + "\"");
        assertThat(value(cdn.distributionId())).isEqualTo("EDFDVBD6EXAMPLE");
        assertThat(value(cdn.distributionArn())).isEqualTo(DISTRIBUTION_ARN);
        assertThat(value(cdn.domainName())).isEqualTo("d111111abcdef8.cloudfront.net");
        assertThat(value(cdn.hostedZoneId())).isEqualTo("Z2FDTNDATAQYW2");
    }

    @Test
    void responsesHaveSecurityHeaders() {
        run(ContentDistributionTest::ofBucket);

        assertThat(mocks.only("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")
                        .object("securityHeadersConfig"))
                .containsEntry(
                        "strictTransportSecurity",
                        Map.of(
                                "accessControlMaxAgeSec",
                                31536000.0,
                                "includeSubdomains",
                                true,
                                "preload",
                                true,
                                "override",
                                true))
                .containsEntry("contentTypeOptions", Map.of("override", true))
                .containsEntry("frameOptions", Map.of("frameOption", "DENY", "override", false))
                .containsEntry(
                        "contentSecurityPolicy",
                        Map.of(
                                "contentSecurityPolicy",
                                ContentDistributionArgs.DEFAULT_CONTENT_SECURITY_POLICY,
                                "override",
                                false));
    }

    @Test
    void logsAreDeliveredFromUsEast1() {
        run(ContentDistributionTest::ofBucket);

        Recorded source = mocks.only("aws:cloudwatch/logDeliverySource:LogDeliverySource");
        assertThat(source.inputs())
                .containsEntry("logType", "ACCESS_LOGS")
                .containsEntry("resourceArn", DISTRIBUTION_ARN);
        Recorded destination = mocks.only("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination");
        assertThat(destination.inputs())
                .containsEntry(
                        "deliveryDestinationConfiguration",
                        Map.of("destinationResourceArn", "arn:aws:s3:::logs-bucket-1a2b3c4"));
        Recorded delivery = mocks.only("aws:cloudwatch/logDelivery:LogDelivery");
        assertThat(delivery.text("deliverySourceName")).startsWith("cdn-log-source");
        assertThat(List.of(source, destination, delivery))
                .allSatisfy(resource -> assertThat(resource.provider()).contains("us-east-1"));
    }

    @Test
    void firewallIsOneOfCloudFront() {
        run(args -> ofBucket(args)
                .firewallRateLimit(1000)
                .firewallLogRetentionDays(30)
                .countedFirewallRules(Map.of(ManagedRuleGroup.COMMON, List.of("SizeRestrictions_BODY"))));

        Recorded webAcl = mocks.only("aws:wafv2/webAcl:WebAcl");
        assertThat(webAcl.inputs()).containsEntry("scope", "CLOUDFRONT");
        assertThat(webAcl.objects("rules")).hasSize(5);
        assertThat(mocks.ofType("aws:wafv2/webAclAssociation:WebAclAssociation"))
                .isEmpty();
        assertThat(mocks.only(DISTRIBUTION).text("webAclId")).endsWith("cdn-firewall-web-acl");
        assertThat(mocks.only("aws:cloudwatch/logGroup:LogGroup").inputs()).containsEntry("retentionInDays", 30.0);
    }

    @Test
    void existingFirewallOrNoneTakesItsPlace() {
        String arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shared/1234";
        run(args -> ofBucket(args).webAclArn(arn));

        assertThat(mocks.ofType("aws:wafv2/webAcl:WebAcl")).isEmpty();
        assertThat(mocks.only(DISTRIBUTION).text("webAclId")).isEqualTo(arn);
    }

    @Test
    void withoutFirewallAndWithCloudFrontsCertificateOnRequest() {
        mocks.run(() -> new ContentDistribution(
                "cdn",
                ofBucket(ContentDistributionArgs.builder())
                        .logBucket(logs())
                        .usEast1Provider(usEast1())
                        .defaultCertificate(true)
                        .webFirewall(false)
                        .build()));

        assertThat(mocks.only(DISTRIBUTION).inputs())
                .containsEntry("viewerCertificate", Map.of("cloudfrontDefaultCertificate", true))
                .doesNotContainKeys("webAclId", "aliases");
    }

    @Test
    void serversAreReachedOverHttpsAndNotCached() {
        run(args -> args.origins(List.of(
                DistributionOrigin.bucket("site", site()),
                DistributionOrigin.https("api", "origin.example.com").at("/api/*", "/auth/*"),
                DistributionOrigin.https("images", Output.of("images.example.com"))
                        .at("/images/*")
                        .cached())));

        Recorded distribution = mocks.only(DISTRIBUTION);
        assertThat(distribution.objects("origins").get(1))
                .isEqualTo(Map.of(
                        "originId",
                        "api",
                        "domainName",
                        "origin.example.com",
                        "customOriginConfig",
                        Map.of(
                                "httpPort",
                                80.0,
                                "httpsPort",
                                443.0,
                                "originProtocolPolicy",
                                "https-only",
                                "originSslProtocols",
                                List.of("TLSv1.2"))));
        List<Map<String, Object>> behaviors = distribution.objects("orderedCacheBehaviors");
        assertThat(behaviors)
                .extracting(behavior -> behavior.get("pathPattern"))
                .containsExactly("/api/*", "/auth/*", "/images/*");
        assertThat(behaviors.get(0))
                .containsEntry("targetOriginId", "api")
                .containsEntry("viewerProtocolPolicy", "redirect-to-https")
                .containsEntry("cachePolicyId", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad")
                .containsEntry("originRequestPolicyId", "b689b0a8-53d0-40ab-baf2-68738e2966ac")
                .containsEntry("allowedMethods", List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"));
        assertThat(behaviors.get(2)).containsEntry("cachePolicyId", "658327ea-f89d-4fab-a63d-7e88639e58f6");
        assertThat(mocks.ofType(ACCESS_CONTROL)).hasSize(1);
    }

    private static ApplicationLoadBalancer loadBalancer(boolean internal) {
        return new ApplicationLoadBalancer(
                "balancer",
                ApplicationLoadBalancerArgs.builder()
                        .network(Network.existing(
                                "network",
                                ExistingNetworkArgs.builder()
                                        .vpcId("vpc-0a1b2c3d4e5f60718")
                                        .vpcCidrBlock("172.31.0.0/16")
                                        .publicSubnetIds(List.of("subnet-0000000a", "subnet-0000000b"))
                                        .privateSubnetIds(List.of("subnet-0000001a", "subnet-0000001b"))
                                        .build()))
                        .internal(internal)
                        .certificateArn("arn:aws:acm:eu-central-1:123456789012:certificate/abc")
                        .accessLogBucket("logs")
                        .ingress(IngressSource.ANYWHERE)
                        .routes(List.of(new Route("api", 3000, "/health", List.of(), List.of("/*"), 10)))
                        .build());
    }

    @Test
    void loadBalancerGetsTheViewersHostAndNamesLeadToTheDistribution() {
        ContentDistribution cdn = mocks.run(() -> {
            ContentDistribution created = new ContentDistribution(
                    "cdn",
                    common().origins(List.of(DistributionOrigin.loadBalancer("api", loadBalancer(false))))
                            .build(),
                    ComponentResourceOptions.builder().protect(true).build());
            new DnsZone(
                    "dns",
                    DnsZoneArgs.builder()
                            .zoneName("example.com")
                            .hostedZoneId("Z1D633PJN98FT9")
                            .records(ZoneRecord.aliases("www", created))
                            .build());
            return created;
        });

        assertThat(mocks.only(DISTRIBUTION).inputs()).doesNotContainKey("defaultRootObject");
        assertThat(mocks.only(DISTRIBUTION).object("defaultCacheBehavior"))
                .containsEntry("originRequestPolicyId", "216adef6-5c7f-47e4-b989-5492eafa07d3");
        assertThat(mocks.options(mocks.only(DISTRIBUTION)).isProtect()).isTrue();
        assertThat(mocks.names("aws:route53/record:Record")).containsExactly("dns-record-www-a", "dns-record-www-aaaa");
        assertThat(mocks.named("aws:route53/record:Record", "dns-record-www-aaaa")
                        .objects("aliases"))
                .containsExactly(Map.of(
                        "name", value(cdn.domainName()), "zoneId", "Z2FDTNDATAQYW2", "evaluateTargetHealth", false));
    }

    @Test
    void singlePageApplicationAnswersWithItsPage() {
        run(args -> ofBucket(args)
                .defaultRootObject("app.html")
                .priceClass(PriceClass.PRICE_CLASS_100)
                .contentSecurityPolicy("default-src https:")
                .errorResponses(ErrorResponse.singlePageApplication("/app.html")));

        assertThat(mocks.only(DISTRIBUTION).inputs())
                .containsEntry("priceClass", "PriceClass_100")
                .containsEntry("defaultRootObject", "app.html");
        assertThat(mocks.only(DISTRIBUTION).objects("customErrorResponses"))
                .containsExactly(
                        Map.of(
                                "errorCode", 403.0,
                                "responseCode", 200.0,
                                "responsePagePath", "/app.html",
                                "errorCachingMinTtl", 10.0),
                        Map.of(
                                "errorCode", 404.0,
                                "responseCode", 200.0,
                                "responsePagePath", "/app.html",
                                "errorCachingMinTtl", 10.0));
    }

    @Test
    void fewestArgumentsAreNamed() {
        assertThatThrownBy(() -> mocks.run(() -> new ContentDistribution(
                        "cdn", ContentDistributionArgs.builder().build())))
                .hasMessage("ContentDistribution 'cdn': logBucket is missing; it must be given;"
                        + " usEast1Provider is missing; it must be given;"
                        + " certificateArn is missing; it must be given, or defaultCertificate must be true;"
                        + " domainNames is empty; it must be at least one name that the certificate is for;"
                        + " origins is 0 without paths;"
                        + " it must be one origin without paths, for all paths of no other origin");
        assertThat(mocks.resources()).isEmpty();
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> mocks.run(() -> new ContentDistribution(
                        "Cdn",
                        ContentDistributionArgs.builder()
                                .logBucket(site())
                                .usEast1Provider(usEast1())
                                .defaultRootObject("/index.html")
                                .contentSecurityPolicy(" ")
                                .certificateArn("arn:aws:acm:eu-central-1:123456789012:certificate/abc")
                                .domainNames(List.of("www", "www.example.com", "www.example.com"))
                                .origins(List.of(
                                        DistributionOrigin.bucket("plain", logs()),
                                        DistributionOrigin.https("plain", "https://origin.example.com"),
                                        DistributionOrigin.loadBalancer("api", loadBalancer(true))
                                                .at("api/*")))
                                .errorResponses(List.of(
                                        new ErrorResponse(404, 200, "/index.html", 10),
                                        new ErrorResponse(418, 404, "/404.html", 10)))
                                .webFirewall(false)
                                .webAclArn("arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/b")
                                .firewallRateLimit(100)
                                .countedFirewallRules(Map.of(ManagedRuleGroup.COMMON, List.of("*")))
                                .firewallLogRetentionDays(8)
                                .build())))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(
                                failure.faults().stream().map(fault -> fault.argument() + "=" + fault.value()))
                        .containsExactly(
                                "name=Cdn",
                                "logBucket=site",
                                "defaultRootObject=/index.html",
                                "contentSecurityPolicy=blank",
                                "certificateArn=arn:aws:acm:eu-central-1:123456789012:certificate/abc",
                                "domainNames=www",
                                "domainNames=www.example.com",
                                "origins=2 without paths",
                                "origins=the storage of plain",
                                "origins=plain",
                                "origins=https://origin.example.com",
                                "origins=the internal load balancer of api",
                                "origins=path 'api/*' of api",
                                "errorResponses=ErrorResponse[errorCode=404, responseCode=200,"
                                        + " responsePagePath=/index.html, cachingMinTtlSeconds=10]",
                                "errorResponses=ErrorResponse[errorCode=418, responseCode=404,"
                                        + " responsePagePath=/404.html, cachingMinTtlSeconds=10]",
                                "webAclArn=arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/b",
                                "firewallRateLimit=100",
                                "countedFirewallRules={COMMON=[*]}",
                                "firewallLogRetentionDays=8",
                                "countedFirewallRules=*"));
    }

    @Test
    void cloudFrontsCertificateIsForItsOwnNameOnly() {
        assertThatThrownBy(() -> run(args -> ofBucket(args).defaultCertificate(true)))
                .hasMessageContaining(
                        "defaultCertificate is true; it must be false where certificateArn or domainNames are given");
    }
}
