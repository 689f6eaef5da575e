package dev.plinth.cli.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.store.Answer;
import dev.plinth.simulator.value.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth simulator answer}. */
@Command(
        name = "answer",
        description =
                "Define the result of a provider function, for programs that look up resources outside the simulator. "
                        + "A result applies to calls with all of its arguments; the one with the most arguments wins."
                        + " Omitted results are empty.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth simulator answer aws:ec2/getVpc:getVpc --result '{\"id\":\"vpc-1\"}'",
            "  plinth simulator answer aws:ec2/getAmi:getAmi --arguments @filter.json --result @ami.json",
            "  plinth simulator answer aws:ssm/getParameter:getParameter --result @parameter.json",
            "  plinth simulator answer --list --json",
            "  plinth simulator answer aws:ec2/getVpc:getVpc --delete"
        })
final class SimulatorAnswerCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TOKEN",
            description = "The function, such as aws:ec2/getAmi:getAmi.")
    String token = "";

    @Option(
            names = "--arguments",
            paramLabel = "JSON",
            description = "The arguments that a call must have, as JSON or as @FILE. Default: none.")
    @Nullable
    String arguments;

    @Option(names = "--result", paramLabel = "JSON", description = "The results, as JSON or as @FILE.")
    @Nullable
    String result;

    @Option(names = "--list", description = "List the defined results, of TOKEN if it is given. Secrets are not shown.")
    boolean list;

    @Option(
            names = "--delete",
            description = "Delete the result with these arguments; without --arguments, all results of TOKEN.")
    boolean delete;

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    SimulatorAnswerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if ((list ? 1 : 0) + (delete ? 1 : 0) + (result == null ? 0 : 1) != 1) {
            throw new UsageException("expected exactly one of --result, --list and --delete");
        }
        if (token.isEmpty() && !list) {
            throw new UsageException("TOKEN is missing: expected a function, such as aws:ec2/getAmi:getAmi");
        }
        Map<String, Object> wanted = object("--arguments", arguments == null ? "{}" : arguments);
        try (Simulator simulator = Simulator.open(database.file(common))) {
            if (list) {
                print(simulator.answers());
            } else if (delete) {
                delete(simulator, wanted);
            } else {
                simulator.answer(new Answer(token, wanted, object("--result", result == null ? "" : result)));
                terminal.say(token + " has a seeded answer; delete it with `plinth simulator answer " + token
                        + " --delete`");
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        return ExitCode.OK;
    }

    private void print(List<Answer> answers) {
        List<Answer> shown = answers.stream()
                .filter(answer -> token.isEmpty() || answer.token().equals(token))
                .toList();
        if (common.json) {
            terminal.json(new ObjectMapper().valueToTree(shown));
            return;
        }
        shown.forEach(answer -> terminal.out()
                .printf(
                        "%s %s -> %s%n",
                        answer.token(), Values.toJson(answer.arguments()), Values.toJson(answer.result())));
        terminal.say(shown.size() == 1 ? "1 answer" : shown.size() + " answers");
    }

    private void delete(Simulator simulator, Map<String, Object> wanted) {
        long deleted = simulator.answers().stream()
                .filter(answer -> answer.token().equals(token))
                .filter(answer -> arguments == null || answer.arguments().equals(wanted))
                .filter(answer -> simulator.removeAnswer(answer.token(), answer.arguments()))
                .count();
        if (deleted == 0) {
            throw new UsageException("no seeded answer of " + token + (arguments == null ? "" : " with these arguments")
                    + "; see `plinth simulator answer --list`");
        }
        terminal.say(deleted == 1 ? "1 answer deleted" : deleted + " answers deleted");
    }

    private static Map<String, Object> object(String option, String jsonOrFile) {
        try {
            if (Values.fromJson(text(option, jsonOrFile)) instanceof Map<?, ?> map) {
                return Values.asMap(map);
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " is " + e.getMessage() + "; expected a JSON object, or @FILE");
        }
        throw new UsageException(option + ": expected a JSON object, or @FILE");
    }

    private static String text(String option, String jsonOrFile) {
        if (!jsonOrFile.startsWith("@")) {
            return jsonOrFile;
        }
        Path file = Path.of(jsonOrFile.substring(1));
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException(option + " is @" + file + ": expected a readable file");
        }
    }
}
