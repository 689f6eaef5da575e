package dev.plinth.policies.baseline;

import dev.plinth.policies.rule.RuleSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identifies a violation by rule, resource and properties, independent of the properties' values. */
public final class Fingerprint {

    private static final int DIGITS = 32;

    private Fingerprint() {}

    /**
     * Returns a hexadecimal fingerprint that is the same in every run.
     *
     * @param rules all rules
     * @param violation the violation
     */
    public static String of(RuleSet rules, Occurrence violation) {
        String text = violation.rule() + "\n" + violation.urn() + "\n" + String.join("\n", violation.properties(rules));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
