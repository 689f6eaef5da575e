package dev.plinth.preview.reachability.data;

import java.util.Locale;

/** Operation on the data of a store. */
public enum DataOperation {
    /** Reading objects, values, messages or items. */
    READ,
    /** Listing objects. */
    LIST,
    /** Writing objects, values, messages or items. */
    WRITE,
    /** Deleting objects, values, messages or items. */
    DELETE,
    /** Encrypting with a key. */
    ENCRYPT,
    /** Decrypting with a key. */
    DECRYPT,
    /** Logging in with IAM authentication. */
    CONNECT;

    /** Returns the name in queries and reports, such as {@code read}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
