package dev.plinth.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.engine.Workspace;
import dev.plinth.engine.binary.PulumiBinary;
import dev.plinth.operation.Project;
import dev.plinth.simulator.Simulator;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;

/** This repository's project in a folder of its own, edited as a user would, and operated on by the real command. */
public final class TestProject {

    /** The root of this repository. */
    public static final Path ROOT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    /** The types of what stays in the cloud when a stack is destroyed. */
    static final String[] RETAINED = {
        "aws:backup/vault:Vault",
        "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
        "aws:backup/vaultPolicy:VaultPolicy",
        "aws:kms/key:Key"
    };

    /** How the engine marks a secret in a state. */
    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";

    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

    private final Path folder;
    private final StringBuilder transcript = new StringBuilder();

    private TestProject(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies Pulumi.yaml, the stack files and the services.
     *
     * @param folder where to, an empty folder
     */
    public static TestProject in(Path folder) {
        Repository.copyProject(folder);
        return new TestProject(folder);
    }

    /** A project that lies in a folder already. */
    public static TestProject of(Path folder) {
        return new TestProject(folder);
    }

    /**
     * Edits a file.
     *
     * @param file its path in the project
     * @param text what stands there now, exactly once
     * @param replacement what shall stand there
     */
    public void edit(String file, String text, String replacement) {
        try {
            String content = Files.readString(folder.resolve(file));
            if (content.split(java.util.regex.Pattern.quote(text), -1).length != 2) {
                throw new IllegalArgumentException(file + " does not hold this exactly once: " + text);
            }
            Files.writeString(folder.resolve(file), content.replace(text, replacement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The project's folder. */
    public Path folder() {
        return folder;
    }

    /** The project as the operations know it. */
    public Project project() {
        return Project.read(folder, new EnvironmentProgram());
    }

    /** The engine, compiled first on a machine that has none. */
    public static Path engine() {
        return Project.engine()
                .obtain(new PulumiBinary.Progress() {
                    @Override
                    public void phase(String text) {}

                    @Override
                    public void step(int done, int total) {}
                })
                .path();
    }

    /** Runs a command of Plinth in this JVM; what it logs counts as printed to standard error, where it would go. */
    public Run run(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--project", folder.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false);
        Logger logs = Logger.getLogger("");
        Handler toStandardError = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord logged) {
                err.append(new SimpleFormatter().format(logged));
            }
        };
        logs.addHandler(toStandardError);
        int exitCode = PlinthCommand.run(terminal, new EnvironmentProgram(), arguments.toArray(String[]::new));
        logs.removeHandler(toStandardError);
        transcript.append(out).append(err);
        return new Run(exitCode, out.toString(), err.toString());
    }

    /** Runs a command of Plinth against the embedded cloud. */
    public Run simulate(String... command) {
        return run(Stream.concat(Stream.of(command), Stream.of("--simulate")).toArray(String[]::new));
    }

    /** Everything that commands have printed so far. */
    public String transcript() {
        return transcript.toString();
    }

    /** The embedded cloud's resources, as a user lists them. */
    public JsonNode resources() {
        return run("simulator", "list", "--json").json();
    }

    /** The embedded cloud's resources without those that stay when their stack is destroyed. */
    public List<JsonNode> unretained() {
        List<JsonNode> unretained = new ArrayList<>();
        resources().forEach(resource -> {
            if (!List.of(RETAINED).contains(resource.path("type").asText())) {
                unretained.add(resource);
            }
        });
        return unretained;
    }

    /** Does something to the embedded cloud behind Pulumi's back. */
    public void inCloud(Consumer<Simulator> change) {
        try (Simulator cloud = Simulator.open(Workspace.simulatorFile(folder))) {
            change.accept(cloud);
        }
    }

    /** The only resource of a type in the embedded cloud. */
    public JsonNode resource(String type) {
        List<JsonNode> found = new ArrayList<>();
        resources().forEach(resource -> {
            if (resource.path("type").asText().equals(type)) {
                found.add(resource);
            }
        });
        if (found.size() != 1) {
            throw new IllegalStateException("the cloud has " + found.size() + " resources of " + type);
        }
        return found.get(0);
    }

    /** A stack's state file, byte for byte. */
    public String state(String stack) {
        try {
            return Files.readString(
                    folder.resolve(Path.of(".plinth", "simulator", "state", ".pulumi", "stacks", "plinth"))
                            .resolve(stack + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts that a stack keeps as secrets, in clear; those shorter than 10 characters would be found anywhere. */
    public List<String> secrets(String stack) {
        List<String> secrets = new ArrayList<>();
        collectSecrets(export(stack, "--show-secrets"), secrets);
        return secrets;
    }

    private static void collectSecrets(JsonNode node, List<String> secrets) {
        if (node.path(SIGNATURE).asText().equals(SECRET)) {
            String plaintext = node.path("plaintext").asText().replaceAll("^\"|\"$", "");
            if (plaintext.length() >= 10) {
                secrets.add(plaintext);
            }
            return;
        }
        node.forEach(child -> collectSecrets(child, secrets));
    }

    /** A stack's state as the engine itself prints it. */
    public JsonNode export(String stack, String... options) {
        Workspace workspace = Workspace.simulated(
                folder, stack, System.getenv(), Project.policyPack().resolve("plugin"));
        List<String> command = new ArrayList<>(List.of(engine().toString(), "stack", "export", "--stack", stack));
        command.addAll(List.of(options));
        return Run.of(command, workspace.folder(), workspace.environment()).json();
    }
}
