package dev.plinth.operation;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.Workspace;
import dev.plinth.engine.binary.LanguageHosts;
import dev.plinth.engine.external.Programs;
import dev.plinth.engine.external.SchemaSource;
import dev.plinth.engine.graph.GraphRecorder;
import dev.plinth.engine.graph.OfflineProvider;
import dev.plinth.engine.program.InlineProgram;
import dev.plinth.engine.program.Program;
import dev.plinth.model.ResourceGraph;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.Placeholders;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackReader;
import dev.plinth.settings.StackSettings;
import dev.plinth.simulator.schema.PackageSchemas;
import dev.plinth.simulator.shape.Shapes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stack, read and valid: what its file says to the tool, and the program that registers its resources.
 *
 * @param project the project
 * @param stack the stack's name
 * @param settings what the file says to the tool
 * @param program the program, with its configuration
 * @param config the configuration as the engine hands it to a program, for a run without an engine
 * @param secretKeys the keys in it that are secrets
 * @param placeholders values that only stand for real ones
 */
public record StackDefinition(
        Project project,
        String stack,
        StackSettings settings,
        Program program,
        Map<String, String> config,
        Set<String> secretKeys,
        List<ConfigException.Fault> placeholders) {

    /**
     * Reads a stack from its file, to be run without an engine or on the simulator.
     *
     * @param project the project
     * @param stack the stack's name
     * @throws ConfigException with all faults, also when there is no such stack
     * @throws EngineException when the program is in another language and nothing that can run it is installed
     */
    public static StackDefinition read(Project project, String stack) {
        return read(project, stack, project.stackFile(stack), true, Progress.NONE);
    }

    /**
     * Reads a stack from a file, which may be another one than its own.
     *
     * @param project the project
     * @param stack the stack's name
     * @param file the file
     * @param simulated whether the program gets no credentials
     * @param progress told of long work, such as compiling a language host
     * @throws ConfigException with all faults, also when there is no such file
     * @throws EngineException when the program is in another language and nothing that can run it is installed
     */
    public static StackDefinition read(Project project, String stack, Path file, boolean simulated, Progress progress) {
        boolean own = project.program().isPresent();
        // A Pulumi project in another language may have no stack file at all.
        StackFile written = !own && StackFile.stacks(project.folder()).isEmpty()
                ? new StackFile(String.valueOf(file.getFileName()), project.folder(), stack, Map.of())
                : file.equals(project.stackFile(stack))
                        ? StackFile.read(project.folder(), stack)
                        : StackFile.read(project.folder(), stack, file);
        StackFile content = written.qualified(project.name()).withDefaults(project.defaults());
        return project.program()
                .map(program -> inline(project, content, program))
                .orElseGet(() -> external(project, content, simulated, progress));
    }

    /** Returns the same stack with a program that gets no credentials; a program in this JVM stays the same. */
    public StackDefinition withoutCredentials(Path file) {
        return project.program().isPresent() ? this : read(project, stack, file, true, Progress.NONE);
    }

    private static StackDefinition external(Project project, StackFile file, boolean simulated, Progress progress) {
        StackSettings settings = StackReader.settings(file, project.name());
        Program program = Programs.of(
                project.folder(),
                new LanguageHosts(System.getenv(), progress.ofCompiling()),
                simulated,
                simulated ? schemas() : SchemaSource.NONE);
        return new StackDefinition(
                project,
                file.stack(),
                settings,
                program,
                file.toEngine(project.name()),
                file.secretKeys(project.name()),
                List.of());
    }

    /** The schemas that the simulator serves, for hosts that ask for them. */
    private static SchemaSource schemas() {
        Shapes shapes = new Shapes();
        return new SchemaSource(Shapes.providers().stream()
                .collect(
                        Collectors.toMap(provider -> provider, provider -> () -> PackageSchemas.of(provider, shapes))));
    }

    private static <C extends Record> StackDefinition inline(Project project, StackFile file, StackProgram<C> program) {
        StackReader.Content<C> content = StackReader.read(file, project.name(), program);
        C configuration = content.configuration().orElseThrow();
        Placeholders placeholders = new Placeholders();
        program.placeholders(configuration, placeholders);
        return new StackDefinition(
                project,
                file.stack(),
                content.settings(),
                new InlineProgram(context -> program.register(context, configuration, content.settings())),
                file.toEngine(project.name()),
                file.secretKeys(project.name()),
                placeholders.faults());
    }

    /**
     * Runs the program with no engine, and returns what it registers. Functions are answered by the simulator.
     *
     * @throws RuntimeException what the program threw
     * @throws EngineException when the program failed otherwise, or registered what the engine would refuse
     */
    public ResourceGraph record() {
        return record(simulatedProvider());
    }

    /** Does the same as {@link #record()} with another provider of functions and outputs. */
    public ResourceGraph record(OfflineProvider provider) {
        try {
            return new GraphRecorder(project.name(), stack, provider).record(program, config, secretKeys);
        } catch (IllegalStateException e) {
            throw new EngineException(
                    "the program of " + project.name() + " failed for " + stack + ":\n  "
                            + String.valueOf(e.getMessage()).replace("\n", "\n  ")
                            + "\nnext: fix the program and run the command again",
                    e);
        }
    }

    /** Returns the answers to the functions that the program calls, as the simulator gives them. */
    public SimulatedProvider simulatedProvider() {
        return new SimulatedProvider(settings.region(), Workspace.simulatorFile(project.folder()));
    }

    /**
     * Throws an exception if the configuration has placeholders, which a real cloud must not receive.
     *
     * @throws ConfigException with all placeholders
     */
    public void refusePlaceholders() {
        if (!placeholders.isEmpty()) {
            throw new ConfigException(
                    "Pulumi." + stack + ".yaml",
                    placeholders,
                    "replace the placeholders, or use the simulator: add --simulate to the command");
        }
    }
}
