package dev.plinth.preview.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.SectionText;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.standin.StandInRun;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.report.PreviewFormat;
import dev.plinth.report.Previews;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The section of changes of production's policies, in all forms. */
class AccessSectionTest {

    private static final Path GOLDEN =
            Repository.root().resolve(Path.of("src", "test", "resources", "dev", "plinth", "preview", "access"));

    private static final String WIDENED_BUCKET_ACTIONS = "\"s3:*\"";

    /** Production whose services may do more with their buckets and keys, and whose bucket no longer requires TLS. */
    private static StackChange widened() {
        ResourceGraph before = UpdatedStack.production();
        ResourceGraph after = UpdatedStack.withPolicy(
                before, "api-task-policy", policy -> policy.replace("\"s3:GetObject\"", WIDENED_BUCKET_ACTIONS));
        after = UpdatedStack.withPolicy(
                after, "admin-task-policy", policy -> policy.replace("\"s3:DeleteObject\"", "\"s3:GetObject\""));
        after = UpdatedStack.withPolicy(after, "uploads-policy", policy -> policy.replace("Deny", "Allow"));
        return StackChange.between(Repository.settings("production"), before, after);
    }

    private static Section section(StackChange change) {
        return AccessSection.of(change);
    }

    private static PreviewReport report(StackChange change) {
        return Previews.of(change, Previews.NO_POLICY, List.of(section(change)));
    }

    private static void check(String file, String text) throws IOException {
        if (Boolean.getBoolean("plinth.golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(file), text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve(file)));
    }

    @Test
    void textMatchesTheGoldenFile() throws IOException {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        SectionText.full(new Terminal(writer, writer, false, false, Terminal.COLUMNS))
                .print(section(widened()));

        check("access.txt", out.toString());
    }

    @Test
    void markdownMatchesTheGoldenFile() throws IOException {
        String page = PreviewFormat.MARKDOWN.render(report(widened()));
        String section = page.substring(page.indexOf("### ⚠️ Access: "));

        check("access.md", section.split("\n\n(?=###|<details)", 2)[0].strip() + "\n");
    }

    @Test
    void jsonMatchesTheGoldenFile() throws IOException {
        check("access.json", section(widened()).toJson().toPrettyString() + "\n");
    }

    @Test
    void htmlShowsTheRows() {
        assertThat(PreviewFormat.HTML.render(report(widened())))
                .contains("id=\"section-access\"", "api-task-role", "s3:*", "no longer denied");
    }

    @Test
    void isSilentWhenNoPolicyChanges() {
        ResourceGraph graph = UpdatedStack.production();
        Section section = section(StackChange.between(Repository.settings("production"), graph, graph));

        assertThat(section.isSilent()).isTrue();
        assertThat(section.risk()).isEqualTo(Section.Risk.NONE);
        assertThat(section.summary()).isEqualTo("no changes");
    }

    @Test
    void completesPoliciesWithStandIns() {
        StackDefinition definition = Repository.stack("development");
        StackChange first = StackChange.between(
                definition.settings(), new ResourceGraph("plinth", "development", List.of()), definition.record());

        assertThat(section(first).toJson().path("unknown")).isNotEmpty();
        Section completed = section(first.completedBy(() -> StandInRun.of(definition, message -> {})));
        assertThat(completed.toJson().path("unknown")).isEmpty();
        assertThat(completed.toJson().toString()).contains("\"uploads-bucket/*\"");
    }

    @Test
    void foldsThePermissionsOfAFirstUpdate() {
        ResourceGraph graph = UpdatedStack.production();
        Section section = section(StackChange.between(
                Repository.settings("production"), new ResourceGraph("plinth", "production", List.of()), graph));

        assertThat(section.risk()).isEqualTo(Section.Risk.NONE);
        assertThat(section.findings()).isEmpty();
        assertThat(section.summary()).matches("\\d+ of new roles and resources");
        assertThat(section.blocks()).hasSize(1);
    }
}
