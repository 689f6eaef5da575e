package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.diagram.model.Flow;
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

/** Flows of a diagram under construction. */
final class FlowBuilder {

    private final DiagramBuilder diagram;
    private final Map<String, String> groups;
    private final Map<List<String>, Flow> flows = new LinkedHashMap<>();
    /** Operations on the resources that enable a flow, by its ends. */
    private final Map<List<String>, Set<Operation>> operations = new HashMap<>();

    /**
     * Creates a builder without flows.
     *
     * @param groups the ids of collapsed elements by the ids of the elements that they replace
     */
    FlowBuilder(DiagramBuilder diagram, Map<String, String> groups) {
        this.diagram = diagram;
        this.groups = groups;
    }

    /**
     * Adds a flow unless there is one between the same elements.
     *
     * @param via the resources that enable it, such as a rule of a security group
     */
    void add(String from, String to, String label, Flow.Type type, GraphResource... via) {
        String start = groups.getOrDefault(from, from);
        String end = groups.getOrDefault(to, to);
        if (diagram.find(start).isPresent() && diagram.find(end).isPresent() && !start.equals(end)) {
            List<String> ends = List.of(start, end);
            flows.putIfAbsent(ends, new Flow(start, end, label, type, ChangeMark.NONE));
            Set<Operation> found = operations.computeIfAbsent(ends, key -> new HashSet<>());
            for (GraphResource resource : via) {
                found.add(diagram.operation(resource));
            }
        }
    }

    boolean isReached(String id) {
        return flows.keySet().stream().anyMatch(ends -> ends.get(1).equals(groups.getOrDefault(id, id)));
    }

    boolean isConnected(ElementNode element) {
        return flows.keySet().stream().anyMatch(ends -> ends.contains(element.id));
    }

    /** Returns all flows; one that all services of a cluster share is drawn once, at the cluster. */
    List<Flow> all() {
        Map<String, ChangeMark> marks =
                diagram.all().stream().collect(Collectors.toMap(element -> element.id, diagram::mark));
        List<Flow> all = flows.entrySet().stream()
                .map(entry -> marked(entry.getValue(), mark(entry.getKey(), marks)))
                .toList();
        for (ElementNode element : diagram.all()) {
            Set<String> members =
                    element.children().stream().map(child -> child.id).collect(Collectors.toSet());
            boolean services = element.children().stream().allMatch(child -> child.kind == ElementKind.SERVICE);
            if (element.kind == ElementKind.COMPONENT && services && members.size() > 1) {
                all = shared(all, element.id, members);
            }
        }
        return all;
    }

    private static Flow marked(Flow flow, ChangeMark mark) {
        return new Flow(flow.from(), flow.to(), flow.label(), flow.type(), mark);
    }

    /** Returns the mark of a flow: created or deleted with one of its ends, or changed with a resource that enables it. */
    private ChangeMark mark(List<String> ends, Map<String, ChangeMark> marks) {
        Set<ChangeMark> either =
                ends.stream().map(id -> marks.getOrDefault(id, ChangeMark.NONE)).collect(Collectors.toSet());
        if (either.contains(ChangeMark.DELETED)) {
            return ChangeMark.DELETED;
        }
        return either.contains(ChangeMark.CREATED)
                ? ChangeMark.CREATED
                : ChangeMark.of(operations.getOrDefault(ends, Set.of()), Set.of());
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
