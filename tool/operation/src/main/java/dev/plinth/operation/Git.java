package dev.plinth.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries of the {@code git} command. */
public final class Git {

    private Git() {}

    /**
     * Runs a command.
     *
     * @param folder where
     * @param arguments the command and its arguments, such as {@code rev-parse HEAD}
     * @return what it printed to standard output, as it is; empty when it failed, or where there is no Git
     * @throws UncheckedIOException when the thread is interrupted
     */
    public static Optional<String> answer(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            // There is no Git on this machine.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while Git was asked", e));
        }
    }
}
