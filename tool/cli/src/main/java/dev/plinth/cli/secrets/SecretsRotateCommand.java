package dev.plinth.cli.secrets;

import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth secrets rotate}: replaces the value of a secret. */
@Command(
        name = "rotate",
        description = "Replace a secret's value, and print what must restart.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth secrets rotate production STRIPE_KEY < new-key.txt",
            "  plinth secrets rotate production SESSION_KEY --generate",
            "  plinth secrets rotate staging SESSION_KEY --generate --simulate --json"
        })
final class SecretsRotateCommand implements Callable<Integer> {

    private static final int RANDOM_BYTES = 32;

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Parameters(index = "1", paramLabel = "NAME", description = "The secret's name in plinth:managedSecrets.")
    String name = "";

    @Option(
            names = "--generate",
            description = "Generate a random value of 256 bits, as URL-safe Base64, instead of reading one.")
    boolean generate;

    SecretsRotateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SecretStores stores = new SecretStores(arguments);
        SecretStore store = stores.store(name);
        if (store.lastChange().isEmpty()) {
            throw new UsageException(name + " has no value yet; next: run `plinth secrets set " + arguments.stack + " "
                    + name + (arguments.simulate ? " --simulate" : "") + "`");
        }
        store.write(generate ? random() : SecretsSetCommand.read(terminal, name));
        SecretsSetCommand.report(terminal, arguments, name, "rotated", store);
        List<String> services = stores.secret(name).usedBy();
        if (!services.isEmpty() && !arguments.common.json) {
            terminal.out().println("used by: " + String.join(", ", services));
        }
        return ExitCode.OK;
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
