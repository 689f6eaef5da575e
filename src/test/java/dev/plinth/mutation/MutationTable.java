package dev.plinth.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of docs/policies.md: how many mutants each component has, and how many were noticed. */
final class MutationTable {

    private static final String BEGIN = "<!-- mutants: begin -->\n";
    private static final String END = "<!-- mutants: end -->\n";

    private MutationTable() {}

    /** Compares the document with the outcomes, or rewrites it where the system property plinth.docs.update is true. */
    static void check(List<ComponentMutationTest.Outcome> outcomes, Map<String, String> survivors) {
        Path document = Repository.root().resolve(Path.of("docs", "policies.md"));
        try {
            String text = Files.readString(document);
            int begin = text.indexOf(BEGIN) + BEGIN.length();
            int end = text.indexOf(END);
            String expected = table(outcomes, survivors);
            if (Boolean.getBoolean("plinth.docs.update")) {
                Files.writeString(document, text.substring(0, begin) + expected + text.substring(end));
            } else {
                assertThat(text.substring(begin, end))
                        .as("the mutants in docs/policies.md; -Dplinth.docs.update=true rewrites them")
                        .isEqualTo(expected);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(List<ComponentMutationTest.Outcome> outcomes, Map<String, String> survivors) {
        Map<String, int[]> counts = new TreeMap<>();
        for (ComponentMutationTest.Outcome outcome : outcomes) {
            int[] row = counts.computeIfAbsent(outcome.mutant().component(), component -> new int[3]);
            row[0]++;
            if (outcome.killer().equals("validation")) {
                row[1]++;
            } else if (!outcome.survived()) {
                row[2]++;
            }
        }
        StringBuilder table =
                new StringBuilder("| Component | Mutants | Rejected by validation | Found by a rule | Survived |\n");
        table.append("|---|---|---|---|---|\n");
        int[] total = new int[3];
        counts.forEach((component, row) -> {
            for (int index = 0; index < row.length; index++) {
                total[index] += row[index];
            }
            append(table, component, row);
        });
        append(table, "All", total);
        table.append('\n');
        survivors.forEach((mutant, reason) -> table.append("- `")
                .append(mutant)
                .append("` survives: ")
                .append(reason)
                .append(".\n"));
        return table.toString();
    }

    private static void append(StringBuilder table, String label, int[] row) {
        table.append("| %s | %d | %d | %d | %d |%n"
                .formatted(label, row[0], row[1], row[2], row[0] - row[1] - row[2])
                .replace("\r", ""));
    }
}
