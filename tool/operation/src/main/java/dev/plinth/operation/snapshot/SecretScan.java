package dev.plinth.operation.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.credential.CredentialForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what looks like a secret by its form alone, as the last check before a snapshot is written. */
final class SecretScan {

    /** A variable in a text, which stands for a credential and holds none. */
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\{[^}]*}|\\w+)");

    /** Names of hashes and public identifiers. */
    private static final Pattern HASH = Pattern.compile(
            "(?i).*(hash|sha\\d*|digest|etag|checksum|fingerprint|thumbprint|md5|publickey|certificate\\w*|nameservers.*)");

    private static final Pattern PUBLIC_BLOCK =
            Pattern.compile("-----BEGIN (CERTIFICATE|PUBLIC KEY)-----.*?-----END \\1-----", Pattern.DOTALL);

    /** Properties to scan: URNs and types are left out, because they have colons and the word secret. */
    private static final Set<String> VALUES = Set.of("id", "inputs", "outputs", "initErrors", "importID");

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:[^\\s\"',\\\\]*");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+=_-]{28,}");

    /** A secret access key of AWS is 40 characters of base64. */
    private static final Pattern AWS_SECRET = Pattern.compile("(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])");

    /** Bits per character: a random text of 28 letters and digits has more, words and hexadecimal digits have less. */
    private static final double RANDOM = 4.2;

    /** The least characters between two hyphens on average, so that a text is none of words. */
    private static final int PART = 9;

    /** Words have few digits, random texts hardly ever. */
    private static final int DIGITS = 3;

    private SecretScan() {}

    /**
     * Something that looks like a secret.
     *
     * @param path where it is
     * @param reason what it looks like
     */
    record Finding(String path, String reason) {
        @Override
        public String toString() {
            return path + (reason.startsWith("a key that") ? " has " : " looks like ") + reason;
        }
    }

    /**
     * Value assigned to a variable named like a credential. Narrower than the mask of {@code Redaction}, which may hide too much:
     * a match here stops a snapshot, so references, ARNs and values below four characters do not count.
     */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?i)\\b[\\w-]*(password|passwd|passphrase|secret|api[_-]?key|auth[_-]?token)\\s*[=:]\\s*"
                    + "(?!:|arn:|\\$|\\{)[^\\s,;&\"'}]{4,}");

    /** The path of a part of a resource, by its URN, or of a function, by its token. */
    static String path(String subject, String part) {
        return subject + "#" + part;
    }

    /**
     * Looks through a snapshot.
     *
     * @param snapshot the document
     * @return what looks like a secret, in the document's order
     */
    static List<Finding> of(JsonNode snapshot) {
        List<Finding> findings = new ArrayList<>();
        for (var entry : snapshot.properties()) {
            switch (entry.getKey()) {
                case "state" -> {
                    for (JsonNode resource : entry.getValue().path("deployment").path("resources")) {
                        String urn = resource.path("urn").asText();
                        for (var part : resource.properties()) {
                            if (!VALUES.contains(part.getKey())) {
                                issued(part.getValue().toString())
                                        .ifPresent(
                                                reason -> findings.add(new Finding(path(urn, part.getKey()), reason)));
                                continue;
                            }
                            scan(part.getKey(), part.getValue(), path(urn, part.getKey()), findings);
                        }
                    }
                }
                case "functions" ->
                    entry.getValue().forEach(answer -> answer.properties()
                            .forEach(part -> scan(
                                    part.getKey(),
                                    part.getValue(),
                                    path(answer.path("token").asText(), part.getKey()),
                                    findings)));
                default -> scan(entry.getKey(), entry.getValue(), entry.getKey(), findings);
            }
        }
        return findings;
    }

    private static void scan(String name, JsonNode value, String path, List<Finding> findings) {
        if (Removed.is(value)) {
            return;
        }
        if (Removed.isSecret(value)) {
            findings.add(new Finding(path, "a secret of the engine's"));
        } else if (value.isTextual()) {
            looksLike(name, value.textValue()).ifPresent(reason -> findings.add(new Finding(path, reason)));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                scan(name, value.get(i), path + "[" + i + "]", findings);
            }
        } else {
            for (var property : value.properties()) {
                Optional<String> key = looksLike("", property.getKey());
                if (key.isPresent()) {
                    // The path below it would repeat it.
                    findings.add(new Finding(path, "a key that looks like " + key.get()));
                } else {
                    scan(property.getKey(), property.getValue(), path + "." + property.getKey(), findings);
                }
            }
        }
    }

    /** Returns the kind of secret that a text looks like; empty if it does not look like a secret. */
    static Optional<String> looksLike(String name, String text) {
        // An ARN says where a secret lies, and holds none.
        String bare = ARN.matcher(text).replaceAll("");
        Optional<String> issued = issued(bare);
        if (issued.isPresent()) {
            return issued;
        }
        if (ASSIGNMENT.matcher(bare).find()) {
            return Optional.of("an assignment of a secret");
        }
        if (HASH.matcher(name).matches()) {
            return Optional.empty();
        }
        String rest = PUBLIC_BLOCK.matcher(bare).replaceAll("");
        boolean random = AWS_SECRET.matcher(rest).results().anyMatch(found -> isRandom(found.group(), 1))
                || WORD.matcher(rest).results().anyMatch(found -> isRandom(found.group(), DIGITS));
        return random ? Optional.of("a random text, as keys and tokens are") : Optional.empty();
    }

    private static Optional<String> issued(String text) {
        String withoutVariables = VARIABLE.matcher(text).replaceAll("");
        return Stream.of(CredentialForm.values())
                .filter(form -> form.isIn(form == CredentialForm.URL_WITH_PASSWORD ? withoutVariables : text))
                .map(CredentialForm::title)
                .findFirst();
    }

    private static boolean isRandom(String text, int leastDigits) {
        // A name has hyphens between short words; a random text has them now and then.
        int parts = text.split("[-_]", -1).length;
        if (text.length() < PART * parts) {
            return false;
        }
        long digits = text.chars().filter(Character::isDigit).count();
        return digits >= leastDigits
                && text.chars().anyMatch(Character::isUpperCase)
                && text.chars().anyMatch(Character::isLowerCase)
                && entropy(text) > RANDOM;
    }

    /** Shannon's entropy of a text's characters, in bits per character. */
    private static double entropy(String text) {
        Map<Integer, Integer> counts = new HashMap<>();
        text.chars().forEach(character -> counts.merge(character, 1, Integer::sum));
        double bits = 0;
        for (int count : counts.values()) {
            double share = (double) count / text.length();
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }
}
