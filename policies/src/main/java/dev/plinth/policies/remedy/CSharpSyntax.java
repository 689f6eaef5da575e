package dev.plinth.policies.remedy;

import dev.plinth.policies.remedy.Value.Entries;
import dev.plinth.policies.remedy.Value.Items;
import dev.plinth.policies.remedy.Value.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Syntax of C#. */
final class CSharpSyntax extends Syntax {

    @Override
    Optional<String> options(Map<String, Value> options) {
        return Optional.of(properties(new Properties("CustomResourceOptions", options), OPTIONS, "")
                .print());
    }

    @Override
    String label(String name) {
        return capital(name) + " = ";
    }

    @Override
    Layout properties(Properties properties, Example example, String parent) {
        String type = properties.type().substring(properties.type().lastIndexOf('.') + 1);
        return Layout.group("new " + type + " { ", members(properties, example, parent), " }");
    }

    @Override
    Layout items(Items items, Example example, String parent) {
        return Layout.group(example.token().isEmpty() ? "{ " : "new[] { ", values(items, example, parent), " }");
    }

    @Override
    Layout entries(Entries entries, Example example, String parent) {
        List<Layout> pairs = new ArrayList<>();
        entries.values()
                .forEach((key, value) -> pairs.add(
                        value instanceof Entries nested
                                ? entries(nested, example, parent)
                                        .after("[" + quoted(key) + "] = new Dictionary<string, object?> ")
                                : value(value, example, parent).after("[" + quoted(key) + "] = ")));
        return Layout.group("{ ", pairs, " }");
    }

    @Override
    String reference(List<String> path, Example example) {
        return path.size() == 1 ? path.get(0) : path.get(0) + "." + capital(path.get(1));
    }

    @Override
    String secret(String key) {
        return "config.RequireSecret(" + quoted(key) + ")";
    }
}
