package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.Step;
import dev.plinth.operation.plan.PlanInput;
import dev.plinth.operation.plan.PlanKey;
import dev.plinth.operation.plan.SavedPlan;
import dev.plinth.operation.plan.SavedPlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Saved plans: rejected after each kind of change, applied once, and rolled back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SavedPlanIT {

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

    private void assertBlocked(Run run, String why) {
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.err())
                .contains("blocked: ", why)
                .containsIgnoringCase("nothing was changed")
                .contains("next: run `plinth preview development --simulate --save " + plan);
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
        assertThat(preview.err())
                .contains(
                        "saved: " + plan,
                        "unsigned; set PLINTH_CAPSULE_KEY to sign it",
                        "plinth up development --simulate");
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
        assertThat(up.err()).contains("the plan is unsigned");
        assertThat(project.resources()).isNotEmpty();
        assertThat(retention()).isEqualTo(30);
    }

    @Test
    @Order(2)
    void rejectsAPlanThatWasAlreadyApplied() {
        assertBlocked(apply(), "the stack's state has changed");
    }

    @Test
    @Order(3)
    void aPlanOfAChangeIsSaved() throws IOException, InterruptedException {
        project.edit(FILE, BEFORE, AFTER);
        git("commit", "-qam", "Keep logs longer");
        Run preview = project.simulate("preview", STACK, "--save", plan);
        assertThat(preview.exitCode()).as(preview.toString()).isZero();
    }

    /** What moves something, or puts it back. */
    @FunctionalInterface
    private interface Move {
        void run() throws IOException, InterruptedException;
    }

    /** The state of the stack and the cloud's resources: which no rejected plan changes. */
    private String world() {
        return project.state(STACK) + project.resources();
    }

    private void assertBlockedAfter(Move move, Move back, String why, String... options)
            throws IOException, InterruptedException {
        String before = project.state(STACK);
        move.run();
        String moved = world();
        try {
            assertBlocked(apply(options), why);
            assertThat(world()).isEqualTo(moved);
        } finally {
            back.run();
        }
        assertThat(project.state(STACK)).isEqualTo(before);
    }

    /** Edits a file of the project while a plan is applied, which is rejected. */
    private void assertBlockedAfterEdit(String file, String content, String why)
            throws IOException, InterruptedException {
        Path path = project.folder().resolve(file);
        boolean present = Files.exists(path);
        boolean fresh = Files.notExists(path.getParent());
        String whole = present ? Files.readString(path) : "";
        assertBlockedAfter(
                () -> {
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, whole + content);
                },
                () -> {
                    if (present) {
                        Files.writeString(path, whole);
                    } else {
                        Files.delete(path);
                        if (fresh) {
                            Files.delete(path.getParent());
                        }
                    }
                },
                why);
    }

    @Test
    @Order(4)
    void rejectsAPlanAfterACommit() throws Exception {
        assertBlockedAfter(
                () -> git("commit", "-q", "--allow-empty", "-m", "Something else"),
                () -> git("reset", "-q", "--hard", "HEAD~1"),
                "the Git commit has changed");
    }

    @Test
    @Order(4)
    void rejectsAPlanAfterAnEditOfATrackedFile() throws Exception {
        assertBlockedAfterEdit("Pulumi.staging.yaml", "# edited\n", "with uncommitted changes");
    }

    @Test
    @Order(4)
    void rejectsAPlanAfterAnEditOfTheProjectFile() throws Exception {
        assertBlockedAfterEdit("Pulumi.yaml", "# edited\n", "Pulumi.yaml has changed");
    }

    @Test
    @Order(4)
    void rejectsAPlanAfterAnEditOfTheConfiguration() throws Exception {
        assertBlockedAfterEdit(FILE, "# edited\n", "the stack's configuration file has changed");
    }

    @Test
    @Order(4)
    void rejectsAPlanAfterAChangeOfThePolicyPack() throws Exception {
        assertBlockedAfterEdit("policies/waivers.yaml", "waivers: []\n", "the policy pack has changed");
    }

    /** A file that Git doesn't know gets into an image all the same. */
    @Test
    @Order(4)
    void rejectsAPlanAfterANewFileInAnImageBuildContext() throws Exception {
        assertBlockedAfterEdit("services/api/preload.js", "// not in Git\n", "the image build context has changed");
    }

    @Test
    @Order(4)
    void rejectsAPlanAfterAChangeOfTheBaseline() throws Exception {
        Path baseline = project.folder().resolve("baseline.json");
        assertBlockedAfter(
                () -> Files.writeString(
                        baseline, project.run("policy", "baseline", STACK).out()),
                () -> Files.delete(baseline),
                "the baseline has changed",
                "--baseline",
                baseline.toString());
    }

    @Test
    @Order(4)
    void rejectsAPlanAfterDriftOfAPlannedResource() throws Exception {
        assertBlockedAfter(
                () -> project.run("simulator", "set", LOGS, "retentionInDays", "7"),
                () -> project.run("simulator", "set", LOGS, "retentionInDays", "30"),
                "api-logs (aws:cloudwatch/logGroup:LogGroup) has drifted");
    }

    /** Replaces the plan with a different one of a valid digest, as a forger does. */
    private void assertBlockedAs(UnaryOperator<SavedPlan> other, String why) throws IOException, InterruptedException {
        Path file = Path.of(plan);
        String whole = Files.readString(file);
        assertBlockedAfter(
                () -> SavedPlanFile.write(
                        file, other.apply(SavedPlanFile.read(file, Optional.empty())), Optional.empty()),
                () -> Files.writeString(file, whole),
                why);
    }

    private static SavedPlan with(SavedPlan saved, PlanInput part, String value) {
        Map<PlanInput, String> parts = new EnumMap<>(saved.parts());
        parts.put(part, value);
        return with(saved, saved.expires(), parts, saved.steps());
    }

    private static SavedPlan with(SavedPlan saved, Instant expires, Map<PlanInput, String> parts, List<Step> steps) {
        return new SavedPlan(
                saved.project(),
                saved.stack(),
                saved.simulated(),
                saved.created(),
                expires,
                parts,
                saved.approved(),
                steps,
                saved.enginePlan());
    }

    /** The parts that a test can't move: another jar, other providers, another login. */
    @ParameterizedTest
    @EnumSource(names = {"PROGRAM", "PROVIDERS", "BACKEND"})
    @Order(4)
    void rejectsAPlanWithAnotherInput(PlanInput part) throws Exception {
        assertBlockedAs(saved -> with(saved, part, "another"), part.title() + " has changed: it was another");
    }

    @Test
    @Order(4)
    void rejectsAnExpiredPlan() throws Exception {
        assertBlockedAs(saved -> with(saved, saved.created(), saved.parts(), saved.steps()), "it expired at ");
    }

    @Test
    @Order(4)
    void rejectsAPlanWithOtherSteps() throws Exception {
        assertBlockedAs(
                saved -> with(saved, saved.expires(), saved.parts(), List.of()), "a new preview has update of ");
    }

    @Test
    @Order(4)
    void rejectsAPlanOfAnotherProjectStackOrCloud() throws Exception {
        String before = world();
        Run stack = project.simulate("up", "staging", "--yes", "--plan", plan);
        assertThat(stack.exitCode()).as(stack.toString()).isEqualTo(1);
        assertThat(stack.err()).contains("it was made for the stack development, not for staging");

        // A real cloud refuses placeholders before it looks at the plan.
        Path file = project.folder().resolve(FILE);
        String whole = Files.readString(file);
        Files.writeString(
                file,
                whole.replace("123456789012", "210987654321")
                        .replace("development.example.com", "laser.dev")
                        .replace("00000000000000000000000000000002", "0123456789abcdef0123456789abcdef")
                        .replace("00000000000000000000000000000000", "fedcba9876543210fedcba9876543210")
                        .replace("operations@example.com", "operations@laser.dev"));
        Run real = project.run("up", STACK, "--yes", "--plan", plan);
        Files.writeString(file, whole);
        assertThat(real.exitCode()).as(real.toString()).isEqualTo(1);
        assertThat(real.err()).contains("it was made for the simulator, not for the real cloud");

        project.edit("Pulumi.yaml", "name: plinth", "name: other");
        assertBlocked(apply(), "it was made for the project plinth, not for other");
        project.edit("Pulumi.yaml", "name: other", "name: plinth");
        assertThat(world()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void rejectsAnEditedPlan() throws Exception {
        Path file = Path.of(plan);
        String whole = Files.readString(file);
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree(whole);
        document.put("enginePlan", document.path("enginePlan").asText().replace("60", "3653"));

        assertBlockedAfter(
                () -> Files.writeString(file, document.toString()), () -> Files.writeString(file, whole), "was edited");
    }

    @Test
    @Order(4)
    void halfAPlanIsNone() throws Exception {
        Path file = Path.of(plan);
        String whole = Files.readString(file);
        String before = world();
        Files.writeString(file, whole.substring(0, whole.length() / 2));

        Run run = apply();

        Files.writeString(file, whole);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("plan.json", "is not JSON");
        assertThat(world()).isEqualTo(before);
    }

    /** With a key in the environment of one side only, or another one, nobody knows who made the plan. */
    @Test
    @Order(4)
    void rejectsAPlanWithoutTheRightSignature() throws Exception {
        String before = world();
        Path file = Path.of(plan);
        String whole = Files.readString(file);
        SavedPlan saved = SavedPlanFile.read(file, Optional.empty());
        String key = "0123456789abcdef0123456789abcdef";

        assertBlocked(applyWith(key), "is not signed");
        assertBlocked(applyForged(whole, key), "was edited");
        SavedPlanFile.write(file, saved, PlanKey.of(Map.of(PlanKey.VARIABLE, key)));
        assertBlocked(applyWith(key.replace('0', 'f')), "saved with another key");
        assertBlocked(apply(), "to verify the signature, set");
        // The right key, so that only the time is in the way.
        SavedPlanFile.write(
                file,
                with(saved, saved.created(), saved.parts(), saved.steps()),
                PlanKey.of(Map.of(PlanKey.VARIABLE, key)));
        assertBlocked(applyWith(key), "it expired at ");

        Files.writeString(file, whole);
        assertThat(world()).isEqualTo(before);
    }

    /** A digest that is called a signature. */
    private Run applyForged(String whole, String key) throws IOException {
        ObjectNode forged = (ObjectNode) new ObjectMapper().readTree(whole);
        ((ObjectNode) forged.path("seal")).put("kind", "hmac-sha256");
        Files.writeString(Path.of(plan), forged.toString());
        return applyWith(key);
    }

    /** Applies the plan in another process, whose environment has a key. */
    private Run applyWith(String key) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put(PlanKey.VARIABLE, key);
        return Run.of(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.plinth.Main",
                        "up",
                        STACK,
                        "--simulate",
                        "--yes",
                        "--plan",
                        plan,
                        "--project",
                        project.folder().toString()),
                project.folder(),
                environment);
    }

    @Test
    @Order(4)
    void approvalsBelongIntoThePlan() {
        Run approval =
                apply("--approve", "stateful-not-deleted@::uploads-bucket", "--reason", "it is as empty as can be");

        assertThat(approval.exitCode()).as(approval.toString()).isEqualTo(2);
        assertThat(retention()).isEqualTo(30);
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
        assertThat(unanswered.err()).contains("not confirmed");
        assertThat(retention()).isEqualTo(60);

        Run rollback = project.simulate("rollback", STACK, "--yes");
        assertThat(rollback.exitCode()).as(rollback.toString()).isZero();
        assertThat(rollback.out()).contains("~ update  api-logs");
        assertThat(rollback.err())
                .contains("back to update 1 of ")
                .contains("api-image-image is built from the current content of services/api")
                .contains("Pulumi.development.yaml still has the configuration that was rolled back");
        assertThat(retention()).isEqualTo(30);
        assertThat(Files.readString(project.folder().resolve(FILE))).contains(AFTER);
    }

    @Test
    @Order(8)
    void anotherProgramIsNamedByItsCommitAndNotActedFor() throws IOException {
        Path record =
                project.folder().resolve(Path.of(".plinth", "simulator", "history", STACK, "000002", "begin.json"));
        ObjectNode update = (ObjectNode) new ObjectMapper().readTree(record.toFile());
        String commit = update.path("commit").asText();
        Files.writeString(record, update.put("program", "sha256:another").toString());

        Run rollback = project.simulate("rollback", STACK, "--yes", "--to", "2");

        assertThat(rollback.exitCode()).as(rollback.toString()).isEqualTo(1);
        assertThat(rollback.err()).contains("built from a different jar", "git checkout " + commit);
        assertThat(retention()).isEqualTo(30);

        Run nowhere = project.simulate("rollback", STACK, "--yes", "--to", "9");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err()).contains("update 9 is not recorded; expected one of [1, 2, 3]");
    }
}
