package dev.plinth.policies.remedy;

import dev.plinth.policies.remedy.Value.Entries;
import dev.plinth.policies.remedy.Value.Flag;
import dev.plinth.policies.remedy.Value.Items;
import dev.plinth.policies.remedy.Value.Numeric;
import dev.plinth.policies.remedy.Value.Properties;
import dev.plinth.policies.remedy.Value.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Syntax of Go. */
final class GoSyntax extends Syntax {

    @Override
    Optional<String> options(Map<String, Value> options) {
        return Optional.of(options.entrySet().stream()
                .map(option -> "pulumi." + capital(option.getKey()) + "(" + option(option.getValue()) + ")")
                .collect(Collectors.joining(", ")));
    }

    /** Arguments of options are plain values, apart from names of aliases. */
    private static String option(Value value) {
        if (value instanceof Items items && items.values().get(0) instanceof Properties alias) {
            return alias.values().entrySet().stream()
                    .map(entry -> capital(entry.getKey()) + ": pulumi.String("
                            + quoted(((Text) entry.getValue()).text()) + ")")
                    .collect(Collectors.joining(", ", "[]pulumi.Alias{{", "}}"));
        } else if (value instanceof Items items) {
            return items.values().stream()
                    .map(item -> quoted(((Text) item).text()))
                    .collect(Collectors.joining(", ", "[]string{", "}"));
        }
        return Boolean.toString(((Flag) value).value());
    }

    @Override
    String label(String name) {
        return capital(name) + ": ";
    }

    @Override
    Layout properties(Properties properties, Example example, String parent) {
        return Layout.group("&" + type(properties, example) + "{", members(properties, example, parent), "}");
    }

    private static String type(Properties properties, Example example) {
        String type = properties.type().substring(properties.type().lastIndexOf('.') + 1);
        String module = example.token().split("[:/]", -1)[1];
        return (module.equals("index") || module.equals("providers") ? provider(example.token()) : module) + "." + type;
    }

    private static String provider(String token) {
        return token.startsWith("pulumi:") ? token.substring(token.lastIndexOf(':') + 1) : token.split(":", 2)[0];
    }

    @Override
    Layout items(Items items, Example example, String parent) {
        String array = items.values().stream().findFirst().orElse(new Text("")) instanceof Properties properties
                ? type(properties, example).replaceFirst("Args$", "Array")
                : "pulumi.StringArray";
        return Layout.group(array + "{", values(items, example, parent), "}");
    }

    @Override
    Layout entries(Entries entries, Example example, String parent) {
        boolean strings = entries.values().values().stream()
                .noneMatch(value -> value instanceof Entries || value instanceof Flag || value instanceof Numeric);
        String map = strings ? "pulumi.StringMap{" : "pulumi.Map{";
        return Layout.group(map, pairs(entries, example, parent, ": "), "}");
    }

    @Override
    String reference(List<String> path, Example example) {
        return path.size() == 1
                ? path.get(0)
                : path.get(0) + "." + (path.get(1).equals("id") ? "ID()" : capital(path.get(1)));
    }

    @Override
    String text(String text) {
        return "pulumi.String(" + quoted(text) + ")";
    }

    @Override
    String flag(boolean value) {
        return "pulumi.Bool(" + value + ")";
    }

    @Override
    String numeric(Numeric number) {
        return (number.decimal() ? "pulumi.Float64(" : "pulumi.Int(") + number.text() + ")";
    }

    @Override
    String secret(String key) {
        return "cfg.RequireSecret(" + quoted(key) + ")";
    }
}
