package dev.plinth.cli.launch;

import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.policies.configuration.RuleLibrary;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The launcher's entry point: compiles the project's program if it has changed, and starts its main class. */
public final class ProgramLauncher {

    private ProgramLauncher() {}

    /**
     * Runs a command with the current program.
     *
     * @param arguments the command line
     * @throws Throwable what the program's main method throws
     */
    public static void main(String[] arguments) throws Throwable {
        ProgramJar jar = ProgramJar.ofThisProcess().orElseThrow();
        Optional<DaemonClient> daemon = DaemonClient.of(List.of(arguments), System.getenv());
        if (daemon.isPresent()) {
            OptionalInt exitCode = daemon.get().run();
            if (exitCode.isPresent()) {
                System.exit(exitCode.getAsInt());
            }
        }
        ProgramHandover.@Nullable Runner runner = null;
        try {
            if (daemon.isPresent()) {
                runner = new CurrentProgram(jar).runner();
            } else {
                jar.update();
            }
        } catch (CompilationException | UncheckedIOException e) {
            Terminal.system(System.getenv()).say(message(e));
            System.exit(ExitCode.FAILURE);
        }
        if (daemon.isPresent()) {
            int exitCode = runner == null ? ExitCode.OK : runner.run(Terminal.system(System.getenv()), arguments);
            daemon.get().start();
            System.exit(exitCode);
        }
        // Stays open: the program loads classes until the process ends.
        URLClassLoader loader = jar.loader();
        use(loader);
        try {
            loader.loadClass(jar.mainClass()).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Makes the classes of a program known: its services, and the resources that its libraries look up. */
    static void use(ClassLoader loader) {
        Thread.currentThread().setContextClassLoader(loader);
        RuleLibrary.programClasses(loader);
    }

    /** Returns what a person reads when the program cannot be built. */
    static String message(RuntimeException exception) {
        return exception instanceof CompilationException
                ? exception.getMessage() + "\nerror: the program does not compile"
                : "error: " + exception.getMessage();
    }
}
