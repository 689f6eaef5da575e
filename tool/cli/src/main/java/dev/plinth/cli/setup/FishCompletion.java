package dev.plinth.cli.setup;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion script for fish, which picocli does not generate. */
final class FishCompletion {

    private static final String FUNCTIONS =
            """
            # Completion of plinth for fish.

            # True if the command line begins with these commands.
            function __plinth_in
                set -l words (commandline -opc)
                set -l last (math (count $argv) + 1)
                test (count $words) -ge $last; and test "$words[2..$last]" = "$argv"
            end

            # True if the command line is these commands and nothing else.
            function __plinth_at
                set -l words (commandline -opc)
                test (count $words) -eq (math (count $argv) + 1); and test "$words[2..-1]" = "$argv"
            end

            # Prints the stacks of the project in --project, or else in the nearest directory upwards.
            function __plinth_stacks
                set -l words (commandline -opc)
                set -l directory
                for i in (seq (count $words))
                    if string match -q -- '--project=*' $words[$i]
                        set directory (string replace -- '--project=' '' $words[$i])
                    else if test $words[$i] = --project; and test $i -lt (count $words)
                        set directory $words[(math $i + 1)]
                    end
                end
                if test -z "$directory"
                    set directory $PWD
                    while test -n "$directory"; and not test -f "$directory/Pulumi.yaml"
                        set directory (string replace -r '/[^/]*$' '' -- $directory)
                    end
                end
                for file in $directory/Pulumi.*.yaml
                    string replace -r '.*/Pulumi\\.(.*)\\.yaml$' '$1' -- $file
                end
            end

            complete -c plinth -f
            """;

    private final StringBuilder script = new StringBuilder(FUNCTIONS);
    private final CommandSpec root;

    FishCompletion(CommandSpec root) {
        this.root = root;
    }

    /** Returns the script. */
    String script() {
        command("", root);
        return script.toString();
    }

    private void command(String path, CommandSpec spec) {
        for (var each : spec.subcommands().entrySet()) {
            CommandSpec sub = each.getValue().getCommandSpec();
            if (!sub.usageMessage().hidden()) {
                line(
                        "__plinth_at" + path,
                        "-a " + quoted(each.getKey())
                                + description(sub.usageMessage().description()));
                command(path + " " + each.getKey(), sub);
            }
        }
        String condition = path.isEmpty() ? "__plinth_at" : "__plinth_in" + path;
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                line(condition, names(option) + value(option) + description(option.description()));
            }
        }
        spec.positionalParameters().stream()
                .filter(parameter ->
                        !parameter.hidden() && !candidates(parameter).isEmpty())
                .forEach(parameter -> line(condition, "-a " + candidates(parameter)));
    }

    private void line(String condition, String completion) {
        script.append("complete -c plinth -n '")
                .append(condition)
                .append("' ")
                .append(completion)
                .append('\n');
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.substring(1);
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        String candidates = candidates(option);
        return option.type() == Path.class ? " -r -F" : candidates.isEmpty() ? " -x" : " -x -a " + candidates;
    }

    private static String candidates(ArgSpec argument) {
        if (argument.paramLabel().equals("STACK")) {
            return "'(__plinth_stacks)'";
        }
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? ""
                : quoted(StreamSupport.stream(candidates.spliterator(), false).collect(Collectors.joining(" ")));
    }

    private static String description(String[] lines) {
        String text = CommandLine.Help.Ansi.OFF.string(String.join(" ", lines));
        int end = text.indexOf(". ");
        return " -d " + quoted(end < 0 ? text : text.substring(0, end + 1));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
