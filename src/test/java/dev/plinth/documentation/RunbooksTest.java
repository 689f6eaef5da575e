package dev.plinth.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of the checklists in docs/runbooks; RunbooksIT runs their commands. */
final class RunbooksTest {

    static List<Runbook> runbooks() {
        return Runbook.ALL;
    }

    @Test
    void theIndexListsEveryRunbook() throws IOException {
        Path folder = Repository.root().resolve("docs/runbooks");
        String index = Files.readString(folder.resolve("README.md"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("README.md"), runbooks().stream().map(Runbook::name))
                            .toList());
        }
        assertThat(runbooks()).allMatch(runbook -> index.contains("](" + runbook.name() + ")"));
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void eachStepIsACommandOrByHand(Runbook runbook) throws IOException {
        assertThat(runbook.steps())
                .hasSizeGreaterThan(3)
                .allMatch(step -> step.contains("**By hand**") || step.contains("plinth "));
        assertThat(runbook.commands()).isNotEmpty().allMatch(DocumentedCommand::isPlinth);
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void hasNoDeadLink(Runbook runbook) throws IOException {
        Path file = Repository.root().resolve(runbook.document());
        Matcher link = Pattern.compile("\\]\\(([^)#]+)").matcher(Files.readString(file));

        assertThat(link.results().map(found -> file.resolveSibling(found.group(1))))
                .allMatch(Files::exists);
    }

    /** The times at which the next level is informed. */
    @Test
    void escalatesAtZeroThirtySixtyAndOneHundredTwentyMinutes() throws IOException {
        assertThat(Files.readString(Repository.root().resolve("docs/runbooks/incident.md")))
                .containsSubsequence(
                        "| 1 | 0 to 30 minutes |",
                        "| 2 | 30 to 60 minutes |",
                        "| 3 | 60 to 120 minutes |",
                        "| 4 | from 120 minutes |");
    }
}
