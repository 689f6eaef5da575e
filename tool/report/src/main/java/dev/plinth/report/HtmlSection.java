package dev.plinth.report;

import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import java.util.ArrayList;
import java.util.List;

/** Section on the page. */
record HtmlSection(String id, String title, String summary, HtmlRisk risk, List<View> blocks) {

    /**
     * Block of one kind; the fields of other kinds are empty.
     *
     * @param caption the accessible name of a table
     * @param folded the summary of collapsed content
     */
    record View(
            String text,
            String warning,
            String caption,
            List<Cell> columns,
            List<Row> rows,
            String folded,
            List<View> content) {

        boolean hasTable() {
            return !columns.isEmpty();
        }
    }

    /** Row of a table. */
    record Row(List<Cell> cells) {}

    /** Cell of a table. */
    record Cell(String text, boolean numeric) {}

    static String id(Section section) {
        return "section-" + section.key();
    }

    static HtmlSection of(Section section) {
        return new HtmlSection(
                id(section),
                section.title(),
                section.summary(),
                HtmlRisk.of(section.risk()),
                views(section.title(), section.blocks()));
    }

    private static List<View> views(String title, List<Block> blocks) {
        return blocks.stream().map(block -> view(title, block)).toList();
    }

    private static View view(String title, Block block) {
        if (block instanceof Block.Text text) {
            return new View(text.text(), "", "", List.of(), List.of(), "", List.of());
        }
        if (block instanceof Block.Warning warning) {
            return new View("", warning.text(), "", List.of(), List.of(), "", List.of());
        }
        if (block instanceof Block.Standing standing) {
            return view(title, new Block.Details("Unchanged: " + standing.summary(), standing.content()));
        }
        if (block instanceof Block.Details details) {
            return new View(
                    "", "", "", List.of(), List.of(), details.summary(), views(details.summary(), details.content()));
        }
        Block.Table table = (Block.Table) block;
        return new View(
                "",
                "",
                title + ": " + String.join(", ", table.columns()),
                cells(table, table.columns()),
                table.rows().stream().map(row -> new Row(cells(table, row))).toList(),
                "",
                List.of());
    }

    private static List<Cell> cells(Block.Table table, List<String> texts) {
        List<Cell> cells = new ArrayList<>();
        for (int column = 0; column < texts.size(); column++) {
            cells.add(new Cell(texts.get(column), table.numeric().contains(column)));
        }
        return cells;
    }
}
