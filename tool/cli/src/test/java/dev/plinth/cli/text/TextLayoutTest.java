package dev.plinth.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.preview.Block;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLayoutTest {

    private static final Block.Table TABLE = new Block.Table(
            List.of("resource", "cost", "why"),
            List.of(
                    List.of(
                            "arn:aws:rds:eu-central-1:111122223333:db/production-database-instance",
                            "1,234.56",
                            "short"),
                    List.of("b", "-0.10", "a text that is so long that it takes more than one line of its own column")),
            Set.of(1));

    private static String table(Block.Table table, int columns) {
        return TableLayout.lines(table, columns).stream().flatMap(List::stream).collect(Collectors.joining("\n"))
                + "\n";
    }

    @Test
    void aTableIsAsWideAsItNeeds() {
        assertThat(table(TABLE, 200).lines())
                .containsExactly(
                        "resource" + " ".repeat(67) + "cost  why",
                        "arn:aws:rds:eu-central-1:111122223333:db/production-database-instance  1,234.56  short",
                        "b" + " ".repeat(73)
                                + "-0.10  a text that is so long that it takes more than one line of its own column");
    }

    @Test
    void textsAreBrokenAndNumbersAreNot() {
        assertThat(table(TABLE, 50).lines())
                .containsExactly(
                        "resource                          cost  why",
                        "arn:aws:rds:e…abase-instance  1,234.56  short",
                        "b                                -0.10  a text",
                        "                                        that is so",
                        "                                        long that",
                        "                                        it takes",
                        "                                        more than",
                        "                                        one line",
                        "                                        of its own",
                        "                                        column");
    }

    @Test
    void shortenedNamesStayDifferent() {
        List<String> names = List.of(
                "observability-database-instance-cpu-utilization-alarm",
                "observability-database-instance-free-storage-space-alarm",
                "observability-database-replica-free-storage-space-alarm");
        Block.Table alike = new Block.Table(
                List.of("resource", "text"),
                names.stream()
                        .map(name -> List.of(name, "a long text that needs room"))
                        .toList(),
                Set.of());

        for (int columns = 50; columns < 90; columns++) {
            assertThat(table(alike, columns).split("(?m)^(?=obs)")).doesNotHaveDuplicates();
            int width = columns / 2;
            ShortNames shortened = ShortNames.of(names, width);
            assertThat(names.stream().map(shortened::of)).doesNotHaveDuplicates();
        }
        assertThat(
                        names.stream()
                                .map(ShortNames.of(
                                        List.of("queue-a-of-production-data", "queue-b-of-production-data"), 16)::of))
                .containsExactlyElementsOf(names);
        ShortNames queues =
                ShortNames.of(List.of("the-queue-a-of-production-data", "the-queue-b-of-production-data"), 16);
        assertThat(queues.of("the-queue-a-of-production-data"))
                .hasSizeLessThanOrEqualTo(16)
                .contains("a")
                .contains("…");
    }

    @Test
    void longValuesAreContinuedAndNeverCut() {
        assertThat(TextLayout.wrapWhole("ab cdefghij", 4, 4)).containsExactly("ab", "cdef", "ghij");
    }

    @Test
    void aTableWithoutRoomIsToldRowByRow() {
        Block.Table wide = new Block.Table(
                List.of("a", "b", "c", "d"),
                List.of(List.of("1234567890", "1234567890", "1234567890", "text")),
                Set.of(0, 1, 2));

        assertThat(table(wide, 39)).isEqualTo("a: 1234567890\n  b: 1234567890\n  c: 1234567890\n  d: text\n");
    }

    @ParameterizedTest
    @CsvSource({"abcdef, 6, abcdef", "abcdef, 5, ab…ef", "abcdef, 4, a…ef", "日本語, 5, 日…語", "abc, 1, …"})
    void aWordLosesItsMiddle(String word, int columns, String fitting) {
        assertThat(TextLayout.fit(word, columns)).isEqualTo(fitting);
    }

    @Test
    void aTextIsBrokenBetweenWords() {
        assertThat(TextLayout.wrap("one two  three\nfour", 9)).containsExactly("one two", "three", "four");
        assertThat(TextLayout.wrap("one two three", 3, 9)).containsExactly("one", "two three");
        assertThat(TextLayout.wrap("three", 3, 9)).containsExactly("", "three");
        assertThat(TextLayout.wrap("a 2" + TextLayout.FIXED_BLANK + "b", 4)).containsExactly("a", "2 b");
        assertThat(TextLayout.wrap("", 9)).containsExactly("");
        assertThat(TextLayout.wrap("\u001b[31mred", 9)).containsExactly("[31mred");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("word ", "a", " ", "日本", "🌈", "e\u0301", "urn:pulumi:x::y::z", "\n", "\u001b[1m", "-")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 500)
    void noLineIsLonger(@ForAll("texts") String text, @ForAll @IntRange(min = 4, max = 100) int columns) {
        assertThat(TextLayout.wrap(text, columns)).isNotEmpty().allSatisfy(line -> {
            assertThat(TextLayout.width(line)).isLessThanOrEqualTo(columns);
            assertThat(line).doesNotContain("\u001b", "\n");
        });
    }

    @Property(tries = 500)
    void noLineOfATableIsLonger(
            @ForAll("texts") String one,
            @ForAll("texts") String other,
            @ForAll @IntRange(min = 40, max = 100) int columns) {
        Block.Table table = new Block.Table(
                List.of("first", "number", other.isBlank() ? "x" : other, "last"),
                List.of(List.of(one, "1,234.56", other, one), List.of(other, "0", one, other)),
                Set.of(1));

        String text = table(table, columns);

        assertThat(text.lines())
                .allSatisfy(line -> assertThat(TextLayout.width(line)).isLessThanOrEqualTo(columns));
        assertThat(text).contains("1,234.56");
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                        "a", "replication-group", "aws:rds/instance:Instance", "is", "automaticFailoverEnabled", "12.5")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join(" ", parts));
    }

    /** The words of this table are at most as long as an identifier that is not shortened. */
    @Property(tries = 300)
    void noWordOfATableIsBroken(
            @ForAll("words") String one, @ForAll("words") String other, @ForAll("columns") int columns) {
        Block.Table table = new Block.Table(
                List.of("name", "monthly quantity", "message"),
                List.of(List.of(one, "1,234.56", other), List.of(other, "0", one)),
                Set.of(1));
        Set<String> known =
                new HashSet<>(List.of("name", "monthly", "quantity", "message", "name:", "quantity:", "message:"));
        known.addAll(List.of("1,234.56", "0"));
        known.addAll(List.of((one + " " + other).split(" ", -1)));

        assertThat(table(table, columns).lines()).allSatisfy(line -> {
            assertThat(TextLayout.width(line)).isLessThanOrEqualTo(columns);
            assertThat(known).containsAll(List.of(line.strip().split(" +", -1)));
        });
    }

    @Provide
    Arbitrary<Integer> columns() {
        return Arbitraries.of(60, 80, 100, 200);
    }

    @Test
    void aLongValueIsContinuedAfterASeparator() {
        assertThat(TextLayout.wrapWhole("arn:aws:rds:eu-central-1:111122223333:db/production", 20, 20))
                .containsExactly("arn:aws:rds:eu-", "central-1:", "111122223333:db/", "production");
    }

    @ParameterizedTest
    @CsvSource({"10, 20", "20, 20", "20, 10", "7, 40", "1, 1"})
    void theLinesOfALongWordAreTheWord(int first, int columns) {
        String word = "arn:aws:kms:eu-central-1:111122223333:key/9ea850d1-90b3-b061-ab0c-eb0b44d34519";

        assertThat(String.join("", TextLayout.wrapWhole(word, first, columns))).isEqualTo(word);
        assertThat(String.join("", TextLayout.wrapWhole("key " + word + " end", first, columns))
                        .replace(" ", ""))
                .isEqualTo("key" + word + "end");
        assertThat(TextLayout.wrapWhole("key " + word + " end", first, columns))
                .allSatisfy(line ->
                        assertThat(line.replace("key ", "").replace(" end", "")).doesNotContain(" "));
    }

    @Test
    void aChainOfCallsIsContinuedBeforeADot() {
        assertThat(TextLayout.wrapCode("Args.builder().automaticFailover(true).clusters(2)", 30))
                .containsExactly("Args.builder()", "    .automaticFailover(true)", "    .clusters(2)");
        assertThat(TextLayout.wrapCode("Args.builder().clusters(2)", 30)).containsExactly("Args.builder().clusters(2)");
    }
}
