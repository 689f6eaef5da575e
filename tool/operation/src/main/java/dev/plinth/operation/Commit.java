package dev.plinth.operation;

import java.nio.file.Path;

/**
 * Git commit and uncommitted changes of a project's directory.
 *
 * @param id the commit's whole id; empty outside a repository, without Git, and before the first commit
 * @param changes a digest of what tracked files have beside that commit; empty where the work tree is clean. Files that Git
 *     does not track don't count: a saved plan may be one
 */
public record Commit(String id, String changes) {

    private static final int SHOWN = 12;

    /** Returns the commit of a directory, from Git. */
    public static Commit of(Path folder) {
        return Git.answer(folder, "rev-parse", "HEAD")
                .map(String::strip)
                .map(id -> new Commit(
                        id,
                        Git.answer(folder, "diff", "HEAD", "--binary", "--no-ext-diff", "--no-textconv", "--no-color")
                                .filter(diff -> !diff.isEmpty())
                                .map(Digests::ofText)
                                .orElse("")))
                .orElse(new Commit("", ""));
    }

    /** Returns whether tracked files differ from the commit. */
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
}
