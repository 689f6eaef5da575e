package dev.plinth.simulator;

import dev.plinth.model.credential.CredentialNames;
import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of properties that hold secrets, whose values are neither shown nor written. */
public final class SecretNames {

    /** Word boundaries of a name in camel case, with acronyms such as {@code APIKey}, or with separators. */
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\\-. ]+");

    /** End of a write-only property. */
    private static final Pattern WRITE_ONLY = Pattern.compile("(?<=[a-z])(Wo|_wo)$");

    /** Further last words, which hold a secret in a property of a resource. */
    private static final Set<String> LAST = Set.of("pwd", "plaintext");

    /** Further last two words. */
    private static final Set<String> LAST_TWO = Set.of("material key", "key pem", "key base64", "user key");

    private SecretNames() {}

    /**
     * Returns whether a property is named like a secret, such as {@code masterPassword} or {@code secretStringWo}.
     *
     * @param property the name, in camel case or with underscores
     */
    public static boolean include(String property) {
        if (CredentialNames.isCredential(property)) {
            return true;
        }
        List<String> words = List.of(WORDS.split(WRITE_ONLY.matcher(property).replaceFirst(""))).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        if (words.isEmpty()) {
            return false;
        }
        String last = words.get(words.size() - 1);
        return LAST.contains(last) || (words.size() > 1 && LAST_TWO.contains(words.get(words.size() - 2) + " " + last));
    }

    /** A copy in which each secret reads {@code {"secret": true}}. */
    static Map<String, Object> masked(Map<String, Object> properties) {
        Map<String, Object> result = new LinkedHashMap<>();
        properties.forEach((name, value) ->
                result.put(name, include(name) && isText(value) ? Map.of("secret", true) : maskedValue(value)));
        return result;
    }

    /** A flag such as {@code manageMasterUserPassword} is none, and a property may be named after a secret's settings. */
    private static boolean isText(Object value) {
        return value instanceof String
                || (value instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(String.class::isInstance))
                || (value instanceof Map<?, ?> map
                        && !map.isEmpty()
                        && map.values().stream().allMatch(String.class::isInstance));
    }

    private static Object maskedValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return masked(Values.asMap(map));
        }
        return value instanceof List<?> list
                ? list.stream().map(SecretNames::maskedValue).toList()
                : value;
    }
}
