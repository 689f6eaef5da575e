package dev.plinth.policies.condition;

import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Verdict;
import java.util.regex.Pattern;

/** What a credential looks like, and how a program passes one. */
public final class Credentials {

    /** Names that end in the word for a credential; what ends in ARN, NAME or FILE says only where it is. */
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passwd|secret|token|credentials?|(api|access|secret|private|signing|encryption)_?key)");

    /** A URL with a password, an access key id, a private key. */
    private static final Pattern VALUE = Pattern.compile(
            "(?s).*([a-z][a-z0-9+]*://[^/\\s:@]*:[^/\\s@]+@|\\b(AKIA|ASIA)[A-Z0-9]{16}\\b|-----BEGIN [A-Z ]*PRIVATE KEY).*");

    private Credentials() {}

    /** Says whether a variable's name is one that credentials have. */
    public static boolean isNamed(String name) {
        return NAME.matcher(name).matches();
    }

    /** Says whether a variable that is not empty holds a credential, by its name or its value. */
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
                    property + " is plain text but must be a secret or absent");
        };
    }
}
