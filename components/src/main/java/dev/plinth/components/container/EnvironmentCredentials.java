package dev.plinth.components.container;

import dev.plinth.model.credential.CredentialForm;
import dev.plinth.model.credential.CredentialNames;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds credentials that must not be readable in a container's environment (Security Hub's ECS.8). */
final class EnvironmentCredentials {

    /** A variable for any key; properties of resources, in contrast, name a key of a map or of encryption so. */
    private static final Pattern KEY = Pattern.compile("(.*_)?KEY(_BASE64)?");

    private EnvironmentCredentials() {}

    /** Returns whether a variable is named like a credential. */
    static boolean isCredentialName(String variable) {
        return CredentialNames.isCredential(variable)
                || KEY.matcher(variable.toUpperCase(Locale.ROOT)).matches();
    }

    /** Returns whether a value holds a credential that can be told by its form. */
    static boolean holdsCredential(String value) {
        return CredentialForm.isSecretIn(value);
    }
}
