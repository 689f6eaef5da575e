package dev.plinth.preview;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.settings.StackSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes small stacks, and what is known of them. */
public final class Fixture {

    /** The time that evidence is counted from. */
    public static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

    private Fixture() {}

    public static StackSettings config(String stack) {
        return Repository.settings(stack);
    }

    public static GraphResource resource(String type, String name, Map<String, ?> inputs) {
        return resource(type, name, inputs, Map.of(), false);
    }

    public static GraphResource resource(
            String type, String name, Map<String, ?> inputs, Map<String, List<GraphResource>> from, boolean protect) {
        TreeMap<String, List<String>> dependencies = new TreeMap<>();
        from.forEach((key, resources) ->
                dependencies.put(key, resources.stream().map(GraphResource::urn).toList()));
        return new GraphResource(
                "urn:pulumi:test::shop::" + type + "::" + name,
                type,
                name,
                null,
                "",
                dependencies.values().stream().flatMap(List::stream).toList(),
                dependencies,
                (PropertyValue.ObjectValue) PropertyValue.of(inputs),
                PropertyValue.ObjectValue.EMPTY,
                protect,
                true);
    }

    /** The resource, kept in the cloud when the stack lets go of it. */
    /** The same resource as the child of a component. */
    public static GraphResource childOf(GraphResource component, GraphResource child) {
        return related(child, component.urn(), List.of());
    }

    /** The same resource, which depends on another one. */
    public static GraphResource dependingOn(GraphResource resource, GraphResource other) {
        return related(resource, resource.parent(), List.of(other.urn()));
    }

    private static GraphResource related(GraphResource resource, @Nullable String parent, List<String> dependencies) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                parent,
                resource.provider(),
                dependencies,
                resource.propertyDependencies(),
                resource.inputs(),
                resource.outputs(),
                resource.protect(),
                resource.custom());
    }

    public static GraphResource retained(GraphResource resource) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                resource.parent(),
                resource.provider(),
                resource.dependencies(),
                resource.propertyDependencies(),
                resource.inputs(),
                resource.outputs(),
                resource.protect(),
                resource.custom(),
                true);
    }

    public static ResourceGraph graph(GraphResource... resources) {
        return new ResourceGraph("shop", "test", List.of(resources));
    }

    public static ResourceChange creation(GraphResource resource) {
        return new ResourceChange(Operation.CREATE, Optional.empty(), Optional.of(resource), List.of(), List.of());
    }

    public static ResourceChange delete(GraphResource resource) {
        return new ResourceChange(Operation.DELETE, Optional.of(resource), Optional.empty(), List.of(), List.of());
    }

    public static ResourceChange same(GraphResource resource) {
        return new ResourceChange(Operation.SAME, Optional.of(resource), Optional.of(resource), List.of(), List.of());
    }

    public static ResourceChange update(GraphResource before, GraphResource after, String... changed) {
        return new ResourceChange(
                Operation.UPDATE, Optional.of(before), Optional.of(after), List.of(), List.of(changed));
    }

    public static ResourceChange replace(GraphResource before, GraphResource after, String... keys) {
        return new ResourceChange(
                Operation.REPLACE, Optional.of(before), Optional.of(after), List.of(keys), List.of(keys));
    }

    public static StackChange change(String stack, ResourceChange... changes) {
        return StackChange.of("shop", "test", config(stack), List.of(changes));
    }

    /** Evidence that is the same for every store. */
    public static RecoveryEvidence evidence(
            Optional<Duration> storeAge, Optional<Duration> pointAge, Optional<Duration> testAge) {
        return new RecoveryEvidence() {
            @Override
            public Instant now() {
                return NOW;
            }

            @Override
            public Optional<Instant> created(GraphResource store) {
                return storeAge.map(NOW::minus);
            }

            @Override
            public List<RecoveryPoint> recoveryPoints(GraphResource store) {
                return pointAge.map(age -> new RecoveryPoint(NOW.minus(age), "a test")).stream()
                        .toList();
            }

            @Override
            public List<RestoreTest> restoreTests(GraphResource store) {
                List<RestoreTest> tests = new ArrayList<>();
                // A failed test is no evidence, however young.
                tests.add(new RestoreTest(NOW, false, false, "a test"));
                testAge.ifPresent(age -> tests.add(new RestoreTest(NOW.minus(age), true, true, "a test")));
                return tests;
            }
        };
    }
}
