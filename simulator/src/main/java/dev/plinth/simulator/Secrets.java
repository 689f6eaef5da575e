package dev.plinth.simulator;

import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps secrets out of what people see. */
final class Secrets {

    /** The names under which providers take secrets. */
    private static final Set<String> NAMES = Set.of(
            "password",
            "passwords",
            "masterPassword",
            "authToken",
            "authPassword",
            "secretString",
            "secretBinary",
            "secret",
            "privateKey",
            "token",
            "apiToken",
            "plaintext",
            "randomPassword",
            "passwordWo",
            "secretStringWo");

    private Secrets() {}

    /** A copy in which each secret reads {@code {"secret": true}}. */
    static Map<String, Object> masked(Map<String, Object> properties) {
        Map<String, Object> result = new LinkedHashMap<>();
        properties.forEach(
                (name, value) -> result.put(name, NAMES.contains(name) ? Map.of("secret", true) : maskedValue(value)));
        return result;
    }

    private static Object maskedValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return masked(Values.asMap(map));
        }
        return value instanceof List<?> list
                ? list.stream().map(Secrets::maskedValue).toList()
                : value;
    }
}
