package dev.plinth.policies.baseline;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identifies a violation by rule, resource and properties, independent of the properties' values. */
public final class Fingerprint {

    /** A path as messages write it: {@code ingress[0].cidrBlocks[1]}. */
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\[[0-9]*\\])*(?:\\.[A-Za-z_][A-Za-z0-9_]*(?:\\[[0-9]*\\])*)*");

    private static final int DIGITS = 32;

    private Fingerprint() {}

    /**
     * Finds the properties that a violation is about: those that its rule reads and its message names, with the indices
     * of lists. Empty where the message names none.
     *
     * @param rules all rules
     * @param rule the rule's id
     * @param message the violation's message
     */
    public static SortedSet<String> properties(RuleSet rules, String rule, String message) {
        SortedSet<String> found = new TreeSet<>();
        Optional<Rule> known = rules.find(rule);
        if (known.isEmpty()) {
            return found;
        }
        Matcher paths = PATH.matcher(message);
        while (paths.find()) {
            String path = paths.group();
            String name = path.replaceAll("\\[[0-9]*\\]", "");
            if (known.get().types().values().stream()
                    .flatMap(java.util.List::stream)
                    .map(read -> read.replace("[]", ""))
                    .anyMatch(
                            read -> read.equals(name) || read.startsWith(name + ".") || name.startsWith(read + "."))) {
                found.add(path);
            }
        }
        return found;
    }

    /**
     * Returns a hexadecimal fingerprint that is the same in every run.
     *
     * @param rules all rules
     * @param rule the rule's id
     * @param urn the resource's URN
     * @param message the violation's message
     */
    public static String of(RuleSet rules, String rule, String urn, String message) {
        String text = rule + "\n" + urn + "\n" + String.join("\n", properties(rules, rule, message));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
