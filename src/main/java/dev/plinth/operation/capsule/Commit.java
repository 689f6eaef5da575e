package dev.plinth.operation.capsule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Git says of a project's folder.
 *
 * @param id the commit's whole id; empty outside a repository, without Git, and before the first commit
 * @param changes a digest of what tracked files have beside that commit; empty where the work tree is clean. Files that Git
 *     does not track don't count: a saved plan may be one
 */
public record Commit(String id, String changes) {

    private static final int SHOWN = 12;

    /** Asks Git. */
    public static Commit of(Path folder) {
        return git(folder, "rev-parse", "HEAD")
                .map(String::strip)
                .map(id -> new Commit(
                        id,
                        git(folder, "diff", "HEAD", "--binary", "--no-ext-diff", "--no-textconv", "--no-color")
                                .filter(diff -> !diff.isEmpty())
                                .map(Digests::ofText)
                                .orElse("")))
                .orElse(new Commit("", ""));
    }

    /** Whether tracked files differ from the commit. */
    public boolean isDirty() {
        return !changes.isEmpty();
    }

    /** The commit as a person reads it. */
    @Override
    public String toString() {
        if (id.isEmpty()) {
            return "no Git commit";
        }
        return id
                + (isDirty()
                        ? " with uncommitted changes (" + changes.substring(0, "sha256:".length() + SHOWN) + ")"
                        : "");
    }

    private static Optional<String> git(Path folder, String... arguments) {
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
