package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.pulumi.Context;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.diagram.format.DiagramFormat;
import dev.plinth.policies.report.ReportFormat;
import dev.plinth.report.MarkdownPage;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Names and values that try to be more than text: to a terminal, a browser, a CI system, a reader of Markdown, the file system. */
class HostileValuesTest {

    /** Clears the screen, sets the window's title, colours by one byte, reorders, hides, and is markup of three kinds. */
    static final String NAME = "x\u001b[2J\u001b]0;title\u0007\u009b31m\u001b[8m\u202e\u2066\u200b\u00ad"
            + "<script>alert(1)</script>`rm`|[link](javascript:alert(1))@admin##[add-mask]x";

    /** The same, with lines of its own. */
    static final String VALUE = NAME + "\r\n::warning::forged\n  ::stop-commands::x\n| a | b |\n# heading";

    static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

    private static final Pattern COMMAND = Pattern.compile("(?m)^\\s*::|##[a-z]*\\[");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    /** A program whose only resource has the name and the values. */
    static class HostileProgram implements StackProgram<HostileProgram.Empty> {
        /** It configures nothing. */
        record Empty() {}

        @Override
        public Class<Empty> configuration() {
            return Empty.class;
        }

        @Override
        public void create(Context context, Empty configuration, StackSettings settings) {
            var unused = new Topic(
                    NAME,
                    TopicArgs.builder()
                            .displayName(VALUE)
                            .tags(Map.of(VALUE, VALUE))
                            .build());
        }
    }

    @BeforeEach
    void writeProject() throws IOException {
        Files.writeString(
                folder.resolve("Pulumi.yaml"),
                "name: hostile\nruntime: {name: java, options: {binary: " + classes() + "}}\n");
        Files.writeString(folder.resolve("Pulumi.dev.yaml"), "config: {aws:region: eu-central-1}\n");
    }

    /** Where the program's classes lie. */
    static String classes() {
        return HostileProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }

    private Shell.Ran run(boolean colours, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = PlinthCommand.run(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), colours, false),
                new HostileProgram(),
                Stream.concat(Stream.of(arguments), Stream.of("--project", folder.toString()))
                        .toArray(String[]::new));
        return new Shell.Ran(exitCode, out.toString(), err.toString());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** A state with the name and the values. */
    private Path state() throws IOException {
        ObjectNode state = JsonNodeFactory.instance.objectNode().put("version", 3);
        ObjectNode resource =
                state.putObject("deployment").putArray("resources").addObject();
        String type = "aws:rds/instance:Instance";
        resource.put("urn", "urn:pulumi:" + VALUE + "::shop::" + type + "::" + VALUE)
                .put("custom", true)
                .put("id", VALUE)
                .put("type", type);
        resource.putObject("inputs")
                .put("engine", VALUE)
                .put("publiclyAccessible", true)
                .put("identifier", VALUE)
                .put("instanceClass", VALUE)
                .putObject("tags")
                .put(VALUE, VALUE);
        resource.putObject("outputs").put("engine", VALUE).put("publiclyAccessible", true);
        return write("state.json", state.toString());
    }

    static void assertPrintable(Shell.Ran ran) {
        assertThat(ran.err()).doesNotContain("bug in Plinth");
        for (String text : List.of(ran.out(), ran.err())) {
            assertThat(UNPRINTABLE.matcher(text).find()).as(text).isFalse();
            assertThat(COMMAND.matcher(text).find()).as(text).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(value = ReportFormat.class, mode = Mode.EXCLUDE, names = "GITHUB")
    void noReportOfAFileIsObeyed(ReportFormat format) throws IOException {
        Shell.Ran ran = run(false, "policy", "check", "--file", state().toString(), "--format", format.name());

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
        assertPrintable(ran);
    }

    @Test
    void markdownOfAFileHasNoMarkupOfItsValues() throws IOException {
        String markdown = run(false, "policy", "check", "--file", state().toString(), "--format", "markdown")
                .out();

        assertThat(markdown).contains("rds-not-public");
        assertThat(MarkdownPage.read(markdown.replace("<br>", " "))).isNotNull();
    }

    @Test
    void xmlAndJsonOfAFileAreWellFormed() throws Exception {
        String file = state().toString();
        String junit = run(false, "policy", "check", "--file", file, "--format", "junit")
                .out();

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(junit)))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("testsuites");
        assertThat(run(false, "policy", "check", "--file", file, "--json")
                        .json()
                        .path("violations"))
                .isNotEmpty();
        assertThat(run(false, "policy", "check", "--file", file, "--format", "sarif")
                        .json()
                        .path("runs"))
                .hasSize(1);
    }

    @Test
    void githubsCommandsAreThoseOfTheReportAlone() throws IOException {
        Shell.Ran ran = run(false, "policy", "check", "--file", state().toString(), "--format", "github");

        assertThat(ran.out().lines().filter(line -> line.stripLeading().startsWith("::")))
                .isNotEmpty()
                .allMatch(line -> line.matches("::(error|warning|notice) title=[a-z-]+::.*"));
        assertThat(UNPRINTABLE.matcher(ran.out()).find()).as(ran.out()).isFalse();
    }

    /** What is escaped is JSON's own escape, so that the value stays the same. */
    @Test
    void jsonHasTheSameValues() {
        Shell.Ran ran = run(false, "graph", "dev", "--json");

        assertThat(ran.json().findValuesAsText("name")).contains(NAME);
        assertThat(ran.json().findValuesAsText("displayName")).contains(VALUE);
        assertPrintable(ran);
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("graph", "dev"),
                List.of("graph", "dev", "--json"),
                List.of("cost", "dev"),
                List.of("cost", "dev", "--json"),
                List.of("policy", "check", "dev"),
                List.of("policy", "check", "dev", "--json"),
                List.of("policy", "explain", NAME),
                List.of("config", "check", "dev"),
                List.of("policy", "check", "--file", "/" + VALUE),
                List.of("policy", "check", VALUE),
                List.of(VALUE),
                List.of("graph", VALUE),
                List.of("graph", "dev", "--" + VALUE),
                List.of("preview", VALUE, "--simulate"),
                List.of("policy", "check", "dev", "--format", VALUE));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noCommandPrintsWhatATerminalObeys(List<String> command) {
        Shell.Ran plain = run(false, command.toArray(String[]::new));
        assertPrintable(plain);
        assertThat(plain.out() + plain.err()).isNotBlank();

        Shell.Ran coloured = run(true, command.toArray(String[]::new));
        assertPrintable(new Shell.Ran(
                coloured.exitCode(),
                coloured.out().replaceAll("\u001b\\[[0-79][0-9]?m", ""),
                coloured.err().replaceAll("\u001b\\[[0-79][0-9]?m", "")));
    }

    @ParameterizedTest
    @EnumSource(value = DiagramFormat.class, mode = Mode.EXCLUDE, names = "PNG")
    void noDiagramIsObeyed(DiagramFormat format) throws IOException {
        Shell.Ran ran = run(false, "diagram", "dev", "--format", format.name());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertPrintable(ran);
        assertThat(ran.out()).doesNotContain("<script>");

        Path file = folder.resolve("diagram");
        assertThat(run(false, "diagram", "dev", "--format", format.name(), "--output", file.toString())
                        .exitCode())
                .isZero();
        assertThat(UNPRINTABLE.matcher(Files.readString(file)).find()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../dev", "../../etc/passwd", "a/../dev", "/etc/passwd", "..", ".", "a b", "dev\n", "", "a:b"})
    void noStacksNameIsAPath(String stack) throws IOException {
        write("Pulumi..yaml", "{}\n");
        write("Pulumi....yaml", "{}\n");
        Files.createDirectories(folder.resolve("Pulumi.a"));
        for (List<String> command : List.of(
                List.of("graph", stack),
                List.of("cost", stack),
                List.of("config", "check", stack),
                List.of("policy", "check", stack),
                List.of("diagram", stack),
                List.of("preview", stack, "--simulate"),
                List.of("rollback", stack, "--simulate", "--list"),
                List.of("history", stack, "--simulate"))) {
            Shell.Ran ran = run(false, command.toArray(String[]::new));

            assertThat(ran.exitCode()).as(command + ran.err()).isEqualTo(2);
            assertThat(ran.err()).as(command.toString()).doesNotContain("bug in Plinth");
        }
        assertThat(folder.resolve(".plinth")).doesNotExist();
    }

    private static String nested(int levels) {
        return "{\"resources\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
    }

    /** Each name stands for ten of the one before: ten to the tenth values. */
    private static String aliases() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            yaml.append("a").append(i).append(": &a").append(i).append(" [").append(("*a" + (i - 1) + ", ").repeat(9));
            yaml.append("*a").append(i - 1).append("]\n");
        }
        return yaml.toString();
    }

    static Stream<String> files() {
        return Stream.of(
                nested(100_000),
                nested(1_000_000).substring(0, 500_000),
                "{\"version\":3,\"deployment\":{\"resources\":[{\"urn\":\"" + "a".repeat(25_000_000) + "\"}]}}",
                "{\"version\":3,\"deployment\":{\"resources\":[{\"urn\":" + "1".repeat(100_000) + "}]}}",
                "{\"version\":3,\"deployment\":{\"resources\":{}}}",
                "{\"version\":3,\"deployment\":{\"resources\":[null,1,\"a\",[]]}}",
                "{\"version\":3,\"deployment\":{\"resources\":[{\"urn\":{}}]}}",
                "{\"version\":3,\"deployment\":null}",
                "{\"" + VALUE.replace("\r\n", "").replaceAll("[\\p{Cntrl}]", "") + "\":1}",
                "{\u001b[2J}",
                "\u0000".repeat(1000),
                aliases());
    }

    @ParameterizedTest
    @MethodSource("files")
    void aHostileFileIsRejectedOrCheckedQuicklyInOneMessage(String content) throws IOException {
        String file = write("hostile.json", content).toString();

        for (List<String> command :
                List.of(List.of("policy", "check", "--file", file), List.of("diagram", "--file", file))) {
            long start = System.nanoTime();
            Shell.Ran ran = run(false, command.toArray(String[]::new));

            assertPrintable(ran);
            assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
            assertThat(ran.err()).contains("hostile.json");
            assertThat(ran.err().length()).isLessThan(2_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws IOException {
        Path file = folder.resolve("large.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 31);
        }

        Shell.Ran ran = run(false, "policy", "check", "--file", file.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("large.json: 1 fault\n  the file is larger than 1 GiB");
    }

    @Test
    void tooLittleMemoryIsOneMessage() {
        StringWriter err = new StringWriter();
        int exitCode = PlinthCommand.run(
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err, true), false, false),
                new HostileProgram() {
                    @Override
                    public void create(Context context, Empty configuration, StackSettings settings) {
                        throw new AssertionError("not run");
                    }

                    @Override
                    public Class<Empty> configuration() {
                        throw new OutOfMemoryError("Java heap space");
                    }
                },
                "graph",
                "dev",
                "--project",
                folder.toString());

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString())
                .startsWith("error: out of memory: ")
                .contains("next: ")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pulumi.yaml", "Pulumi.dev.yaml", "policies/waivers.yaml"})
    void aliasesThatGrowAreNotExpanded(String name) throws IOException {
        Files.createDirectories(folder.resolve("policies"));
        String before = name.equals("Pulumi.yaml") ? Files.readString(folder.resolve(name)) : "";
        write(name, before + aliases());
        long start = System.nanoTime();

        Shell.Ran ran = run(false, "policy", "check", "dev");

        assertPrintable(ran);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
