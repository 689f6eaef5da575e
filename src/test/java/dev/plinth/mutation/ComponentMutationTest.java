package dev.plinth.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.engine.graph.GraphRecorder;
import dev.plinth.engine.graph.OfflineProvider;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.SimulatedProvider;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.rule.PolicyParameters;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever argument of a component is made unsafe, its validation or a policy notices. */
class ComponentMutationTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final PolicyParameters PRODUCTION = PolicyParameters.forStack("production");

    /** Who noticed a mutant, or nobody. */
    record Outcome(Mutant mutant, String killer) {
        boolean survived() {
            return killer.isEmpty();
        }
    }

    @Test
    void everyArgumentHasMutantsOrAReason() {
        Set<Class<?>> builders = Mutants.all().stream().map(Mutant::builder).collect(Collectors.toSet());
        List<String> forgotten = new ArrayList<>();
        List<String> both = new ArrayList<>();
        for (Class<?> builder : builders) {
            Arrays.stream(builder.getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()) && isSetter(method, builder))
                    .forEach(setter -> {
                        boolean isMutated = Mutants.all().stream()
                                .anyMatch(mutant -> shares(setter, mutant.builder())
                                        && mutant.argument().equals(setter.getName()));
                        boolean isNeutral = builders.stream()
                                .anyMatch(other -> shares(setter, other)
                                        && Mutants.neutral(component(other), setter.getName())
                                                .isPresent());
                        if (!isMutated && !isNeutral) {
                            forgotten.add(component(builder) + "." + setter.getName());
                        }
                        if (isMutated && isNeutral) {
                            both.add(component(builder) + "." + setter.getName());
                        }
                    });
        }
        assertThat(forgotten).as("arguments with neither mutants nor a reason").isEmpty();
        assertThat(both).as("arguments with both").isEmpty();
    }

    private static String component(Class<?> builder) {
        return builder.getDeclaringClass().getSimpleName().replaceFirst("Args$", "");
    }

    /** A setter returns its builder, by the type of the builder that declares it. */
    private static boolean isSetter(Method method, Class<?> builder) {
        return method.getReturnType() != Object.class && method.getReturnType().isAssignableFrom(builder);
    }

    /** A setter that builders inherit is mutated, or neutral, in one of them. */
    private static boolean shares(Method setter, Class<?> builder) {
        return setter.getDeclaringClass().isAssignableFrom(builder);
    }

    @Test
    void nearlyEveryMutantIsNoticed() {
        ResourceGraph graph = record(new Assembly(), new SimulatedProvider("eu-central-1"));
        Set<String> before = violations(subject(graph));
        Set<String> updated = violations(updated(new Assembly()));
        Map<Mutant, String> killers = new LinkedHashMap<>();
        for (Mutant mutant : Mutants.all()) {
            killers.put(mutant, inPreview(mutant, graph, before));
        }
        // What the preview can't know, the update tells.
        killers.replaceAll((mutant, killer) ->
                killer.isEmpty() ? first(violations(updated(new Assembly(mutant))), updated) : killer);
        List<Outcome> outcomes = killers.entrySet().stream()
                .map(entry -> new Outcome(entry.getKey(), entry.getValue()))
                .toList();

        Map<String, String> survivors = new TreeMap<>();
        outcomes.stream()
                .filter(Outcome::survived)
                .forEach(outcome -> survivors.put(
                        outcome.mutant().toString(),
                        Mutants.accepted(outcome.mutant().toString())));
        assertThat(survivors)
                .as("mutants that nobody noticed, with the reason why that is accepted")
                .doesNotContainValue("");
        assertThat(Mutants.accepted()).as("accepted survivors").isEqualTo(survivors.keySet());
        assertThat(survivors.size() * 20)
                .as("a twentieth of %s may survive", outcomes.size())
                .isLessThanOrEqualTo(outcomes.size());
        MutationTable.check(outcomes, survivors);
    }

    /** Says who notices before anything is made: the validation, or a rule on the environment or on the change to it. */
    private static String inPreview(Mutant mutant, ResourceGraph graph, Set<String> before) {
        try {
            ResourceGraph mutated = record(new Assembly(mutant), new SimulatedProvider("eu-central-1"));
            return first(violations(subject(mutated).changing(changes(graph, mutated), List.of())), before);
        } catch (InvalidArgumentsException e) {
            return "validation";
        }
    }

    private static String first(Set<String> violations, Set<String> before) {
        return violations.stream()
                .filter(violation -> !before.contains(violation))
                .findFirst()
                .map(violation -> violation.substring(0, violation.indexOf(' ')))
                .orElse("");
    }

    private static Set<String> violations(Subject subject) {
        return PolicyEvaluator.evaluate(subject).violations().stream()
                .map(violation -> violation.rule() + " " + violation.urn())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Subject subject(ResourceGraph graph) {
        return Subject.of(graph, PRODUCTION, List.of(), TODAY);
    }

    private static Subject updated(Assembly assembly) {
        return subject(record(assembly, new UpdatedCloud())).completed();
    }

    /** What turns one environment into another. */
    private static List<ResourceChange> changes(ResourceGraph before, ResourceGraph after) {
        List<ResourceChange> changes = new ArrayList<>();
        for (GraphResource resource : after.resources()) {
            Optional<GraphResource> old = before.resource(resource.urn());
            Operation operation = old.isEmpty()
                    ? Operation.CREATE
                    : old.get().inputs().equals(resource.inputs()) ? Operation.SAME : Operation.UPDATE;
            changes.add(new ResourceChange(operation, old, Optional.of(resource), List.of(), List.of()));
        }
        for (GraphResource resource : before.resources()) {
            if (after.resource(resource.urn()).isEmpty()) {
                changes.add(new ResourceChange(
                        Operation.DELETE, Optional.of(resource), Optional.empty(), List.of(), List.of()));
            }
        }
        return changes;
    }

    private static ResourceGraph record(Assembly assembly, OfflineProvider cloud) {
        return new GraphRecorder("shop", "production", cloud).record(context -> assembly.create());
    }
}
