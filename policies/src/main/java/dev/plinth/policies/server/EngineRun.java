package dev.plinth.policies.server;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.policies.PolicyReport.Remediated;
import dev.plinth.policies.waiver.ResourceWaivers;
import dev.plinth.policies.waiver.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** State of the engine's current run: the registered inputs, the program's waivers, violations and remediations. */
final class EngineRun {

    private final Map<String, ObjectValue> inputs = new ConcurrentHashMap<>();
    private final Map<String, GraphResource> waivers = new ConcurrentHashMap<>();
    private final Map<Subject, List<String>> violations = new ConcurrentHashMap<>();
    private final Map<String, List<Remediated>> remediated = new ConcurrentSkipListMap<>();

    private record Subject(String rule, String urn) {}

    /** Stores a resource, and returns it with the inputs stored before where they are the same, as their verdicts hold. */
    GraphResource add(GraphResource resource) {
        ObjectValue stored =
                inputs.merge(resource.urn(), resource.inputs(), (before, now) -> before.equals(now) ? before : now);
        GraphResource registered = resource.withInputs(stored);
        if (resource.type().equals(ResourceWaivers.TYPE)) {
            waivers.put(resource.urn(), registered);
        }
        return registered;
    }

    /** Returns the inputs of a resource; empty if it was not registered. */
    Optional<ObjectValue> inputs(String urn) {
        return Optional.ofNullable(inputs.get(urn));
    }

    /** Returns the program's waivers that were registered until now. */
    List<Waiver> waivers(LocalDate today) {
        return ResourceWaivers.among(waivers.values(), today).waivers();
    }

    /** Stores the paths of the properties of a violation. */
    void addViolation(String rule, String urn, List<String> properties) {
        violations.put(new Subject(rule, urn), properties);
    }

    /** Returns the paths of the properties of a violation; empty where the verdict states none. */
    List<String> properties(String rule, String urn) {
        return violations.getOrDefault(new Subject(rule, urn), List.of());
    }

    /** Stores the remediated violations of a resource. */
    void addRemediated(String urn, List<Remediated> results) {
        remediated.put(urn, results);
    }

    /** Returns the remediated violations, sorted by URN. */
    List<Remediated> remediated() {
        return remediated.values().stream().flatMap(List::stream).toList();
    }

    /** Removes everything, as a new run begins. */
    void clear() {
        inputs.clear();
        waivers.clear();
        violations.clear();
        remediated.clear();
    }
}
