package dev.plinth.preview.reachability.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
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
        return concerned
                ? between(change.before(), change.after())
                : new DataAccessDifference(List.of(), List.of(), Set.of());
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
        List<Row> rows = Stream.concat(
                        gained.stream().map(access -> new Row("gains", access)),
                        lost.stream().map(access -> new Row("loses", access)))
                .toList();
        List<Row> shown = rows.stream().filter(row -> isExisting(row.access())).toList();
        List<Row> folded =
                rows.stream().filter(row -> !isExisting(row.access())).toList();
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

    private record Row(String change, DataAccess access) {
        private List<String> cells(boolean conditions) {
            List<String> cells = List.of(
                    access.principal(),
                    change + " " + access.operation() + " on " + access.store().name(),
                    String.join(", ", access.actions()),
                    access.conditionText());
            return conditions ? cells : cells.subList(0, cells.size() - 1);
        }
    }

    private static Block table(List<Row> rows) {
        boolean conditions = rows.stream().anyMatch(row -> row.access().isConditional());
        List<String> columns = List.of("principal", "data access", "actions", "conditions");
        return new Block.Table(
                conditions ? columns : columns.subList(0, columns.size() - 1),
                rows.stream().map(row -> row.cells(conditions)).toList(),
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
