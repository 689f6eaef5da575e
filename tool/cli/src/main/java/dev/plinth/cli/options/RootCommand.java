package dev.plinth.cli.options;

import dev.plinth.settings.StackProgram;
import org.jspecify.annotations.Nullable;

/** The command {@code plinth} as its subcommands see it. */
public interface RootCommand {

    /** Returns the program in this JVM; null where the command serves other projects only. */
    @Nullable
    StackProgram<?> program();
}
