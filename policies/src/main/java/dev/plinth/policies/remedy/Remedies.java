package dev.plinth.policies.remedy;

import dev.plinth.policies.remedy.Value.Entries;
import dev.plinth.policies.remedy.Value.Items;
import dev.plinth.policies.remedy.Value.Json;
import dev.plinth.policies.remedy.Value.Properties;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Remedies of rules in another language than Java: made from the Java example where it has a usual form, else the sentence
 * before the example and the title of the rule.
 */
public final class Remedies {

    private static final Map<Language, Syntax> SYNTAXES = Map.of(
            Language.TYPESCRIPT, new TypeScriptSyntax(),
            Language.PYTHON, new PythonSyntax(),
            Language.GO, new GoSyntax(),
            Language.CSHARP, new CSharpSyntax(),
            Language.YAML, new YamlSyntax(),
            Language.HCL, new HclSyntax());

    private static final String END_OF_SENTENCE = ":\n";
    private static final Pattern EXAMPLE = Pattern.compile("^\\w+(\\.\\w+)*\\(");
    private static final String OPTIONS = "CustomResourceOptions";

    private static final Set<String> LISTS = Set.of("aliases", "ignoreChanges");

    /** Providers that have no Java classes, whose examples are maps of properties. */
    private static final Set<String> WITHOUT_CLASSES = Set.of("supabase", "vercel");

    private Remedies() {}

    /** Returns the rules with their remedies in a language. */
    public static RuleSet in(Language language, RuleSet rules) {
        return rules.all().stream().allMatch(rule -> isIn(language, rule))
                ? rules
                : RuleSet.of(
                        rules.all().stream().map(rule -> in(language, rule)).toList());
    }

    /** Returns a rule with its remedy in a language. */
    public static Rule in(Language language, Rule rule) {
        return isIn(language, rule) ? rule : rule.withRemediation(language.key(), () -> text(language, rule));
    }

    private static boolean isIn(Language language, Rule rule) {
        return rule.remediationLanguage().equals(language.key());
    }

    private static String text(Language language, Rule rule) {
        return language == Language.JAVA
                ? rule.javaRemediation()
                : example(language, rule)
                        .map(code -> sentence(rule).isEmpty() ? code : sentence(rule) + ":\n" + code)
                        .orElseGet(() -> sentence(rule).isEmpty()
                                ? rule.title() + "."
                                : sentence(rule) + ". " + rule.title() + ".");
    }

    /** Returns the text before the example, without the colon; empty where the example is all. */
    private static String sentence(Rule rule) {
        return isExample(rule)
                ? ""
                : rule.javaRemediation().split(END_OF_SENTENCE, 2)[0].replaceFirst("[.:]$", "");
    }

    private static boolean isExample(Rule rule) {
        return !rule.javaRemediation().contains(END_OF_SENTENCE)
                && EXAMPLE.matcher(rule.javaRemediation()).find();
    }

    /** Returns the example of a rule's remedy in a language; empty where it cannot be made from the Java example. */
    static Optional<String> example(Language language, Rule rule) {
        String[] parts = rule.javaRemediation().split(END_OF_SENTENCE, 2);
        Syntax syntax = SYNTAXES.get(language);
        if (syntax == null || (parts.length < 2 && !isExample(rule))) {
            return Optional.empty();
        }
        List<String> statements = new ArrayList<>();
        for (Value value : ExampleReader.read(parts[parts.length - 1]).orElse(List.of())) {
            Optional<String> statement = statement(syntax, rule, value);
            if (statement.isEmpty()) {
                return Optional.empty();
            }
            statements.add(statement.get());
        }
        return statements.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", statements));
    }

    private static Optional<String> statement(Syntax syntax, Rule rule, Value value) {
        if (value instanceof Json json) {
            return Optional.of(json.text());
        } else if (value instanceof Properties properties) {
            return properties.type().equals(OPTIONS)
                    ? syntax.options(options(properties))
                    : new ExampleTypes(rule).example(properties).map(syntax::example);
        } else if (value instanceof Entries entries) {
            return Optional.of(
                    WITHOUT_CLASSES.contains(rule.types().firstKey().split(":", 2)[0])
                            ? syntax.example(new ExampleTypes(rule).example(entries))
                            : json(entries));
        }
        return Optional.empty();
    }

    /** Wraps the options that are lists; Java's builder takes their only value by itself. */
    private static Map<String, Value> options(Properties properties) {
        Map<String, Value> options = new LinkedHashMap<>();
        properties
                .values()
                .forEach((name, value) -> options.put(
                        name, LISTS.contains(name) && !(value instanceof Items) ? new Items(List.of(value)) : value));
        return options;
    }

    /** Returns entries of a JSON document, such as a container definition, without the outer braces. */
    private static String json(Entries entries) {
        return entries.values().entrySet().stream()
                .map(entry -> Syntax.quoted(entry.getKey()) + ": " + json(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String json(Value value) {
        if (value instanceof Entries entries) {
            return "{" + json(entries) + "}";
        } else if (value instanceof Items items) {
            return items.values().stream().map(Remedies::json).collect(Collectors.joining(", ", "[", "]"));
        }
        return new YamlSyntax().value(value, Syntax.OPTIONS, "").print();
    }
}
