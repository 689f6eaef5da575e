package dev.plinth.components.edge;

/** The key algorithms that ACM issues public certificates for (AWS Certificate Manager, "Certificate characteristics"). */
public enum CertificateKeyAlgorithm {
    /** RSA with 2048 bits, for clients that support no other algorithm. */
    RSA_2048("RSA_2048"),
    /** ECDSA on the curve P-256. */
    EC_PRIME256V1("EC_prime256v1"),
    /** ECDSA on the curve P-384. */
    EC_SECP384R1("EC_secp384r1");

    private final String value;

    CertificateKeyAlgorithm(String value) {
        this.value = value;
    }

    /** The algorithm's name in the API. */
    public String value() {
        return value;
    }
}
