package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies say the same of a stack, whichever way it comes to them. */
final class FrontEndsIT {

    private static final List<String> KINDS = List.of("violations", "waived", "unknown");

    private final TestProject project;
    private final Path files;

    FrontEndsIT(@TempDir Path folder, @TempDir Path files) {
        this.project = TestProject.in(folder);
        this.files = files;
    }

    /** Each stack, with a setting that violates rules, so that there is something to compare. */
    @ParameterizedTest
    @CsvSource({
        "production, multiAz: true, multiAz: false",
        "staging, backupRetentionDays: 14, backupRetentionDays: 1",
        "development, enforcement: advisory, enforcement: mandatory"
    })
    void theVerdictsAreTheSame(String stack, String setting, String weaker) throws IOException {
        project.edit("Pulumi." + stack + ".yaml", setting, weaker);
        JsonNode program = project.run("policy", "check", stack, "--json").json();

        assertThat(program.path("violations")).isNotEmpty();
        // The program is run with stand-ins for what is not known yet; a graph in a file is not.
        assertThat(program.path("unknown")).isEmpty();
        JsonNode graph = check(stack, "graph.json", project.run("graph", stack, "--json"));
        assertThat(graph.path("unknown")).isNotEmpty();
        assertThat(verdicts(graph, "violations")).isEqualTo(verdicts(program, "violations"));
        JsonNode preview = project.simulate("preview", stack, "--json").json().path("policy");
        assertSame(program, preview);

        // The second time everything is known.
        project.edit(
                "Pulumi." + stack + ".yaml",
                stack.equals("development") ? weaker : "enforcement: mandatory",
                "enforcement: advisory");
        Run up = project.simulate("up", stack, "--yes");
        assertThat(up.exitCode()).as(up.toString()).isZero();
        JsonNode engine = project.simulate("preview", stack, "--json").json().path("policy");
        JsonNode state = check(stack, "state.json", project.export(stack).toString());

        assertThat(engine.path("violations")).isNotEmpty();
        assertThat(engine.path("unknown")).isEmpty();
        // A state has no changes for the rules on changes to judge; all others say the same.
        assertSameVerdicts(engine, state);
        assertThat(state.path("resources")).isEqualTo(engine.path("resources"));
    }

    private JsonNode check(String stack, String name, Run printed) throws IOException {
        return check(stack, name, printed.out());
    }

    private JsonNode check(String stack, String name, String document) throws IOException {
        Path file = Files.writeString(files.resolve(stack + "-" + name), document);
        return project.run("policy", "check", "--file", file.toString(), "--json")
                .json();
    }

    private static void assertSame(JsonNode expected, JsonNode actual) {
        assertSameVerdicts(expected, actual);
        for (String count : List.of("evaluated", "rules", "resources")) {
            assertThat(actual.path(count)).as(count).isEqualTo(expected.path(count));
        }
        assertThat(actual.path("evaluated").asInt()).isPositive();
    }

    private static void assertSameVerdicts(JsonNode expected, JsonNode actual) {
        for (String kind : KINDS) {
            assertThat(verdicts(actual, kind)).as(kind).isEqualTo(verdicts(expected, kind));
        }
    }

    private static Set<String> verdicts(JsonNode report, String kind) {
        Set<String> verdicts = new TreeSet<>();
        report.path(kind)
                .forEach(verdict -> verdicts.add(verdict.path("rule").asText() + " "
                        + verdict.path("urn").asText() + " "
                        + verdict.path("property").asText()));
        return verdicts;
    }
}
