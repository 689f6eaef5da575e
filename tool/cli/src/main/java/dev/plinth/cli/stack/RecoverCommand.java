package dev.plinth.cli.stack;

import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.operation.recovery.Recovery;
import dev.plinth.operation.session.StackSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth recover}: makes a stack's state agree with what an interrupted update left in the cloud. */
@Command(
        name = "recover",
        description =
                "Repair a stack's state after an interrupted update: restore it when it is damaged, add what was created and not "
                        + "recorded, and clear pending operations. Nothing in the cloud is changed. up, refresh and destroy do this first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth recover staging --simulate --yes",
            "  plinth recover production                          show what would be done, and ask",
            "  plinth recover production --id network-vpc=vpc-12345678 --not-created network-igw"
        })
public final class RecoverCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Skip the confirmation.")
    boolean yes;

    @Option(
            names = "--id",
            paramLabel = "URN=ID",
            description = "Resource that exists in the cloud, with its id. A unique name is enough.")
    Map<String, String> ids = new LinkedHashMap<>();

    @Option(names = "--not-created", paramLabel = "URN", description = "Resource that does not exist in the cloud.")
    List<String> missing = new ArrayList<>();

    RecoverCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, String> decisions = new LinkedHashMap<>(ids);
        missing.forEach(urn -> decisions.put(urn, ""));
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = arguments.open(progress)) {
            Recovery found = session.recovery();
            try {
                found = found.deciding(decisions);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--id, --not-created: " + e.getMessage());
            }
            Optional<Integer> stopped = new RecoveredStack(terminal, arguments, yes).recover(session, progress, found);
            if (stopped.isPresent()) {
                return stopped.get();
            }
            if (arguments.common.json) {
                terminal.json(found.toJson());
            } else {
                terminal.out()
                        .println(
                                found.isEmpty()
                                        ? arguments.stack + " needs no recovery"
                                        : "recovered " + arguments.stack);
            }
            return ExitCode.OK;
        }
    }
}
