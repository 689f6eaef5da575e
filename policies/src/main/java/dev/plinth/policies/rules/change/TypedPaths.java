package dev.plinth.policies.rules.change;

import dev.plinth.policies.rule.ChangeCondition;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Inputs of several resource types that a rule on changes treats alike. */
final class TypedPaths {

    private final SortedMap<String, List<String>> paths = new TreeMap<>();

    private TypedPaths() {}

    /** Begins with one type. */
    static TypedPaths of(String type, String... paths) {
        return new TypedPaths().and(type, paths);
    }

    /** Starts with types without inputs. */
    static TypedPaths ofTypes(List<String> types) {
        TypedPaths all = new TypedPaths();
        types.forEach(all::and);
        return all;
    }

    /** Adds a type. */
    TypedPaths and(String type, String... more) {
        paths.put(type, List.of(more));
        return this;
    }

    /** Adds the types and their inputs to a rule. */
    Rule.Builder declareIn(Rule.Builder rule) {
        paths.forEach((type, inputs) -> rule.on(
                type,
                inputs.stream().map(input -> input.replaceAll("\\[\\d+]", "[]")).toArray(String[]::new)));
        return rule;
    }

    /** A condition on each of the inputs of the type that changes. */
    ChangeCondition each(Function<String, ChangeCondition> condition) {
        return (change, context) -> {
            String type = change.resource().type();
            return Verdict.all(paths.entrySet().stream()
                    .filter(entry -> ResourceTypes.aliases(entry.getKey()).contains(type))
                    .map(Map.Entry::getValue)
                    .flatMap(List::stream)
                    .map(path -> condition.apply(path).test(change, context))
                    .toList());
        };
    }
}
