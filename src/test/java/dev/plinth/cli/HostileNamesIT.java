package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.report.MarkdownPage;
import dev.plinth.settings.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A preview of a stack with a hostile name and hostile values, on the real engine, in all its reports. */
class HostileNamesIT {

    /** A topic that AWS accepts: its logical name and its display name are hostile, and its physical name is not. */
    private static final class Accepted extends HostileValuesTest.HostileProgram {
        @Override
        public void create(Context context, Empty configuration, StackSettings settings) {
            String lines = HostileValuesTest.VALUE.substring(HostileValuesTest.NAME.length());
            var unused = new Topic(
                    HostileValuesTest.NAME,
                    TopicArgs.builder()
                            .name("topic")
                            .displayName(lines + "<script>alert(1)</script>")
                            .build());
        }
    }

    @Test
    void noReportOfAPreviewIsObeyed(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("Pulumi.yaml"),
                "name: hostile\nruntime: {name: java, options: {binary: " + HostileValuesTest.classes() + "}}\n");
        Files.writeString(folder.resolve("Pulumi.dev.yaml"), "config: {aws:region: eu-central-1}\n");
        Path html = folder.resolve("preview.html");
        Path markdown = folder.resolve("preview.md");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exitCode = PlinthCommand.run(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false),
                new Accepted(),
                "preview",
                "dev",
                "--simulate",
                "--full",
                "--project",
                folder.toString(),
                "--report",
                html.toString(),
                "--report",
                markdown.toString());

        assertThat(exitCode).as(err.toString()).isBetween(0, 1);
        HostileValuesTest.assertPrintable(new Shell.Ran(exitCode, out.toString(), err.toString()));
        assertThat(out.toString()).contains("alert(1)");
        assertThat(Files.readString(html)).contains("alert(1)").doesNotContain("<script>alert");
        assertThat(HostileValuesTest.UNPRINTABLE.matcher(Files.readString(html)).find())
                .isFalse();
        String page = Files.readString(markdown);
        assertThat(page).contains("alert(1)");
        assertThat(MarkdownPage.read(page.replace("<br>", " "))).isNotNull();
    }
}
