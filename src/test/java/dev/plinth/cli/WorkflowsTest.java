package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.cli.WorkflowFiles.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape of the workflows that keeps them safe, as far as it can be held without actionlint and zizmor, which CI runs. */
class WorkflowsTest {

    private static final Pattern PINNED =
            Pattern.compile("uses: ([\\w.-]+/[\\w./-]+)@([0-9a-f]{40}) # (v\\d+\\.\\d+\\.\\d+)");

    /** What a job may write: nothing in the repository itself. */
    private static final Set<String> WRITABLE = Set.of("id-token", "pull-requests", "security-events");

    static List<String> workflows() {
        return WorkflowFiles.workflows();
    }

    static List<Step> steps() {
        return WorkflowFiles.steps();
    }

    private static Stream<Map.Entry<String, JsonNode>> jobs(String workflow) {
        return WorkflowFiles.yaml(workflow).path("jobs").properties().stream();
    }

    @Test
    void thereAreWorkflowsAndSteps() {
        assertThat(workflows())
                .extracting(path -> path.substring(path.lastIndexOf('/') + 1))
                .contains("ci.yml", "drift.yml", "preview.yml", "production.yml", "staging.yml");
        assertThat(steps()).hasSizeGreaterThan(30);
    }

    @Test
    void everyActionIsPinnedToOneCommitWithItsVersion() {
        Map<String, Set<String>> versions = new TreeMap<>();
        List<String> files = new ArrayList<>(workflows());
        files.add("action.yml");
        for (String file : files) {
            WorkflowFiles.text(file)
                    .lines()
                    .filter(line -> line.matches("\\s*(- )?uses:.*"))
                    .forEach(line -> {
                        Matcher matcher = PINNED.matcher(line.strip());
                        assertThat(matcher.matches()).as(file + ": " + line).isTrue();
                        versions.computeIfAbsent(matcher.group(1), key -> new TreeSet<>())
                                .add(matcher.group(2) + " " + matcher.group(3));
                    });
        }

        assertThat(versions)
                .hasSizeGreaterThan(5)
                .allSatisfy((action, all) -> assertThat(all).as(action).hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowGrantsNothingAndIsStartedByNobodyElse(String workflow) {
        JsonNode document = WorkflowFiles.yaml(workflow);

        assertThat(document.path("permissions").isObject()).isTrue();
        assertThat(document.path("permissions")).isEmpty();
        assertThat(document.path("concurrency").path("group").asText()).isNotEmpty();
        assertThat(document.path("concurrency").has("cancel-in-progress")).isTrue();
        List<String> triggers = new ArrayList<>();
        document.path("on").fieldNames().forEachRemaining(triggers::add);
        assertThat(triggers).isNotEmpty().isSubsetOf("pull_request", "push", "schedule", "workflow_dispatch");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aJobHasATimeoutAndTheLeastPermissions(String workflow) {
        assertThat(jobs(workflow)).isNotEmpty().allSatisfy(job -> {
            JsonNode permissions = job.getValue().path("permissions");
            assertThat(job.getValue().path("timeout-minutes").asInt()).isPositive();
            assertThat(permissions.isObject()).isTrue();
            permissions.properties().forEach(permission -> assertThat(
                            permission.getValue().asText())
                    .isEqualTo(WRITABLE.contains(permission.getKey()) ? "write" : "read"));
        });
    }

    /** An update is never cut off, and is made by a job whose environment can ask for an approval. */
    @ParameterizedTest
    @MethodSource("workflows")
    void anUpdateIsNotCancelledAndSecretsBelongToEnvironments(String workflow) {
        JsonNode document = WorkflowFiles.yaml(workflow);
        jobs(workflow).forEach(job -> {
            boolean updates = StreamSupport.stream(job.getValue().path("steps").spliterator(), false)
                    .anyMatch(step -> step.at("/env/PLINTH_COMMAND").asText().matches("up|destroy|rollback"));
            if (updates) {
                assertThat(document.at("/concurrency/cancel-in-progress").asBoolean(true))
                        .isFalse();
                assertThat(document.path("on").has("pull_request")).isFalse();
            }
            if (updates || job.getValue().toString().contains("secrets.")) {
                assertThat(job.getValue().path("environment").asText())
                        .as(job.getKey())
                        .isNotEmpty();
            }
        });
    }

    /** The job for forks has neither a role nor a secret nor anything to write with. */
    @Test
    void aForkIsPreviewedWithoutCredentials() {
        JsonNode fork = WorkflowFiles.yaml(".github/workflows/preview.yml").at("/jobs/preview-fork");

        assertThat(fork.path("steps")).isNotEmpty();
        assertThat(fork.path("permissions").toString()).doesNotContain("write");
        assertThat(fork.toString()).doesNotContain("secrets.").doesNotContain("role-to-assume");
        assertThat(fork.has("environment")).isFalse();
    }

    @Test
    void theRequiredCheckWaitsForAllAndIsNeverSkipped() {
        JsonNode jobs = WorkflowFiles.yaml(".github/workflows/preview.yml").path("jobs");
        JsonNode required = jobs.path("preview-required");
        List<String> others = new ArrayList<>();
        jobs.fieldNames().forEachRemaining(others::add);
        others.remove("preview-required");

        assertThat(required.path("needs")).extracting(JsonNode::asText).containsExactlyInAnyOrderElementsOf(others);
        assertThat(required.path("if").asText()).isEqualTo("${{ always() }}");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepHasANameAndPastesNothingIntoItsScript(Step step) {
        assertThat(step.text("name")).isNotEmpty();
        assertThat(step.text("run")).doesNotContain("${{");
        assertThat(step.text("uses").isEmpty()).isNotEqualTo(step.text("run").isEmpty());
        if (step.text("uses").startsWith("actions/checkout@")) {
            assertThat(step.node().at("/with/persist-credentials").asBoolean(true))
                    .isFalse();
        }
    }

    /** What the action passes on and what the script reads are the same variables. */
    @Test
    void theActionHandsEveryInputToTheScript() {
        JsonNode action = WorkflowFiles.yaml("action.yml");
        Step run = steps().stream()
                .filter(step -> step.place().startsWith("action.yml")
                        && step.text("run").contains("run-plinth"))
                .findFirst()
                .orElseThrow();
        Set<String> inputs = new TreeSet<>();
        action.path("inputs").fieldNames().forEachRemaining(inputs::add);
        Set<String> used = new TreeSet<>();
        Matcher expressions = Pattern.compile("\\$\\{\\{ inputs\\.([a-z-]+) }}")
                .matcher(action.path("runs").toString());
        while (expressions.find()) {
            used.add(expressions.group(1));
        }
        Set<String> read = new TreeSet<>();
        Matcher variables =
                Pattern.compile("\\$\\{?(PLINTH_[A-Z_]+)").matcher(WorkflowFiles.text(".github/run-plinth"));
        while (variables.find()) {
            read.add(variables.group(1));
        }

        assertThat(used).isEqualTo(inputs);
        assertThat(run.environment().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(read.stream(), Stream.of("GITHUB_TOKEN")).toList());
        assertThat(steps().stream().filter(Step::runsPlinth)).isNotEmpty().allSatisfy(step -> assertThat(
                        step.environment().keySet().stream().filter(name -> name.startsWith("PLINTH_")))
                .isSubsetOf(Stream.concat(read.stream(), Stream.of("PLINTH_CAPSULE_KEY"))
                        .toList()));
    }
}
