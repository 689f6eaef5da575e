package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.engine.binary.PulumiBinary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

    private static final Terminal NOWHERE =
            new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, false);

    /** Every command and subcommand that exists, as a person types it. */
    static List<String> commands() {
        List<String> all = new ArrayList<>();
        collect("", PlinthCommand.line(NOWHERE, null), all);
        return all;
    }

    static List<String> helpOfCommands() {
        return commands().stream().map(command -> (command + " --help").strip()).toList();
    }

    private static void collect(String path, CommandLine line, List<String> into) {
        into.add(path);
        line.getSubcommands().forEach((name, sub) -> collect((path + " " + name).strip(), sub, into));
    }

    private static Shell.Ran help(String command) {
        return Shell.run((command + " --help").strip().split(" "));
    }

    @Test
    void listsAllCommands() {
        assertThat(commands())
                .contains(
                        "preview",
                        "up",
                        "rollback",
                        "history",
                        "refresh",
                        "destroy",
                        "unprotect",
                        "outputs",
                        "graph",
                        "diagram",
                        "export",
                        "snapshot",
                        "policy list",
                        "policy check",
                        "policy explain",
                        "policy baseline",
                        "config check",
                        "config schema",
                        "doctor",
                        "daemon",
                        "login",
                        "logout",
                        "stack init",
                        "stack ls",
                        "stack rm",
                        "stack select",
                        "comment github",
                        "comment gitlab",
                        "simulator list",
                        "simulator set",
                        "simulator answer",
                        "simulator reset",
                        "simulator serve",
                        "generate-completion");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamples(String command) {
        Shell.Ran ran = help(command);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("Usage: plinth")
                .contains("Examples:\n  ")
                .contains("-h, --help")
                .doesNotContain("\u001b");
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsEachTerminal(String command) {
        for (int width : new int[] {60, 80, 100, 200}) {
            StringWriter out = new StringWriter();
            PrintWriter writer = new PrintWriter(out, true);
            PlinthCommand.run(
                    new Terminal(writer, writer, false, false, width),
                    null,
                    (command + " --help").strip().split(" "));

            assertThat(out.toString().lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
        }
    }

    @Test
    void examplesAreContinuedAsTheShellDoes() {
        assertThat(HelpLayout.example("  plinth preview production  its preview", 40)
                        .lines())
                .containsExactly("  plinth preview production  its preview");
        assertThat(HelpLayout.example("  plinth policy check production --format sarif > policies.sarif", 40)
                        .lines())
                .containsExactly("  plinth policy check production \\", "    --format sarif > policies.sarif");
        assertThat(HelpLayout.example("  plinth preview production   a long explanation of a preview", 40)
                        .lines())
                .containsExactly("  plinth preview production", "      # a long explanation of a preview");
    }

    /** A line that is broken in two can't be copied to a shell. */
    @ParameterizedTest
    @MethodSource("commands")
    void everyExampleIsOneLineThatStartsWithACommand(String command) {
        String examples = help(command).out();
        examples = examples.substring(examples.indexOf("Examples:\n") + "Examples:\n".length());

        assertThat(examples.lines().toList()).isNotEmpty().allSatisfy(line -> assertThat(line)
                .matches("  (plinth |pulumi |source <\\(plinth |export PULUMI_|PULUMI_).*"));
    }

    /** Examples begin with the command, so they are no sentences. */
    @Test
    void everyDescriptionIsMadeOfSentences() {
        assertThat(descriptions("plinth", PlinthCommand.line(NOWHERE, null)))
                .hasSizeGreaterThan(100)
                .allSatisfy((place, description) -> assertThat(description)
                        .as(place)
                        .matches("(?s)[A-Z`\"'<$].*\\.")
                        .doesNotContain("  "));
    }

    private static Map<String, String> descriptions(String path, CommandLine line) {
        Map<String, String> all = new TreeMap<>();
        CommandSpec spec = line.getCommandSpec();
        all.put(path, String.join(" ", spec.usageMessage().description()));
        spec.args().stream()
                .filter(argument -> !argument.hidden())
                .forEach(argument -> all.put(
                        path + " "
                                + (argument instanceof OptionSpec option
                                        ? option.longestName()
                                        : argument.paramLabel()),
                        String.join(" ", argument.description())));
        line.getSubcommands().forEach((name, sub) -> all.putAll(descriptions(path + " " + name, sub)));
        return all;
    }

    @Test
    void listsEveryCommandWithItsPurposeAndTheExitCodes() {
        String out = Shell.run("--help").out();

        commands().stream()
                .filter(command ->
                        !command.isEmpty() && !command.contains(" ") && !command.equals("generate-completion"))
                .forEach(command -> assertThat(out).containsPattern("(?m)^  " + command + " +[A-Z]"));
        assertThat(out)
                .containsPattern(
                        "Exit codes:\\R +0 +Success.*\\R +1 +A policy violation.*\\R +2 +Wrong usage.*\\R +3 +Failure");
    }

    @Test
    void showsColoursOnATerminalOnly() {
        assertThat(Shell.run(true, "--help").out()).contains("\u001b[");
        assertThat(Shell.run(false, "--help").out()).doesNotContain("\u001b[");
    }

    @Test
    void printsItsVersionAndTheEngineVersion() {
        Shell.Ran ran = Shell.run("--version");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).hasSize(2).first().asString().startsWith("plinth ");
        assertThat(ran.out()).endsWith("engine " + PulumiBinary.VERSION + System.lineSeparator());
        assertThat(ran.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "prewiew staging, preview",
        "simulator lst, list",
        "policy chekc production, check",
        "preview staging --simulat, --simulate",
        "graph staging --jsn, --json",
    })
    void suggestsWhatWasMeant(String line, String suggestion) {
        Shell.Ran ran = Shell.run(line.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .containsPattern("(Did you mean|Possible solutions).*" + suggestion)
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "policy",
                "config",
                "simulator",
                "preview",
                "graph",
                "graph staging production",
                "export staging",
                "export staging --format csv",
                "config check",
                "policy check",
                "policy check staging --file graph.json",
                "policy check staging --format pdf",
                "policy explain",
                "policy baseline",
                "policy list --severity awful",
                "simulator set bucket",
            })
    void rejectsIncompleteAndExcessiveArguments(String line) {
        Shell.Ran ran = line.isEmpty() ? Shell.run() : Shell.run(line.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isNotBlank().contains("Usage: plinth").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--save plan.json"})
    void rejectsOptionsThatDoNotFitAWatch(String option) {
        List<String> options = List.of(option.split(" ", -1));
        Shell.Ran ran =
                Shell.run(Stream.concat(Stream.of("preview", "staging", "--simulate", "--watch"), options.stream())
                        .toArray(String[]::new));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isEqualToIgnoringNewLines("error: --watch and " + options.get(0) + " cannot be combined");
    }

    @Test
    void generatesACompletionScriptForTheShell() {
        Shell.Ran ran = Shell.run("generate-completion");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("#!").contains("complete -F", "plinth", "--simulate", "simulator");
        assertThat(ran.err()).isEmpty();
    }
}
