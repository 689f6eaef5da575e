package dev.plinth.cli.setup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Completion of stacks in the script of bash and zsh that picocli generates, which completes fixed words only. */
final class StackCompletion {

    /** Lists the stacks without starting Java: each is a file in the project's directory. */
    private static final String FUNCTION =
            """

            # Prints the stacks of the project in --project, or else in the nearest directory upwards.
            function _plinth_stacks() {
              local directory="" previous="" word file
              for word in "${COMP_WORDS[@]}"; do
                case $previous in --project | --project=) [ "$word" = "=" ] || directory=$word ;; esac
                case $word in
                  --project=?*) directory=${word#--project=} ;;
                  =) [ "$previous" = --project ] && continue ;;
                esac
                previous=$word
              done
              case $directory in "~/"*) directory=$HOME/${directory#"~/"} ;; esac
              if [ -z "$directory" ]; then
                directory=$PWD
                while [ ! -f "$directory/Pulumi.yaml" ] && [ -n "$directory" ]; do directory=${directory%/*}; done
              fi
              find "$directory/." -maxdepth 1 -name 'Pulumi.?*.yaml' 2>/dev/null | while read -r file; do
                file=${file##*/Pulumi.}
                printf '%s\\n' "${file%.yaml}"
              done
            }
            """;

    private static final Pattern ARGUMENT =
            Pattern.compile("(?m)^( +)(positionals=\\$\\( compReplyArray \"\\$\\{STACK_pos_param_args\\[@]}\" \\))$");

    private StackCompletion() {}

    /** Returns the script with the function, called where picocli left a place for the stacks. */
    static String withStacks(String script) {
        String called = ARGUMENT.matcher(script)
                .replaceAll(match -> match.group(1) + Matcher.quoteReplacement("positionals=\"$(_plinth_stacks)\""));
        int end = called.indexOf('\n');
        return called.substring(0, end + 1) + FUNCTION + called.substring(end + 1);
    }
}
