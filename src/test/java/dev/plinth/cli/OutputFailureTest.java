package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.stack.EnvironmentProgram;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a command whose output cannot be written. */
class OutputFailureTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(OutputStream out, boolean terminal, String... arguments) {
        return PlinthCommand.run(
                new Terminal(out, err, terminal, false, Map.of()), new EnvironmentProgram(), arguments);
    }

    private String message() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String[] words(String line) {
        return line.replace("FIXTURES", Repository.fixtures().toString())
                .strip()
                .split(" ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--version",
                "policy list",
                "policy list --json",
                "policy check production --project FIXTURES",
                "diagram development --format png --project FIXTURES",
            })
    @MethodSource("dev.plinth.cli.HelpTest#helpOfCommands")
    void aFullDeviceIsAFailureWithOneMessage(String line) throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            assertThat(run(full, false, words(line))).isEqualTo(ExitCode.FAILURE);
        }
        assertThat(message().lines())
                .filteredOn(each -> each.startsWith("error: "))
                .singleElement()
                .asString()
                .startsWith("error: cannot write to the standard output: ");
        assertThat(message()).doesNotContain("\tat ");
    }

    private static OutputStream closedPipe() throws IOException {
        PipedInputStream reader = new PipedInputStream();
        PipedOutputStream writer = new PipedOutputStream(reader);
        reader.close();
        return writer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "policy list", "policy list --json"})
    void aClosedPipeEndsQuietly(String line) throws IOException {
        assertThat(run(closedPipe(), false, words(line))).isEqualTo(ExitCode.CLOSED_PIPE);
        assertThat(message()).doesNotContain("error").doesNotContain("\tat ");
    }

    @Test
    void aFailureHasPrecedenceOverAClosedPipe() throws IOException {
        assertThat(run(closedPipe(), false, words("graph nowhere --project FIXTURES")))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aPictureIsPipedAsItIsButNotPrintedToATerminal() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] line = words("diagram development --format png --output - --project FIXTURES");

        assertThat(run(out, false, line)).isZero();
        assertThat(out.toByteArray())
                .startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')
                .endsWith('I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82);

        out.reset();
        assertThat(run(out, true, line)).isEqualTo(ExitCode.USAGE);
        assertThat(out.size()).isZero();
        assertThat(message()).contains("use --output FILE, or redirect the standard output");
    }
}
