package dev.plinth.cli.launch;

import dev.plinth.cli.terminal.Terminal;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands the program over to a caller that runs commands with it. A program's main method runs one command and ends the process,
 * unless a caller waits for it here.
 */
public final class ProgramHandover {

    private static final AtomicReference<@Nullable ProgramHandover> WAITING = new AtomicReference<>();

    private @Nullable Runner received;

    private ProgramHandover() {}

    /** Runs commands with a program. */
    @FunctionalInterface
    public interface Runner {
        /**
         * Runs a command.
         *
         * @param terminal where it prints
         * @param arguments the command line
         * @return the exit code
         */
        int run(Terminal terminal, String... arguments);
    }

    /** A main method. */
    @FunctionalInterface
    interface Main {
        void run() throws Exception;
    }

    /**
     * Runs a main method, which gives its program instead of running a command.
     *
     * @return what runs commands with the program; null if the method does not call {@link #give}
     * @throws Exception what the method throws
     */
    static @Nullable Runner receive(Main main) throws Exception {
        ProgramHandover waiting = new ProgramHandover();
        WAITING.set(waiting);
        try {
            main.run();
        } finally {
            WAITING.set(null);
        }
        return waiting.received;
    }

    /**
     * Gives the program to the caller that waits for it.
     *
     * @param runner runs commands with the program
     * @return whether a caller waits
     */
    public static boolean give(Runner runner) {
        ProgramHandover waiting = WAITING.get();
        if (waiting == null) {
            return false;
        }
        waiting.received = runner;
        return true;
    }
}
