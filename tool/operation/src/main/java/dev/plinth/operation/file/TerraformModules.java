package dev.plinth.operation.file;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Modules of the root module as components, so that reports group their resources. */
final class TerraformModules {

    /** The outermost module of an address, with the key of its instance. */
    private static final Pattern MODULE =
            Pattern.compile("(module\\.[^.\\[]+(?:\\[(?:\\d+|\"(?:[^\"\\\\]|\\\\.)*\")])?)\\..+");

    private static final String TYPE = "terraform:module";

    private final Map<String, GraphResource> modules = new LinkedHashMap<>();

    private final ResourceGraph graph;

    private TerraformModules(ResourceGraph graph) {
        this.graph = graph;
    }

    /**
     * Returns the changes with the components of the modules.
     *
     * @param graph the graph of the file, for the names of stack and project
     */
    static List<ResourceChange> group(List<ResourceChange> changes, ResourceGraph graph) {
        TerraformModules modules = new TerraformModules(graph);
        List<ResourceChange> grouped = new ArrayList<>();
        for (ResourceChange change : changes) {
            grouped.add(change.withBefore(change.before().map(modules::child))
                    .withAfter(change.after().map(modules::child)));
        }
        for (GraphResource module : modules.modules.values()) {
            grouped.add(
                    new ResourceChange(Operation.SAME, Optional.of(module), Optional.of(module), List.of(), List.of()));
        }
        return grouped;
    }

    private GraphResource child(GraphResource resource) {
        Matcher address = MODULE.matcher(resource.name());
        return address.matches()
                ? resource.withParent(
                        modules.computeIfAbsent(address.group(1), this::module).urn())
                : resource;
    }

    private GraphResource module(String name) {
        return new GraphResource(
                "urn:pulumi:" + graph.stack() + "::" + graph.project() + "::" + TYPE + "::" + name,
                TYPE,
                name,
                null,
                "",
                List.of(),
                new TreeMap<>(),
                PropertyValue.ObjectValue.EMPTY,
                PropertyValue.ObjectValue.EMPTY,
                false,
                false);
    }
}
