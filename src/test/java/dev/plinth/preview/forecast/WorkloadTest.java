package dev.plinth.preview.forecast;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.creation;
import static dev.plinth.preview.Fixture.delete;
import static dev.plinth.preview.Fixture.replace;
import static dev.plinth.preview.Fixture.same;
import static dev.plinth.preview.Fixture.update;
import static dev.plinth.preview.forecast.Steps.deletingFirst;
import static dev.plinth.preview.forecast.Steps.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.preview.StackChange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private final GraphResource a = key("a");
    private final GraphResource b = key("b", a);
    private final GraphResource c = key("c", b);

    /** The phases in words: each task's steps, and what it comes after. */
    private static List<List<String>> phases(StackChange change) {
        return Workload.of(change).phases().stream()
                .map(phase -> phase.stream()
                        .map(task -> String.join(
                                        ", ",
                                        task.steps().stream()
                                                .map(PlannedStep::words)
                                                .toList())
                                + task.after().stream()
                                        .map(urn -> urn.substring(urn.lastIndexOf(':') + 1))
                                        .sorted()
                                        .toList())
                        .toList())
                .toList();
    }

    private static StackChange of(ResourceChange... changes) {
        return change("staging", changes);
    }

    @Test
    void creationsWaitForTheirDependencies() {
        assertThat(phases(of(creation(c), creation(b), creation(a))))
                .containsExactly(List.of("create a[]", "create b[a]", "create c[b]"));
    }

    @Test
    void waitsForIndirectDependencies() {
        assertThat(phases(of(update(a, a, "description"), same(b), creation(c))))
                .containsExactly(List.of("update a[]", "create c[a]"));
    }

    @Test
    void waitsForTheDependenciesOfItsParent() {
        GraphResource component = withParent(Steps.resource("plinth:x:Y", "component", Map.of(), a), null, false);
        GraphResource child = withParent(key("child"), component.urn(), true);

        assertThat(phases(of(creation(a), creation(component), creation(child))))
                .containsExactly(List.of("create a[]", "create child[a]"));
    }

    private static GraphResource withParent(GraphResource resource, @Nullable String parent, boolean custom) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                parent,
                "",
                resource.dependencies(),
                resource.propertyDependencies(),
                resource.inputs(),
                resource.outputs(),
                false,
                custom);
    }

    @Test
    void deletesDependentsFirstLevelByLevel() {
        assertThat(phases(of(delete(a), delete(b), delete(c), creation(key("new")))))
                .containsExactly(
                        List.of("create new[]"), List.of("delete c[]"), List.of("delete b[]"), List.of("delete a[]"));
    }

    @Test
    void levelsAreCountedFromTheDependenciesAsTheEngineCountsThem() {
        // Nothing depends on d, yet it goes with b, which is as far from a as d is.
        GraphResource d = key("d", a);

        assertThat(phases(of(delete(a), delete(b), delete(c), delete(d))))
                .containsExactly(List.of("delete c[]"), List.of("delete b[]", "delete d[]"), List.of("delete a[]"));
    }

    @Test
    void aReplacementIsCreatedFirstAndDeletedAtTheEnd() {
        assertThat(phases(of(replace(a, a, "x"), update(b, b, "y"))))
                .containsExactly(List.of("create a[]", "update b[a]"), List.of("delete a[]"));
    }

    @Test
    void earlyDeletionsIncludeDependents() {
        StackChange change = of(replace(a, a, "x"), replace(b, b, "x"), replace(c, c, "x"));

        assertThat(phases(change.knowing(deletingFirst(a, b, c))))
                .containsExactly(List.of("delete c, delete b, delete a, create a[]", "create b[a]", "create c[b]"));
        assertThat(phases(change.knowing(deletingFirst(b))))
                .containsExactly(
                        List.of("create a[]", "delete b, create b[a]", "create c[b]"),
                        // By then nothing that goes stands between the two.
                        List.of("delete a[]", "delete c[]"));
    }

    @Test
    void componentsProvidersAndUnchangedResourcesHaveNoSteps() {
        GraphResource provider = Steps.resource("pulumi:providers:aws", "aws", Map.of());
        GraphResource component = withParent(Steps.resource("plinth:x:Y", "component", Map.of()), null, false);

        assertThat(phases(of(creation(provider), creation(component), same(a)))).isEmpty();
    }

    @Test
    void listsEveryStepOnce() {
        StackChange change = of(replace(a, a, "x"), replace(b, b, "x"), delete(c));

        assertThat(Workload.of(change.knowing(deletingFirst(a, b))).steps())
                .extracting(PlannedStep::words)
                .containsExactlyInAnyOrder("create a", "delete a", "create b", "delete b", "delete c");
    }
}
