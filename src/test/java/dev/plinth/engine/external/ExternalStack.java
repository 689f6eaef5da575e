package dev.plinth.engine.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.pulumi.deployment.internal.Monitor;
import dev.plinth.engine.Workspace;
import dev.plinth.engine.binary.LanguageHosts;
import dev.plinth.engine.binary.PulumiBinary;
import dev.plinth.engine.command.Engine;
import dev.plinth.engine.graph.GraphRecorder;
import dev.plinth.engine.program.Program;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.SimulatedProvider;
import dev.plinth.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The stack {@code test} of a project of any language, on the real engine and the simulator. */
public final class ExternalStack {

    private static final String STACK = "test";

    private final Path project;
    private final Program program;
    private final List<String> diagnostics = Collections.synchronizedList(new ArrayList<>());

    /**
     * Prepares a project.
     *
     * @param project its directory, which holds Pulumi.yaml
     * @param program its program
     */
    ExternalStack(Path project, Program program) {
        this.project = project;
        this.program = program;
    }

    /** Returns the finder of language hosts that this machine has, in an environment with credentials. */
    public static LanguageHosts hosts() {
        return hosts(System.getenv());
    }

    public static LanguageHosts hosts(Map<String, String> environment) {
        return new LanguageHosts(environment, new PulumiBinary.Progress() {
            @Override
            public void phase(String text) {}

            @Override
            public void step(int done, int total) {}
        });
    }

    /** Writes a file of a project. */
    public static void write(Path project, String name, String text) {
        try {
            Files.createDirectories(project.resolve(name).getParent());
            Files.writeString(project.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records the graph with no engine; the configuration is that of {@link #configure}. */
    ResourceGraph graph() {
        return new GraphRecorder("shop", STACK, new SimulatedProvider("eu-central-1"))
                .record(
                        program,
                        Map.of(
                                "aws:region",
                                "eu-central-1",
                                "shop:cidr",
                                "10.1.0.0/16",
                                "shop:token",
                                "hunter2-hunter2"),
                        Set.of("shop:token"));
    }

    /** Writes the stack's configuration. */
    ExternalStack configure() {
        write(
                project,
                "Pulumi.test.yaml",
                """
                config:
                  aws:region: eu-central-1
                  shop:cidr: 10.1.0.0/16
                  shop:token: {secure: AAABAA}
                """);
        return this;
    }

    /** Runs a command of the engine. */
    Engine.Outcome run(String command, String... arguments) {
        return run(command, monitor -> monitor, arguments);
    }

    /** Runs a command of the engine with something between the program and the engine's monitor. */
    Engine.Outcome run(String command, UnaryOperator<Monitor> monitor, String... arguments) {
        Workspace workspace = Workspace.simulated(
                project, STACK, System.getenv(), TestProject.ROOT.resolve(Path.of("policies", "plugin")));
        diagnostics.clear();
        try (Simulator simulator = Simulator.open(Workspace.simulatorFile(project));
                Engine engine = new Engine(
                        TestProject.engine(), workspace, STACK, program, monitor, List.of(), simulator::addTo)) {
            engine.ensureStack("shop");
            engine.server().withServer(simulator::serve);
            return engine.run(
                    command,
                    List.of(arguments),
                    Map.of("PULUMI_DEBUG_PROVIDERS", simulator.debugProviders()),
                    this::note,
                    silence -> {});
        }
    }

    private void note(JsonNode event) {
        JsonNode diagnostic = event.path("diagnosticEvent");
        if (!diagnostic.isMissingNode()) {
            diagnostics.add(diagnostic.path("severity").asText() + ": "
                    + diagnostic.path("message").asText().strip());
        }
    }

    /** Returns the messages of the last command, each after its severity. */
    List<String> diagnostics() {
        return List.copyOf(diagnostics);
    }

    /** Returns the resources of the stack's state, by name. */
    SortedMap<String, JsonNode> state() {
        SortedMap<String, JsonNode> resources = new TreeMap<>();
        try {
            Path file = project.resolve(Path.of(".plinth/simulator/state/.pulumi/stacks/shop", STACK + ".json"));
            new ObjectMapper()
                    .readTree(Files.readString(file))
                    .path("checkpoint")
                    .path("latest")
                    .path("resources")
                    .forEach(resource -> {
                        String urn = resource.path("urn").asText();
                        resources.put(urn.substring(urn.lastIndexOf("::") + 2), resource);
                    });
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resources;
    }

    /** Returns the resource of a name in the stack's state; a missing node when there is none. */
    JsonNode resource(String name) {
        return state().getOrDefault(name, MissingNode.getInstance());
    }

    /** Returns a graph's resource of a name. */
    static GraphResource named(ResourceGraph graph, String name) {
        return graph.resources().stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no resource " + name + " among " + graph.resources()));
    }
}
