package dev.plinth.preview.reachability.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.access.AccessModel;
import dev.plinth.policies.access.PolicyPlace;
import dev.plinth.policies.access.ResourceNames;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.preview.Block;
import dev.plinth.preview.StackChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Access to data stores that a change gives and removes.
 *
 * @param gained the access that did not exist before, or not without conditions
 * @param lost the access that no longer exists, or only under conditions
 * @param existing the URNs of the stores that exist before and after the change
 */
public record DataAccessDifference(List<DataAccess> gained, List<DataAccess> lost, Set<String> existing) {

    /** The types whose changes can change access: those with policies, and the stores. */
    private static final Set<String> TYPES = Stream.concat(
                    PolicyPlace.inputs().keySet().stream(),
                    Arrays.stream(StoreKind.values()).map(StoreKind::type))
            .flatMap(type -> ResourceTypes.aliases(type).stream())
            .collect(Collectors.toUnmodifiableSet());

    /** Copies the lists. */
    public DataAccessDifference {
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
        existing = Set.copyOf(existing);
    }

    /** Compares the access before and after a change. */
    public static DataAccessDifference of(StackChange change) {
        boolean concerned = change.changes().stream()
                .filter(each -> each.operation() != Operation.SAME)
                .map(ResourceChange::resource)
                .anyMatch(resource -> TYPES.contains(resource.type()));
        if (!concerned) {
            return new DataAccessDifference(List.of(), List.of(), Set.of());
        }
        boolean known = AccessModel.of(change.after()).unknown().isEmpty();
        return between(
                change.before(), known ? change.after() : change.completed().after());
    }

    private static DataAccessDifference between(ResourceGraph before, ResourceGraph after) {
        ResourceNames names = ResourceNames.of(before, after);
        Map<String, DataAccess> old = byKey(DataAccessSolver.of(before, names).all());
        Map<String, DataAccess> current =
                byKey(DataAccessSolver.of(after, names).all());
        Set<String> existing = before.resources().stream()
                .map(GraphResource::urn)
                .filter(urn -> after.resource(urn).isPresent())
                .collect(Collectors.toSet());
        return new DataAccessDifference(wider(current, old), wider(old, current), existing);
    }

    private static Map<String, DataAccess> byKey(List<DataAccess> access) {
        Map<String, DataAccess> byKey = new LinkedHashMap<>();
        access.forEach(each -> byKey.put(each.key(), each));
        return byKey;
    }

    /** Returns the access that others do not have, or only under conditions. */
    private static List<DataAccess> wider(Map<String, DataAccess> access, Map<String, DataAccess> others) {
        return access.values().stream()
                .filter(each -> {
                    DataAccess other = others.get(each.key());
                    return other == null || (other.isConditional() && !each.isConditional());
                })
                .toList();
    }

    /** Returns whether there is no difference. */
    public boolean isEmpty() {
        return gained.isEmpty() && lost.isEmpty();
    }

    /** Returns the access that the change gives to the data of existing stores. */
    public List<DataAccess> gainedOnExisting() {
        return gained.stream().filter(this::isExisting).toList();
    }

    private boolean isExisting(DataAccess access) {
        return existing.contains(access.store().resource().urn());
    }

    /** Returns the end of a summary; empty for no difference. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        if (!gained.isEmpty()) {
            parts.add(gained.size() + " gained");
        }
        if (!lost.isEmpty()) {
            parts.add(lost.size() + " lost");
        }
        return parts.isEmpty() ? "" : "; data access: " + String.join(", ", parts);
    }

    /** Returns the text: access to existing stores, and collapsed that to stores of the same change. */
    public List<Block> blocks() {
        List<Row> shown = rows(true);
        List<Row> folded = rows(false);
        List<Block> blocks = new ArrayList<>();
        if (!shown.isEmpty()) {
            blocks.add(table(shown));
        }
        if (!folded.isEmpty()) {
            blocks.add(new Block.Details(
                    "Access to the data of new and deleted stores: " + folded.size(), List.of(table(folded))));
        }
        return blocks;
    }

    /** Row of a table: the operations of a principal on a store under the same conditions. */
    private record Row(String principal, String change, String store, String conditions) {}

    private List<Row> rows(boolean ofExisting) {
        Map<Row, List<String>> rows = new LinkedHashMap<>();
        gained.stream()
                .filter(access -> isExisting(access) == ofExisting)
                .forEach(access -> add(rows, "gains", access));
        lost.stream().filter(access -> isExisting(access) == ofExisting).forEach(access -> add(rows, "loses", access));
        return rows.entrySet().stream()
                .map(entry -> new Row(
                        entry.getKey().principal(),
                        entry.getKey().change() + " " + String.join(", ", entry.getValue()),
                        entry.getKey().store(),
                        entry.getKey().conditions()))
                .toList();
    }

    private static void add(Map<Row, List<String>> rows, String change, DataAccess access) {
        rows.computeIfAbsent(
                        new Row(access.principal(), change, access.store().name(), access.conditionText()),
                        row -> new ArrayList<>())
                .add(access.operation());
    }

    private static Block table(List<Row> rows) {
        boolean conditions = rows.stream().anyMatch(row -> !row.conditions().isEmpty());
        List<String> columns = List.of("principal", "data access", "conditions");
        int width = conditions ? columns.size() : columns.size() - 1;
        return new Block.Table(
                columns.subList(0, width),
                rows.stream()
                        .map(row -> List.of(row.principal(), row.change() + " on " + row.store(), row.conditions())
                                .subList(0, width))
                        .toList(),
                Set.of());
    }

    /** Returns the difference as JSON. */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("gained", toJson(gained));
        node.set("lost", toJson(lost));
        return node;
    }

    /** Returns access as JSON. */
    public static ArrayNode toJson(List<DataAccess> access) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (DataAccess each : access) {
            ObjectNode node = array.addObject()
                    .put("principal", each.principal())
                    .put("principalUrn", each.principalUrn())
                    .put("component", each.component())
                    .put("store", each.store().name())
                    .put("storeUrn", each.store().resource().urn())
                    .put("operation", each.operation());
            each.actions().forEach(node.putArray("actions")::add);
            each.conditions().forEach(node.putArray("conditions")::add);
            each.policies().forEach(node.putArray("policies")::add);
        }
        return array;
    }
}
