package dev.plinth.preview.forecast;

import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.StackChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Steps of an update in the order of Pulumi's engine (v3.250.0, {@code step_generator.go} and {@code
 * deployment_executor.go}).
 *
 * <p>Resources are first created and updated, each after its dependencies. A resource that is deleted before its replacement is
 * created is deleted in the same task, after its dependents that are deleted with it. Then the other resources are deleted,
 * level by level: each level starts when the one before it has ended.
 */
final class Workload {

    private final List<List<Task>> phases;

    private Workload(List<List<Task>> phases) {
        this.phases = phases;
    }

    /** Returns the tasks of each phase; a phase starts when the one before it has ended. */
    List<List<Task>> phases() {
        return phases;
    }

    /** Returns all steps. */
    List<PlannedStep> steps() {
        return phases.stream()
                .flatMap(Collection::stream)
                .flatMap(task -> task.steps().stream())
                .toList();
    }

    /** Returns the workload of a change. */
    static Workload of(StackChange change) {
        SortedMap<String, ResourceChange> timed = new TreeMap<>();
        PlannedStep.timed(change).forEach(each -> timed.put(each.resource().urn(), each));
        Set<String> deletedFirst = new TreeSet<>(change.times().deletedFirst());
        deletedFirst.removeIf(urn -> !timed.containsKey(urn) || timed.get(urn).operation() != Operation.REPLACE);
        List<List<Task>> phases = new ArrayList<>();
        phases.add(forward(timed, change, deletedFirst));
        phases.addAll(deletions(timed, change.before(), deletedFirst));
        return new Workload(phases.stream().filter(phase -> !phase.isEmpty()).toList());
    }

    private static List<Task> forward(
            SortedMap<String, ResourceChange> timed, StackChange change, Set<String> deletedFirst) {
        Map<String, List<PlannedStep>> early = earlyDeletions(timed, change.before(), deletedFirst);
        Set<String> made = new HashSet<>();
        timed.forEach((urn, each) -> {
            if (each.operation() != Operation.DELETE) {
                made.add(urn);
            }
        });
        Dependencies dependencies = new Dependencies(change.after(), made);
        List<Task> tasks = new ArrayList<>();
        for (String urn : new TreeSet<>(made)) {
            ResourceChange each = Objects.requireNonNull(timed.get(urn));
            List<PlannedStep> steps = new ArrayList<>(early.getOrDefault(urn, List.of()));
            steps.add(each.operation() == Operation.UPDATE ? PlannedStep.update(each) : PlannedStep.creation(each));
            tasks.add(new Task(urn, steps, dependencies.of(urn)));
        }
        return tasks;
    }

    /** Returns the deletions right before the creation of each resource: dependents first, then the resource itself. */
    private static Map<String, List<PlannedStep>> earlyDeletions(
            SortedMap<String, ResourceChange> timed, ResourceGraph before, Set<String> deletedFirst) {
        // Direct and indirect dependencies among the resources that are deleted first.
        Map<String, Set<String>> needs = new TreeMap<>();
        Dependencies dependencies = new Dependencies(before, deletedFirst);
        deletedFirst.forEach(urn -> needs.put(urn, dependencies.of(urn)));
        Map<String, List<PlannedStep>> early = new HashMap<>();
        Set<String> left = new TreeSet<>(deletedFirst);
        for (String root : deletedFirst) {
            if (!needs.getOrDefault(root, Set.of()).isEmpty()) {
                continue;
            }
            List<PlannedStep> steps = new ArrayList<>();
            List<String> order = new ArrayList<>();
            collectDependents(root, needs, left, order);
            order.forEach(urn -> steps.add(PlannedStep.deletion(Objects.requireNonNull(timed.get(urn)))));
            early.put(root, steps);
        }
        return early;
    }

    /** Adds the dependents of a resource and then itself, unless added before. */
    private static void collectDependents(
            String urn, Map<String, Set<String>> needs, Set<String> left, List<String> order) {
        if (left.remove(urn)) {
            needs.forEach((dependent, needed) -> {
                if (needed.contains(urn)) {
                    collectDependents(dependent, needs, left, order);
                }
            });
            order.add(urn);
        }
    }

    /** Returns the other deletions by level; the last level has no dependencies among the deleted resources. */
    private static List<List<Task>> deletions(
            SortedMap<String, ResourceChange> timed, ResourceGraph before, Set<String> deletedFirst) {
        SortedMap<String, PlannedStep> deleted = new TreeMap<>();
        timed.forEach((urn, change) -> {
            if (change.endsResource() && !deletedFirst.contains(urn)) {
                deleted.put(urn, PlannedStep.deletion(change));
            }
        });
        Map<String, Integer> levels = new HashMap<>();
        deleted.keySet().forEach(urn -> level(urn, before, deleted.keySet(), levels));
        SortedMap<Integer, List<Task>> phases = new TreeMap<>();
        deleted.forEach((urn, step) -> phases.computeIfAbsent(-levels.getOrDefault(urn, 0), key -> new ArrayList<>())
                .add(new Task("delete " + urn, List.of(step), Set.of())));
        return List.copyOf(phases.values());
    }

    private static int level(String urn, ResourceGraph before, Set<String> deleted, Map<String, Integer> levels) {
        Integer known = levels.get(urn);
        if (known != null) {
            return known;
        }
        // Ends the recursion in case of a cycle.
        levels.put(urn, 0);
        int level = 0;
        for (String needed : Dependencies.direct(before, urn)) {
            if (deleted.contains(needed)) {
                level = Math.max(level, 1 + level(needed, before, deleted, levels));
            }
        }
        levels.put(urn, level);
        return level;
    }

    /** Direct and indirect dependencies of resources on a set of resources. */
    private static final class Dependencies {

        private final ResourceGraph graph;
        private final Set<String> wanted;
        private final Map<String, Set<String>> known = new LinkedHashMap<>();

        Dependencies(ResourceGraph graph, Set<String> wanted) {
            this.graph = graph;
            this.wanted = wanted;
        }

        Set<String> of(String urn) {
            Set<String> found = known.get(urn);
            if (found != null) {
                return found;
            }
            Set<String> reached = new TreeSet<>();
            known.put(urn, reached);
            for (String needed : direct(graph, urn)) {
                if (wanted.contains(needed)) {
                    reached.add(needed);
                } else {
                    reached.addAll(of(needed));
                }
            }
            return reached;
        }

        /** Returns the direct dependencies of a resource, including its parent. */
        static Set<String> direct(ResourceGraph graph, String urn) {
            Set<String> needed = new TreeSet<>();
            graph.resource(urn).ifPresent(resource -> {
                needed.addAll(resource.dependencies());
                resource.propertyDependencies().values().forEach(needed::addAll);
                Optional.ofNullable(resource.parent()).ifPresent(needed::add);
            });
            needed.remove(urn);
            return needed;
        }
    }
}
