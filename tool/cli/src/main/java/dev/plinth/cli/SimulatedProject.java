package dev.plinth.cli;

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
import picocli.CommandLine;

/**
 * A copy of a project for its tests: runs commands in this JVM, against the simulator only, with a state of its own.
 */
public final class SimulatedProject {

    /** What a copy does without: what is built, what is local, and the sources, which are compiled already. */
    private static final Set<String> NOT_COPIED = Set.of("target", ".plinth", ".git", "src");

    private static final String SIMULATE = "--simulate";

    private final Path directory;
    private final StackProgram<?> program;

    private SimulatedProject(Path directory, StackProgram<?> program) {
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
     * @param program the project's program
     * @throws UncheckedIOException when a file can't be copied
     */
    public static SimulatedProject copy(Path project, Path copy, StackProgram<?> program) {
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
            // The program is the classes that are tested, not a jar.
            Path file = copy.resolve(Project.FILE);
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceFirst("binary: .*", Matcher.quoteReplacement("binary: " + location(program))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SimulatedProject(copy, program);
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
