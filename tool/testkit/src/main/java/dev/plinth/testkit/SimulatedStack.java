package dev.plinth.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.engine.Workspace;
import dev.plinth.simulator.SimulatedResource;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.time.TimeEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stack of a copied project, on the real Pulumi engine and the simulator. Each method that runs a command fails the test with
 * what the command printed, unless the command succeeds. For a command that is expected to fail use {@link
 * SimulatedProject#run}.
 */
public final class SimulatedStack {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final SimulatedProject project;
    private final String name;

    /**
     * Creates a stack; nothing is run.
     *
     * @param project the copied project
     * @param name the stack's name
     */
    public SimulatedStack(SimulatedProject project, String name) {
        this.project = project;
        this.name = name;
    }

    /**
     * The result of a preview.
     *
     * @param summary the number of resources by operation, such as {@code create} and {@code same}
     * @param steps the operations, in the engine's order
     * @param violations the policy violations
     */
    public record Preview(Map<String, Integer> summary, List<Step> steps, List<Violation> violations) {

        /** Returns whether an update would change no resource. */
        public boolean isUnchanged() {
            return summary.keySet().equals(Set.of("same"));
        }
    }

    /**
     * An operation of a preview.
     *
     * @param op the operation, such as {@code create}, {@code update} or {@code replace}
     * @param urn the resource's URN
     * @param type the type token
     * @param name the logical name
     * @param changedPaths the properties that change
     */
    public record Step(String op, String urn, String type, String name, List<String> changedPaths) {}

    /**
     * A policy violation.
     *
     * @param rule the rule's id
     * @param severity {@code low}, {@code medium}, {@code high} or {@code critical}
     * @param enforcement {@code mandatory} or {@code advisory}
     * @param urn the resource's URN
     * @param message the message for the user
     */
    public record Violation(String rule, String severity, String enforcement, String urn, String message) {}

    /** Returns the copied project, for commands that have no method here. */
    public SimulatedProject project() {
        return project;
    }

    /** Returns the stack's name. */
    public String name() {
        return name;
    }

    /** Previews an update, against the policies as well. A mandatory violation fails the test. */
    public Preview preview() {
        JsonNode document = succeed("preview", name, "--json");
        return new Preview(
                JSON.convertValue(document.path("summary"), new TypeReference<>() {}),
                JSON.convertValue(document.path("steps"), new TypeReference<>() {}),
                JSON.convertValue(document.at("/policy/violations"), new TypeReference<>() {}));
    }

    /** Updates the stack. A mandatory policy violation fails the test. */
    public void up() {
        succeed("up", name, "--yes", "--json");
    }

    /** Deletes every resource of the stack, and fails the test where the stack or the cloud protects one. */
    public void destroy() {
        succeed("destroy", name, "--yes", "--json");
    }

    /** Returns the stack's outputs by name, as JSON values; a secret reads {@code [secret]}. */
    public Map<String, Object> outputs() {
        return JSON.convertValue(succeed("outputs", name, "--json"), new TypeReference<>() {});
    }

    /** Returns all resources in the simulated cloud, sorted by type, region and id. */
    public List<SimulatedResource> resources() {
        try (Simulator simulator = simulator()) {
            return simulator.list();
        }
    }

    /** Returns the resources of a type in the simulated cloud, such as {@code aws:s3/bucketV2:BucketV2}. */
    public List<SimulatedResource> resources(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /**
     * Lets simulated time pass: backups are taken and expire, secrets are rotated, certificates are renewed, and so on.
     *
     * @param duration more than zero
     * @return the events in order of time; {@link TimeEvent#problem} marks what stopped working
     */
    public List<TimeEvent> advance(Duration duration) {
        try (Simulator simulator = simulator()) {
            return simulator.advance(duration);
        }
    }

    /**
     * Changes a resource in the simulated cloud without Pulumi, which makes drift.
     *
     * @param urn the resource's id or URN
     * @param path the property, such as {@code tags.Name} or {@code ingress[0].fromPort}
     * @param value the new value as JSON, or a plain text
     */
    public void change(String urn, String path, String value) {
        try (Simulator simulator = simulator()) {
            simulator.set(urn, path, value);
        }
    }

    private Simulator simulator() {
        return Simulator.open(Workspace.simulatorFile(project.directory()));
    }

    private JsonNode succeed(String... command) {
        SimulatedProject.Result result = project.run(command);
        if (result.exitCode() != 0) {
            throw new AssertionError("plinth " + String.join(" ", command) + " exited with " + result.exitCode() + "\n"
                    + result.out() + result.err());
        }
        try {
            return JSON.readTree(result.out());
        } catch (JsonProcessingException e) {
            throw new AssertionError("the output is not JSON:\n" + result.out(), e);
        }
    }
}
