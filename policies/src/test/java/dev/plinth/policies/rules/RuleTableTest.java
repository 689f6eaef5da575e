package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.rule.Reference;
import dev.plinth.policies.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of rules in docs/policies.md is that of the catalogue. */
class RuleTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "policies.md");
    private static final String BEGIN = "<!-- rules: begin -->\n";
    private static final String END = "<!-- rules: end -->";

    @Test
    void isUpToDate() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        assertThat(begin).isLessThanOrEqualTo(end);
        String expected = document.substring(0, begin) + table() + document.substring(end);
        if (Boolean.getBoolean("plinth.docs.update")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("run this test with -Dplinth.docs.update=true")
                .isEqualTo(expected);
    }

    private static String table() {
        return "| rule | severity | what holds | references |\n|---|---|---|---|\n"
                + RuleCatalogue.all().stream().map(RuleTableTest::row).collect(Collectors.joining());
    }

    private static String row(Rule rule) {
        String scope = rule.scope() == Rule.Scope.STACK ? " (stack)" : "";
        String references = rule.references().stream()
                .collect(Collectors.groupingBy(
                        Reference::framework,
                        TreeMap::new,
                        Collectors.mapping(Reference::control, Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("; "));
        return "| `" + rule.id() + "`" + scope + " | "
                + rule.severity().name().toLowerCase(Locale.ROOT) + " | " + rule.title() + " | "
                + (references.isEmpty() ? "–" : references) + " |\n";
    }
}
