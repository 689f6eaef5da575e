package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One stack that meets a fault in each of its updates, and is complete in the end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FaultsIT {

    private static final String STACK = "development";
    private static final String STACK_TRACE = "\tat ";

    private TestProject project;

    @BeforeAll
    void copy(@TempDir Path folder) {
        project = TestProject.in(folder);
    }

    @Test
    @Order(1)
    void aFaultOfTheConfigurationChangesNothing() {
        project.edit("Pulumi.development.yaml", "cidr: 10.30.0.0/16", "cidr: 10.30.0.0/30");

        Run up = project.simulate("up", STACK, "--yes");

        assertThat(up.exitCode()).as(up.toString()).isEqualTo(2);
        assertThat(up.err())
                .contains("plinth:network.cidr")
                .contains("10.30.0.0/30")
                .doesNotContain(STACK_TRACE);
        assertThat(up.out()).isEmpty();
        assertThat(project.resources()).isEmpty();
        project.edit("Pulumi.development.yaml", "cidr: 10.30.0.0/30", "cidr: 10.30.0.0/16");
    }

    @Test
    @Order(2)
    void throttlingIsReportedWithResourceCauseAndNextStep() {
        project.inCloud(cloud -> cloud.inject(Fault.of(Fault.Kind.THROTTLE, "aws:ec2/vpc:Vpc", "*", 1)));

        assertFailed("aws:ec2/vpc:Vpc network-vpc", "ThrottlingException: Rate exceeded");
    }

    @Test
    @Order(3)
    void aResourceThatFailsWhileItStartsIsReported() {
        project.inCloud(cloud -> cloud.inject(Fault.of(Fault.Kind.PARTIAL_CREATE, "aws:ecs/cluster:Cluster", "*", 1)));

        assertFailed("aws:ecs/cluster:Cluster cluster-cluster", "it was created and failed while it started");
    }

    @Test
    @Order(4)
    void aProviderThatCrashesIsReported() {
        project.inCloud(
                cloud -> cloud.inject(Fault.of(Fault.Kind.CRASH, "aws:ec2/securityGroup:SecurityGroup", "*", 1)));

        assertFailed("aws:ec2/securityGroup:SecurityGroup", "the provider crashed");
    }

    @Test
    @Order(5)
    void anEngineThatIsKilledIsReported() throws Exception {
        // It needs what failed in the updates before, so that none of them has made it.
        project.inCloud(
                cloud -> cloud.inject(Fault.delay("aws:ecs/service:Service", "api-service", 1, Duration.ofMinutes(5))));

        CompletableFuture<Run> update = CompletableFuture.supplyAsync(() -> project.simulate("up", STACK, "--yes"));
        awaitCreationOfServiceAlone();
        ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .command()
                        .orElse("")
                        .equals(TestProject.engine().toString()))
                .forEach(ProcessHandle::destroyForcibly);
        Run killed = update.get(60, TimeUnit.SECONDS);
        project.inCloud(Simulator::clearFaults);

        assertThat(killed.exitCode()).as(killed.toString()).isEqualTo(3);
        assertThat(killed.err())
                .contains("the engine was killed (exit code 137)", "next: ")
                .doesNotContain(STACK_TRACE);
    }

    @Test
    @Order(6)
    void theNextUpdateConverges() {
        Run up = project.simulate("up", STACK, "--yes", "--json");
        assertThat(up.exitCode()).as(up.toString()).isZero();
        assertThat(up.err()).contains("Removed the lock of a run that has ended", "Service api-service");

        Run preview = project.simulate("preview", STACK, "--json");
        assertThat(preview.exitCode()).isZero();
        assertThat(preview.json().path("steps"))
                .isNotEmpty()
                .allSatisfy(step ->
                        assertThat(step.path("op").asText()).as(step.toString()).isEqualTo("same"));
        assertThat(project.simulate("refresh", STACK, "--preview-only").exitCode())
                .isZero();
    }

    private void assertFailed(String resource, String cause) {
        Run up = project.simulate("up", STACK, "--yes", "--json");

        assertThat(up.exitCode()).as(up.toString()).isEqualTo(3);
        assertThat(up.json().path("result").asText()).isEqualTo("failed");
        assertThat(up.err())
                .contains(resource)
                .contains(cause)
                .contains("next: ")
                .doesNotContain(STACK_TRACE)
                .doesNotContain("goroutine");
    }

    /**
     * Waits until the engine waits for the service and nothing else: what is made in the very moment of the kill would be
     * in the cloud and not in the state.
     */
    private void awaitCreationOfServiceAlone() throws IOException, InterruptedException {
        int alone = 0;
        for (int attempt = 0; alone < 3; attempt++) {
            assertThat(attempt).as("seconds until the update reached the delay").isLessThan(180);
            TimeUnit.SECONDS.sleep(1);
            alone = isCreatingServiceAlone() ? alone + 1 : 0;
        }
    }

    private boolean isCreatingServiceAlone() throws IOException {
        JsonNode pending = new ObjectMapper()
                .readTree(project.state(STACK))
                .path("checkpoint")
                .path("latest")
                .path("pending_operations");
        return pending.size() == 1
                && pending.path(0).path("resource").path("urn").asText().endsWith("::api-service");
    }
}
