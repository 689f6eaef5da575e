package dev.plinth.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A page of Markdown as GitHub would read it, and what of it may be there. */
public final class MarkdownPage {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create()))
            .build();

    private static final Pattern FOLD =
            Pattern.compile("<details><summary>(?:[^<>]|<code>[^<>]*</code>)*</summary>|</details>");

    /** What GitHub makes a mention, a reference or a link of, wherever it stands outside code. */
    private static final Pattern FOUND =
            Pattern.compile("@[\\w-]|#\\d|GH-\\d|https?://\\S|www\\.", Pattern.CASE_INSENSITIVE);

    private final List<String> code = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> folds = new ArrayDeque<>();

    private MarkdownPage() {}

    /** Reads a page, and fails where anything is in it that a value must not bring. */
    public static MarkdownPage read(String markdown) {
        MarkdownPage page = new MarkdownPage();
        Node document = PARSER.parse(markdown);
        document.accept(page.new Reader());
        assertThat(page.folds).as("unclosed details").isEmpty();
        assertThat(page.text.toString()).doesNotContainPattern(FOUND);
        assertThat(markdown.lines().filter(line -> line.startsWith("|")))
                .as("rows of tables")
                .allMatch(line -> line.endsWith("|"));
        return page;
    }

    /** Every span of code. */
    List<String> code() {
        return code;
    }

    /** Every name that the spans of code hold, those in braces taken apart. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(code);
        for (String span : code) {
            if (span.contains("{")) {
                names.addAll(expand(span));
            }
        }
        return names;
    }

    /** The text outside code. */
    String text() {
        return text.toString();
    }

    /** What a shell makes of an expression with braces. */
    static List<String> expand(String expression) {
        int begin = expression.indexOf('{');
        if (begin < 0) {
            return List.of(expression);
        }
        int depth = 0;
        int from = begin + 1;
        List<String> alternatives = new ArrayList<>();
        for (int index = begin; index < expression.length(); index++) {
            char character = expression.charAt(index);
            depth += character == '{' ? 1 : character == '}' ? -1 : 0;
            if ((character == ',' && depth == 1) || depth == 0) {
                alternatives.add(expression.substring(from, index));
                from = index + 1;
            }
            if (depth == 0) {
                List<String> expanded = new ArrayList<>();
                for (String alternative : alternatives) {
                    for (String middle : expand(alternative)) {
                        for (String rest : expand(expression.substring(index + 1))) {
                            expanded.add(expression.substring(0, begin) + middle + rest);
                        }
                    }
                }
                return expanded;
            }
        }
        return List.of(expression);
    }

    private final class Reader extends AbstractVisitor {

        @Override
        public void visit(HtmlBlock block) {
            for (String line : block.getLiteral().split("\n", -1)) {
                if (line.startsWith("<!-- plinth preview ")) {
                    continue;
                }
                assertThat(line).matches(FOLD);
                if (line.startsWith("<details>")) {
                    folds.push(line);
                    text.append(line.replaceAll("<code>[^<]*</code>", " ")
                                    .replaceAll("<[^>]*>", " ")
                                    .replace("&#8203;", "")
                                    .replace("&#36;", "$")
                                    .replace("&lt;", "<")
                                    .replace("&gt;", ">")
                                    .replace("&amp;", "&"))
                            .append('\n');
                } else {
                    assertThat(folds).as("a details that was not begun").isNotEmpty();
                    folds.pop();
                }
            }
        }

        @Override
        public void visit(HtmlInline inline) {
            throw new AssertionError("a tag within a text: " + inline.getLiteral());
        }

        @Override
        public void visit(Link link) {
            throw new AssertionError("a link: " + link.getDestination());
        }

        @Override
        public void visit(Image image) {
            throw new AssertionError("an image: " + image.getDestination());
        }

        @Override
        public void visit(CustomNode node) {
            assertThat(node).isNotInstanceOf(Strikethrough.class);
            text.append('\n');
            visitChildren(node);
        }

        @Override
        public void visit(FencedCodeBlock block) {
            code.add(block.getLiteral());
        }

        @Override
        public void visit(Code span) {
            code.add(span.getLiteral());
            text.append(' ');
        }

        @Override
        public void visit(Text plain) {
            text.append(plain.getLiteral());
        }
    }
}
