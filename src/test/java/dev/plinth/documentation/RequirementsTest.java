package dev.plinth.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.ProjectRules;
import dev.plinth.settings.ConfigurationSchema;
import dev.plinth.settings.reference.ConfigurationKey;
import dev.plinth.stack.EnvironmentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** docs/requirements.md has every requirement, and all that it names exists. */
final class RequirementsTest {

    private static final Map<String, Integer> IDS = Map.of("I", 16, "D", 6, "W", 6, "R", 5, "S", 6);

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#]*)(?:#([^)]*))?\\)");

    /** The simple names of all Java classes of the repository. */
    private static final Set<String> CLASSES = classes();

    private static final JsonNode SCHEMA = ConfigurationSchema.of("plinth", EnvironmentConfig.class);

    private static Set<String> rules = Set.of();

    @BeforeAll
    static void readRules() {
        rules = ProjectRules.of(Repository.root()).all().stream()
                .map(rule -> rule.id())
                .collect(Collectors.toSet());
    }

    record Row(String id, String text, String status, String keptBy, String shownBy, String missing) {
        @Override
        public String toString() {
            return id;
        }
    }

    private static Set<String> classes() {
        try (Stream<Path> files = Files.walk(Repository.root())) {
            return files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().contains("/target/")
                            && Files.isRegularFile(file))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path document() {
        return Repository.root().resolve("docs/requirements.md");
    }

    static List<Row> rows() throws IOException {
        return Files.readAllLines(document()).stream()
                .filter(line -> line.matches("\\| [A-Z]\\d+ \\|.*"))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .map(cells ->
                        new Row(cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5), cells.get(6)))
                .toList();
    }

    @Test
    void hasEachRequirementOnce() throws IOException {
        List<String> ids = IDS.entrySet().stream()
                .flatMap(entry -> IntStream.rangeClosed(1, entry.getValue()).mapToObj(i -> entry.getKey() + i))
                .toList();

        assertThat(ids).hasSize(39);
        assertThat(rows()).extracting(Row::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void countsTheStatuses() throws IOException {
        Map<String, Long> counts = rows().stream().collect(Collectors.groupingBy(Row::status, Collectors.counting()));

        assertThat(counts.keySet()).isSubsetOf("kept", "partly", "not yet");
        assertThat(Files.readString(document()))
                .contains("Kept: " + counts.getOrDefault("kept", 0L) + ", partly: " + counts.getOrDefault("partly", 0L)
                        + ", not yet: " + counts.getOrDefault("not yet", 0L) + ".");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesWhatKeepsAndShowsIt(Row row) {
        assertThat(row.text()).isNotBlank();
        switch (row.status()) {
            case "kept" -> assertThat(row.missing()).as("missing").isEmpty();
            default -> assertThat(row.missing()).as("missing").isNotEmpty();
        }
        if (!row.status().equals("not yet")) {
            assertThat(row.keptBy()).isNotEmpty();
            assertThat(names(row.shownBy())).isNotEmpty();
        }
        assertThat(names(row.keptBy()))
                .allSatisfy(
                        name -> assertThat(exists(name)).as(name + " exists").isTrue());
        assertThat(names(row.shownBy()))
                .allMatch(name -> name.matches("\\w+(Test|IT)"))
                .allMatch(CLASSES::contains);
    }

    @Test
    void hasNoDeadLink() throws IOException {
        Matcher link = LINK.matcher(Files.readString(document()));
        List<String> dead = new ArrayList<>();
        while (link.find()) {
            Path target = link.group(1).isEmpty() ? document() : document().resolveSibling(link.group(1));
            if (Files.notExists(target)
                    || (link.group(2) != null && !headings(target).contains(link.group(2)))) {
                dead.add(link.group());
            }
        }

        assertThat(dead).isEmpty();
    }

    private static List<String> headings(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<String> names(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    /** A command, a configuration key, a class or a rule. */
    private static boolean exists(String name) {
        if (name.startsWith("plinth ")) {
            return isCommand(List.of(name.split(" ", -1)));
        }
        if (name.startsWith("plinth:")) {
            return ConfigurationKey.find(SCHEMA, "plinth", name).name().equals(name);
        }
        return Character.isUpperCase(name.charAt(0)) ? CLASSES.contains(name) : rules.contains(name);
    }

    private static boolean isCommand(List<String> words) {
        Terminal terminal =
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, false);
        CommandLine line = PlinthCommand.line(terminal, null);
        for (String word : words.subList(1, words.size())) {
            line = line.getSubcommands().get(word);
            if (line == null) {
                return false;
            }
        }
        return true;
    }
}
