package dev.plinth.documentation;

import dev.plinth.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A checklist in docs/runbooks.
 *
 * @param name the file's name
 */
record Runbook(String name) {

    /** The runbooks in the order in which they are used. */
    static final List<Runbook> ALL = List.of(
            new Runbook("before.md"),
            new Runbook("go-live.md"),
            new Runbook("after.md"),
            new Runbook("rollback.md"),
            new Runbook("incident.md"),
            new Runbook("disaster-recovery.md"),
            new Runbook("erasure.md"));

    /** Returns the path relative to the repository. */
    String document() {
        return "docs/runbooks/" + name;
    }

    /** Returns the commands in their order. */
    List<DocumentedCommand> commands() throws IOException {
        return DocumentedCommand.of(document());
    }

    /** Returns the text of each step, its code block included. */
    List<String> steps() throws IOException {
        String text = Files.readString(Repository.root().resolve(document()));
        List<String> steps = new ArrayList<>(List.of(text.split("(?m)^(?=- \\[ ] )", -1)));
        steps.remove(0);
        return steps;
    }

    @Override
    public String toString() {
        return name;
    }
}
