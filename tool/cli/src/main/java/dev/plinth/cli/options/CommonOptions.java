package dev.plinth.cli.options;

import dev.plinth.operation.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every command takes. */
public final class CommonOptions {

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description =
                    "The project's directory. Default: the nearest one upwards from the current directory that has a"
                            + " Pulumi.yaml.")
    @Nullable
    public Path project;

    @Option(names = "--json", description = "Print one JSON document to standard output.")
    public boolean json;

    @Option(names = "--errors", description = "Show stack traces.")
    public boolean errors;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    public boolean help;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    public CommandSpec command;

    /**
     * Returns the project's directory, absolute: the one given, else the nearest one upwards from the current directory that
     * has a Pulumi.yaml, else the current directory.
     */
    public Path projectFolder() {
        if (project != null) {
            return project.toAbsolutePath().normalize();
        }
        Path current = Path.of("").toAbsolutePath();
        for (Path folder = current; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(Project.FILE))) {
                return folder;
            }
        }
        return current;
    }

    /**
     * Returns the project that the command works on.
     *
     * @throws dev.plinth.settings.ConfigException when the directory is not one of a project
     */
    public Project project() {
        return project(Objects.requireNonNull(command));
    }

    /**
     * Returns the project that a command works on.
     *
     * @param owner the command, where these options stand among others of it
     */
    public Project project(CommandSpec owner) {
        return Project.read(projectFolder(), ((RootCommand) owner.root().userObject()).program());
    }

    /**
     * Returns the project for a command on a file, which needs none: a directory without a Pulumi.yaml is a project without
     * settings.
     *
     * @throws dev.plinth.settings.ConfigException when the directory does not exist, or its project cannot be read
     */
    public Project projectOfFile() {
        Path folder = projectFolder();
        boolean any = Files.isDirectory(folder) && Files.notExists(folder.resolve(Project.FILE));
        return any ? Project.withoutSettings(folder) : project();
    }

    /** Returns the clock of all commands. */
    public Clock clock() {
        return clock(Objects.requireNonNull(command));
    }

    /**
     * Returns the clock of all commands.
     *
     * @param owner the command, where these options stand among others of it
     */
    public Clock clock(CommandSpec owner) {
        return ((RootCommand) owner.root().userObject()).clock();
    }

    /** Returns the current date in UTC. */
    public LocalDate today() {
        return LocalDate.now(clock());
    }
}
