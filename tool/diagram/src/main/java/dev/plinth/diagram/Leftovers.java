package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folds what is not shown into the first element of its component, and tells what is left. */
final class Leftovers {

    /** How many a note names. */
    private static final int MOST_NAMED = 20;

    private final Drafts drafts;
    private final ResourceGraph graph;

    Leftovers(Drafts drafts) {
        this.drafts = drafts;
        this.graph = drafts.graph();
    }

    List<String> fold() {
        Map<String, Draft> byComponent = new HashMap<>();
        drafts.all().forEach(draft -> byParent(draft.own, draft, byComponent));
        drafts.all().forEach(draft -> byParent(draft.folded, draft, byComponent));
        Set<String> known = new HashSet<>();
        drafts.all().forEach(draft -> Stream.concat(draft.own.stream(), draft.folded.stream())
                .forEach(resource -> known.add(resource.urn())));
        Map<String, Integer> left = new TreeMap<>();
        Set<String> changed = new TreeSet<>();
        for (GraphResource resource : graph.resources()) {
            if (!resource.custom()
                    || known.contains(resource.urn())
                    || resource.type().startsWith("pulumi:")) {
                continue;
            }
            Draft draft = ancestor(resource, byComponent);
            if (draft != null) {
                draft.folded.add(resource);
            } else {
                left.merge(resource.type(), 1, Integer::sum);
                if (drafts.operation(resource) != Operation.SAME) {
                    changed.add(resource.name());
                }
            }
        }
        List<String> notes = new ArrayList<>();
        if (!left.isEmpty()) {
            List<String> types = left.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .toList();
            notes.add("Not drawn: " + String.join(", ", Words.atMost(MOST_NAMED, types)));
        }
        if (!changed.isEmpty()) {
            notes.add("Changed, but not drawn: " + String.join(", ", Words.atMost(MOST_NAMED, changed)));
        }
        return notes;
    }

    private void byParent(List<GraphResource> resources, Draft draft, Map<String, Draft> byComponent) {
        for (GraphResource resource : resources) {
            String parent = resource.parent();
            if (parent != null && !drafts.isStack(parent)) {
                byComponent.putIfAbsent(parent, draft);
            }
        }
    }

    private @Nullable Draft ancestor(GraphResource resource, Map<String, Draft> byComponent) {
        String parent = resource.parent();
        while (parent != null) {
            Draft draft = byComponent.get(parent);
            if (draft != null) {
                return draft;
            }
            parent = graph.resource(parent).map(GraphResource::parent).orElse(null);
        }
        return null;
    }
}
