package dev.plinth.cli.options;

import dev.plinth.settings.StackProgram;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The command {@code plinth} as its subcommands see it. */
public interface RootCommand {

    /** Returns the program in this JVM; null where the command serves other projects only. */
    @Nullable
    StackProgram<?> program();

    /** Returns the clock of all commands. */
    Clock clock();
}
