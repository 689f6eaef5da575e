package dev.plinth.preview.guard;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.preview.StackChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Steps that need a unique value which another resource of the stack still has, such as two listener rules that swap their
 * priorities, or a new one with the priority of a deleted one. The engine updates resources one by one and deletes last, and
 * the provider sets the priority of each rule by a separate call.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetRulePriorities.html">SetRulePriorities,
 *     PriorityInUse</a>
 * @see <a href="https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/elbv2/listener_rule.go">the update
 *     of a rule</a>
 */
final class UniqueKeys {

    /** Remedy. */
    static final String REMEDY =
            "free it in a separate update first: give the other resource an unused value, or remove it";

    /**
     * Property that is unique in a scope.
     *
     * @param scope the properties that identify the scope
     * @param key the unique property
     * @param noun the noun for the key
     */
    private record Unique(List<String> scope, String key, String noun) {}

    private static final Unique PRIORITY = new Unique(List.of("listenerArn"), "priority", "priority");

    private static final Map<String, Unique> TYPES = Map.of(
            AwsTypes.LB_LISTENER_RULE,
            PRIORITY,
            AwsTypes.ALB_LISTENER_RULE,
            PRIORITY,
            AwsTypes.EC2_NETWORK_ACL_RULE,
            new Unique(List.of("networkAclId", "egress"), "ruleNumber", "rule number"),
            AwsTypes.EC2_SUBNET,
            new Unique(List.of("vpcId"), "cidrBlock", "block"));

    private UniqueKeys() {}

    /** Returns the conflicts for which AWS rejects a step, as clauses. */
    static List<String> clashes(ResourceChange step, StackChange all) {
        Unique unique = TYPES.get(step.resource().type());
        if (unique == null || step.after().isEmpty()) {
            return List.of();
        }
        GraphResource wanted = step.after().get();
        Optional<List<PropertyValue>> key = key(unique, wanted);
        if (key.isEmpty() || key.equals(step.before().flatMap(before -> key(unique, before)))) {
            return List.of();
        }
        return all.changes().stream()
                .filter(other -> !other.resource().urn().equals(wanted.urn()))
                .filter(other -> unique.equals(TYPES.get(other.resource().type())))
                .filter(other ->
                        other.before().flatMap(before -> key(unique, before)).equals(key))
                .filter(other -> !isReleasedFirst(other, wanted, all))
                .map(other -> other.resource().name() + " still has the " + unique.noun() + " "
                        + key.get().get(unique.scope().size()).describe()
                        + " at that point, so the update would fail halfway")
                .toList();
    }

    /** Returns the scope and the key, where both are known. */
    private static Optional<List<PropertyValue>> key(Unique unique, GraphResource resource) {
        List<PropertyValue> values = new ArrayList<>();
        for (String property : unique.scope()) {
            values.add(value(resource, property));
        }
        values.add(value(resource, unique.key()));
        return values.stream().anyMatch(PropertyValue.Unknown.class::isInstance)
                        || values.get(unique.scope().size()) instanceof PropertyValue.Null
                ? Optional.empty()
                : Optional.of(values);
    }

    private static PropertyValue value(GraphResource resource, String property) {
        PropertyValue input = resource.input(property);
        return input instanceof PropertyValue.Null ? resource.output(property) : input;
    }

    /** Returns whether an update frees the key first, because the wanted resource depends on it. */
    private static boolean isReleasedFirst(ResourceChange other, GraphResource wanted, StackChange all) {
        if (other.operation() != Operation.UPDATE) {
            return false;
        }
        Deque<String> open = new ArrayDeque<>(wanted.dependencies());
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String urn = open.remove();
            if (urn.equals(other.resource().urn())) {
                return true;
            }
            if (seen.add(urn)) {
                all.after().resource(urn).ifPresent(found -> open.addAll(found.dependencies()));
            }
        }
        return false;
    }
}
