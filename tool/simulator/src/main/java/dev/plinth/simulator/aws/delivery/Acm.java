package dev.plinth.simulator.aws.delivery;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Certificates. */
public final class Acm {

    /** The types in which a validation record may be found. */
    private static final List<String> RECORDS =
            List.of("cloudflare:index/dnsRecord:DnsRecord", AwsTypes.ROUTE53_RECORD);

    private static final Instant SHORTER = Instant.parse("2026-02-18T00:00:00Z");

    private Acm() {}

    public static void register(Registry registry) {
        registry.type(AwsTypes.ACM_CERTIFICATE, "ACM Certificate")
                .id("arn:aws:acm:{region}:{account}:certificate/{uuid}")
                .arn("{id}")
                .immutable(
                        "domainName",
                        "subjectAlternativeNames",
                        "validationMethod",
                        "keyAlgorithm",
                        "certificateAuthorityArn",
                        "validationOptions")
                .undecided("options")
                .validate(Rules.matches(
                        "domainName",
                        "(\\*\\.)?([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}",
                        "a domain name"))
                .validate(Rules.oneOf("validationMethod", "DNS", "EMAIL", "NONE"))
                .check(
                        operation -> operation.require(
                                names(operation).size() <= 10,
                                "LimitExceededException",
                                "a certificate has at most 10 names; see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html"))
                .computed("subjectAlternativeNames", operation -> List.of(operation.text("domainName")))
                .computed("keyAlgorithm", "RSA_2048")
                .computed("domainValidationOptions", operation -> names(operation).stream()
                        .map(name -> validation(operation, name))
                        .toList())
                .computed("status", operation -> operation.has("privateKey") ? "ISSUED" : "PENDING_VALIDATION")
                .computed("type", operation -> operation.has("privateKey") ? "IMPORTED" : "AMAZON_ISSUED")
                .computed("renewalEligibility", "INELIGIBLE")
                .computed("notBefore", "")
                .computed("notAfter", operation -> notAfter(operation))
                .inUse("ResourceInUseException", "Certificate {id} is in use by: {users}");

        registry.type(AwsTypes.ACM_CERTIFICATE_VALIDATION, "ACM Certificate Validation")
                .id("{hex40}")
                .mentions("certificateArn", AwsTypes.ACM_CERTIFICATE, "ResourceNotFoundException")
                .immutable("certificateArn", "validationRecordFqdns")
                .check(Acm::issue);
    }

    private static Set<String> names(Operation operation) {
        Set<String> names = new LinkedHashSet<>();
        names.add(operation.text("domainName"));
        names.addAll(operation.texts("subjectAlternativeNames"));
        return names;
    }

    /** The token is that of the account and the domain, the same in every Region and for every certificate. */
    private static Map<String, Object> validation(Operation operation, String name) {
        String base = name.replaceFirst("^\\*\\.", "");
        String account = operation.render("{account}");
        return Map.of(
                "domainName",
                name,
                "resourceRecordName",
                "_" + Operation.digest("acm name " + account + base).substring(0, 32) + "." + base + ".",
                "resourceRecordType",
                "CNAME",
                "resourceRecordValue",
                "_" + Operation.digest("acm value " + account + base).substring(0, 32) + ".acm-validations.aws.");
    }

    /** ACM issues once each name's record can be looked up. */
    private static void issue(Operation operation) {
        StoredResource certificate = operation
                .find(AwsTypes.ACM_CERTIFICATE, operation.text("certificateArn"))
                .orElse(null);
        if (certificate == null || "ISSUED".equals(certificate.text("status"))) {
            return;
        }
        Set<String> known = new LinkedHashSet<>();
        RECORDS.forEach(type ->
                operation.store().listEverywhere(type).forEach(record -> known.add(plain(record.text("name")))));
        for (Object option : Values.asList(certificate.get("domainValidationOptions"))) {
            String wanted = plain(String.valueOf(Values.asMap(option).get("resourceRecordName")));
            operation.require(
                    known.contains(wanted),
                    "PENDING_VALIDATION",
                    "timeout while waiting for state to become 'ISSUED': no DNS record named " + wanted);
        }
        Map<String, Object> state = Values.copy(certificate.state());
        state.put("status", "ISSUED");
        Instant now = operation.store().now();
        state.put("notBefore", notBefore(now).toString());
        state.put("notAfter", notAfter(now).toString());
        operation
                .store()
                .put(new StoredResource(
                        certificate.type(),
                        certificate.id(),
                        certificate.region(),
                        certificate.urn(),
                        certificate.inputs(),
                        state));
    }

    /** Returns the time from which a certificate is valid that is issued at a time. */
    public static Instant notBefore(Instant issued) {
        return issued.truncatedTo(ChronoUnit.DAYS);
    }

    /**
     * Returns the expiry time of a certificate that is issued at a time: after 13 months, or 198 days since 18 February 2026.
     *
     * @see <a href="https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html">Characteristics of ACM
     *     certificates</a>
     */
    public static Instant notAfter(Instant issued) {
        long days = issued.isBefore(SHORTER) ? 395 : 198;
        return notBefore(issued).plus(Duration.ofDays(days + 1)).minusSeconds(1);
    }

    private static String notAfter(Operation operation) {
        try {
            return operation.has("certificateBody")
                    ? ((X509Certificate) CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(
                                            operation.text("certificateBody").getBytes(StandardCharsets.US_ASCII))))
                            .getNotAfter()
                            .toInstant()
                            .toString()
                    : "";
        } catch (CertificateException e) {
            // Not every program in a simulator imports a certificate that is one.
            return "";
        }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }
}
