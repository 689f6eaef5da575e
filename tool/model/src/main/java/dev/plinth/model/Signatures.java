package dev.plinth.model;

import java.util.List;

/** The marks by which Pulumi's engine distinguishes special values from plain ones; the same in every SDK. */
public final class Signatures {

    /** The key whose value is the kind of a special value. */
    public static final String KEY = "4dabf18193072939515e22adb298388d";

    static final String ASSET = "c44067f5952c0a294b673a41bacd8c17";
    static final String ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

    /** The value of {@link #KEY} for a secret. */
    public static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

    static final String RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
    static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    /** The placeholder for an unknown string. */
    static final String UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /** The placeholders for an unknown boolean, number, string, array, asset, archive and object. */
    private static final List<String> UNKNOWNS = List.of(
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
            UNKNOWN_STRING,
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
            "030794c1-ac77-496b-92df-f27374a8bd58",
            "e48ece36-62e2-4504-bad9-02848725956a",
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff");

    /** The placeholder for a secret in a snapshot without secrets; the simulator reads it as well. */
    private static final String REMOVED = "removed-from-the-snapshot";

    /** The placeholder for a secret in {@code pulumi preview --json}. */
    private static final String BLINDED = "[secret]";

    private Signatures() {}

    /** Reads a string: an unknown may be the whole of it, or be spliced into a longer one. */
    static PropertyValue text(String text) {
        boolean unknown = text.length() >= 36 && UNKNOWNS.stream().anyMatch(text::contains);
        if (unknown || text.contains(REMOVED)) {
            return PropertyValue.Unknown.VALUE;
        }
        return text.equals(BLINDED)
                ? new PropertyValue.Secret(PropertyValue.Unknown.VALUE)
                : new PropertyValue.Text(text);
    }
}
