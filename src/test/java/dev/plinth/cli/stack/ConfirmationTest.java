package dev.plinth.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.preview.Fixture;
import dev.plinth.preview.PreviewReport;
import dev.plinth.report.Previews;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers at the prompt of an update. */
final class ConfirmationTest {

    private static final String QUEUE = "aws:sqs/queue:Queue";

    private static final PreviewReport REPORT = Previews.of(
            Fixture.change(
                    "production",
                    new ResourceChange(
                            Operation.UPDATE,
                            Optional.of(Fixture.resource(QUEUE, "jobs", Map.of("visibilityTimeoutSeconds", 30))),
                            Optional.of(Fixture.resource(QUEUE, "jobs", Map.of("visibilityTimeoutSeconds", 90))),
                            List.of(),
                            List.of("visibilityTimeoutSeconds"))),
            Previews.NO_POLICY,
            List.of());

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private boolean answered(boolean byName, String... lines) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
        PrintWriter output = new PrintWriter(out, true);
        try {
            return new Confirmation(
                            new Terminal(output, new PrintWriter(err, true), false, true),
                            StackArguments.of("production", true, new CommonOptions()),
                            byName)
                    .isGiven("Apply this to production?", REPORT, () -> output.println("everything"));
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "diff"})
    void printsTheDifferencesAlone(String answer) {
        assertThat(answered(false, answer, "no")).isFalse();
        assertThat(out.toString())
                .contains("jobs", "visibilityTimeoutSeconds", "30", "90")
                .doesNotContain("policies:", "production:", "everything");
        assertThat(err.toString()).contains("(yes, no, diff, details, page)");
    }

    @Test
    void printsTheDetails() {
        assertThat(answered(false, "details", "yes")).isTrue();
        assertThat(out.toString()).contains("everything").doesNotContain("visibilityTimeoutSeconds");
    }

    @ParameterizedTest
    @CsvSource({"y, false, true", "yes, false, true", "n, false, false", "yes, true, false", "production, true, true"})
    void takesTheAnswer(String answer, boolean byName, boolean given) {
        assertThat(answered(byName, answer)).isEqualTo(given);
    }
}
