package dev.plinth.testkit;

import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.Project;
import dev.plinth.settings.StackProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A copy of a project for tests, with its own simulator and state. Commands run in the JVM of the test. See {@link
 * RunOnSimulator}.
 */
public final class SimulatedProject {

    /** Directories that are built, local, or compiled already. */
    private static final Set<String> NOT_COPIED = Set.of("target", ".plinth", ".git", "src");

    private static final Pattern BINARY = Pattern.compile("binary: *[^,}\\s]+");

    private static final String SIMULATE = "--simulate";

    private final Path directory;
    private final @Nullable StackProgram<?> program;

    private SimulatedProject(Path directory, @Nullable StackProgram<?> program) {
        this.directory = directory;
        this.program = program;
    }

    /**
     * The result of a command.
     *
     * @param exitCode 0 done, 1 findings, 2 wrong usage or configuration, 3 the engine or the simulator failed
     * @param out what it printed to standard output
     * @param err what it printed to standard error
     */
    public record Result(int exitCode, String out, String err) {}

    /**
     * Copies a project.
     *
     * @param project the project's directory
     * @param copy an empty directory
     * @param program the project's program, which runs instead of the {@code binary} that {@code Pulumi.yaml} names; null for
     *     the program that {@code Pulumi.yaml} names
     * @throws IllegalArgumentException when there is a program and {@code Pulumi.yaml} names no {@code binary}
     * @throws UncheckedIOException when a file cannot be copied
     */
    public static SimulatedProject copy(Path project, Path copy, @Nullable StackProgram<?> program) {
        try {
            Files.walkFileTree(project.toAbsolutePath(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    Path relative = project.toAbsolutePath().relativize(folder);
                    if (NOT_COPIED.contains(relative.toString())) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    Files.createDirectories(copy.resolve(relative));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(file, copy.resolve(project.toAbsolutePath().relativize(file)));
                    return FileVisitResult.CONTINUE;
                }
            });
            if (program != null) {
                runClasses(copy.resolve(Project.FILE), program);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SimulatedProject(copy, program);
    }

    /** Replaces the jar by the classes that are tested. */
    private static void runClasses(Path file, StackProgram<?> program) throws IOException {
        Matcher binary = BINARY.matcher(Files.readString(file));
        if (!binary.find()) {
            throw new IllegalArgumentException(
                    file + " has no runtime.options.binary. Expected the path of the jar with "
                            + program.getClass().getName());
        }
        Files.writeString(file, binary.replaceFirst(Matcher.quoteReplacement("binary: " + location(program))));
    }

    private static Path location(StackProgram<?> program) {
        try {
            return Path.of(program.getClass()
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the directory of the copy. */
    public Path directory() {
        return directory;
    }

    /**
     * Runs a command of Plinth, with {@code --simulate} where it has that option.
     *
     * @param command the command line without {@code --project}, such as {@code up development --yes}
     */
    public Result run(String... command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = PlinthCommand.line(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false), program);
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--project", directory.toString()));
        CommandLine called = line;
        for (String argument : command) {
            CommandLine sub = called.getSubcommands().get(argument);
            if (sub == null) {
                break;
            }
            called = sub;
        }
        if (called.getCommandSpec().optionsMap().containsKey(SIMULATE) && !arguments.contains(SIMULATE)) {
            arguments.add(SIMULATE);
        }
        return new Result(line.execute(arguments.toArray(String[]::new)), out.toString(), err.toString());
    }
}
