package dev.plinth.policies.rules;

import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Conditions on each element of a list. */
final class Elements {

    private Elements() {}

    /**
     * Judges each element; all must comply, and a list that is absent or empty does.
     *
     * @param condition what must hold of an element, by its path, such as {@code volumes[0]}
     */
    static Condition each(String list, Function<String, Condition> condition) {
        return (resource, context) -> {
            PropertyValue value = resource.input(list);
            if (value.isUnknown()) {
                return Verdict.unknown(list);
            }
            if (!value.isAbsent() && !(value.revealed() instanceof PropertyValue.ListValue)) {
                return Verdict.fail(list + " is " + value.describe() + ", it must be a list");
            }
            List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
            for (int index = 0; index < value.elements().size(); index++) {
                verdicts.add(condition.apply(list + "[" + index + "]").test(resource, context));
            }
            return Verdict.all(verdicts);
        };
    }
}
