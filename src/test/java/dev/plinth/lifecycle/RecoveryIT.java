package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.Main;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.fault.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Updates that are cut short, on the real engine: the next update takes what was made into the state, and in the end the
 * simulator and the state have the same resources, none of them twice.
 */
final class RecoveryIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STACK = "development";
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private Path folder;
    private TestProject project;

    @BeforeEach
    void copy(@TempDir Path folder) {
        this.folder = folder;
        project = TestProject.in(folder);
    }

    @AfterEach
    void clearFaults() {
        project.inCloud(Simulator::clearFaults);
    }

    private JsonNode latest() {
        try {
            return JSON.readTree(project.state(STACK)).path("checkpoint").path("latest");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The update that recovers, with what it says of it. */
    private Run recoveringUpdate() {
        Run up = project.simulate("up", STACK, "--yes");
        assertThat(up.exitCode()).as(up.toString()).isZero();
        assertConverged();
        return up;
    }

    private void assertConverged() {
        assertThat(latest().path("pending_operations")).isEmpty();
        List<String> state = new ArrayList<>();
        for (JsonNode resource : latest().path("resources")) {
            String type = resource.path("type").asText();
            if (resource.path("custom").asBoolean() && !type.startsWith("pulumi:")) {
                state.add(resource.path("urn").asText() + " "
                        + resource.path("id").asText());
            }
        }
        List<String> cloud = new ArrayList<>();
        project.resources()
                .forEach(resource -> cloud.add(resource.path("urn").asText() + " "
                        + resource.path("id").asText()));
        assertThat(state).isNotEmpty().doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(cloud);
        Run preview = project.simulate("preview", STACK, "--json", "--sections", "change");
        assertThat(preview.json().path("summary")).as(preview.toString()).hasSize(1);
        assertThat(preview.json().path("summary").has("same")).isTrue();
    }

    /** Starts an update in a process of its own, and waits until creations wait in the simulator. */
    private Process updateThatWaits() throws IOException, InterruptedException {
        // Long enough that whatever runs beside it is done, and the delayed ones are in flight.
        project.inCloud(cloud -> cloud.inject(Fault.delay("aws:ec2/*", "*", 1_000, Duration.ofSeconds(2))));
        Process update = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        CLASS_PATH,
                        Main.class.getName(),
                        "up",
                        STACK,
                        "--simulate",
                        "--yes",
                        "--project",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("update.log").toFile())
                .start();
        for (int attempt = 0; !isMakingSubnets(); attempt++) {
            assertThat(attempt).as("attempts until subnets were being made").isLessThan(1_000);
            assertThat(update.isAlive())
                    .as(Files.readString(folder.resolve("update.log")))
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return update;
    }

    private boolean isMakingSubnets() {
        try {
            for (JsonNode operation : latest().path("pending_operations")) {
                if (operation.path("resource").path("type").asText().equals("aws:ec2/subnet:Subnet")) {
                    return true;
                }
            }
            return false;
        } catch (RuntimeException e) {
            // Not there yet, or being written.
            return false;
        }
    }

    private static List<ProcessHandle> engines(Process update) {
        return update.descendants()
                .filter(child -> child.info()
                        .command()
                        .orElse("")
                        .equals(TestProject.engine().toString()))
                .toList();
    }

    @Test
    void anEngineThatIsKilledLosesNothing() throws Exception {
        Process update = updateThatWaits();
        engines(update).forEach(ProcessHandle::destroyForcibly);
        assertThat(update.waitFor()).isEqualTo(3);
        project.inCloud(Simulator::clearFaults);
        int pending = latest().path("pending_operations").size();

        Run up = recoveringUpdate();

        assertThat(pending).isPositive();
        assertThat(up.err()).contains("Removed the lock of a run that has ended", "was interrupted");
    }

    @Test
    void aProgramThatIsKilledLosesNothing() throws Exception {
        Process update = updateThatWaits();
        List<ProcessHandle> engines = engines(update);
        update.destroyForcibly().waitFor();
        engines.forEach(engine -> engine.onExit().join());
        project.inCloud(Simulator::clearFaults);

        recoveringUpdate();
    }

    @Test
    void aSignalLetsTheOperationsInFlightFinish() throws Exception {
        Process update = updateThatWaits();
        List<ProcessHandle> engines = engines(update);
        update.destroy();

        assertThat(update.waitFor())
                .as(Files.readString(folder.resolve("update.log")))
                .isEqualTo(3);

        assertThat(Files.readString(folder.resolve("update.log")))
                .contains(
                        "Stopping when the operations in flight are done; interrupt again to exit immediately",
                        "the update of development was interrupted");
        assertThat(engines).noneMatch(ProcessHandle::isAlive);
        assertThat(latest().path("pending_operations"))
                .as(Files.readString(folder.resolve("update.log")))
                .isEmpty();
        project.inCloud(Simulator::clearFaults);
        assertThat(recoveringUpdate().err()).doesNotContain("was interrupted");
    }

    @Test
    void aSecondSignalEndsAtOnceAndSaysWhatIsLeft() throws Exception {
        Process update = updateThatWaits();
        List<ProcessHandle> engines = engines(update);
        update.destroy();
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(update.isAlive())
                .as(Files.readString(folder.resolve("update.log")))
                .isTrue();
        signal(update, "TERM");

        assertThat(update.waitFor()).isEqualTo(130);

        assertThat(Files.readString(folder.resolve("update.log")))
                .contains("Exited immediately, during operations on ", "aws:ec2/subnet:Subnet::network-");
        engines.forEach(engine -> engine.onExit().join());
        project.inCloud(Simulator::clearFaults);
        recoveringUpdate();
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void importsResourcesThatACrashedProviderCreated() {
        project.inCloud(cloud -> cloud.inject(Fault.of(Fault.Kind.CRASH, "aws:rds/instance:Instance", "*", 1)));
        Run failed = project.simulate("up", STACK, "--yes");
        assertThat(failed.exitCode()).isEqualTo(3);
        project.inCloud(Simulator::clearFaults);

        Run up = recoveringUpdate();

        assertThat(up.err()).contains("aws:rds/instance:Instance database-instance (", "imported into the state");
    }

    @Test
    void aDamagedStateIsRestoredAndReconciled() throws IOException {
        assertThat(project.simulate("up", STACK, "--yes").exitCode()).isZero();
        Path state = folder.resolve(
                Path.of(".plinth", "simulator", "state", ".pulumi", "stacks", "plinth", STACK + ".json"));
        String whole = Files.readString(state);
        Files.writeString(state, whole.substring(0, whole.length() / 2));

        Run preview = project.simulate("preview", STACK);
        assertThat(preview.exitCode()).isEqualTo(3);
        assertThat(preview.err()).contains("plinth recover " + STACK + " --simulate");
        Run refused = project.simulate("up", STACK);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("the state is damaged", "not confirmed");

        Run recovered = project.simulate("recover", STACK, "--yes");

        assertThat(recovered.exitCode()).as(recovered.toString()).isZero();
        recoveringUpdate();
        assertThat(Files.readString(state.resolveSibling(STACK + ".json.damaged")))
                .isEqualTo(whole.substring(0, whole.length() / 2));
    }

    @Test
    void theLockOfALivingRunIsExplainedBeforeAnythingElse() throws IOException {
        Path locks = Files.createDirectories(folder.resolve(
                Path.of(".plinth", "simulator", "state", ".pulumi", "locks", "organization", "plinth", STACK)));
        Files.writeString(
                locks.resolve("one.json"),
                "{\"pid\": 1, \"hostname\": \"elsewhere-%s\", \"timestamp\": \"2026-11-01T10:00:00Z\"}"
                        .formatted(InetAddress.getLoopbackAddress().getHostName()));

        Run up = project.simulate("up", STACK, "--yes");

        assertThat(up.exitCode()).isEqualTo(3);
        assertThat(up.err())
                .contains("is locked, held by process 1 on elsewhere", "next: wait for it, or remove ")
                .doesNotContain("Previewing");
    }
}
