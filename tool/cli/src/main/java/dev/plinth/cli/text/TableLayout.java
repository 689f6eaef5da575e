package dev.plinth.cli.text;

import dev.plinth.policies.report.Texts;
import dev.plinth.preview.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sets a table in lines of so many columns. Numbers are never cut; where the table is too wide, the widest texts are broken
 * between words, long names are shortened so that they stay different, and a table that still has no room is a list of rows.
 */
final class TableLayout {

    private static final String GAP = "  ";

    /** The narrowest that a column of text gets. */
    private static final int NARROWEST = 10;

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
        int whole = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            whole += width;
        }
        return whole <= columns ? layout.side(widths) : layout.rowByRow();
    }

    /** As wide as the cells are; where that is too much, the widest columns of text get narrower, all to the same width. */
    private int[] widths() {
        int[] widths = new int[table.columns().size()];
        int[] least = new int[widths.length];
        for (int column = 0; column < widths.length; column++) {
            boolean numeric = table.numeric().contains(column);
            widths[column] = TextLayout.width(table.columns().get(column));
            for (List<String> row : table.rows()) {
                widths[column] = Math.max(
                        widths[column],
                        TextLayout.width(Texts.oneLine(row.get(column)).strip()));
            }
            least[column] = numeric ? widths[column] : Math.min(widths[column], NARROWEST);
        }
        int room = columns - GAP.length() * (widths.length - 1);
        int widest = columns;
        while (sum(widths) > room && widest > NARROWEST) {
            widest--;
            for (int column = 0; column < widths.length; column++) {
                if (widths[column] > widest && sum(widths) > room) {
                    widths[column] = Math.max(least[column], widest);
                }
            }
        }
        return widths;
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
                    List<String> cell =
                            TextLayout.wrap(table.columns().get(column) + ": " + row.get(column), columns - 2);
                    for (String line : cell) {
                        told.add(told.isEmpty() ? line : "  " + line);
                    }
                }
            }
            lines.add(told);
        }
        return lines;
    }
}
