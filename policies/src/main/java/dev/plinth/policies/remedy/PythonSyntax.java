package dev.plinth.policies.remedy;

import dev.plinth.policies.remedy.Value.Entries;
import dev.plinth.policies.remedy.Value.Items;
import dev.plinth.policies.remedy.Value.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Syntax of Python, with dictionaries for nested properties. */
final class PythonSyntax extends Syntax {

    PythonSyntax() {
        super("# ", ",");
    }

    @Override
    Optional<String> options(Map<String, Value> options) {
        List<Layout> arguments = new ArrayList<>();
        options.forEach((name, value) -> arguments.addAll(
                value instanceof Items items && items.values().get(0) instanceof Properties alias
                        ? List.of(Layout.group(label(name) + "[pulumi.Alias(", members(alias, OPTIONS, ""), ")]"))
                        : property(name, value, OPTIONS, "")));
        return Optional.of(
                Layout.group("opts=pulumi.ResourceOptions(", arguments, ")").print());
    }

    @Override
    String label(String name) {
        return snake(name) + "=";
    }

    @Override
    Layout properties(Properties properties, Example example, String parent) {
        List<Layout> items = new ArrayList<>();
        properties
                .values()
                .forEach(
                        (name, value) -> items.add(value(value, example, parent).after(quoted(snake(name)) + ": ")));
        return Layout.group("{", items, "}");
    }

    @Override
    Layout entries(Entries entries, Example example, String parent) {
        return Layout.group("{", pairs(entries, example, parent, ": "), "}");
    }

    @Override
    String reference(List<String> path, Example example) {
        return joined(path, Syntax::snake);
    }

    @Override
    String flag(boolean value) {
        return value ? "True" : "False";
    }

    @Override
    String secret(String key) {
        return "config.require_secret(" + quoted(key) + ")";
    }
}
