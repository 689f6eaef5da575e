package dev.plinth.policies.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create()))
            .build();

    /** What GitHub looks for in the text of a page, beside code. */
    private static final Pattern FOUND =
            Pattern.compile("@\\w|#\\d|GH-\\d|https?://\\w|www\\.\\w", Pattern.CASE_INSENSITIVE);

    private static Node only(Node parent) {
        assertThat(parent.getFirstChild()).isNotNull().isSameAs(parent.getLastChild());
        return parent.getFirstChild();
    }

    /** The text of a node that has nothing but text and code in it, as a reader sees it. */
    private static String visible(Node node) {
        StringBuilder visible = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            if (child instanceof Text plain) {
                text.append(plain.getLiteral());
                visible.append(plain.getLiteral());
            } else {
                assertThat(child).isInstanceOf(Code.class);
                text.append(' ');
                visible.append(((Code) child).getLiteral());
            }
        }
        assertThat(text.toString()).doesNotContainPattern(FOUND);
        return visible.toString().replace("\u200b", "");
    }

    private static List<Node> cells(String row) {
        Node table = only(PARSER.parse("| a | b |\n|---|---|\n" + row + "\n"));
        assertThat(table).isInstanceOf(TableBlock.class);
        List<Node> cells = new ArrayList<>();
        table.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableCell cell && !cell.isHeader()) {
                    cells.add(cell);
                } else {
                    visitChildren(node);
                }
            }
        });
        return cells;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "@",
                        "#",
                        "1",
                        "GH-",
                        "http://",
                        "https:",
                        "www.",
                        "a",
                        "b.c",
                        "-",
                        "+",
                        "=",
                        "*",
                        "_",
                        "~",
                        "`",
                        "``",
                        "|",
                        "\\",
                        "<",
                        ">",
                        "<img src=x>",
                        "<!--",
                        "-->",
                        "&",
                        "&lt;",
                        "[x](y)",
                        "![",
                        "]",
                        "(",
                        ")",
                        "$",
                        "!",
                        ":tada:",
                        " ",
                        ".",
                        "…",
                        "€",
                        "🌈",
                        "cafe123",
                        "mailto:a",
                        "user",
                        "<a@b.c>")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private static String normal(String text) {
        return text.strip();
    }

    @Property(tries = 3000)
    void aTextIsReadAsItIsAndIsNothingElse(@ForAll("texts") String text) {
        Node document = PARSER.parse(Markdown.text(text));
        if (normal(text).isEmpty()) {
            assertThat(document.getFirstChild()).isNull();
            return;
        }
        assertThat(only(document)).isInstanceOf(Paragraph.class);
        assertThat(visible(only(document)).replace(" ", "")).isEqualTo(read(text));
    }

    @Property(tries = 3000)
    void aTextInACellIsReadAsItIsAndIsNothingElse(@ForAll("texts") String text) {
        List<Node> cells = cells("| " + Markdown.cell(text) + " | x |");
        assertThat(cells).hasSize(2);
        assertThat(visible(cells.get(0)).replace(" ", "")).isEqualTo(read(text));
    }

    /** What a reader sees of a text: pairs of backticks are the borders of code. */
    private static String read(String text) {
        List<String> parts = List.of(text.split("`", -1));
        StringBuilder read = new StringBuilder();
        for (int index = 0; index < parts.size(); index++) {
            String part = parts.get(index);
            boolean borders = parts.size() % 2 == 0 && index > 0;
            boolean blank = parts.size() % 2 == 1 && index % 2 == 1 && part.isBlank();
            read.append(borders ? "`" : "").append(blank ? "`" + part + "`" : part);
        }
        return read.toString().replace(" ", "");
    }

    @Property(tries = 3000)
    void codeIsReadAsItIs(@ForAll("texts") String text) {
        if (normal(text).isEmpty()) {
            assertThat(Markdown.code(text)).isEmpty();
            return;
        }
        Node code = only(PARSER.parse(Markdown.code(text)));
        assertThat(only(code)).isInstanceOfSatisfying(Code.class, span -> assertThat(span.getLiteral())
                .isEqualTo(normal(text)));
        List<Node> cells = cells("| " + Markdown.codeCell(text) + " | x |");
        assertThat(cells).hasSize(2);
        assertThat(only(cells.get(0))).isInstanceOfSatisfying(Code.class, span -> assertThat(span.getLiteral())
                .isEqualTo(normal(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# x", "- x", "+ x", "= x", "1. x", "12) x", "1.", "> x", "* x", "```x", "    x", "<div>", "| a |"
            })
    void aTextBeginsNothing(String text) {
        assertThat(only(PARSER.parse(Markdown.text(text)))).isInstanceOf(Paragraph.class);
        assertThat(only(PARSER.parse("above\n" + Markdown.text(text)))).isInstanceOf(Paragraph.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ask @team., ask `@team`.",
        "see #12, see `#12`",
        "(https://a.example), (`https://a.example`)",
        "commit a1b2c3d4e5, commit `a1b2c3d4e5`",
        "4096000, 4096000",
        "a:key:b, `a:key:b`",
        "2026-06-30T12:00:00Z, 2026-06-30T12:00:00Z",
        "aws:s3/bucketV2:BucketV2, aws:s3/bucketV2:BucketV2",
        "run `plinth up @a | b`, run `plinth up @a | b`",
        "`a`@b, `a`&#8203;`@b`",
    })
    void aWordIsCodeOfWhichGitHubWouldMakeSomething(String text, String written) {
        assertThat(Markdown.text(text)).isEqualTo(written);
    }

    @Test
    void htmlIsAText() {
        assertThat(Markdown.html("<b> @x & `y` #1</b>"))
                .isEqualTo("&lt;b&gt; <code>@x</code> &amp; <code>y</code> <code>#1&lt;/b</code>&gt;");
    }

    @Test
    void noLineEndsABlockOfCode() {
        Node block = only(PARSER.parse(Markdown.fenced("sh", "a\n```\n````\nb\u001b")));
        assertThat(block).isInstanceOfSatisfying(FencedCodeBlock.class, code -> assertThat(code.getLiteral())
                .isEqualTo("a\n```\n````\nb\n"));
    }

    @Test
    void removesCharactersThatReverseText() {
        assertThat(Markdown.code("a\u202eb\u2066c\u001bd")).isEqualTo("`abcd`");
    }

    @Test
    void aTextIsShortenedBetweenCharacters() {
        assertThat(Markdown.shorten("ab🌈c", 3)).isEqualTo("ab…");
        assertThat(Markdown.shorten("ab🌈c", 5)).isEqualTo("ab🌈c");
        assertThat(Markdown.length("€🌈")).isEqualTo(7);
    }
}
