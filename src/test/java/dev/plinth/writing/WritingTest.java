package dev.plinth.writing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.writing.Fragment.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of the project has no banned words and forms. Help of commands and texts of rules are string literals. */
class WritingTest {

    /** Checked files and directories: all that is not skipped. */
    private static final List<String> CHECKED = List.of("");

    private static List<String> findings(List<Fragment> fragments) {
        return fragments.stream()
                .flatMap(fragment -> BannedForm.ALL.stream().flatMap(form -> form.findings(fragment).stream()))
                .toList();
    }

    @Test
    void hasNoBannedForms() throws IOException {
        List<Fragment> fragments = ProjectText.of(Repository.root(), CHECKED);

        assertThat(fragments).extracting(Fragment::kind).contains(Kind.values());
        assertThat(findings(fragments)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    PROSE, the plan counts for nothing, is invalid
                    PROSE, has no way back, irreversible
                    PROSE, 'takes it
                    over into the state', updates
                    PROSE, x is no section, is not a
                    PROSE, it can't start, cannot
                    PROSE, Judge by the policies, check
                    JAVADOC, What the policies found., Returns the
                    JAVADOC, Whether it is open., Returns the
                    JAVADOC, A capsule., plan
                    TEST_NAME, what a step runs is a command, a verb
                    TEST_NAME, mends the file, fix
                    """)
    void findsABannedForm(Kind kind, String text, String replacement) {
        assertThat(findings(List.of(new Fragment("a.md", 7, kind, text))))
                .singleElement()
                .asString()
                .startsWith("a.md:7: ")
                .contains(replacement);
    }

    @ParameterizedTest
    @CsvSource({
        "PROSE, there is no fallback",
        "PROSE, the stack is no longer affected",
        "PROSE, PLINTH_CAPSULE_KEY signs the plan",
        "PROSE, What a rule reads",
        "PROSE, amendments and recommended settings",
        "JAVADOC, Returns whether it is open.",
        "TEST_NAME, rejects an unknown rule"
    })
    void acceptsOtherText(Kind kind, String text) {
        assertThat(findings(List.of(new Fragment("a.md", 1, kind, text)))).isEmpty();
    }

    @Test
    void readsLiteralsJavadocAndTestNames() throws IOException {
        String main =
                """
                /** What it is. More. */
                class A {
                    @Option(description = {"Say", "yes"})
                    String text = "the plan "
                            + name + " counts for"
                            + " nothing";
                    String key = "capsule";
                }
                """;
        String test = "class ATest { @Test void mendsTheFile() {} void mends() {} String text = \"of now on\"; }";

        assertThat(JavaText.of(Map.of("m/src/main/java/A.java", main, "m/src/test/java/ATest.java", test)))
                .containsExactlyInAnyOrder(
                        new Fragment("m/src/main/java/A.java", 2, Kind.JAVADOC, "What it is."),
                        new Fragment("m/src/main/java/A.java", 3, Kind.PROSE, "Say\nyes"),
                        new Fragment("m/src/main/java/A.java", 4, Kind.PROSE, "the plan … counts for nothing"),
                        new Fragment("m/src/test/java/ATest.java", 1, Kind.TEST_NAME, "mends the file"));
    }
}
