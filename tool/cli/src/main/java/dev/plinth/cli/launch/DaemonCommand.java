package dev.plinth.cli.launch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.launch.DaemonConnection.Kind;
import dev.plinth.cli.launch.DaemonConnection.Message;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plinth daemon}: the processes that make commands start faster. */
@Command(
        name = "daemon",
        description = {
            "Show and stop the processes that make commands start faster.",
            "The first of the commands preview, graph, cost, diagram, reachability, affected and policy in a terminal starts a"
                    + " process in the background, which runs the following ones with the same directory and environment."
                    + " Commands that change something never run there. It ends after "
                    + Daemon.IDLE_MINUTES + " minutes without a command.",
            "The option --no-daemon of these commands, or the environment variable PLINTH_DAEMON=false, turns it off."
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  plinth daemon status", "  plinth daemon stop", "  plinth graph production --no-daemon"})
public final class DaemonCommand {

    private final Terminal terminal;

    @Mixin
    CommonOptions common = new CommonOptions();

    DaemonCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "status",
            description = "List the daemons of the current user.",
            footerHeading = "%nExamples:%n",
            footer = {"  plinth daemon status", "  plinth daemon status --json"})
    int status(@Mixin CommonOptions options) {
        print(ask(Kind.STATUS), options.json, "No daemon is running");
        return ExitCode.OK;
    }

    @Command(
            name = "stop",
            description = "Stop the daemons of the current user, each after its current command.",
            footerHeading = "%nExamples:%n",
            footer = "  plinth daemon stop")
    int stop(@Mixin CommonOptions options) {
        print(ask(Kind.STOP), options.json, "No daemon was running");
        return ExitCode.OK;
    }

    /** Returns the answers of all daemons; deletes the sockets of those that were killed. */
    private static List<Map<String, String>> ask(Kind kind) {
        try {
            List<Map<String, String>> answers = new ArrayList<>();
            for (Path socket : DaemonAddress.all()) {
                Optional<Map<String, String>> answer = ask(socket, kind);
                if (answer.isPresent()) {
                    answers.add(answer.get());
                } else {
                    Files.deleteIfExists(socket);
                }
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of the daemons cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<Map<String, String>> ask(Path socket, Kind kind) {
        try (DaemonConnection connection = DaemonConnection.to(socket)) {
            connection.send(kind);
            Message answer = connection.receive();
            if (answer == null) {
                return Optional.empty();
            }
            Map<String, String> values = new LinkedHashMap<>();
            new String(answer.content(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] parts = line.split("=", 2);
                values.put(parts[0], parts[1]);
            });
            return Optional.of(values);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void print(List<Map<String, String>> daemons, boolean json, String none) {
        if (json) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            var array = document.putArray("daemons");
            daemons.forEach(daemon -> {
                ObjectNode node = array.addObject();
                daemon.forEach((name, value) -> {
                    if (value.matches("\\d+")) {
                        node.put(name, Long.parseLong(value));
                    } else {
                        node.put(name, value);
                    }
                });
            });
            terminal.json(document);
            return;
        }
        if (daemons.isEmpty()) {
            terminal.say(none);
        }
        for (Map<String, String> daemon : daemons) {
            terminal.out()
                    .println(daemon.get("pid") + "  " + daemon.get("state") + "  " + daemon.get("commands")
                            + " commands since " + daemon.get("started") + "  " + daemon.get("directory"));
        }
    }
}
