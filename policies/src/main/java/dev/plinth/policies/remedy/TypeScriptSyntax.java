package dev.plinth.policies.remedy;

import dev.plinth.policies.remedy.Value.Properties;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Syntax of TypeScript. */
final class TypeScriptSyntax extends Syntax {

    @Override
    Optional<String> options(Map<String, Value> options) {
        return Optional.of(properties(new Properties("", options), OPTIONS, "").print());
    }

    @Override
    String label(String name) {
        return name + ": ";
    }

    @Override
    String reference(List<String> path, Example example) {
        return String.join(".", path);
    }

    @Override
    String secret(String key) {
        return "config.requireSecret(" + quoted(key) + ")";
    }
}
