package dev.plinth.operation;

import dev.plinth.engine.GraphRecorder;
import dev.plinth.engine.InlineProgram;
import dev.plinth.engine.Program;
import dev.plinth.model.ResourceGraph;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.Placeholders;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackReader;
import dev.plinth.settings.StackSettings;
import dev.plinth.engine.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
     * Reads a stack from its file.
     *
     * @param project the project
     * @param stack the stack's name
     * @throws ConfigException with all faults, also when there is no such stack
     */
    public static StackDefinition read(Project project, String stack) {
        return of(project, StackFile.read(project.folder(), stack));
    }

    /**
     * Reads a stack from another file than its own.
     *
     * @param project the project
     * @param stack the stack's name
     * @param file the file, which exists
     * @throws ConfigException with all faults
     */
    public static StackDefinition read(Project project, String stack, Path file) {
        return of(project, StackFile.read(project.folder(), stack, file));
    }

    /**
     * Reads what a stack's file says to the tool, whoever reads the rest.
     *
     * @param project the project
     * @param stack the stack's name
     * @throws ConfigException with all faults
     */
    public static StackSettings settings(Project project, String stack) {
        return read(project, stack).settings();
    }

    private static StackDefinition of(Project project, StackFile file) {
        return project.program()
                .map(program -> inline(project, file, program))
                .orElseThrow(() -> new ConfigException(
                        project.folder().resolve(Project.FILE).toString(),
                        List.of(new ConfigException.Fault(
                                "runtime", "is " + project.settings().path("runtime"), "this program's own jar"))));
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
     */
    public ResourceGraph record() {
        return new GraphRecorder(
                        project.name(),
                        stack,
                        new EmbeddedCloud(settings.region(), Workspace.simulatorFile(project.folder())))
                .record(program, config, secretKeys);
    }

    /**
     * Refuses to go on to a real cloud with placeholders.
     *
     * @throws ConfigException with all placeholders
     */
    void refusePlaceholders() {
        if (!placeholders.isEmpty()) {
            throw new ConfigException("Pulumi." + stack + ".yaml", placeholders);
        }
    }
}
