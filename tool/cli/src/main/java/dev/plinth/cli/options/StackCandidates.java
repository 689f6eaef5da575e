package dev.plinth.cli.options;

import java.util.Iterator;
import java.util.List;

/** Place of the stacks in the completion script, which lists the files of the project. */
public final class StackCandidates implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return List.of("STACK").iterator();
    }
}
