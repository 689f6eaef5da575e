package dev.plinth.policies.rules.change;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Guards and the resources that they protect: when that goes in the same change, its guard may go with it. */
final class Counterparts {

    /** The outputs by which a guard names what it guards. */
    private static final List<String> IDENTIFIERS = List.of(
            "id", "arn", "arnSuffix", "name", "bucket", "identifier", "dbInstanceIdentifier", "replicationGroupId");

    /** The URNs of what changes delete, by the texts that name it; the lists of changes are compared by identity. */
    private static final LoadingCache<List<ResourceChange>, Map<String, Set<String>>> DELETED =
            CacheBuilder.newBuilder().weakKeys().build(CacheLoader.from(Counterparts::deleted));

    private Counterparts() {}

    /**
     * A guard is not deleted while what it guards stays.
     *
     * @param what what it guards, for the message
     * @param properties the inputs that name what it guards; none where it always has to stay
     */
    static Verdict staysWith(ResourceChange change, RuleContext context, String what, String... properties) {
        if (change.operation() == ResourceChange.Operation.DELETE) {
            return Stream.of(properties).anyMatch(property -> goes(change.before(property), change, context))
                    ? Verdict.NOT_APPLICABLE
                    : Verdict.fail("the change deletes it, and " + what + " stays");
        }
        return change.before().isPresent() && change.after().isPresent() ? Verdict.PASS : Verdict.NOT_APPLICABLE;
    }

    /** Of a list all must go; of an object, such as an alarm's dimensions, one. */
    private static boolean goes(PropertyValue value, ResourceChange guard, RuleContext context) {
        if (value.revealed() instanceof PropertyValue.ObjectValue object) {
            return object.properties().values().stream().anyMatch(property -> goes(property, guard, context));
        }
        if (value.revealed() instanceof PropertyValue.ListValue list) {
            return !list.elements().isEmpty()
                    && list.elements().stream().allMatch(element -> goes(element, guard, context));
        }
        String text = value.asText().orElse("");
        return !text.isEmpty()
                && DELETED.getUnchecked(context.changes()).getOrDefault(text, Set.of()).stream()
                        .anyMatch(urn -> !urn.equals(guard.resource().urn()));
    }

    private static Map<String, Set<String>> deleted(List<ResourceChange> changes) {
        Map<String, Set<String>> deleted = new HashMap<>();
        changes.stream()
                .filter(change -> change.operation() == ResourceChange.Operation.DELETE)
                .flatMap(change -> change.before().stream())
                .forEach(gone -> IDENTIFIERS.stream()
                        .flatMap(identifier -> gone.output(identifier).asText().stream())
                        .forEach(text -> deleted.computeIfAbsent(text, key -> new HashSet<>(1))
                                .add(gone.urn())));
        return deleted;
    }
}
