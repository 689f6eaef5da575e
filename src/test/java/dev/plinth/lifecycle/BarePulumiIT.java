package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code pulumi preview|up|destroy -s staging --policy-pack policies}: the same program, policies and verdicts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class BarePulumiIT {

    private static final String STACK = "staging";
    private static final String RULE = "rds-backup-retention";

    private TestProject project;
    private BarePulumi pulumi;
    private Simulator cloud;
    private Path events;

    @BeforeAll
    void prepare(@TempDir Path folder, @TempDir Path own) throws IOException {
        project = TestProject.in(folder);
        Files.createSymbolicLink(folder.resolve("src"), TestProject.ROOT.resolve("src"));
        Files.createSymbolicLink(folder.resolve("policies"), TestProject.ROOT.resolve("policies"));
        assertThat(folder.resolve("src/target/plinth.jar"))
                .as("the jar, made before")
                .exists();
        cloud = Simulator.open(own.resolve("cloud.db"));
        pulumi = new BarePulumi(folder, own, Simulator.debugProviders(cloud.start()));
        events = own.resolve("events.json");
        Run made = pulumi.run("stack", "init", STACK);
        assertThat(made.exitCode()).as(made.toString()).isZero();
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Test
    @Order(1)
    void aViolatedPolicyStopsUpBeforeAnythingIsMade() {
        project.edit("Pulumi.staging.yaml", "backupRetentionDays: 14", "backupRetentionDays: 1");

        Run up = pulumi.run("up", "--yes", "-s", STACK, "--policy-pack", "policies");

        assertThat(up.exitCode()).as(up.toString()).isNotZero();
        assertThat(up.out() + up.err()).contains(RULE).contains("database-instance");
        assertThat(cloud.list()).isEmpty();
    }

    @Test
    @Order(2)
    void theVerdictsAreThoseOfPlinth() throws IOException {
        project.edit("Pulumi.staging.yaml", "enforcement: mandatory", "enforcement: advisory");

        Run preview = pulumi.run("preview", "-s", STACK, "--policy-pack", "policies", "--event-log", events.toString());
        assertThat(preview.exitCode()).as(preview.toString()).isZero();

        Set<String> plinths = new TreeSet<>();
        project.simulate("preview", STACK, "--json")
                .json()
                .path("policy")
                .path("violations")
                .forEach(violation -> plinths.add(violation.path("rule").asText() + " "
                        + violation.path("urn").asText()));
        assertThat(plinths).isNotEmpty();
        assertThat(violations()).isEqualTo(plinths);
        project.edit("Pulumi.staging.yaml", "backupRetentionDays: 1\n", "backupRetentionDays: 14\n");
        project.edit("Pulumi.staging.yaml", "enforcement: advisory", "enforcement: mandatory");
    }

    @Test
    @Order(3)
    void theResourcesAreThoseOfPlinth() {
        Run up = pulumi.run("up", "--yes", "-s", STACK, "--policy-pack", "policies");
        assertThat(up.exitCode()).as(up.toString()).isZero();
        Run plinth = project.simulate("up", STACK, "--yes");
        assertThat(plinth.exitCode()).as(plinth.toString()).isZero();

        Map<String, JsonNode> pulumis = withoutSecrets(pulumi.inputs(STACK));
        Map<String, JsonNode> plinths = withoutSecrets(BarePulumi.inputs(project.export(STACK)));
        assertThat(pulumis.keySet()).isEqualTo(plinths.keySet()).hasSizeGreaterThanOrEqualTo(120);
        pulumis.forEach((urn, inputs) -> assertThat(inputs).as(urn).isEqualTo(plinths.get(urn)));
    }

    /** The command refuses before; the bare engine finds out from the cloud, and {@code plinth unprotect} is for that. */
    @Test
    @Order(4)
    void theCloudRefusesToDeleteWhatIsProtected() {
        Run destroy = pulumi.run("destroy", "--yes", "-s", STACK);

        assertThat(destroy.exitCode()).as(destroy.toString()).isNotZero();
        // The first refusal ends the run: it may be the database's, the load balancer's or a repository's.
        assertThat(destroy.out() + destroy.err()).containsPattern("deleting [A-Z][A-Za-z0-9 ]+ \\([^)]+\\): \\w+");
        assertThat(cloud.list())
                .anySatisfy(resource -> assertThat(resource.name()).isEqualTo("database-instance"));
    }

    /** Rule and URN of each violation that the engine heard of; what can't be decided yet is none. */
    private Set<String> violations() throws IOException {
        Set<String> violations = new TreeSet<>();
        for (String line : Files.readAllLines(events)) {
            JsonNode event = new ObjectMapper().readTree(line).path("policyEvent");
            if (event.has("policyName") && !event.path("message").asText().contains("can't be decided yet")) {
                violations.add(event.path("policyName").asText() + " "
                        + event.path("resourceUrn").asText());
            }
        }
        return violations;
    }

    /** Ciphertexts differ from stack to stack. */
    private static Map<String, JsonNode> withoutSecrets(Map<String, JsonNode> inputs) {
        Map<String, JsonNode> masked = new TreeMap<>();
        inputs.forEach((urn, node) -> {
            JsonNode copy = node.deepCopy();
            copy.findParents("ciphertext")
                    .forEach(secret -> ((com.fasterxml.jackson.databind.node.ObjectNode) secret).remove("ciphertext"));
            masked.put(urn, copy);
        });
        return masked;
    }
}
