package dev.plinth.cli.secrets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plinth secrets set}: sets the value of a secret. */
@Command(
        name = "set",
        description = "Set a secret's value, from the standard input or a prompt that does not show it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth secrets set production STRIPE_KEY",
            "  plinth secrets set production STRIPE_KEY < key.txt",
            "  plinth secrets set staging STRIPE_KEY --simulate < key.txt"
        })
final class SecretsSetCommand implements Callable<Integer> {

    /** The quota of Secrets Manager, the smallest of the three services. */
    private static final int LARGEST_BYTES = 65536;

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Parameters(index = "1", paramLabel = "NAME", description = "The secret's name in plinth:managedSecrets.")
    String name = "";

    SecretsSetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SecretStore store = new SecretStores(arguments).store(name);
        store.write(read(terminal, name));
        report(terminal, arguments, name, "set", store);
        return ExitCode.OK;
    }

    /**
     * Reads a value.
     *
     * @throws UsageException when it is empty or too long
     */
    static String read(Terminal terminal, String name) {
        String value = terminal.secret("Value of " + name);
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > LARGEST_BYTES) {
            throw new UsageException("the value of " + name + " has " + bytes + " bytes; expected 1 to " + LARGEST_BYTES
                    + " bytes on the standard input");
        }
        return value;
    }

    static void report(Terminal terminal, StackArguments arguments, String name, String done, SecretStore store) {
        if (arguments.common.json) {
            terminal.json(JsonNodeFactory.instance
                    .objectNode()
                    .put("stack", arguments.stack)
                    .put("name", name)
                    .put("result", done)
                    .put("next", store.restart()));
        } else {
            terminal.out().println(done + " " + name + " of " + arguments.stack);
            terminal.out().println("next: " + store.restart());
        }
    }
}
