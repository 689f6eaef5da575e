package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A plan is saved, refused for each thing that moved, applied once, and rolled back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PlanCapsuleIT {

    private static final String STACK = "development";
    private static final String FILE = "Pulumi.development.yaml";
    private static final String LOGS = "api-logs";
    private static final String BEFORE = "logRetentionDays: 30";
    private static final String AFTER = "logRetentionDays: 60";

    private TestProject project;
    private String plan;

    @BeforeAll
    void copy(@TempDir Path folder) throws IOException, InterruptedException {
        project = TestProject.in(folder);
        plan = folder.resolve("plan.json").toString();
        git("init", "-q");
        git("add", ".");
        git("commit", "-qm", "First");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .directory(project.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(git.waitFor()).as(String.join(" ", arguments)).isZero();
    }

    private Run apply(String... options) {
        List<String> command = new ArrayList<>(List.of("up", STACK, "--yes", "--plan", plan));
        command.addAll(List.of(options));
        return project.simulate(command.toArray(String[]::new));
    }

    private void assertRefused(Run run, String why) {
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.err())
                .contains("refused: ", why)
                .containsIgnoringCase("nothing was changed")
                .contains("next: `plinth preview development --simulate --save " + plan);
    }

    /** How long the cloud keeps the logs of the service api, in days. */
    private int retention() {
        AtomicInteger days = new AtomicInteger();
        project.inCloud(cloud -> cloud.list().stream()
                .filter(resource -> resource.name().equals(LOGS))
                .forEach(resource ->
                        days.set(((Number) resource.state().getOrDefault("retentionInDays", 0)).intValue())));
        return days.get();
    }

    @Test
    @Order(1)
    void aPlanOfAnEmptyStackIsSavedAndApplied() throws IOException {
        Run preview = project.simulate("preview", STACK, "--save", plan, "--json");
        assertThat(preview.exitCode()).as(preview.toString()).isZero();
        assertThat(preview.err()).contains("saved: " + plan, "with a digest", "plinth up development --simulate");
        assertThat(preview.json().path("steps")).isNotEmpty();
        assertThat(project.resources()).isEmpty();
        assertThat(new ObjectMapper()
                        .readTree(Path.of(plan).toFile())
                        .path("madeFrom")
                        .path("providers")
                        .asText())
                .matches("aws 6\\.\\d+\\.\\d+, cloudflare 6\\.\\d+\\.\\d+, docker 4\\.\\d+\\.\\d+");

        Run up = apply("--json");
        assertThat(up.exitCode()).as(up.toString()).isZero();
        assertThat(up.err()).contains("it is not signed");
        assertThat(project.resources()).isNotEmpty();
        assertThat(retention()).isEqualTo(30);
    }

    @Test
    @Order(2)
    void theSamePlanIsRefusedOnceItWasApplied() {
        assertRefused(apply(), "the stack's state has moved");
    }

    @Test
    @Order(3)
    void aPlanIsRefusedForWhateverMoved() throws Exception {
        project.edit(FILE, BEFORE, AFTER);
        git("commit", "-qam", "Keep logs longer");
        Run preview = project.simulate("preview", STACK, "--save", plan);
        assertThat(preview.exitCode()).as(preview.toString()).isZero();

        project.edit(FILE, AFTER, "logRetentionDays: 90");
        Run edited = apply();
        assertRefused(edited, "the stack's configuration file has moved");
        assertThat(edited.err()).contains("with uncommitted changes");
        project.edit(FILE, "logRetentionDays: 90", AFTER);

        git("commit", "-q", "--allow-empty", "-m", "Something else");
        assertRefused(apply(), "the Git commit has moved");
        git("reset", "-q", "--hard", "HEAD~1");

        Path waivers = project.folder().resolve(Path.of("policies", "waivers.yaml"));
        Files.createDirectories(waivers.getParent());
        Files.writeString(waivers, "waivers: []\n");
        assertRefused(apply(), "the policy pack has moved");
        Files.delete(waivers);
        Files.delete(waivers.getParent());

        Path baseline = project.folder().resolve("baseline.json");
        Files.writeString(baseline, project.run("policy", "baseline", STACK).out());
        assertRefused(apply("--baseline", baseline.toString()), "the baseline has moved");

        Run approval =
                apply("--approve", "stateful-not-deleted@::uploads-bucket", "--reason", "it is as empty as can be");
        assertThat(approval.exitCode()).as(approval.toString()).isEqualTo(2);
        assertThat(retention()).isEqualTo(30);
    }

    @Test
    @Order(4)
    void anEditedPlanIsRefused() throws IOException {
        Path file = Path.of(plan);
        String whole = Files.readString(file);
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree(whole);
        document.put("enginePlan", document.path("enginePlan").asText().replace("60", "3653"));
        Files.writeString(file, document.toString());

        assertRefused(apply(), "was edited");
        Files.writeString(file, whole);
    }

    @Test
    @Order(5)
    void aPlanIsRefusedWhenAPlannedResourceDrifted() {
        Run set = project.run("simulator", "set", LOGS, "retentionInDays", "7");
        assertThat(set.exitCode()).as(set.toString()).isZero();

        assertRefused(apply(), "api-logs (aws:cloudwatch/logGroup:LogGroup) has drifted");
        project.run("simulator", "set", LOGS, "retentionInDays", "30");
    }

    @Test
    @Order(6)
    void aPlanThatStillFitsIsApplied() {
        Run up = apply();

        assertThat(up.exitCode()).as(up.toString()).isZero();
        assertThat(retention()).isEqualTo(60);
    }

    @Test
    @Order(7)
    void aRollbackReturnsToTheFormerSetting() throws IOException {
        Run list = project.simulate("rollback", STACK, "--list", "--json");
        assertThat(list.json().path("updates")).hasSize(2).allSatisfy(update -> {
            assertThat(update.path("result").asText()).isEqualTo("SUCCEEDED");
            assertThat(update.path("commit").asText()).matches("[0-9a-f]{40}");
        });

        Run unanswered = project.simulate("rollback", STACK);
        assertThat(unanswered.exitCode()).as(unanswered.toString()).isEqualTo(1);
        assertThat(unanswered.err()).contains("nobody confirmed");
        assertThat(retention()).isEqualTo(60);

        Run rollback = project.simulate("rollback", STACK, "--yes");
        assertThat(rollback.exitCode()).as(rollback.toString()).isZero();
        assertThat(rollback.out()).contains("~ update  api-logs");
        assertThat(rollback.err())
                .contains("back to update 1 of ")
                .contains("the image of api is built from services/api as it is now")
                .contains("Pulumi.development.yaml still says what was rolled back");
        assertThat(retention()).isEqualTo(30);
        assertThat(Files.readString(project.folder().resolve(FILE))).contains(AFTER);
    }

    @Test
    @Order(8)
    void anotherProgramIsNamedByItsCommitAndNotActedFor() throws IOException {
        Path record = project.folder()
                .resolve(Path.of(".plinth", "rollback", STACK, "embedded-cloud", "000002", "update.json"));
        ObjectNode update = (ObjectNode) new ObjectMapper().readTree(record.toFile());
        String commit = update.path("commit").asText();
        Files.writeString(record, update.put("program", "sha256:another").toString());

        Run rollback = project.simulate("rollback", STACK, "--yes", "--to", "2");

        assertThat(rollback.exitCode()).as(rollback.toString()).isEqualTo(1);
        assertThat(rollback.err()).contains("made by another program", "git checkout " + commit);
        assertThat(retention()).isEqualTo(30);

        Run nowhere = project.simulate("rollback", STACK, "--yes", "--to", "9");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err()).contains("there is no update 9; recorded are [1, 2, 3]");
    }
}
