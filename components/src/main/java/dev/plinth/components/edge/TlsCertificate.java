package dev.plinth.components.edge;

import com.pulumi.aws.acm.Certificate;
import com.pulumi.aws.acm.CertificateArgs;
import com.pulumi.aws.acm.CertificateValidation;
import com.pulumi.aws.acm.CertificateValidationArgs;
import com.pulumi.aws.acm.inputs.CertificateOptionsArgs;
import com.pulumi.aws.acm.outputs.CertificateDomainValidationOption;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.cloudflare.DnsRecord;
import com.pulumi.cloudflare.DnsRecordArgs;
import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.DomainNames;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A public certificate for a load balancer or a content distribution, issued and renewed by ACM, which sees in DNS records of the
 * Cloudflare zone, or of the Route 53 hosted zone, that the names are ours. The records stay, because every renewal looks for them
 * (AWS Certificate Manager, "DNS validation").
 *
 * <p>A certificate for CloudFront must be in us-east-1: pass a provider of that region in the options. A certificate that exists
 * already needs no component; give its ARN to what uses it.
 *
 * @see <a href="https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html">DNS validation</a>
 */
public final class TlsCertificate extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:edge:TlsCertificate";

    private static final int MAX_ALTERNATIVE_NAMES = 9;
    private static final int RECORD_TTL_SECONDS = 60;

    private final Set<String> domains;
    private final List<Output<String>> records;
    private final Output<String> certificateArn;

    /**
     * Creates the certificate and has it validated.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public TlsCertificate(String name, TlsCertificateArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the certificate and has it validated, with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public TlsCertificate(String name, TlsCertificateArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        Certificate certificate = createCertificate(args);
        TlsCertificate other = args.validatedWith();
        this.domains = domains(args);
        this.records = other == null ? createValidationRecords(args, certificate) : other.records;
        this.certificateArn = createValidation(certificate, records).certificateArn();
        registerOutputs(Map.of("certificateArn", certificateArn));
    }

    /** The ARN of the certificate, known once it is valid. */
    public Output<String> certificateArn() {
        return certificateArn;
    }

    private static TlsCertificateArgs validated(String name, TlsCertificateArgs args) {
        Validation validation = Validation.of("TlsCertificate", name)
                .check(
                        args.zoneId() != null || args.hostedZoneId() != null || args.validatedWith() != null,
                        "zoneId",
                        null,
                        "given, or hostedZoneId must be given")
                .check(
                        args.validatedWith() == null || (args.zoneId() == null && args.hostedZoneId() == null),
                        "validatedWith",
                        "given",
                        "absent where zoneId or hostedZoneId is given")
                .check(
                        args.validatedWith() == null
                                || args.validatedWith().domains.equals(domains(args)),
                        "validatedWith",
                        args.validatedWith() == null ? null : args.validatedWith().domains,
                        "a certificate of the same names")
                .check(
                        args.zoneId() == null || args.hostedZoneId() == null,
                        "hostedZoneId",
                        "given",
                        "absent where zoneId is given")
                .check(!args.zoneIdIsBlank(), "zoneId", "blank", "the zone's id")
                .check(
                        args.plainHostedZoneId().isEmpty() || DomainNames.isHostedZoneId(args.plainHostedZoneId()),
                        "hostedZoneId",
                        args.plainHostedZoneId(),
                        "an id such as Z1D633PJN98FT9")
                .required("domainName", args.domainName())
                .check(
                        args.subjectAlternativeNames().size() <= MAX_ALTERNATIVE_NAMES,
                        "subjectAlternativeNames",
                        args.subjectAlternativeNames().size() + " names",
                        "at most " + MAX_ALTERNATIVE_NAMES + " names");
        Set<String> seen = new HashSet<>();
        Stream.concat(Stream.ofNullable(args.domainName()), args.subjectAlternativeNames().stream())
                .forEach(domain -> validation
                        .check(
                                DomainNames.isDomainOrWildcard(domain),
                                domain.equals(args.domainName()) ? "domainName" : "subjectAlternativeNames",
                                domain,
                                "a domain name in lower case, such as api.example.com")
                        .check(seen.add(domain), "subjectAlternativeNames", domain, "given once"));
        validation.throwIfAny();
        return args;
    }

    private Certificate createCertificate(TlsCertificateArgs args) {
        CertificateArgs.Builder certificate = CertificateArgs.builder()
                .domainName(Objects.requireNonNull(args.domainName()))
                .validationMethod("DNS")
                .keyAlgorithm(args.keyAlgorithm().value())
                .options(CertificateOptionsArgs.builder()
                        .certificateTransparencyLoggingPreference("ENABLED")
                        .build())
                .tags(Map.of("Name", name()));
        if (!args.subjectAlternativeNames().isEmpty()) {
            certificate.subjectAlternativeNames(args.subjectAlternativeNames());
        }
        return new Certificate(
                childName("certificate"), certificate.build(), childOptions().build());
    }

    private static Set<String> domains(TlsCertificateArgs args) {
        return Stream.concat(Stream.ofNullable(args.domainName()), args.subjectAlternativeNames().stream())
                .map(DomainNames::base)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One record for each domain: a name and the wildcard over it share theirs. */
    private List<Output<String>> createValidationRecords(TlsCertificateArgs args, Certificate certificate) {
        List<Output<String>> names = new ArrayList<>();
        for (String domain : domains) {
            Output<CertificateDomainValidationOption> option =
                    certificate.domainValidationOptions().applyValue(options -> optionOf(domain, options));
            Output<String> hostedZoneId = args.hostedZoneId();
            names.add(
                    hostedZoneId == null
                            ? createCloudflareRecord(Objects.requireNonNull(args.zoneId()), domain, option)
                            : createRoute53Record(hostedZoneId, domain, option));
        }
        return names;
    }

    private Output<String> createCloudflareRecord(
            Output<String> zoneId, String domain, Output<CertificateDomainValidationOption> option) {
        DnsRecord dnsRecord = new DnsRecord(
                recordName(domain),
                DnsRecordArgs.builder()
                        .zoneId(zoneId)
                        .name(option.applyValue(value -> withoutDot(value.resourceRecordName())))
                        .type(option.applyValue(TlsCertificate::recordType))
                        .content(option.applyValue(value -> withoutDot(value.resourceRecordValue())))
                        .proxied(false)
                        .ttl((double) RECORD_TTL_SECONDS)
                        .comment("ACM validation of " + domain)
                        .build(),
                childOptions().build());
        return dnsRecord.name();
    }

    private Output<String> createRoute53Record(
            Output<String> hostedZoneId, String domain, Output<CertificateDomainValidationOption> option) {
        Record dnsRecord = new Record(
                recordName(domain),
                RecordArgs.builder()
                        .zoneId(hostedZoneId)
                        .name(option.applyValue(value -> withoutDot(value.resourceRecordName())))
                        .type(option.applyValue(value -> Either.ofLeft(recordType(value))))
                        .records(option.applyValue(value -> List.of(withoutDot(value.resourceRecordValue()))))
                        .ttl(RECORD_TTL_SECONDS)
                        .allowOverwrite(true)
                        .build(),
                childOptions().build());
        return dnsRecord.fqdn();
    }

    private String recordName(String domain) {
        return childName("validation-" + domain.replace('.', '-'));
    }

    private static String recordType(CertificateDomainValidationOption option) {
        return option.resourceRecordType().orElse("CNAME");
    }

    private CertificateValidation createValidation(Certificate certificate, List<Output<String>> records) {
        return new CertificateValidation(
                childName("validation"),
                CertificateValidationArgs.builder()
                        .certificateArn(certificate.arn())
                        .validationRecordFqdns(Output.all(records))
                        .build(),
                childOptions().build());
    }

    private static CertificateDomainValidationOption optionOf(
            String domain, List<CertificateDomainValidationOption> options) {
        return options.stream()
                .filter(option -> option.domainName().map(DomainNames::base).equals(Optional.of(domain)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("ACM returned no validation record for " + domain));
    }

    private static String withoutDot(Optional<String> name) {
        return name.orElseThrow(() -> new IllegalStateException("ACM has returned no validation record yet"))
                .replaceAll("\\.$", "");
    }
}
