package dev.plinth.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableWriterTest {

    private final StringWriter written = new StringWriter();

    private String print(boolean colours, String... texts) {
        PrintableWriter writer = PrintableWriter.of(new PrintWriter(written, true), colours);
        for (String text : texts) {
            writer.print(text);
        }
        writer.flush();
        return written.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "two\nlines\tand a tab",
                "Zürich, 東京, 🙂, é",
                "a::b",
                "a : : b",
                "# heading",
                "## [x](y)",
                ""
            })
    void printsTextsAsTheyAre(String text) {
        assertThat(print(false, text)).isEqualTo(text);
    }

    @Test
    void escapesWhatIsNotSeenOrReorders() {
        assertThat(print(false, "a\u001b[2J\u0007\r\u0085\u009b\u200b\u202e\u2066\u2028\u00ad\ufeff\ue000\ud800z"))
                .isEqualTo("a\\u001b[2J\\u0007\\u000d\\u0085\\u009b\\u200b\\u202e\\u2066\\u2028\\u00ad\\ufeff\\ue000"
                        + "\\ud800z");
    }

    @Test
    void escapesCharactersOfTwoCodeUnitsAsJsonDoes() {
        assertThat(print(false, new String(Character.toChars(0xE0041)))).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void coloursPassWhereTheyAreShownButConcealmentDoesNot() {
        assertThat(print(true, "\u001b[31mred\u001b[0m \u001b[8mhidden\u001b[08m \u001b[2J \u001b[1;1H"))
                .isEqualTo("\u001b[31mred\u001b[0m \\u001b[8mhidden\\u001b[08m \\u001b[2J \\u001b[1;1H");
    }

    @Test
    void noColourPassesWhereNoneIsShown() {
        assertThat(print(false, "\u001b[31mred")).isEqualTo("\\u001b[31mred");
    }

    @ParameterizedTest
    @CsvSource({
        "::error::x, :\\u003aerror::x",
        "'  ::error::x', '  :\\u003aerror::x'",
        "##[group]x, ##\\u005bgroup]x",
        "a ##vso[task.x]y, a ##vso\\u005btask.x]y",
        "##teamcity[x], ##teamcity\\u005bx]",
    })
    void noTextBeginsALogCommand(String text, String expected) {
        assertThat(print(false, text, "\n", text)).isEqualTo(expected + "\n" + expected);
    }

    @Test
    void aCommandInPiecesIsNoneEither() {
        assertThat(print(false, " :", ":error::x\n#", "#", "vso", "[y]"))
                .isEqualTo(" :\\u003aerror::x\n##vso\\u005by]");
    }

    @Test
    void commandsThatAreMeantPass() {
        PrintableWriter writer = PrintableWriter.of(new PrintWriter(written, true), false);

        writer.printCommands("::error::x\u001b");
        writer.println("::error::y");

        assertThat(written).hasToString("::error::x\\u001b\n:\\u003aerror::y\n");
        assertThat(PrintableWriter.of(writer, true)).isSameAs(writer);
    }
}
