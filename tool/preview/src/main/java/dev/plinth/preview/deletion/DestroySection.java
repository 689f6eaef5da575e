package dev.plinth.preview.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.recovery.LostKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plan of a destroy: the deleted data stores with what remains of them, the resources that stay, and the blockers. */
public final class DestroySection implements Section {

    /** The key. */
    public static final String KEY = "destroy";

    private final List<DeletedStore> stores;
    private final Map<String, Long> components;
    private final List<String> kept;
    private final List<String> warnings;
    private final List<Finding> findings;
    private final int deleted;

    private DestroySection(
            List<DeletedStore> stores,
            Map<String, Long> components,
            List<String> kept,
            List<String> warnings,
            List<Finding> findings,
            int deleted) {
        this.stores = stores;
        this.components = components;
        this.kept = kept;
        this.warnings = warnings;
        this.findings = List.copyOf(findings);
        this.deleted = deleted;
    }

    /**
     * Creates the section of a destroy.
     *
     * @param change the deletions; the other resources of the stack are unchanged
     * @param findings the resources that cannot be deleted
     */
    public static DestroySection of(StackChange change, List<Finding> findings) {
        List<GraphResource> ending = change.changes().stream()
                .filter(step -> step.operation() == ResourceChange.Operation.DELETE)
                .map(ResourceChange::resource)
                .filter(DestroySection::isInCloud)
                .toList();
        Set<String> deleted = ending.stream()
                .filter(resource -> !resource.retained())
                .map(GraphResource::urn)
                .collect(Collectors.toSet());
        return new DestroySection(
                ending.stream()
                        .filter(DeletedStore::isStore)
                        .map(DeletedStore::of)
                        .sorted(Comparator.comparing((DeletedStore store) -> !store.isLost())
                                .thenComparing(store -> store.store().urn()))
                        .toList(),
                components(change),
                ending.stream()
                        .filter(GraphResource::retained)
                        .map(GraphResource::name)
                        .sorted()
                        .toList(),
                LostKeys.of(change.before(), resource -> deleted.contains(resource.urn())),
                findings,
                deleted.size());
    }

    private static boolean isInCloud(GraphResource resource) {
        return resource.custom() && !resource.type().startsWith("pulumi:providers:");
    }

    /** Returns the number of resources that are deleted from the cloud. */
    public int deleted() {
        return deleted;
    }

    /** Returns the number of deleted resources of each outermost component. */
    private static Map<String, Long> components(StackChange change) {
        return change.changes().stream()
                .filter(step -> step.operation() == ResourceChange.Operation.DELETE)
                .filter(step -> isInCloud(step.resource()) && !step.resource().retained())
                .collect(Collectors.groupingBy(
                        step -> change.component(step).map(GraphResource::name).orElse("no component"),
                        TreeMap::new,
                        Collectors.counting()));
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "Destroy";
    }

    @Override
    public String summary() {
        List<DeletedStore> primary =
                stores.stream().filter(DeletedStore::isPrimary).toList();
        long lost = primary.stream().filter(DeletedStore::isLost).count();
        return count(deleted, "resource") + " deleted, " + kept.size() + " kept in the cloud; "
                + count(primary.size(), "data store") + ", " + lost + " without a remaining copy"
                + (findings.isEmpty() ? "" : "; " + count(findings.size(), "obstacle"));
    }

    private static String count(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    private static String shortType(String type) {
        return type.substring(type.lastIndexOf(':') + 1);
    }

    @Override
    public Risk risk() {
        boolean loses = stores.stream().anyMatch(store -> store.isPrimary() && store.isLost());
        return !findings.isEmpty() || loses ? Risk.CRITICAL : deleted > 0 ? Risk.WARNING : Risk.NONE;
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        addStores(blocks);
        if (!components.isEmpty()) {
            blocks.add(new Block.Text("deleted resources by component: "
                    + components.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", "))));
        }
        if (!kept.isEmpty()) {
            blocks.add(
                    new Block.Text("stay in the cloud and on the bill (retainOnDelete): " + String.join(", ", kept)));
        }
        warnings.forEach(warning -> blocks.add(new Block.Warning(warning)));
        return blocks;
    }

    private void addStores(List<Block> blocks) {
        Map<Boolean, List<DeletedStore>> parts =
                stores.stream().collect(Collectors.partitioningBy(DeletedStore::isPrimary));
        List<DeletedStore> primary = parts.getOrDefault(true, List.of());
        List<DeletedStore> others = parts.getOrDefault(false, List.of());
        if (!primary.isEmpty()) {
            blocks.add(table("data store", primary));
        }
        if (!others.isEmpty()) {
            String counts = others.stream()
                    .collect(Collectors.groupingBy(
                            store -> shortType(store.store().type()), TreeMap::new, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
            blocks.add(
                    new Block.Details("Logs, keys, secrets and images: " + counts, List.of(table("resource", others))));
        }
    }

    private static Block table(String heading, List<DeletedStore> stores) {
        return new Block.Table(
                List.of(heading, "type", "remains"),
                stores.stream()
                        .map(store -> List.of(
                                store.store().name(), shortType(store.store().type()), store.words()))
                        .toList(),
                Set.of());
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public JsonNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("deleted", deleted);
        ArrayNode array = document.putArray("stores");
        for (DeletedStore store : stores) {
            ObjectNode node = array.addObject()
                    .put("urn", store.store().urn())
                    .put("type", store.store().type())
                    .put("lost", store.isLost());
            store.remains().forEach(node.putArray("remains")::add);
        }
        kept.forEach(document.putArray("retained")::add);
        warnings.forEach(document.putArray("warnings")::add);
        ArrayNode blocked = document.putArray("findings");
        findings.forEach(finding -> blocked.addObject()
                .put("urn", finding.urn())
                .put("message", finding.message())
                .put("remedy", finding.remedy()));
        return document;
    }
}
