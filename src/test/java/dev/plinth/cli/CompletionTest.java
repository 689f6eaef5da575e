package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion scripts in the shells that are installed. */
class CompletionTest {

    /** Completes a line in zsh's line editor, and prints the line that results. */
    private static final String ZSH =
            """
            zmodload zsh/zpty
            zpty z "zsh -f -i"
            zpty -w z "PS1='% '; autoload -Uz compinit && compinit -u -D; source $1; echo REA''DY"
            zpty -r -m z text '*READY*'
            zpty -w -n z "$2"$'\\t'
            sleep 1
            zpty -w -n z $'\\x01echo COMPLETED: \\n'
            zpty -r -m z text $'*COMPLETED: plinth*\\r*'
            print -r -- "$text"
            """;

    private static final String BASH =
            """
            compopt() { :; }
            source "$1"
            read -ra COMP_WORDS <<<"$2"
            [ "${2: -1}" != " " ] || COMP_WORDS+=("")
            COMP_LINE=$2
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _complete_plinth
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    private static final String FISH = "source $argv[1]; complete -C $argv[2]";

    private Path project = Path.of("");

    @BeforeEach
    void setUp(@TempDir Path folder) throws IOException {
        project = folder;
        for (String file : List.of("Pulumi.yaml", "Pulumi.alpha.yaml", "Pulumi.beta.yaml")) {
            Files.createFile(project.resolve(file));
        }
        Files.createDirectory(project.resolve("sub"));
    }

    private Path script(String shell) throws IOException {
        Shell.Ran ran = Shell.run("completion", shell);
        assertThat(ran.exitCode()).isZero();
        return Files.writeString(project.resolve("completion." + shell), ran.out());
    }

    private static boolean isInstalled(String shell) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
    }

    private String complete(String shell, String line) throws IOException, InterruptedException {
        assumeTrue(isInstalled(shell), shell + " is not installed");
        List<String> command =
                switch (shell) {
                    case "bash" -> List.of("bash", "-c", BASH, "bash");
                    case "zsh" -> List.of("zsh", "-f", "-c", ZSH, "zsh");
                    default -> List.of("fish", "--no-config", "-c", FISH);
                };
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(shell.equals("zsh"))
                .directory(project.resolve("sub").toFile())
                .redirectInput(new File("/dev/null"))
                .command(concat(command, script(shell).toString(), line))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    private static List<String> concat(List<String> command, String... more) {
        return Stream.concat(command.stream(), Arrays.stream(more)).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "plinth prev, preview",
        "plinth preview al, alpha",
        "plinth policy check be, beta",
        "plinth policy explain s3-access-l, s3-access-logs",
        "plinth policy waive s3-access-l, s3-access-logs",
        "plinth preview alpha --simul, --simulate",
    })
    void completesInEachShell(String line, String completed) throws IOException, InterruptedException {
        assertThat(complete("bash", line).lines()).containsExactly(completed);
        if (isInstalled("fish")) {
            assertThat(complete("fish", line).lines().map(each -> each.replaceAll("\t.*", "")))
                    .containsExactly(completed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "fish"})
    void listsTheStacksOfTheProject(String shell) throws IOException, InterruptedException {
        assertThat(complete(shell, "plinth preview ").lines()).containsExactlyInAnyOrder("alpha", "beta");

        Path other = Files.createDirectory(project.resolve("other"));
        Files.createFile(other.resolve("Pulumi.gamma.yaml"));

        assertThat(complete(shell, "plinth preview --project " + other + " ").lines())
                .containsExactly("gamma");
    }

    @ParameterizedTest
    @CsvSource({
        "plinth preview al, plinth preview alpha",
        "plinth policy explain s3-access-l, plinth policy explain s3-access-logs",
    })
    void completesInZsh(String line, String completed) throws IOException, InterruptedException {
        assertThat(complete("zsh", line)).contains("COMPLETED: " + completed);
    }
}
