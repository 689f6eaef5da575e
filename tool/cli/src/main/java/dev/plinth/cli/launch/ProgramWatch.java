package dev.plinth.cli.launch;

import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.Project;
import dev.plinth.settings.StackProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command again on each change of the project's program, its stack files or its policies, in the same process. A new class
 * loader has the changed program; the engine and the libraries stay warm.
 */
public final class ProgramWatch {

    private static final String POM = "pom.xml";

    private final Terminal terminal;
    private final Path project;
    private final Set<Path> written;

    /** A command that runs again and again. */
    @FunctionalInterface
    public interface Command {
        /**
         * Runs the command with a program.
         *
         * @return whether to wait for further changes; false once a person has interrupted the command
         */
        boolean run(@Nullable StackProgram<?> program);
    }

    /**
     * Creates a watch.
     *
     * @param terminal where it prints
     * @param project the project's directory
     * @param written files that the command itself writes, absolute
     */
    public ProgramWatch(Terminal terminal, Path project, Set<Path> written) {
        this.terminal = terminal;
        this.project = project;
        this.written = Set.copyOf(written);
    }

    /**
     * Runs the command now and after each change, until a person interrupts it.
     *
     * @param first the program in this JVM, if there is one
     * @return the exit code
     */
    public int run(@Nullable StackProgram<?> first, Command command) {
        boolean own = Project.read(project, first).program().isPresent();
        Optional<ProgramJar> jar = own ? ProgramJar.ofThisProcess() : Optional.empty();
        StackProgram<?> program = first;
        try (FileWatch files = files(own)) {
            boolean proceeds = command.run(program);
            while (proceeds) {
                terminal.say("Watching for changes; press Ctrl-C to stop");
                Set<Path> changed = files.await();
                terminal.say("\nChanged: " + names(changed));
                if (changed.stream().anyMatch(file -> file.endsWith(POM))) {
                    terminal.say("warning: run the command again to build with the changed " + POM);
                }
                try {
                    if (first != null && jar.isPresent()) {
                        program = load(jar.get(), first.getClass().getName());
                    }
                } catch (CompilationException | UncheckedIOException e) {
                    terminal.say(ProgramLauncher.message(e));
                    continue;
                }
                proceeds = command.run(program);
            }
            return ExitCode.FAILURE;
        } catch (IOException e) {
            throw new UncheckedIOException(project + " cannot be watched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILURE;
        }
    }

    /** Compiles and loads the program; its Main class does not run again. */
    private static StackProgram<?> load(ProgramJar jar, String name) {
        jar.update();
        URLClassLoader loader = jar.loader();
        ProgramLauncher.use(loader);
        try {
            var constructor = loader.loadClass(name).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (StackProgram<?>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new CompilationException("error: " + name + " has no constructor without parameters any more: " + e);
        }
    }

    private FileWatch files(boolean own) throws IOException {
        Predicate<Path> relevant = file -> !written.contains(file);
        FileWatch files = new FileWatch(project);
        if (own) {
            files.add(
                    project, relevant.and(file -> file.getFileName().toString().matches("Pulumi\\..*yaml|pom\\.xml")));
            files.addTree(project.resolve("src").resolve("main"), relevant);
            files.addTree(project.resolve("policies"), relevant.and(file -> file.endsWith("waivers.yaml")));
        } else {
            files.addTree(project, relevant);
        }
        return files;
    }

    private String names(Set<Path> changed) {
        return changed.stream().map(file -> project.relativize(file).toString()).collect(Collectors.joining(", "));
    }
}
