package dev.plinth.engine.external;

import dev.plinth.engine.process.ChildProcess;
import dev.plinth.engine.program.ProgramResult;
import dev.plinth.engine.program.ProgramRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that runs in a separate process: a jar, a build tool that runs one, or an SDK's launcher. */
final class ProcessProgram extends ExternalProgram {

    private final Launcher launcher;

    /** Command and environment of a program. */
    @FunctionalInterface
    interface Launcher {
        /**
         * Returns the command for one run.
         *
         * @param run the run
         * @param address where monitor and engine are served
         */
        Command command(ProgramRun run, String address) throws InterruptedException;
    }

    /**
     * A command.
     *
     * @param line the executable and its arguments
     * @param variables added to the environment
     */
    record Command(List<String> line, Map<String, String> variables) {}

    /**
     * Creates a program.
     *
     * @param project the project's program
     * @param environment the environment of its process
     * @param launcher how it is started
     */
    ProcessProgram(ProjectProgram project, Map<String, String> environment, Launcher launcher) {
        super(project, environment);
        this.launcher = launcher;
    }

    @Override
    ProgramResult execute(ProgramRun run, String address, ProgramOutput output)
            throws IOException, InterruptedException {
        Command command = launcher.command(run, address);
        Map<String, String> variables = environment();
        variables.putAll(command.variables());
        try (ChildProcess process =
                ChildProcess.start(command.line(), project().directory(), variables, output, output)) {
            int exitCode = process.waitFor();
            return new ProgramResult(exitCode, Optional.empty(), output.last());
        }
    }
}
