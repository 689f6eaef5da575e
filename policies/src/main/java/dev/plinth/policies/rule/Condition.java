package dev.plinth.policies.rule;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A statement about a resource, such as {@code property("storageEncrypted").isTrue()}. */
@FunctionalInterface
public interface Condition {

    /** Checks a resource. */
    Verdict test(GraphResource resource, RuleContext context);

    /** Holds when both hold. */
    default Condition and(Condition other) {
        return (resource, context) -> Verdict.all(List.of(test(resource, context), other.test(resource, context)));
    }

    /** Holds when either holds. */
    default Condition or(Condition other) {
        return (resource, context) ->
                Verdict.any(Stream.of(this, other).map(condition -> condition.test(resource, context)));
    }

    /** Has something to say about the resources for which a predicate is true, and no others. */
    default Condition onlyIf(BiPredicate<GraphResource, RuleContext> applies) {
        return (resource, context) ->
                applies.test(resource, context) ? test(resource, context) : Verdict.NOT_APPLICABLE;
    }

    /** Has something to say in production only. */
    default Condition inProduction() {
        return onlyIf((resource, context) -> context.isProduction());
    }

    /**
     * Has something to say only where an input satisfies a predicate. While that input is unknown so is the verdict,
     * unless the condition holds anyway.
     *
     * @param path the input that decides whether the condition applies
     */
    default Condition where(String path, Predicate<PropertyValue> applies) {
        return (resource, context) -> {
            PropertyValue value = resource.input(path);
            if (value.isUnknown()) {
                return test(resource, context) instanceof Verdict.Pass ? Verdict.PASS : Verdict.unknown(path);
            }
            return applies.test(value) ? test(resource, context) : Verdict.NOT_APPLICABLE;
        };
    }
}
