package dev.plinth.policies.condition;

import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Verdict;
import java.util.regex.Pattern;

/** Conditions on credentials in properties. */
public final class Credentials {

    /** Names that end in a word for a credential. Names that end in ARN, NAME or FILE only reference one. */
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passwd|secret|token|credentials?|(api|access|secret|private|signing|encryption)_?key)");

    /** A URL with a password, an access key id, a private key. */
    private static final Pattern VALUE = Pattern.compile(
            "(?s).*([a-z][a-z0-9+]*://[^/\\s:@]*:[^/\\s@]+@|\\b(AKIA|ASIA)[A-Z0-9]{16}\\b|-----BEGIN [A-Z ]*PRIVATE KEY).*");

    private Credentials() {}

    /** Returns whether a variable is named like a credential. */
    public static boolean isNamed(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns whether a non-empty variable contains a credential, by name or value. */
    public static boolean isHeldBy(String name, String value) {
        return !value.isBlank() && (isNamed(name) || VALUE.matcher(value).matches());
    }

    /** A property is absent, or marked as a secret. Messages never quote the value. */
    public static Condition isMarked(String property) {
        return (resource, context) -> {
            PropertyValue value = resource.input(property);
            if (value instanceof PropertyValue.Unknown) {
                return Verdict.unknown(property);
            }
            return Verdict.passIf(
                    value.isAbsent() || value instanceof PropertyValue.Secret,
                    property + " is plain text but must be a secret or absent",
                    property);
        };
    }
}
