package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.cli.WorkflowFiles.Step;
import dev.plinth.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands in workflows and examples are valid, and the scripts around them work. */
class WorkflowCommandsTest {

    private static final Terminal NOWHERE =
            new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, false);

    /** A command line in a shell script or in running text, up to its end. */
    private static final Pattern COMMAND = Pattern.compile("(?:\\./plinth|\"\\$home/plinth\") ([^\\n|;>']*)");

    /** Stand-in for plinth: records its arguments and its token, and behaves as the test requires. */
    private static final String STAND_IN =
            """
            #!/usr/bin/env bash
            printf '%s\\n' "$@" >"$NOTES/$1"
            echo "${GITHUB_TOKEN:-none}" >"$NOTES/$1-token"
            if [ "$1" = comment ]; then exit "${COMMENT_CODE:-0}"; fi
            if [ -n "${WRITE:-}" ]; then echo '### the report' >"$WRITE"; fi
            printf '%s' "${PRINT:-}"
            exit "${CODE:-0}"
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private record Ran(int exitCode, String output, String summary, String printed) {}

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(folder.resolve(".github"));
        Files.createDirectories(folder.resolve("notes"));
        Files.createDirectories(folder.resolve("work"));
        Path script = folder.resolve(".github/run-plinth");
        Files.copy(Repository.root().resolve(".github/run-plinth"), script);
        Path plinth = Files.writeString(folder.resolve("plinth"), STAND_IN);
        assertThat(plinth.toFile().setExecutable(true) && script.toFile().setExecutable(true))
                .isTrue();
    }

    /** Runs the script of a step as a GitHub runner does. */
    private Ran run(String script, Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Files.writeString(folder.resolve("output"), "");
        Path summary = Files.writeString(folder.resolve("summary"), "");
        Path printed = folder.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
                .directory(folder.resolve("work").toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment()
                .putAll(Map.of(
                        "NOTES", folder.resolve("notes").toString(),
                        "RUNNER_TEMP", folder.toString(),
                        "GITHUB_OUTPUT", output.toString(),
                        "GITHUB_STEP_SUMMARY", summary.toString(),
                        "GITHUB_ACTOR", "somebody"));
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Ran(exitCode, Files.readString(output), Files.readString(summary), Files.readString(printed));
    }

    private Ran runPlinth(Map<String, String> environment) throws IOException, InterruptedException {
        return run("../.github/run-plinth", environment);
    }

    private List<String> noted(String name) throws IOException {
        return Files.readAllLines(folder.resolve("notes").resolve(name));
    }

    private static void assertParses(List<String> arguments) {
        assertThatCode(() -> PlinthCommand.line(NOWHERE, null).parseArgs(arguments.toArray(String[]::new)))
                .as("plinth " + String.join(" ", arguments))
                .doesNotThrowAnyException();
    }

    static Stream<Step> stepsThatRunPlinth() {
        return WorkflowFiles.steps().stream().filter(Step::runsPlinth);
    }

    @ParameterizedTest
    @MethodSource("stepsThatRunPlinth")
    void runsAValidCommandInEachStep(Step step) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        step.environment().forEach((name, value) -> environment.put(name, value.replaceAll("\\$\\{\\{.*?}}", "a@b")));

        runPlinth(environment);

        String verb = step.environment().getOrDefault("PLINTH_COMMAND", "");
        assertThat(noted(verb)).startsWith(verb).contains("--project");
        assertParses(noted(verb));
    }

    /** Returns the steps of an example for GitHub that run Plinth's action. */
    private static List<JsonNode> actionSteps(String workflow) {
        List<JsonNode> steps = new ArrayList<>();
        WorkflowFiles.yaml(workflow).path("jobs").forEach(job -> job.path("steps")
                .forEach(step -> {
                    if (step.path("uses").asText().startsWith("OWNER/plinth@")) {
                        steps.add(step);
                    }
                }));
        return steps;
    }

    @Test
    void runsAValidCommandInTheExampleForTerraform() throws IOException, InterruptedException {
        List<JsonNode> steps = actionSteps("docs/examples/terraform-github.yml");
        assertThat(steps).hasSize(1);
        Map<String, String> environment = new HashMap<>();
        JsonNode inputs = WorkflowFiles.yaml("action.yml").path("inputs");
        steps.get(0).path("with").properties().forEach(input -> {
            assertThat(inputs.has(input.getKey())).as(input.getKey()).isTrue();
            environment.put(
                    "PLINTH_" + input.getKey().toUpperCase(Locale.ROOT).replace('-', '_'),
                    input.getValue().asText());
        });
        environment.put("WRITE", "preview.md");

        runPlinth(environment);

        assertParses(noted("preview"));
        assertThat(noted("preview")).contains("--file=plan.json", "--tier=production", "preview.md");
        assertThat(noted("comment")).containsExactly("comment", "github", "--file", "preview.md");
    }

    /** GitHub and GitLab reject a file that is not YAML; each script of the job is a text. */
    @Test
    void examplesForTerraformAreReadableYaml() {
        JsonNode gitlab =
                WorkflowFiles.yaml("docs/examples/terraform-gitlab.yml").at("/preview/script");
        JsonNode github = WorkflowFiles.yaml("docs/examples/terraform-github.yml");

        assertThat(gitlab).hasSizeGreaterThan(8).allMatch(JsonNode::isTextual);
        assertThat(github.path("permissions")).isEmpty();
        assertThat(github.at("/jobs/preview/steps")).hasSizeGreaterThan(5).allSatisfy(step -> assertThat(
                        step.path("uses").asText())
                .matches("|OWNER/plinth@COMMIT|[\\w./-]+@[0-9a-f]{40}"));
    }

    static List<String> filesWithCommands() {
        List<String> files = new ArrayList<>(WorkflowFiles.workflows());
        files.addAll(List.of(
                ".github/run-plinth",
                "docs/examples/gitlab-ci.yml",
                "docs/examples/Jenkinsfile",
                "docs/examples/terraform-gitlab.yml",
                "docs/continuous-integration.md"));
        return files;
    }

    private static List<List<String>> commands(String file) {
        List<List<String>> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(WorkflowFiles.text(file));
        while (matcher.find()) {
            if (!matcher.group(1).contains("[@]")) {
                List<String> words = new ArrayList<>();
                Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(matcher.group(1));
                while (word.find()) {
                    words.add(word.group(1) == null ? word.group(2) : word.group(1));
                }
                commands.add(words);
            }
        }
        return commands;
    }

    @ParameterizedTest
    @MethodSource("filesWithCommands")
    void parsesEveryCommandLine(String file) {
        commands(file).forEach(WorkflowCommandsTest::assertParses);
    }

    @Test
    void findsCommandLines() {
        assertThat(commands("docs/examples/gitlab-ci.yml")).hasSizeGreaterThan(8);
        assertThat(commands("docs/examples/Jenkinsfile")).hasSizeGreaterThan(8);
        assertThat(commands("docs/examples/terraform-gitlab.yml")).hasSize(2);
        assertThat(commands(".github/run-plinth")).hasSize(2);
        assertThat(commands(".github/workflows/preview.yml")).hasSize(1);
    }

    @Test
    void passesEveryLineAsOneArgument() throws IOException, InterruptedException {
        runPlinth(Map.of(
                "PLINTH_COMMAND", "preview",
                "PLINTH_STACK", "stag ing; touch injected",
                "PLINTH_SECTIONS", "change,cost",
                "PLINTH_REPORTS", "a b.md\n\n$(touch injected).json\n",
                "PLINTH_APPROVE", "rule@::a\nrule@::b",
                "PLINTH_REASON", "it's \"empty\"",
                "PLINTH_OUTSIDE_WINDOW", "`touch injected`",
                "PLINTH_OPTIONS", "--save=plan.json"));

        assertThat(noted("preview"))
                .containsExactly(
                        "preview",
                        "stag ing; touch injected",
                        "--project",
                        folder.resolve("work").toRealPath().toString(),
                        "--sections",
                        "change,cost",
                        "--report",
                        "a b.md",
                        "--report",
                        "$(touch injected).json",
                        "--approve",
                        "rule@::a",
                        "--approve",
                        "rule@::b",
                        "--reason",
                        "it's \"empty\"",
                        "--name",
                        "somebody",
                        "--outside-window",
                        "`touch injected`",
                        "--save=plan.json");
        assertThat(folder.resolve("work/injected")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"0, true, 0", "1, true, 1", "1, false, 0", "2, false, 2", "3, false, 3", "3, true, 3"})
    void failsOnFindingsUnlessIgnored(int code, String fail, int expected) throws IOException, InterruptedException {
        Ran ran = runPlinth(Map.of(
                "PLINTH_COMMAND", "refresh",
                "PLINTH_STACK", "staging",
                "PLINTH_FAIL_ON_FINDINGS", fail,
                "CODE", String.valueOf(code),
                "PRINT", "what it printed"));

        assertThat(ran.exitCode()).isEqualTo(expected);
        assertThat(ran.output()).contains("exit-code=" + code + "\n");
        assertThat(ran.summary()).contains("plinth refresh staging: exit code " + code, "what it printed");
        assertThat(ran.printed()).contains("what it printed");
    }

    @Test
    void outputsStandardOutputUnchanged() throws IOException, InterruptedException {
        String document = "{\n  \"stacks\": []\n}\nEOF\nexit-code=0";

        Ran ran = runPlinth(Map.of("PLINTH_COMMAND", "affected", "PRINT", document, "CODE", "2"));

        Matcher matcher = Pattern.compile("(?s)exit-code=2\nstdout<<(end-[0-9a-f]{32})\n(.*)\n\\1\n")
                .matcher(ran.output());
        assertThat(matcher.matches()).isTrue();
        assertThat(matcher.group(2)).isEqualTo(document);
        assertThat(noted("affected")).doesNotContain("");
    }

    @Test
    void omitsTooLongOutput() throws IOException, InterruptedException {
        Ran ran = run(
                "PRINT=$(head -c 110000 /dev/zero | tr '\\0' x) ../.github/run-plinth",
                Map.of("PLINTH_COMMAND", "affected"));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.output()).isEqualTo("exit-code=0\n");
        assertThat(ran.summary()).contains("xxx");
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void commentsWithTheReportAndTheToken(int code) throws IOException, InterruptedException {
        Ran ran = runPlinth(Map.of(
                "PLINTH_COMMAND", "preview",
                "PLINTH_STACK", "staging",
                "PLINTH_REPORTS", "preview.md\npreview.html",
                "PLINTH_COMMENT", "true",
                "GITHUB_TOKEN", "writes",
                "WRITE", "preview.md",
                "CODE", String.valueOf(code)));

        assertThat(ran.exitCode()).isEqualTo(code);
        assertThat(ran.summary()).isEqualTo("### the report\n");
        assertThat(ran.output()).contains("md=preview.md\n").doesNotContain("html=");
        assertThat(noted("comment")).containsExactly("comment", "github", "--file", "preview.md");
        assertThat(noted("comment-token")).containsExactly("writes");
        assertThat(noted("preview-token")).as("the program's").containsExactly("none");
    }

    @Test
    void commentsOnAFailedPreviewWithoutAReport() throws IOException, InterruptedException {
        Ran ran = runPlinth(Map.of(
                "PLINTH_COMMAND", "preview",
                "PLINTH_STACK", "staging",
                "PLINTH_REPORTS", "preview.md",
                "PLINTH_COMMENT", "true",
                "CODE", "3"));

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(noted("comment")).startsWith("comment", "github", "--failed", "staging", "--project");
        assertParses(noted("comment"));
    }

    @Test
    void failsWhenTheCommentFails() throws IOException, InterruptedException {
        Ran ran = runPlinth(Map.of(
                "PLINTH_COMMAND", "preview",
                "PLINTH_STACK", "staging",
                "PLINTH_REPORTS", "preview.md",
                "PLINTH_COMMENT", "true",
                "WRITE", "preview.md",
                "COMMENT_CODE", "3"));

        assertThat(ran.exitCode()).isEqualTo(3);
    }

    /** The check that branch protection requires. */
    @ParameterizedTest
    @CsvSource({
        "success, success, skipped, [staging], 0",
        "success, skipped, success, [staging], 0",
        "success, skipped, skipped, [], 0",
        "success, failure, skipped, [staging], 1",
        "success, skipped, failure, [staging], 1",
        "success, cancelled, skipped, [staging], 1",
        "success, skipped, skipped, [staging], 1",
        "failure, skipped, skipped, '', 1",
        "cancelled, skipped, skipped, '', 1",
        "skipped, skipped, skipped, '', 1",
    })
    void requiredCheckPassesOnlyOnSuccess(String affected, String preview, String fork, String stacks, int expected)
            throws IOException, InterruptedException {
        String script = WorkflowFiles.yaml(".github/workflows/preview.yml")
                .at("/jobs/preview-required/steps/0/run")
                .asText();

        Ran ran = run(script, Map.of("AFFECTED", affected, "PREVIEW", preview, "PREVIEW_FORK", fork, "STACKS", stacks));

        assertThat(ran.exitCode()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"4711, 0", "'', 1"})
    void downloadsTheLatestSnapshotOfMainForAFork(String found, int expected) throws IOException, InterruptedException {
        String script = stepNamed("Download the latest snapshot").text("run");
        Path gh = Files.writeString(
                folder.resolve("gh"),
                "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\" >\"$NOTES/gh-$2\"\nif [ \"$2\" = list ]; then echo \"$FOUND\"; fi\n");
        assertThat(gh.toFile().setExecutable(true)).isTrue();

        Ran ran = run(
                "export PATH=" + folder + ":$PATH\n" + script,
                Map.of("FOUND", found, "STACK", "production", "GH_TOKEN", "reads", "GH_REPO", "acme/shop"));

        assertThat(ran.exitCode()).isEqualTo(expected);
        assertThat(noted("gh-list")).contains("staging.yml", "main", "success");
        if (expected == 0) {
            assertThat(noted("gh-download"))
                    .containsExactly("run", "download", "4711", "--name", "snapshot-production");
        } else {
            assertThat(ran.printed()).contains("::error::No snapshot of production found");
        }
    }

    private static Step stepNamed(String name) {
        return WorkflowFiles.steps().stream()
                .filter(step -> step.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
