package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.examples.Example;
import dev.plinth.testkit.SimulatedProject;
import dev.plinth.testkit.SimulatedStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example as a new project on the real engine and the simulator, with all of its stacks. */
final class ExamplesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a stack leaves behind: recovery points, the keys that decrypt them, and revisions to which CodeDeploy may return. */
    private static final List<String> RETAINED = List.of(
            "aws:backup/vault:Vault",
            "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
            "aws:backup/vaultPolicy:VaultPolicy",
            "aws:ecs/taskDefinition:TaskDefinition",
            "aws:kms/key:Key");

    private static final String DEPLOYMENT_GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup";

    /** A project from each example, with the program of the class path, and a test of each stack. */
    @TestFactory
    Stream<DynamicTest> everyStackComesUpAndIsDestroyed(@TempDir Path folder) {
        return Example.all().stream().flatMap(example -> {
            Path project = create(example, folder.resolve("new"));
            SimulatedProject copy =
                    SimulatedProject.copy(project, folder.resolve("copy").resolve(example.name()), example.program());
            return example.stacks().stream()
                    .map(stack -> DynamicTest.dynamicTest(
                            example + " " + stack, () -> livesOnce(new SimulatedStack(copy, stack))));
        });
    }

    private static void livesOnce(SimulatedStack stack) throws IOException {
        checksPolicies(stack);
        Path picture = stack.project().directory().resolve(stack.name() + ".svg");
        succeeds(stack, "diagram", stack.name(), "--output", picture.toString());
        assertThat(Files.readString(picture)).contains("<svg");
        assertThat(json(succeeds(stack, "cost", stack.name(), "--json")).toString())
                .contains("USD");

        stack.up();
        assertThat(stack.preview())
                .satisfies(preview -> assertThat(preview.isUnchanged())
                        .as(preview.summary().toString() + changed(preview))
                        .isTrue())
                .satisfies(preview -> assertThat(preview.violations())
                        .noneMatch(violation -> violation.enforcement().equals("mandatory")));

        JsonNode status = json(succeeds(stack, "status", stack.name(), "--json"));
        assertThat(status.path("unknown")).isEmpty();
        boolean isBlueGreen =
                stack.resources().stream().anyMatch(resource -> resource.type().equals(DEPLOYMENT_GROUP));
        if (isBlueGreen && stack.name().equals("staging")) {
            rollsBackAFaultyVersion(stack);
        }

        succeeds(stack, "unprotect", stack.name(), "--yes");
        stack.destroy();
        assertThat(stack.resources())
                .extracting(resource -> resource.type())
                .as("what is left of " + stack.name())
                .isSubsetOf(RETAINED);
    }

    /** The alarm of the deployment returns all requests to the version before, within the time that `rollback --timeline` states. */
    private static void rollsBackAFaultyVersion(SimulatedStack stack) throws IOException {
        Path file = stack.project().directory().resolve("Pulumi." + stack.name() + ".yaml");
        Files.writeString(
                file, Files.readString(file).replace("cpu: 256\n    memory: 512", "cpu: 512\n    memory: 1024"));
        succeeds(stack, "simulator", "fault", "FAULTY_VERSION", "--name", "api-service");
        stack.up();
        JsonNode shift = json(succeeds(stack, "simulator", "advance", "4m", "--json"));
        assertThat(succeeds(stack, "status", stack.name())).contains("0 of ", "in progress");

        JsonNode rollback = json(succeeds(stack, "simulator", "advance", "2m", "--json"));

        Duration detected =
                Duration.between(event(shift, "traffic-shifted"), event(rollback, "deployment-rolled-back"));
        JsonNode phases = json(succeeds(stack, "rollback", stack.name(), "--timeline", "--json"))
                .path("phases");
        assertThat(phases.path(0).path("phase").asText()).isEqualTo("detect");
        assertThat(detected)
                .hasSeconds(phases.path(0).path("seconds").asLong())
                .isLessThanOrEqualTo(Duration.ofMinutes(2));

        SimulatedProject.Result firing = stack.project().run("status", stack.name());
        assertThat(firing.exitCode()).as(firing.toString()).isEqualTo(1);
        assertThat(firing.out()).contains("alarm: api-deployment-errors since ", "failed");
        succeeds(stack, "simulator", "advance", "5m");
        assertThat(succeeds(stack, "status", stack.name())).contains("0 of ");
    }

    private static Instant event(JsonNode passage, String kind) {
        for (JsonNode event : passage.path("events")) {
            if (event.path("kind").asText().equals(kind)) {
                return Instant.parse(event.path("at").asText());
            }
        }
        throw new AssertionError("no " + kind + " in " + passage);
    }

    private static String changed(SimulatedStack.Preview preview) {
        return preview.steps().stream()
                .filter(step -> !step.op().equals("same"))
                .map(step -> "\n  " + step.op() + " " + step.urn() + " " + step.changedPaths())
                .reduce("", String::concat);
    }

    private static void checksPolicies(SimulatedStack stack) throws JsonProcessingException {
        JsonNode report = json(succeeds(stack, "policy", "check", stack.name(), "--json"));
        assertThat(report.path("violations"))
                .noneMatch(violation -> violation.path("enforcement").asText().equals("mandatory"));
        assertThat(report.path("waived"))
                .allSatisfy(waived -> assertThat(waived.path("reason").asText())
                        .as(waived.toString())
                        .hasSizeGreaterThan(20));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    private static String succeeds(SimulatedStack stack, String... command) {
        SimulatedProject.Result result = stack.project().run(command);
        assertThat(result.exitCode()).as(List.of(command) + " " + result).isZero();
        return result.out();
    }

    private static Path create(Example example, Path folder) {
        Path project = folder.resolve(example.name());
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), false, false);

        int exitCode = PlinthCommand.run(terminal, null, "new", project.toString(), "--from", example.name(), "--yes");

        assertThat(exitCode).as(out.toString()).isZero();
        return project;
    }
}
