package dev.plinth.policies.condition;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.credential.CredentialForm;
import dev.plinth.model.credential.CredentialNames;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Verdict;
import java.util.regex.Pattern;

/** Conditions on credentials in properties. */
public final class Credentials {

    /** A variable for the key of an encryption; a property of that name holds an ARN. */
    private static final Pattern ENCRYPTION_KEY = CredentialNames.endingIn("encryptionkey");

    private Credentials() {}

    /** Returns whether a variable is named like a credential. */
    public static boolean isNamed(String name) {
        return CredentialNames.isCredential(name)
                || ENCRYPTION_KEY.matcher(CredentialNames.normalized(name)).matches();
    }

    /** Returns whether a non-empty variable contains a credential, by name or value. */
    public static boolean isHeldBy(String name, String value) {
        return !value.isBlank() && (isNamed(name) || CredentialForm.isSecretIn(value));
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
