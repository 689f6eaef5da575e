package dev.plinth.settings.reference;

import dev.plinth.policies.rule.Names;
import java.io.Serial;
import java.util.List;

/** A key that stack files of the project do not have. */
public final class UnknownKeyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnknownKeyException(String key, String segment, List<String> known) {
        super("unknown key " + key + (key.equals(segment) ? "" : ": there is no " + segment)
                + Names.suggestion(segment, known).replace("; did", ". Did").replaceFirst("^$", ".")
                + (known.isEmpty() ? "" : " Expected one of " + String.join(", ", known)));
    }
}
