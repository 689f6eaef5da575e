package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;
import java.util.ArrayList;
import java.util.List;

/** Writes a report as a table, and below it the counts. */
public final class TableReport {

    private TableReport() {}

    static String render(PolicyReport report) {
        List<List<String>> rows = rows(report);
        StringBuilder table = new StringBuilder();
        if (rows.size() > 1) {
            table.append(align(rows)).append('\n');
        }
        notes(report).forEach(note -> table.append(note).append('\n'));
        return table.toString();
    }

    /** Returns the rows of the table, that of the headings first. */
    public static List<List<String>> rows(PolicyReport report) {
        List<Finding> findings = Finding.of(report);
        boolean located = findings.stream().anyMatch(finding -> !finding.place().isEmpty());
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(located, "SEVERITY", "RESULT", "RULE", "RESOURCE", "WHERE", "MESSAGE"));
        findings.forEach(finding -> rows.add(row(
                located,
                Texts.lower(finding.severity()),
                result(finding),
                finding.rule(),
                finding.resource(),
                finding.place(),
                finding.explained())));
        return rows;
    }

    /** Returns the lines below the table. */
    public static List<String> notes(PolicyReport report) {
        List<String> notes = new ArrayList<>();
        notes.add(Texts.summary(report));
        notes.addAll(Texts.notes(report));
        report.settled()
                .forEach(entry -> notes.add("obsolete: "
                        + Texts.oneLine(entry.rule() + " " + entry.urn() + " " + entry.property())
                                .strip()));
        String settled = Texts.settled(report);
        if (!settled.isEmpty()) {
            notes.add(settled);
        }
        return notes;
    }

    private static String result(Finding finding) {
        return finding.result() == Finding.Result.VIOLATION
                ? Texts.lower(finding.enforcement())
                : Texts.lower(finding.result());
    }

    private static List<String> row(boolean located, String... cells) {
        List<String> row = new ArrayList<>(List.of(cells));
        if (!located) {
            row.remove(row.size() - 2);
        }
        return row.stream().map(Texts::oneLine).toList();
    }

    private static String align(List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        int last = rows.get(0).size() - 1;
        int[] widths = new int[last];
        for (List<String> row : rows) {
            for (int column = 0; column < last; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            for (int column = 0; column < last; column++) {
                String cell = row.get(column);
                table.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            table.append(row.get(last)).append('\n');
        }
        return table.toString();
    }
}
