package dev.plinth.operation.verification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Checks of a server's certificate: issuer, name and remaining validity. */
public final class CertificateChecks {

    /** The type of a general name that is a DNS name (RFC 5280, 4.2.1.6). */
    private static final int DNS_NAME = 2;

    private static final long SECONDS_OF_DAY = 86400;

    private final X509TrustManager trust;

    private CertificateChecks(X509TrustManager trust) {
        this.trust = trust;
    }

    /** Returns the checks with the certification authorities of the Java runtime. */
    public static CertificateChecks withDefaultAuthorities() {
        return new CertificateChecks(trustManager(null));
    }

    /**
     * Returns the checks with the certification authorities of a file instead of those of the Java runtime.
     *
     * @param file certificates in PEM
     * @throws IOException when the file cannot be read
     * @throws CertificateException when it has no certificates
     */
    public static CertificateChecks withAuthorities(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new CertificateException("no certificates");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            return new CertificateChecks(trustManager(store));
        } catch (CertificateException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has key stores", e);
        }
    }

    private static X509TrustManager trustManager(@Nullable KeyStore authorities) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has trust managers", e);
        }
    }

    /**
     * Checks a certificate.
     *
     * @param host the name in the URL
     * @param chain the server's certificate, followed by those of its issuers
     * @param now the current time
     * @param leastDays the smallest remaining validity
     */
    List<Check> check(String host, List<X509Certificate> chain, Instant now, int leastDays) {
        X509Certificate certificate = chain.get(0);
        List<Check> checks = new ArrayList<>();
        long days = days(certificate, now);
        // An expired certificate is not trusted either, which is the same problem.
        if (days >= 0) {
            checks.add(trusted(chain));
        }
        List<String> names = names(certificate);
        checks.add(
                names.stream().anyMatch(name -> covers(name, host))
                        ? Check.passed("certificate-name", String.join(", ", names))
                        : Check.failed(
                                "certificate-name",
                                "the certificate is for " + (names.isEmpty() ? "no name" : String.join(", ", names))
                                        + "; expected " + host));
        String expiry = certificate.getNotAfter().toInstant() + (days < 0 ? "" : ", in " + days + " days");
        checks.add(
                days >= leastDays
                        ? Check.passed("certificate-expiry", expiry)
                        : Check.failed(
                                "certificate-expiry",
                                (days < 0 ? "the certificate expired on " : "the certificate expires on ") + expiry
                                        + "; expected at least " + leastDays + " days"));
        return checks;
    }

    private static long days(X509Certificate certificate, Instant now) {
        return Math.floorDiv(
                Duration.between(now, certificate.getNotAfter().toInstant()).toSeconds(), SECONDS_OF_DAY);
    }

    private Check trusted(List<X509Certificate> chain) {
        try {
            trust.checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
            return Check.passed(
                    "certificate-issuer", chain.get(0).getIssuerX500Principal().getName());
        } catch (CertificateException e) {
            return Check.failed(
                    "certificate-issuer",
                    "the certificate of "
                            + chain.get(0).getIssuerX500Principal().getName() + " is not trusted: " + e.getMessage());
        }
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> name.get(0).equals(DNS_NAME))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** A wildcard stands for one whole label, the leftmost (RFC 9525, 6.3). */
    private static boolean covers(String pattern, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String name = pattern.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        return name.equals(wanted)
                || (name.startsWith("*.") && dot > 0 && name.substring(1).equals(wanted.substring(dot)));
    }
}
