package dev.plinth.policies.remedy;

import dev.plinth.policies.remedy.Value.Properties;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Syntax of Pulumi YAML, with nested properties in braces. */
final class YamlSyntax extends Syntax {

    YamlSyntax() {
        super("# ", "");
    }

    @Override
    Optional<String> options(Map<String, Value> options) {
        return Optional.of(properties(new Properties("", options), OPTIONS, "")
                .after("options: ")
                .print());
    }

    @Override
    String label(String name) {
        return name + ": ";
    }

    @Override
    String reference(List<String> path, Example example) {
        return quoted("${" + String.join(".", path) + "}");
    }

    @Override
    String secret(String key) {
        return quoted("${" + key + "}");
    }
}
