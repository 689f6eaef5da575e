package dev.plinth.operation.compose;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.Bool;
import dev.plinth.model.PropertyValue.ListValue;
import dev.plinth.model.PropertyValue.Num;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.PropertyValue.Secret;
import java.util.Locale;
import java.util.Set;

/** Names and values in the syntax of a Compose file. */
final class ComposeText {

    private ComposeText() {}

    /** Compose replaces variables in each string; a doubled dollar sign is a literal one. */
    static String escaped(String text) {
        return text.replace("$", "$$");
    }

    /** Returns the text of a value, escaped; empty when it has none. */
    static String of(PropertyValue value) {
        if (value instanceof Num number && number.value() == Math.rint(number.value())) {
            return Long.toString((long) number.value());
        }
        return value instanceof Bool flag
                ? Boolean.toString(flag.value())
                : escaped(value.asText().orElse(""));
    }

    /** Returns a required variable, which Compose reads from its environment or {@code .env}. */
    static String variable(String service, String name) {
        String variable = (service + "_" + name).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return "${" + variable + ":?not set}";
    }

    /** Returns a name of the characters that Compose allows, and adds it to the names. */
    static String unique(String name, Set<String> names) {
        String base = name.replaceAll("[^A-Za-z0-9._-]", "-");
        String unique = base;
        for (int i = 2; !names.add(unique); i++) {
            unique = base + "-" + i;
        }
        return unique;
    }

    /** Returns whether a value or anything in it is a secret. */
    static boolean containsSecret(PropertyValue value) {
        return value instanceof Secret
                || (value instanceof ListValue list && list.elements().stream().anyMatch(ComposeText::containsSecret))
                || (value instanceof ObjectValue object
                        && object.properties().values().stream().anyMatch(ComposeText::containsSecret));
    }

    /** Returns whether a value can be written as it is. */
    static boolean isPlain(PropertyValue value) {
        return !containsSecret(value) && !value.containsUnknown();
    }
}
