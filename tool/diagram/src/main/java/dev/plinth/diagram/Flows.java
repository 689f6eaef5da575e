package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects what flows between elements that exist. */
final class Flows {

    private final Drafts drafts;
    private final Map<String, String> groups;
    private final Map<List<String>, Flow> flows = new LinkedHashMap<>();
    /** What happens to the resources that let something flow, by the ends. */
    private final Map<List<String>, Set<Operation>> operations = new HashMap<>();

    /**
     * Begins.
     *
     * @param groups which element stands for one that is not drawn by itself, by their ids
     */
    Flows(Drafts drafts, Map<String, String> groups) {
        this.drafts = drafts;
        this.groups = groups;
    }

    /**
     * Adds a flow; of several between the same elements the first to say what flows is believed.
     *
     * @param via the resource that lets it flow, such as a rule of a security group; none where the elements themselves say so
     */
    void add(String from, String to, String label, Flow.Type type, GraphResource... via) {
        String start = groups.getOrDefault(from, from);
        String end = groups.getOrDefault(to, to);
        if (drafts.find(start).isPresent() && drafts.find(end).isPresent() && !start.equals(end)) {
            List<String> ends = List.of(start, end);
            flows.putIfAbsent(ends, new Flow(start, end, label, type, Mark.NONE));
            Set<Operation> found = operations.computeIfAbsent(ends, key -> new HashSet<>());
            for (GraphResource resource : via) {
                found.add(drafts.operation(resource));
            }
        }
    }

    boolean leadTo(String id) {
        return flows.keySet().stream().anyMatch(ends -> ends.get(1).equals(groups.getOrDefault(id, id)));
    }

    boolean touch(Draft draft) {
        return flows.keySet().stream().anyMatch(ends -> ends.contains(draft.id));
    }

    /** All flows; what all services of a cluster share is drawn once, from or to the cluster. */
    List<Flow> all() {
        Map<String, Mark> marks = drafts.all().stream().collect(Collectors.toMap(draft -> draft.id, drafts::mark));
        List<Flow> all = flows.entrySet().stream()
                .map(entry -> marked(entry.getValue(), mark(entry.getKey(), marks)))
                .toList();
        for (Draft draft : drafts.all()) {
            Set<String> members =
                    draft.children().stream().map(child -> child.id).collect(Collectors.toSet());
            boolean services = draft.children().stream().allMatch(child -> child.kind == Kind.SERVICE);
            if (draft.kind == Kind.COMPONENT && services && members.size() > 1) {
                all = shared(all, draft.id, members);
            }
        }
        return all;
    }

    private static Flow marked(Flow flow, Mark mark) {
        return new Flow(flow.from(), flow.to(), flow.label(), flow.type(), mark);
    }

    /** What begins or ends at what is created or deleted, or is let through by it, is so itself. */
    private Mark mark(List<String> ends, Map<String, Mark> marks) {
        Set<Mark> either =
                ends.stream().map(id -> marks.getOrDefault(id, Mark.NONE)).collect(Collectors.toSet());
        if (either.contains(Mark.DELETED)) {
            return Mark.DELETED;
        }
        return either.contains(Mark.CREATED)
                ? Mark.CREATED
                : Mark.of(operations.getOrDefault(ends, Set.of()), Set.of());
    }

    private static List<Flow> shared(List<Flow> flows, String group, Set<String> members) {
        Map<Flow, Set<String>> sharers = new HashMap<>();
        for (Flow flow : flows) {
            Flow lifted = lifted(flow, group, members);
            if (!lifted.equals(flow)) {
                sharers.computeIfAbsent(lifted, key -> new HashSet<>())
                        .add(members.contains(flow.from()) ? flow.from() : flow.to());
            }
        }
        Set<Flow> result = new LinkedHashSet<>();
        for (Flow flow : flows) {
            Flow lifted = lifted(flow, group, members);
            result.add(members.equals(sharers.get(lifted)) ? lifted : flow);
        }
        return new ArrayList<>(result);
    }

    private static Flow lifted(Flow flow, String group, Set<String> members) {
        boolean inside = members.contains(flow.from()) && members.contains(flow.to());
        return inside
                ? flow
                : new Flow(
                        members.contains(flow.from()) ? group : flow.from(),
                        members.contains(flow.to()) ? group : flow.to(),
                        flow.label(),
                        flow.type(),
                        flow.mark());
    }
}
