package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.cli.options.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagramCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path project;

    @BeforeEach
    void setUp() throws IOException {
        Repository.copyProject(project);
    }

    private Shell.Ran run(String... arguments) {
        List<String> line = new ArrayList<>(List.of("diagram"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--project", project.toString()));
        return Shell.run(line.toArray(String[]::new));
    }

    @Test
    void printsAnSvgByDefault() {
        Shell.Ran ran = run("development");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("<?xml").endsWith("</svg>\n").contains(">Fargate service<");
    }

    @ParameterizedTest
    @CsvSource({"svg, <?xml", "mermaid, ---", "drawio, <?xml", "png, \u0089PNG", "SVG, <?xml"})
    void writesEachFormatToAFile(String format, String start) throws IOException {
        Path file = project.resolve("diagram");

        Shell.Ran ran = run("development", "--format", format, "--output", file.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                .startsWith(start);
    }

    @Test
    void drawsAFileAsTheProgramItself() throws IOException {
        Path graph = project.resolve("graph.json");
        Files.writeString(
                graph,
                Shell.run("graph", "staging", "--json", "--project", project.toString())
                        .out());

        assertThat(run("--file", graph.toString()).out())
                .isEqualTo(run("staging").out());
    }

    @Test
    void marksWhatWasChangedSince() throws IOException {
        Path before = project.resolve("before.json");
        Files.writeString(
                before,
                Shell.run("graph", "staging", "--json", "--project", project.toString())
                        .out());
        Path stack = project.resolve("Pulumi.staging.yaml");
        String text = Files.readString(stack);
        assertThat(text).contains("    uploads: {}\n");
        Files.writeString(stack, text.replace("    uploads: {}\n", "    uploads: {}\n    reports: {}\n"));

        Shell.Ran ran = run("staging", "--since", before.toString(), "--json");

        assertThat(ran.exitCode()).isZero();
        List<String> created = new ArrayList<>();
        ran.json()
                .findParents("change")
                .forEach(node -> created.add(
                        node.path("label").asText() + " " + node.path("change").asText()));
        assertThat(created).contains("reports created").doesNotContain("uploads created", "api created");
    }

    @Test
    void rejectsInputsWithoutADiagram() throws IOException {
        Path file = project.resolve("no.json");
        Files.writeString(file, "[]");

        Shell.Ran format = run("staging", "--format", "pdf");
        Shell.Ran content = run("--file", file.toString());
        Shell.Ran nothing = run();
        Shell.Ran unwritable =
                run("development", "--output", project.resolve("no/such/file").toString());

        assertThat(List.of(format, content, nothing, unwritable)).allSatisfy(ran -> {
            assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(ran.out()).isEmpty();
        });
        assertThat(format.err()).contains("--format", "pdf", "SVG", "PNG", "MERMAID", "DRAWIO");
        assertThat(content.err()).contains("no.json", "not an object: an array");
        assertThat(nothing.err()).contains("STACK");
        assertThat(unwritable.err()).contains("--output", "cannot be written");
    }
}
