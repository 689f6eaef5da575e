package dev.plinth.policies.condition;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Conditions on the elements of a list, each given by its path, such as {@code origins[0]}:
 *
 * <pre>{@code
 * Elements.each("origins", origin -> property(origin + ".protocol").isOneOf("https"))
 * }</pre>
 */
public final class Elements {

    private Elements() {}

    /** Judges resources of one type only, under any name that it has had. */
    public static Condition onType(String type, Condition condition) {
        return condition.onlyIf(
                (resource, context) -> ResourceTypes.aliases(type).contains(resource.type()));
    }

    /** Every element complies; an absent or empty list does. */
    public static Condition each(String list, Function<String, Condition> condition) {
        return judge(list, (paths, test) -> {
            List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
            paths.forEach(path -> verdicts.add(test.apply(condition.apply(path))));
            return Verdict.all(verdicts);
        });
    }

    /**
     * One element complies.
     *
     * @param otherwise the whole message where none does
     */
    public static Condition any(String list, String otherwise, Function<String, Condition> condition) {
        return judge(list, (paths, test) -> {
            List<Verdict> verdicts = new ArrayList<>();
            paths.forEach(path -> verdicts.add(test.apply(condition.apply(path))));
            Verdict verdict = Verdict.any(verdicts);
            return verdict instanceof Verdict.Pass || verdict instanceof Verdict.Unknown
                    ? verdict
                    : Verdict.fail(otherwise);
        });
    }

    private static Condition judge(String list, BiFunction<List<String>, Function<Condition, Verdict>, Verdict> judge) {
        return (resource, context) -> judge(resource, context, list, judge);
    }

    private static Verdict judge(
            GraphResource resource,
            RuleContext context,
            String list,
            BiFunction<List<String>, Function<Condition, Verdict>, Verdict> judge) {
        PropertyValue value = resource.input(list);
        if (value.isUnknown()) {
            return Verdict.unknown(list);
        }
        if (!value.isAbsent() && !(value.revealed() instanceof PropertyValue.ListValue)) {
            return Verdict.fail(list + " is " + value.describe() + " but must be a list", list);
        }
        List<String> paths = IntStream.range(0, value.elements().size())
                .mapToObj(index -> list + "[" + index + "]")
                .toList();
        return judge.apply(paths, condition -> condition.test(resource, context));
    }
}
