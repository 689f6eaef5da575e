package dev.plinth.preview.reachability.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.Names;
import dev.plinth.preview.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Query for the principals that can use the data of a store. */
public final class DataAccessQuery {

    private final String wanted;
    private final List<DataStore> stores;
    private final List<DataAccess> access;
    private final List<String> unknown;

    private DataAccessQuery(String wanted, List<DataStore> stores, List<DataAccess> access, List<String> unknown) {
        this.wanted = wanted;
        this.stores = stores;
        this.access = access;
        this.unknown = unknown;
    }

    /**
     * Runs a query.
     *
     * @param graph the stack
     * @param wanted an operation such as {@code read}, or an action such as {@code s3:GetObjectAcl}
     * @param resource the name of a store or of its component; empty for all stores
     * @throws IllegalArgumentException for an unknown operation or store, with the expected ones
     */
    public static DataAccessQuery of(ResourceGraph graph, String wanted, Optional<String> resource) {
        Optional<DataOperation> operation = Arrays.stream(DataOperation.values())
                .filter(each -> each.key().equals(wanted.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (operation.isEmpty() && !wanted.contains(":")) {
            throw new IllegalArgumentException("unknown operation \"" + wanted + "\"; expected "
                    + Arrays.stream(DataOperation.values())
                            .map(DataOperation::key)
                            .collect(Collectors.joining(", "))
                    + ", or an action such as s3:GetObject");
        }
        DataAccessSolver solver = DataAccessSolver.of(graph);
        List<DataStore> named = solver.stores().stream()
                .filter(store -> resource.isEmpty() || store.isNamed(resource.get()))
                .toList();
        if (named.isEmpty() && resource.isPresent()) {
            throw new IllegalArgumentException(unknownStore(resource.get(), solver.stores()));
        }
        List<DataStore> asked = named.stream()
                .filter(store -> operation
                        .map(each -> store.kind().actions().containsKey(each))
                        .orElseGet(() -> store.kind().isServiceOf(wanted)))
                .toList();
        List<DataAccess> access = asked.stream()
                .flatMap(store ->
                        operation
                                .map(each -> solver.to(store, each))
                                .orElseGet(() -> solver.to(store, wanted))
                                .stream())
                .toList();
        return new DataAccessQuery(wanted, asked, access, solver.unknown());
    }

    private static String unknownStore(String name, List<DataStore> stores) {
        Set<String> known = new TreeSet<>();
        stores.forEach(store -> {
            known.add(store.name());
            if (!store.component().isEmpty()) {
                known.add(store.component());
            }
        });
        return "unknown data store \"" + name + "\"" + Names.suggestion(name, known)
                + (known.isEmpty() ? "; the stack has none" : "; expected one of " + String.join(", ", known));
    }

    /** Returns the access found. */
    public List<DataAccess> access() {
        return access;
    }

    /** Returns the result in one line. */
    public String summary() {
        if (stores.isEmpty()) {
            return "no data store supports " + wanted;
        }
        String places = stores.size() == 1 ? stores.get(0).name() : stores.size() + " data stores";
        long conditional = access.stream().filter(DataAccess::isConditional).count();
        return wanted + " on " + places + ": " + access.size() + (access.size() == 1 ? " principal" : " principals")
                + (conditional == 0 ? "" : ", " + conditional + " under conditions");
    }

    /** Returns the text: the principals of each store. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (DataStore store : stores) {
            List<DataAccess> own =
                    access.stream().filter(each -> each.store().equals(store)).toList();
            if (own.isEmpty()) {
                closed.add(store.name());
            } else {
                blocks.add(new Block.Text(store.name()));
                blocks.add(table(own));
            }
        }
        if (!closed.isEmpty()) {
            blocks.add(new Block.Text("no principal: " + String.join(", ", closed)));
        }
        if (!unknown.isEmpty()) {
            blocks.add(new Block.Warning("unknown policies (outside the stack, or known only after the update): "
                    + String.join("; ", unknown)));
        }
        return blocks;
    }

    private static Block table(List<DataAccess> access) {
        boolean conditions = access.stream().anyMatch(DataAccess::isConditional);
        List<String> columns = List.of("principal", "allowed by", "conditions");
        int width = conditions ? columns.size() : columns.size() - 1;
        return new Block.Table(
                columns.subList(0, width),
                access.stream()
                        .map(each -> List.of(each.principal(), String.join(", ", each.policies()), each.conditionText())
                                .subList(0, width))
                        .toList(),
                Set.of());
    }

    /** Returns the result as JSON. */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("query", wanted);
        ArrayNode names = node.putArray("stores");
        stores.forEach(store -> names.add(store.resource().urn()));
        node.set("access", DataAccessDifference.toJson(access));
        ArrayNode open = node.putArray("unknown");
        unknown.forEach(open::add);
        return node;
    }
}
