package dev.plinth.cli.terminal;

import static java.io.OutputStream.nullOutputStream;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    private final InputStream in = System.in;

    @AfterEach
    void tearDown() {
        System.setIn(in);
        System.clearProperty("plinth.terminal.out");
        System.clearProperty("plinth.terminal.err");
    }

    @Test
    void showsColoursWhereTheLauncherSawATerminal() {
        assertThat(Terminal.system(Map.of()).colours()).isFalse();
        assertThat(Terminal.system(Map.of()).interactive()).isFalse();

        System.setProperty("plinth.terminal.out", "true");
        System.setProperty("plinth.terminal.err", "true");

        assertThat(Terminal.system(Map.of()).colours()).isTrue();
        assertThat(Terminal.system(Map.of()).interactive()).isTrue();
        assertThat(Terminal.system(Map.of()).colour(31, "red")).isEqualTo("\u001b[31mred\u001b[0m");
    }

    /** As no-color.org asks: any value but an empty one. */
    @Test
    void honoursNoColor() {
        System.setProperty("plinth.terminal.out", "true");

        assertThat(Terminal.system(Map.of("NO_COLOR", "1")).colours()).isFalse();
        assertThat(Terminal.system(Map.of("NO_COLOR", "0")).colours()).isFalse();
        assertThat(Terminal.system(Map.of("NO_COLOR", "")).colours()).isTrue();
        assertThat(Terminal.system(Map.of("NO_COLOR", "1")).colour(31, "red")).isEqualTo("red");
    }

    @Test
    void promptsOnlyOnATerminal() {
        assertThat(confirm(true, "staging\n")).isTrue();
        assertThat(confirm(true, " staging ")).isTrue();
        assertThat(confirm(true, "yes\n")).isFalse();
        assertThat(confirm(true, "")).isFalse();
        assertThat(confirm(false, "staging\n")).isFalse();
    }

    private static boolean confirm(boolean interactive, String answer) {
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), false, interactive);
        boolean confirmed = terminal.confirm("Type the stack's name:", "staging");
        assertThat(err.toString()).isEqualTo(interactive ? "Type the stack's name: " : "");
        return confirmed;
    }

    private static Terminal terminal(OutputStream out, OutputStream err, boolean terminal, String columns) {
        return new Terminal(out, err, terminal, terminal, Map.of("COLUMNS", columns));
    }

    @ParameterizedTest
    @CsvSource({
        "60, 60, 60",
        "100, 100, 100",
        "120, 100, 120",
        "200, 100, 140",
        "3, 40, 40",
        "'', 100, 100",
        "wide, 100, 100"
    })
    void columnsComeFromTheVariable(String columns, int width, int tableWidth) {
        Terminal terminal = terminal(nullOutputStream(), nullOutputStream(), false, columns);

        assertThat(terminal.width()).isEqualTo(width);
        assertThat(terminal.tableWidth()).isEqualTo(tableWidth);
    }

    @ParameterizedTest
    @CsvSource({"50 60, 60", "50 200, 200", "0 0, 100", "'', 100", "stty: error, 100"})
    void columnsComeFromTheTerminal(String size, int columns) {
        assertThat(new TerminalSize(100).parse(size + "\n")).isEqualTo(columns);
    }

    @Test
    void reportsThatTheOutputCannotBeWritten() throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            Terminal terminal = terminal(full, nullOutputStream(), false, "");
            terminal.out().println("text");
            terminal.binary(new byte[1]);

            assertThat(terminal.failure()).hasValueSatisfying(failure -> {
                assertThat(failure.closedPipe()).isFalse();
                assertThat(failure.message()).isNotBlank();
            });
        }
    }

    @Test
    void reportsAClosedPipe() throws IOException {
        PipedInputStream reader = new PipedInputStream();
        Terminal terminal = terminal(new PipedOutputStream(reader), nullOutputStream(), false, "");
        reader.close();
        terminal.out().println("text");

        assertThat(terminal.failure())
                .hasValueSatisfying(failure -> assertThat(failure.closedPipe()).isTrue());
    }

    @Test
    void writesBytesAsTheyAre() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Terminal terminal = terminal(out, nullOutputStream(), false, "");
        terminal.binary(bytes);

        assertThat(out.toByteArray()).isEqualTo(bytes);
        assertThat(terminal.failure()).isEmpty();
    }

    @Test
    void theNextOutputReplacesTheStatus() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        Terminal terminal = terminal(both, both, true, "60");

        terminal.status("first\n\u001b[2J");
        terminal.status("x".repeat(70));
        terminal.out().println("result");
        terminal.err().print("question: ");
        terminal.err().flush();
        terminal.status("not in the line of a question");

        assertThat(both.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[Kfirst \\u001b[2J" + "\r\u001b[K" + "x".repeat(58) + "…" + "\r\u001b[K" + "result"
                        + System.lineSeparator() + "question: ");
    }

    @Test
    void messagesAreBrokenBetweenWordsOnATerminalOnly() {
        String message =
                "error: it failed\nnext: run `plinth up staging --simulate --yes` and read /a/long/path/of/a/file"
                        + "\n  some code that is copied, however long it may be, is in one line";
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        ByteArrayOutputStream log = new ByteArrayOutputStream();

        terminal(nullOutputStream(), terminal, true, "40").say(message);
        terminal(nullOutputStream(), log, false, "40").say(message);

        assertThat(terminal.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "error: it failed",
                        "next: run",
                        "`plinth up staging --simulate --yes` and",
                        "read /a/long/path/of/a/file",
                        "  some code that is copied, however long it may be, is in one line");
        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo(message + System.lineSeparator());
    }

    @Test
    @Timeout(30)
    void progressLeavesNothingOnATerminal() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (TerminalProgress progress = new TerminalProgress(terminal(nullOutputStream(), err, true, "60"))) {
            progress.phase("Previewing staging");
            progress.step(1, 2, "aws:s3/bucket:Bucket");
            while (!err.toString(StandardCharsets.UTF_8).contains("Previewing staging … 1 of 2  aws:s3")) {
                Thread.onSpinWait();
            }
            progress.warning("a warning stays");
            progress.end();
        }
        String text = err.toString(StandardCharsets.UTF_8);

        assertThat(text.split("\n", -1)[0]).endsWith("\r\u001b[Kwarning: a warning stays");
        assertThat(text.substring(text.lastIndexOf('\n') + 1)).matches("|(?s).*\r\u001b\\[K");
    }

    @Test
    void progressIsLinesInALog() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (TerminalProgress progress = new TerminalProgress(terminal(nullOutputStream(), err, false, ""))) {
            progress.phase("Previewing staging");
            progress.step(49, 100, "one");
            progress.step(50, 100, "other");
        }

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("Previewing staging …", "  50 of 100  other");
    }
}
