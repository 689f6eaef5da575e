package {%package%};

import dev.plinth.cli.Plinth;

/** The jar's entry point: the {@code plinth} command with this project's program. */
public final class Main {

    private Main() {}

    /**
     * Runs a command, or the program when the engine starts it, and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Plinth.run(arguments, new EnvironmentProgram());
    }
}
