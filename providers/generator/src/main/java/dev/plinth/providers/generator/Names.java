package dev.plinth.providers.generator;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Java names of a schema's names. */
final class Names {

    /** Methods of every object; an accessor cannot have their names. */
    private static final Set<String> OBJECT_METHODS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    private Names() {}

    /** Returns an identifier: {@code default_} for {@code default}, as the official SDKs have it. */
    static String identifier(String name) {
        StringBuilder identifier = new StringBuilder();
        for (int at = 0; at < name.length(); at++) {
            char letter = name.charAt(at);
            boolean valid = at == 0 ? Character.isJavaIdentifierStart(letter) : Character.isJavaIdentifierPart(letter);
            identifier.append(valid ? letter : '_');
        }
        String result = identifier.toString();
        return SourceVersion.isKeyword(result) || OBJECT_METHODS.contains(result) ? result + "_" : result;
    }

    /** Returns the name with an upper-case first letter. */
    static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** Returns the constant of an enumeration's value, such as {@code EuWest1} for {@code eu-west-1}. */
    static String constant(String value) {
        StringBuilder constant = new StringBuilder();
        for (String word : value.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                constant.append(capitalized(word));
            }
        }
        if (constant.isEmpty()) {
            return "Empty";
        }
        return Character.isDigit(constant.charAt(0)) ? "_" + constant : identifier(constant.toString());
    }
}
