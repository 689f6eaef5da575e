package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.engine.Workspace;
import dev.plinth.lifecycle.Run;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.evidence.SimulatorEvidence;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.recovery.RecoverySection;
import dev.plinth.settings.StackSettings;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.time.TimeEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A year in the life of a stack: 52 weeks, each with a comparison of the program with the cloud, none of which is a surprise.
 *
 * <p>Each week the provider is asked what the engine asks it in a refresh and the preview after it, for each resource, and the recovery
 * section is computed; that takes a second, where the engine takes ten. Each quarter the engine itself refreshes the stack and
 * previews its program.
 */
final class YearIT {

    private static final int WEEKS = 52;
    private static final int WEEKS_A_QUARTER = 13;

    /** Nobody looks at the data of a restore test, where the stack has no validation of its own. */
    private static final List<Pattern> KNOWN = List.of(
            Pattern.compile("restore-test-not-validated: database-instance .*"),
            Pattern.compile("recovery: .* restore test .*"));

    @ParameterizedTest
    @ValueSource(strings = {"staging", "production"})
    void noWeekBringsASurprise(String stack, @TempDir Path folder) {
        TestProject project = TestProject.in(folder);
        Run up = project.simulate("up", stack, "--yes", "--json");
        assertThat(up.exitCode()).as(up.toString()).isZero();
        JsonNode state = project.export(stack, "--show-secrets");
        StackSettings settings = StackDefinition.read(project.project(), stack).settings();
        List<String> surprises = new ArrayList<>();
        Set<String> fromTheStart = new HashSet<>();
        project.inCloud(cloud -> fromTheStart.addAll(recovery(cloud, state, settings)));
        int events = 0;

        for (int week = 1; week <= WEEKS; week++) {
            try (Simulator cloud = Simulator.open(Workspace.simulatorFile(folder));
                    RefreshedPreview preview = new RefreshedPreview(cloud, state)) {
                List<TimeEvent> happened = cloud.advance(Duration.ofDays(7));
                events += happened.size();
                happened.stream()
                        .filter(TimeEvent::problem)
                        .map(event -> event.kind() + ": " + event.name() + " " + event.message())
                        .forEach(surprises::add);
                preview.changes().forEach(change -> surprises.add("change: " + change));
                recovery(cloud, state, settings).stream()
                        .filter(finding -> !fromTheStart.contains(finding))
                        .forEach(finding -> surprises.add("recovery: " + finding));
            }
            if (week % WEEKS_A_QUARTER == 0) {
                surprises.addAll(byTheEngine(project, stack));
            }
        }

        assertThat(events).as("events of a year").isGreaterThan(1000);
        assertThat(surprises.stream().distinct()).as("52 weeks of %s", stack).allMatch(surprise -> KNOWN.stream()
                .anyMatch(known -> known.matcher(surprise).matches()));
    }

    /** What blocks or warns in the recovery section of a preview that changes nothing. */
    private static List<String> recovery(Simulator cloud, JsonNode state, StackSettings settings) {
        ResourceGraph graph = ResourceGraph.fromState(state);
        List<ResourceChange> same = graph.resources().stream()
                .map(resource -> new ResourceChange(
                        ResourceChange.Operation.SAME,
                        Optional.of(resource),
                        Optional.of(resource),
                        List.of(),
                        List.of()))
                .toList();
        RecoverySection section = RecoverySection.of(StackChange.of(graph.project(), graph.stack(), settings, same)
                .knowing(new SimulatorEvidence(cloud), List.of()));
        // Outside production the same is a warning.
        Stream<String> warnings = section.blocks().stream()
                .filter(Block.Warning.class::isInstance)
                .map(block -> ((Block.Warning) block).text());
        return Stream.concat(section.findings().stream().map(Section.Finding::message), warnings)
                .toList();
    }

    private static List<String> byTheEngine(TestProject project, String stack) {
        List<String> surprises = new ArrayList<>();
        Run refresh = project.simulate("refresh", stack, "--yes");
        assertThat(refresh.exitCode()).as(refresh.toString()).isZero();
        Run run = project.simulate("preview", stack, "--json");
        JsonNode preview = run.json();
        assertThat(preview.path("steps")).as(run.toString()).isNotEmpty();
        preview.path("steps").forEach(step -> {
            if (!step.path("op").asText().equals("same")) {
                surprises.add("engine: " + step);
            }
        });
        preview.path("guards").forEach(guard -> surprises.add("guard: " + guard));
        preview.path("policy").path("violations").forEach(violation -> {
            if (violation.path("enforcement").asText().equals("mandatory")) {
                surprises.add("policy: " + violation);
            }
        });
        return surprises;
    }
}
