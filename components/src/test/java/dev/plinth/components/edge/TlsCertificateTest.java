package dev.plinth.components.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.components.DomainNames;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TlsCertificateTest {

    private static final String CERTIFICATE = "aws:acm/certificate:Certificate";
    private static final String DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    private static final String ROUTE_53_RECORD = "aws:route53/record:Record";
    private static final String VALIDATION = "aws:acm/certificateValidation:CertificateValidation";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @BeforeEach
    void answerAsAcmDoes() {
        mocks.answer(
                CERTIFICATE,
                certificate -> Map.of(
                        "domainValidationOptions",
                        Stream.concat(Stream.of(certificate.text("domainName")), alternativeNames(certificate))
                                .map(domain -> Map.of(
                                        "domainName",
                                        domain,
                                        "resourceRecordName",
                                        "_check." + DomainNames.base(domain) + ".",
                                        "resourceRecordType",
                                        "CNAME",
                                        "resourceRecordValue",
                                        "_answer.acm-validations.aws."))
                                .toList()));
    }

    private static Stream<String> alternativeNames(Recorded certificate) {
        return certificate.inputs().containsKey("subjectAlternativeNames")
                ? certificate.texts("subjectAlternativeNames").stream()
                : Stream.of();
    }

    private static TlsCertificateArgs.Builder fewest() {
        return TlsCertificateArgs.builder().zoneId("zone").domainName("api.example.com");
    }

    private TlsCertificate run(TlsCertificateArgs.Builder args) {
        return mocks.run(() -> new TlsCertificate("certificate", args.build()));
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        TlsCertificateArgs args = TlsCertificateArgs.builder().build();

        assertThat(args.zoneId()).isNull();
        assertThat(args.hostedZoneId()).isNull();
        assertThat(args.domainName()).isNull();
        assertThat(args.subjectAlternativeNames()).isEmpty();
        assertThat(args.keyAlgorithm()).isEqualTo(CertificateKeyAlgorithm.EC_PRIME256V1);
    }

    @Test
    void certificateIsValidatedThroughTheZone() {
        TlsCertificate certificate = run(fewest());

        Recorded issued = mocks.only(CERTIFICATE);
        assertThat(issued.text("validationMethod")).isEqualTo("DNS");
        assertThat(issued.text("keyAlgorithm")).isEqualTo("EC_prime256v1");
        assertThat(issued.inputs()).doesNotContainKey("subjectAlternativeNames");
        assertThat(issued.object("options")).containsEntry("certificateTransparencyLoggingPreference", "ENABLED");
        assertThat(mocks.only(DNS_RECORD).inputs())
                .isEqualTo(Map.of(
                        "zoneId", "zone",
                        "name", "_check.api.example.com",
                        "type", "CNAME",
                        "content", "_answer.acm-validations.aws",
                        "proxied", false,
                        "ttl", 60.0,
                        "comment", "ACM validation of api.example.com"));
        assertThat(mocks.only(VALIDATION).texts("validationRecordFqdns")).containsExactly("_check.api.example.com");
        assertThat(RecordingMocks.value(certificate.certificateArn()))
                .isEqualTo(mocks.only(VALIDATION).text("certificateArn"));
    }

    @Test
    void nameAndWildcardOverItShareARecord() {
        run(fewest().domainName("example.com")
                .subjectAlternativeNames(List.of("*.example.com", "cdn.example.com"))
                .keyAlgorithm(CertificateKeyAlgorithm.RSA_2048));

        assertThat(mocks.only(CERTIFICATE).text("keyAlgorithm")).isEqualTo("RSA_2048");
        assertThat(mocks.names(DNS_RECORD))
                .containsExactly("certificate-validation-cdn-example-com", "certificate-validation-example-com");
        assertThat(mocks.only(VALIDATION).texts("validationRecordFqdns"))
                .containsExactly("_check.example.com", "_check.cdn.example.com");
    }

    @Test
    void certificateIsValidatedThroughRoute53() {
        mocks.answer(ROUTE_53_RECORD, validation -> Map.of("fqdn", validation.text("name")));
        TlsCertificate certificate = run(TlsCertificateArgs.builder()
                .hostedZoneId("Z1D633PJN98FT9")
                .domainName("example.com")
                .subjectAlternativeNames(List.of("*.example.com", "cdn.example.com")));

        assertThat(mocks.ofType(DNS_RECORD)).isEmpty();
        assertThat(mocks.names(ROUTE_53_RECORD))
                .containsExactly("certificate-validation-cdn-example-com", "certificate-validation-example-com");
        assertThat(mocks.named(ROUTE_53_RECORD, "certificate-validation-example-com")
                        .inputs())
                .isEqualTo(Map.of(
                        "zoneId",
                        "Z1D633PJN98FT9",
                        "name",
                        "_check.example.com",
                        "type",
                        "CNAME",
                        "records",
                        List.of("_answer.acm-validations.aws"),
                        "ttl",
                        60.0,
                        "allowOverwrite",
                        true));
        assertThat(mocks.only(VALIDATION).texts("validationRecordFqdns"))
                .containsExactly("_check.example.com", "_check.cdn.example.com");
        assertThat(RecordingMocks.value(certificate.certificateArn()))
                .isEqualTo(mocks.only(VALIDATION).text("certificateArn"));
        assertThat(mocks.only(TlsCertificate.TYPE).inputs())
                .containsOnlyKeys("hostedZoneId", "domainName", "subjectAlternativeNames");
    }

    @Test
    void withCloudflareTheComponentHasTheInputsThatItHadBefore() {
        run(fewest());

        assertThat(mocks.only(TlsCertificate.TYPE).inputs())
                .containsOnlyKeys("zoneId", "domainName", "subjectAlternativeNames");
    }

    @Test
    void oneZoneGetsTheRecords() {
        assertThatThrownBy(() -> run(fewest().hostedZoneId("Z1D633PJN98FT9")))
                .hasMessageContaining("hostedZoneId is given; it must be absent where zoneId is given");
        assertThatThrownBy(() -> run(
                        TlsCertificateArgs.builder().hostedZoneId("example.com").domainName("api.example.com")))
                .hasMessageContaining("hostedZoneId is example.com; it must be an id such as Z1D633PJN98FT9");
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        assertThatThrownBy(() -> run(TlsCertificateArgs.builder()
                        .zoneId("")
                        .domainName("example")
                        .subjectAlternativeNames(IntStream.range(0, 10)
                                .mapToObj(i -> i == 0 ? "*.*.example.com" : "n.example.com")
                                .toList())))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, refusal -> assertThat(refusal.faults())
                        .hasSize(12)
                        .extracting(InvalidArgumentsException.Fault::argument)
                        .startsWith("zoneId", "subjectAlternativeNames", "domainName"));
        assertThatThrownBy(() -> run(TlsCertificateArgs.builder()))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContainingAll("zoneId is missing", "domainName is missing");
    }

    @Test
    void aCertificateOfTheSameNamesInAnotherRegionUsesTheRecordsOfTheFirst() {
        mocks.run(() -> {
            TlsCertificate first = new TlsCertificate(
                    "first",
                    TlsCertificateArgs.builder()
                            .zoneId("0123456789abcdef0123456789abcdef")
                            .domainName("api.example.com")
                            .build());
            return new TlsCertificate(
                    "second",
                    TlsCertificateArgs.builder()
                            .validatedWith(first)
                            .domainName("api.example.com")
                            .build());
        });

        assertThat(mocks.names(DNS_RECORD)).containsExactly("first-validation-api-example-com");
        assertThat(mocks.named(VALIDATION, "second-validation").inputs())
                .isEqualTo(with(
                        mocks.named(VALIDATION, "first-validation").inputs(),
                        "certificateArn",
                        Objects.requireNonNull(mocks.named(VALIDATION, "second-validation")
                                .inputs()
                                .get("certificateArn"))));
    }

    private static Map<String, Object> with(Map<String, Object> inputs, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(inputs);
        changed.put(key, value);
        return changed;
    }

    @Test
    void rejectsRecordsOfOtherNames() {
        mocks.run(() -> {
            TlsCertificate first = new TlsCertificate(
                    "first",
                    TlsCertificateArgs.builder()
                            .zoneId("0123456789abcdef0123456789abcdef")
                            .domainName("api.example.com")
                            .build());
            assertThatThrownBy(() -> new TlsCertificate(
                            "second",
                            TlsCertificateArgs.builder()
                                    .validatedWith(first)
                                    .zoneId("0123456789abcdef0123456789abcdef")
                                    .domainName("admin.example.com")
                                    .build()))
                    .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(failure.faults())
                            .extracting(fault -> fault.argument())
                            .containsExactly("validatedWith", "validatedWith"));
            return first;
        });
    }
}
