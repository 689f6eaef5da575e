package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.Repository;
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
        project.edit("Pulumi.yaml", "binary: " + Repository.program(), "binary: src/target/plinth.jar");
        cloud = Simulator.open(own.resolve("cloud.db"));
        cloud.start();
        pulumi = new BarePulumi(folder, own, cloud.debugProviders());
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

        Set<String> plinths =
                violations(project.simulate("preview", STACK, "--json").json().path("policy"));
        assertThat(plinths).isNotEmpty();
        assertThat(violations(Files.readString(events))).isEqualTo(plinths);
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

    /** An exported state, with a weakness that the stack file doesn't have, so that there is something to compare. */
    @Test
    @Order(4)
    void theVerdictsOnAnExportedStateAreThoseOfPlinth() throws IOException {
        String export = pulumi.run("stack", "export", "-s", STACK).out();
        String weaker = export.replaceAll("\"backupRetentionPeriod\": \\d+", "\"backupRetentionPeriod\": 1");
        assertThat(weaker).isNotEqualTo(export);
        Path state = Files.writeString(project.folder().resolve("state.json"), weaker);

        Run analyze = pulumi.run("policy", "analyze", "--file", "state.json", "--policy-pack", "policies", "--json");
        assertThat(analyze.exitCode()).as(analyze.toString()).isNotZero();
        JsonNode check = project.run("policy", "check", "--file", state.toString(), "--json")
                .json();

        assertThat(violations(analyze.out())).isEqualTo(violations(check)).anySatisfy(violation -> assertThat(violation)
                .startsWith(RULE));
    }

    /** The command refuses before; the bare engine finds out from the cloud, and {@code plinth unprotect} is for that. */
    @Test
    @Order(5)
    void theCloudRejectsDeletionsOfProtectedResources() {
        Run destroy = pulumi.run("destroy", "--yes", "-s", STACK);

        assertThat(destroy.exitCode()).as(destroy.toString()).isNotZero();
        // The first refusal ends the run: it may be the database's, the load balancer's or a repository's.
        assertThat(destroy.out() + destroy.err()).containsPattern("deleting [A-Z][A-Za-z0-9 ]+ \\([^)]+\\): \\w+");
        assertThat(cloud.list())
                .anySatisfy(resource -> assertThat(resource.name()).isEqualTo("database-instance"));
    }

    /** Rule and URN of each violation that Plinth reports. */
    private static Set<String> violations(JsonNode report) {
        Set<String> violations = new TreeSet<>();
        report.path("violations")
                .forEach(violation -> violations.add(violation.path("rule").asText() + " "
                        + violation.path("urn").asText()));
        return violations;
    }

    /** Rule and URN of each violation that the engine heard of; what can't be decided yet is none. */
    private static Set<String> violations(String engineEvents) throws IOException {
        Set<String> violations = new TreeSet<>();
        try (MappingIterator<JsonNode> each =
                new ObjectMapper().readerFor(JsonNode.class).readValues(engineEvents)) {
            while (each.hasNext()) {
                JsonNode event = each.next().path("policyEvent");
                if (event.has("policyName") && !event.path("message").asText().contains("no result yet")) {
                    violations.add(event.path("policyName").asText() + " "
                            + event.path("resourceUrn").asText());
                }
            }
        }
        return violations;
    }

    /** Inputs without what differs between two encryptions of one secret, and between two lives of one stack. */
    private static Map<String, JsonNode> withoutSecrets(Map<String, JsonNode> inputs) {
        Map<String, JsonNode> masked = new TreeMap<>();
        inputs.forEach((urn, node) -> {
            JsonNode copy = node.deepCopy();
            copy.findParents("ciphertext")
                    .forEach(secret -> ((com.fasterxml.jackson.databind.node.ObjectNode) secret).remove("ciphertext"));
            if (copy.has("finalSnapshotIdentifier")) {
                ((com.fasterxml.jackson.databind.node.ObjectNode) copy).remove("finalSnapshotIdentifier");
            }
            if (!urn.contains("pulumi:index:Stash")) {
                masked.put(urn, copy);
            }
        });
        return masked;
    }
}
