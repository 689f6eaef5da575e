package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;

/** Route 53, CloudFront and the delivery of its logs. */
class ContentDeliveryTest {

    private static final String RECORD = "aws:route53/record:Record";
    private static final String DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

    private TestCloud cloud;
    private ResourceProviderBlockingStub usEast1;
    private Made zone;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        usEast1 = cloud.connect(Map.of("region", "us-east-1"));
        zone = cloud.create("aws:route53/zone:Zone", "zone", Map.of("name", "example.com"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Made dnsRecord(String name, String type, String value) {
        return cloud.create(
                RECORD,
                name + type,
                Map.of("zoneId", zone.id(), "name", name, "type", type, "ttl", 60, "records", List.of(value)));
    }

    private String refusedRecord(String name, String type, String value) {
        return refusal(() -> dnsRecord(name, type, value));
    }

    @Test
    void zonesHaveIdsAndFourNameServers() {
        assertThat(zone.id()).matches("Z[0-9A-F]{20}");
        assertThat(zone.text("zoneId")).isEqualTo(zone.id());
        assertThat(zone.text("arn")).isEqualTo("arn:aws:route53:::hostedzone/" + zone.id());
        assertThat((List<?>) zone.get("nameServers")).hasSize(4).allSatisfy(server -> assertThat((String) server)
                .matches("ns-\\d{1,4}\\.awsdns-\\d\\d\\.(com|net|org|co\\.uk)"));
        assertThat(cloud.diff(zone, Map.of("name", "example.org")).getReplacesList())
                .containsExactly("name");
    }

    @Test
    void recordsStayInTheirZoneAndAreUnique() {
        Made www = dnsRecord("www.example.com", "A", "192.0.2.1");

        assertThat(www.id()).isEqualTo(zone.id() + "_www.example.com_A");
        assertThat(www.text("fqdn")).isEqualTo("www.example.com");
        assertThat(refusedRecord("www.example.com", "A", "192.0.2.2")).contains("already exists");
        assertThat(refusedRecord("www.example.com", "CNAME", "example.net")).contains("conflicts with other records");
        assertThat(refusedRecord("example.com", "CNAME", "example.net")).contains("not permitted at apex");
        assertThat(refusedRecord("example.org", "A", "192.0.2.1")).contains("is not permitted in zone example.com.");
        assertThat(refusedRecord("text.example.com", "TXT", "x".repeat(256))).contains("CharacterStringTooLong");
        assertThat(refusal(() -> cloud.delete(zone))).contains("HostedZoneNotEmpty");
        cloud.delete(www);
        cloud.delete(zone);
    }

    @Test
    void aliasesHaveNoTimeToLive() {
        Map<String, Object> alias = Map.of(
                "zoneId",
                zone.id(),
                "name",
                "example.com",
                "type",
                "A",
                "aliases",
                List.of(Map.of(
                        "name", "lb.eu-central-1.elb.amazonaws.com", "zoneId", "Z215", "evaluateTargetHealth", true)));
        Map<String, Object> withTtl = new HashMap<>(alias);
        withTtl.put("ttl", 60);

        assertThat(cloud.check(RECORD, "alias", withTtl).getFailuresList()).hasSize(1);
        assertThat(cloud.create(RECORD, "alias", alias).text("fqdn")).isEqualTo("example.com");
    }

    private Made key(ResourceProviderBlockingStub region, String spec) {
        return cloud.create(
                region,
                "aws:kms/key:Key",
                "key" + spec,
                Map.of(
                        "keyUsage",
                        "SIGN_VERIFY",
                        "customerMasterKeySpec",
                        spec,
                        "policy",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
                                + "\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Effect\":\"Allow\",\"Principal\":"
                                + "{\"Service\":\"dnssec-route53.amazonaws.com\"},\"Action\":\"kms:Sign\",\"Resource\":\"*\"}]}"));
    }

    private Made keySigningKey(Made key) {
        return cloud.create(
                "aws:route53/keySigningKey:KeySigningKey",
                "ksk",
                Map.of("hostedZoneId", zone.id(), "name", "ksk_dns", "keyManagementServiceArn", key.text("arn")));
    }

    @Test
    void signingNeedsAKeyOfUsEast1() {
        String dnssec = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec";
        assertThat(refusal(() -> cloud.create(dnssec, "dnssec", Map.of("hostedZoneId", zone.id()))))
                .contains("KeySigningKeyWithActiveStatusNotFound");
        assertThat(refusal(() -> keySigningKey(key(cloud.provider, "ECC_NIST_P256"))))
                .contains("InvalidKMSArn");
        assertThat(refusal(() -> keySigningKey(key(usEast1, "RSA_2048")))).contains("InvalidKMSArn");

        Made signing = keySigningKey(key(usEast1, "ECC_NIST_P256"));

        assertThat(signing.text("dsRecord")).matches("\\d{1,5} 13 2 [0-9A-F]{64}");
        assertThat(cloud.create(dnssec, "dnssec", Map.of("hostedZoneId", zone.id()))
                        .id())
                .isEqualTo(zone.id());
    }

    @Test
    void logsOfQueriesNeedALogGroupOfUsEast1AndAPolicy() {
        String type = "aws:route53/queryLog:QueryLog";
        Made here = cloud.create("aws:cloudwatch/logGroup:LogGroup", "here", Map.of("name", "/aws/route53/here"));
        Made there = cloud.create(
                usEast1, "aws:cloudwatch/logGroup:LogGroup", "there", Map.of("name", "/aws/route53/there"));
        Map<String, Object> log = Map.of("zoneId", zone.id(), "cloudwatchLogGroupArn", there.text("arn"));

        assertThat(refusal(() -> cloud.create(
                        type, "log", Map.of("zoneId", zone.id(), "cloudwatchLogGroupArn", here.text("arn")))))
                .contains("must be in us-east-1");
        assertThat(refusal(() -> cloud.create(type, "log", log))).contains("InsufficientCloudWatchLogsResourcePolicy");
        cloud.create(
                usEast1,
                "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
                "policy",
                Map.of(
                        "policyName",
                        "route53",
                        "policyDocument",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                                + "{\"Service\":\"route53.amazonaws.com\"},\"Action\":\"logs:PutLogEvents\",\"Resource\":\"*\"}]}"));
        assertThat(cloud.create(type, "log", log).text("arn")).startsWith("arn:aws:route53:::queryloggingconfig/");
    }

    private Map<String, Object> distribution(Map<String, Object> more) {
        Map<String, Object> inputs = new HashMap<>(Map.of(
                "enabled",
                true,
                "origins",
                List.of(Map.of(
                        "originId",
                        "site",
                        "domainName",
                        "origin.example.com",
                        "customOriginConfig",
                        Map.of(
                                "httpPort",
                                80,
                                "httpsPort",
                                443,
                                "originProtocolPolicy",
                                "https-only",
                                "originSslProtocols",
                                List.of("TLSv1.2")))),
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
                        "cachePolicyId",
                        "658327ea-f89d-4fab-a63d-7e88639e58f6"),
                "restrictions",
                Map.of("geoRestriction", Map.of("restrictionType", "none")),
                "viewerCertificate",
                Map.of("cloudfrontDefaultCertificate", true)));
        inputs.putAll(more);
        return inputs;
    }

    private String refusedDistribution(Map<String, Object> more) {
        return refusal(() -> cloud.create(DISTRIBUTION, "refused", distribution(more)));
    }

    @Test
    void distributionsHaveNamesAndIds() {
        Made distribution = cloud.create(DISTRIBUTION, "cdn", distribution(Map.of()));

        assertThat(distribution.id()).matches("E[0-9A-F]{13}");
        assertThat(distribution.text("arn")).matches("arn:aws:cloudfront::\\d{12}:distribution/E[0-9A-F]{13}");
        assertThat(distribution.text("domainName")).matches("d[0-9a-f]{13}\\.cloudfront\\.net");
        assertThat(distribution.text("hostedZoneId")).isEqualTo("Z2FDTNDATAQYW2");
        assertThat(cloud.diff(distribution, distribution(Map.of())).getDiffsList())
                .isEmpty();
    }

    @Test
    void distributionsNeedTheirPartsInUsEast1() {
        Made certificate = cloud.create(
                "aws:acm/certificate:Certificate",
                "certificate",
                Map.of("domainName", "www.example.com", "validationMethod", "DNS"));
        Made webAcl = cloud.create(
                "aws:wafv2/webAcl:WebAcl",
                "acl",
                Map.of(
                        "scope",
                        "REGIONAL",
                        "defaultAction",
                        Map.of("allow", Map.of()),
                        "visibilityConfig",
                        Map.of("cloudwatchMetricsEnabled", true, "sampledRequestsEnabled", true, "metricName", "m")));
        Made bucket = cloud.create("aws:s3/bucketV2:BucketV2", "logs", Map.of());

        assertThat(refusedDistribution(Map.of(
                        "viewerCertificate",
                        Map.of("acmCertificateArn", certificate.text("arn"), "sslSupportMethod", "sni-only"))))
                .contains("InvalidViewerCertificate")
                .contains("isn't in us-east-1");
        assertThat(refusedDistribution(Map.of("aliases", List.of("www.example.com"))))
                .contains("you must attach a trusted certificate");
        assertThat(refusedDistribution(Map.of("webAclId", webAcl.text("arn")))).contains("InvalidWebACLId");
        assertThat(refusedDistribution(Map.of("loggingConfig", Map.of("bucket", bucket.text("bucketDomainName")))))
                .contains("does not enable ACL access");
        assertThat(refusedDistribution(
                        Map.of("origins", List.of(Map.of("originId", "other", "domainName", "origin.example.com")))))
                .contains("NoSuchOrigin");
    }

    @Test
    void certificateCoversTheAliases() {
        Made certificate = cloud.create(
                usEast1,
                "aws:acm/certificate:Certificate",
                "certificate",
                Map.of("domainName", "*.example.com", "validationMethod", "DNS"));
        Map<?, ?> validation = (Map<?, ?>) ((List<?>) certificate.get("domainValidationOptions")).get(0);
        dnsRecord(
                String.valueOf(validation.get("resourceRecordName")),
                "CNAME",
                String.valueOf(validation.get("resourceRecordValue")));
        cloud.create(
                usEast1,
                "aws:acm/certificateValidation:CertificateValidation",
                "validation",
                Map.of("certificateArn", certificate.text("arn")));
        Map<String, Object> viewer = Map.of(
                "acmCertificateArn",
                certificate.text("arn"),
                "sslSupportMethod",
                "sni-only",
                "minimumProtocolVersion",
                "TLSv1.2_2021");

        assertThat(refusedDistribution(Map.of("viewerCertificate", viewer, "aliases", List.of("example.com"))))
                .contains("doesn't cover the alternate domain name");
        Map<String, Object> www =
                distribution(Map.of("viewerCertificate", viewer, "aliases", List.of("www.example.com")));
        assertThat(cloud.create(DISTRIBUTION, "cdn", www).get("aliases")).isEqualTo(List.of("www.example.com"));
        assertThat(refusal(() -> cloud.create(DISTRIBUTION, "second", www))).contains("CNAMEAlreadyExists");
    }

    @Test
    void logsOfDistributionsAreDeliveredFromUsEast1() {
        Made distribution = cloud.create(DISTRIBUTION, "cdn", distribution(Map.of()));
        Made bucket = cloud.create("aws:s3/bucketV2:BucketV2", "logs", Map.of());
        String type = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
        Map<String, Object> inputs = Map.of("logType", "ACCESS_LOGS", "resourceArn", distribution.text("arn"));

        assertThat(refusal(() -> cloud.create(type, "source", inputs))).contains("not from eu-central-1");
        Made source = cloud.create(usEast1, type, "source", inputs);
        Made destination = cloud.create(
                usEast1,
                "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
                "destination",
                Map.of(
                        "outputFormat",
                        "json",
                        "deliveryDestinationConfiguration",
                        Map.of("destinationResourceArn", bucket.text("arn"))));

        assertThat(source.text("service")).isEqualTo("cloudfront");
        assertThat(destination.text("deliveryDestinationType")).isEqualTo("S3");
        assertThat(cloud.create(
                                usEast1,
                                "aws:cloudwatch/logDelivery:LogDelivery",
                                "delivery",
                                Map.of(
                                        "deliverySourceName",
                                        source.text("name"),
                                        "deliveryDestinationArn",
                                        destination.text("arn")))
                        .text("arn"))
                .matches("arn:aws:logs:us-east-1:\\d{12}:delivery:[0-9a-f]{16}");
    }
}
