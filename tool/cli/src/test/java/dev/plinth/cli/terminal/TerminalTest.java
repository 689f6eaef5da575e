package dev.plinth.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
