package dev.plinth.policies.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.policies.access.AccessEntry.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the statements of policies as entries.
 *
 * @param layer the kind of policy
 * @param holder the principal of an identity policy, or the resource of a trust or resource policy
 * @param names the names of the stack's resources
 */
record StatementReader(Layer layer, AccessPattern holder, ResourceNames names) {

    List<AccessEntry> read(JsonNode policy) {
        List<AccessEntry> entries = new ArrayList<>();
        JsonNode statements = policy.path("Statement");
        for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
            if (statement.isObject()) {
                entries.addAll(statement(statement));
            }
        }
        return entries;
    }

    private List<AccessEntry> statement(JsonNode statement) {
        boolean allow = statement.path("Effect").asText().equals("Allow");
        AccessCondition condition = AccessCondition.of(statement.path("Condition"), names);
        List<AccessEntry> entries = new ArrayList<>();
        for (PatternSet principal : principals(statement)) {
            for (PatternSet action : sets(statement, "Action", AccessPattern::action)) {
                for (PatternSet resource : resources(statement)) {
                    entries.add(new AccessEntry(layer, allow, principal, action, resource, condition));
                }
            }
        }
        return entries;
    }

    private boolean isOfIdentity() {
        return layer == Layer.IDENTITY || layer == Layer.BOUNDARY;
    }

    private List<PatternSet> principals(JsonNode statement) {
        if (isOfIdentity()) {
            return List.of(PatternSet.of(holder));
        }
        if (statement.has("NotPrincipal")) {
            return List.of(PatternSet.allBut(principals(statement, "NotPrincipal")));
        }
        return principals(statement, "Principal").stream().map(PatternSet::of).toList();
    }

    private List<AccessPattern> principals(JsonNode statement, String element) {
        JsonNode node = statement.path(element);
        if (!node.isObject()) {
            return texts(node).stream().map(names::principal).toList();
        }
        List<AccessPattern> principals = new ArrayList<>();
        node.elements().forEachRemaining(kind -> texts(kind).forEach(text -> principals.add(names.principal(text))));
        return principals;
    }

    private List<PatternSet> resources(JsonNode statement) {
        if (layer == Layer.TRUST) {
            return List.of(PatternSet.of(holder));
        }
        if (!statement.has("Resource") && !statement.has("NotResource")) {
            return List.of(isOfIdentity() ? PatternSet.ALL : PatternSet.of(holder));
        }
        return sets(statement, "Resource", this::resource);
    }

    /** In a resource's own policy, {@code *} is that resource. */
    private AccessPattern resource(String text) {
        return text.equals("*") && !isOfIdentity() ? holder : names.named(text);
    }

    /** Returns one set for each value of an element, or one set of everything but the values of its negation. */
    private static List<PatternSet> sets(JsonNode statement, String element, Function<String, AccessPattern> pattern) {
        Optional<JsonNode> negated = Optional.ofNullable(statement.get("Not" + element));
        return negated.isPresent()
                ? List.of(PatternSet.allBut(
                        texts(negated.get()).stream().map(pattern).toList()))
                : texts(statement.path(element)).stream()
                        .map(pattern)
                        .map(PatternSet::of)
                        .toList();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> texts.add(element.asText()));
        } else if (node.isValueNode() && !node.isNull()) {
            texts.add(node.asText());
        }
        return texts;
    }
}
