package dev.plinth.cli.text;

import dev.plinth.policies.report.Texts;
import dev.plinth.preview.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sets a table in lines of so many columns. Numbers are never cut. Where the table is too wide, the widest texts are broken
 * between words, and long names are shortened so that they stay different; if that is not enough, each row becomes a list of
 * {@code name: value} lines.
 */
final class TableLayout {

    private static final String GAP = "  ";

    /** Indent of the further lines of a value in a list. */
    private static final String FURTHER = "    ";

    /** Fewest columns for an identifier that is shortened in its middle. */
    private static final int IDENTIFIER = 28;

    private final Block.Table table;
    private final int columns;

    private TableLayout(Block.Table table, int columns) {
        this.table = table;
        this.columns = columns;
    }

    /** The lines of a table: those of the headings first, then some for each row. */
    static List<List<String>> lines(Block.Table table, int columns) {
        TableLayout layout = new TableLayout(table, columns);
        int[] widths = layout.widths();
        return sum(widths) <= layout.room() ? layout.side(widths) : layout.rowByRow();
    }

    private int room() {
        return columns - GAP.length() * (table.columns().size() - 1);
    }

    /** Returns the widths of the cells; of a table that is too wide, the widest columns get narrower, all to the same width. */
    private int[] widths() {
        int[] widths = new int[table.columns().size()];
        int[] least = new int[widths.length];
        for (int column = 0; column < widths.length; column++) {
            String heading = table.columns().get(column);
            boolean numeric = table.numeric().contains(column);
            widths[column] = TextLayout.width(heading);
            least[column] = longestWord(heading);
            for (List<String> row : table.rows()) {
                String cell = Texts.oneLine(row.get(column)).strip();
                int width = TextLayout.width(cell);
                widths[column] = Math.max(widths[column], width);
                least[column] = Math.max(least[column], numeric ? width : longestWord(cell));
            }
        }
        for (int widest = columns; sum(widths) > room() && widest > 0; widest--) {
            for (int column = 0; column < widths.length; column++) {
                if (widths[column] > widest && sum(widths) > room()) {
                    widths[column] = Math.max(least[column], widest);
                }
            }
        }
        return widths;
    }

    private static int longestWord(String text) {
        int longest = 0;
        for (String word : text.split(" +", -1)) {
            longest = Math.max(longest, TextLayout.width(word));
        }
        return Math.min(longest, IDENTIFIER);
    }

    private static int sum(int[] numbers) {
        int sum = 0;
        for (int number : numbers) {
            sum += number;
        }
        return sum;
    }

    private List<List<String>> side(int[] widths) {
        List<ShortNames> names = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            int index = column;
            names.add(ShortNames.of(
                    table.rows().stream()
                            .flatMap(row -> TextLayout.words(row.get(index)).stream())
                            .toList(),
                    widths[column]));
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(row(table.columns(), widths, names));
        table.rows().forEach(row -> lines.add(row(row, widths, names)));
        return lines;
    }

    private List<String> row(List<String> row, int[] widths, List<ShortNames> names) {
        List<List<String>> cells = new ArrayList<>();
        int height = 1;
        for (int column = 0; column < widths.length; column++) {
            String text = TextLayout.words(row.get(column)).stream()
                    .map(names.get(column)::of)
                    .collect(Collectors.joining(" "));
            List<String> cell = TextLayout.wrapWhole(text, widths[column], widths[column]);
            cells.add(cell);
            height = Math.max(height, cell.size());
        }
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                List<String> cell = cells.get(column);
                text.append(column == 0 ? "" : GAP)
                        .append(TextLayout.pad(
                                line < cell.size() ? cell.get(line) : "",
                                widths[column],
                                table.numeric().contains(column)));
            }
            lines.add(text.toString().stripTrailing());
        }
        return lines;
    }

    private List<List<String>> rowByRow() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of());
        for (List<String> row : table.rows()) {
            List<String> told = new ArrayList<>();
            for (int column = 0; column < row.size(); column++) {
                if (!row.get(column).isBlank()) {
                    String indent = told.isEmpty() ? "" : "  ";
                    List<String> cell = TextLayout.wrap(
                            table.columns().get(column) + ": " + row.get(column),
                            columns - indent.length(),
                            columns - FURTHER.length());
                    told.add(indent + cell.get(0));
                    cell.stream().skip(1).forEach(line -> told.add(FURTHER + line));
                }
            }
            lines.add(told);
        }
        return lines;
    }
}
