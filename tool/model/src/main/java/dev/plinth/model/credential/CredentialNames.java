package dev.plinth.model.credential;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of properties, variables and tags that hold a credential. This list is the part on which validation, rules, masks and
 * the simulator agree; each adds names that are credentials only where it looks. A name that ends in ARN, NAME, FILE or ID
 * references a credential and is not in the list.
 */
public final class CredentialNames {

    private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]");

    /** Forms of a value, at the end of a name: an encoding, or a suffix of write-only properties. */
    private static final String VALUE_FORM = "(?:value|string|text|plaintext|base64|raw|wo){0,2}";

    /** The end of a name in lower case without separators. */
    private static final Pattern END =
            Pattern.compile(".*(?:passwords?|passwd|passphrase|passcode|userpass|secret|tokens?"
                    + "|credentials?|connectionstring|secretbinary|password(?:v4|hash)|basicauth|keymaterial"
                    + "|(?:api|access|secret|private|signing|preshared|shared|master|account|auth|license|service)keys?"
                    + "|privatekey(?:pem|openssh))"
                    + VALUE_FORM);

    /** A short last word, which other words end in as well: {@code DB_PASS}, but not {@code COMPASS}; not the shell's PWD. */
    private static final Pattern LAST_WORD = Pattern.compile(
            "(?s)(?:(?i:pass)|.*[^A-Za-z0-9](?i:pass|pwd)|.*[A-Za-z0-9](?:Pass|Pwd)|.*[a-z0-9](?:PASS|PWD))"
                    + "(?:[^A-Za-z0-9]?(?i:base64)|Wo|_wo)?");

    private CredentialNames() {}

    /**
     * Returns whether a property, variable or tag of a name holds a credential.
     *
     * @param name the name, in camel case or with separators
     */
    public static boolean isCredential(String name) {
        return END.matcher(normalized(name)).matches()
                || LAST_WORD.matcher(name).matches();
    }

    /** Returns a name in lower case and without separators. */
    public static String normalized(String name) {
        return SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /**
     * Returns a pattern for normalized names that end in other words for a credential.
     *
     * @param words the words in lower case, a regular expression
     */
    public static Pattern endingIn(String words) {
        return Pattern.compile(".*(?:" + words + ")" + VALUE_FORM);
    }
}
