package dev.plinth.components.container;

import java.util.Locale;
import java.util.regex.Pattern;

/** Finds credentials that must not be readable in a container's environment (Security Hub's ECS.8). */
final class CredentialNames {

    private static final Pattern NAME = Pattern.compile(
            "((.*_)?(PASS|TOKEN|SECRET|KEY|APIKEY|CREDENTIALS?)|.*(PASSWORD|PASSWD|PASSPHRASE)|.*_PWD)(_BASE64)?");

    private static final Pattern VALUE = Pattern.compile(
            // A URL with a password, an AWS access key id, a private key in PEM.
            "://[^/@\\s:]*:[^/@\\s]+@|\\b(AKIA|ASIA)[A-Z0-9]{16}\\b|-----BEGIN [A-Z ]*PRIVATE KEY-----");

    private CredentialNames() {}

    /** Returns whether a variable is named like a credential. */
    static boolean isCredentialName(String variable) {
        return NAME.matcher(variable.toUpperCase(Locale.ROOT)).matches();
    }

    /** Returns whether a value holds a credential that can be told by its form. */
    static boolean holdsCredential(String value) {
        return VALUE.matcher(value).find();
    }
}
