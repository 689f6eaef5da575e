package dev.plinth.components.edge;

/** The TLS versions that a client may be held to; older ones are not safe. */
public enum TlsVersion {
    /** TLS 1.2. */
    TLS_1_2("1.2"),
    /** TLS 1.3, which some older clients lack. */
    TLS_1_3("1.3");

    private final String value;

    TlsVersion(String value) {
        this.value = value;
    }

    /** The version's number. */
    public String value() {
        return value;
    }
}
