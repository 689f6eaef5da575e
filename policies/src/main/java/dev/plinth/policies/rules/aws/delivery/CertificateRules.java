package dev.plinth.policies.rules.aws.delivery;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/** Rules for AWS Certificate Manager. */
public final class CertificateRules {

    private static final Rule CERTIFICATE_BY_DNS = Rule.named("acm-dns-validated")
            .title("ACM certificates are validated by DNS, so that they renew automatically, and name each host")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.ACM_CERTIFICATE,
                    "validationMethod",
                    "privateKey",
                    "domainName",
                    "subjectAlternativeNames",
                    "certificateAuthorityArn")
            .risk("Imported and email-validated certificates expire. The key of a wildcard certificate is "
                    + "valid for every name.")
            .remediation(
                    """
                    Use DNS validation:
                    CertificateArgs.builder().domainName("api.example.com").validationMethod("DNS")
                    """)
            .references(checkov("CKV2_AWS_71"))
            .requires(property("privateKey")
                    .isNotSet()
                    .and(property("validationMethod")
                            .isOneOf("DNS")
                            .where("certificateAuthorityArn", PropertyValue::isAbsent))
                    .and(property("domainName").is(CertificateRules::isNoWildcard, "a name without a wildcard"))
                    .and(property("subjectAlternativeNames")
                            .is(
                                    names -> names.elements().stream().allMatch(CertificateRules::isNoWildcard),
                                    "names without a wildcard")));

    private static final Rule CERTIFICATE_LOGGED = Rule.named("acm-transparency-logged")
            .title("ACM certificates have certificate transparency logging enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.ACM_CERTIFICATE, "options.certificateTransparencyLoggingPreference")
            .risk("Browsers reject certificates without a transparency log entry.")
            .remediation(
                    """
                    Omit the option, or set it to ENABLED:
                    CertificateOptionsArgs.builder().certificateTransparencyLoggingPreference("ENABLED")
                    """)
            .references(checkov("CKV_AWS_234"))
            .requires(property("options.certificateTransparencyLoggingPreference")
                    .is(value -> value.isAbsent() || LoadBalancerRules.isOneOf(value, "ENABLED"), "ENABLED or absent"));

    private static final Rule CERTIFICATE_KEY = Rule.named("acm-key-strong")
            .title("ACM certificates use RSA keys of at least 2048 bits, or elliptic curve keys")
            .severity(Severity.HIGH)
            .on(AwsTypes.ACM_CERTIFICATE, "keyAlgorithm")
            .risk("A 1024-bit key can be factored, which allows impersonation of the site.")
            .remediation(
                    """
                    Omit the algorithm, or use an elliptic curve:
                    CertificateArgs.builder().keyAlgorithm("EC_prime256v1")
                    """)
            .references(fsbp("ACM.2"))
            .requires(property("keyAlgorithm").isNoneOf("RSA_1024"));

    public static final List<Rule> ALL = List.of(CERTIFICATE_BY_DNS, CERTIFICATE_LOGGED, CERTIFICATE_KEY);

    private CertificateRules() {}

    private static boolean isNoWildcard(PropertyValue name) {
        return name.isUnknown() || !name.asText().orElse("*").contains("*");
    }
}
