package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.graph.Urns;
import java.util.ArrayList;
import java.util.List;

/** Writes a report as a table, and below it the counts. */
final class TableReport {

    private TableReport() {}

    static String render(PolicyReport report) {
        List<List<String>> rows = new ArrayList<>();
        report.violations()
                .forEach(violation -> rows.add(List.of(
                        Texts.lower(violation.severity()),
                        Texts.lower(violation.enforcement()),
                        violation.rule(),
                        Urns.name(violation.urn()),
                        violation.message())));
        report.unknown()
                .forEach(undecided -> rows.add(List.of(
                        Texts.lower(undecided.severity()),
                        "unknown",
                        undecided.rule(),
                        Urns.name(undecided.urn()),
                        Texts.undecided(undecided))));
        report.waived()
                .forEach(waived -> rows.add(List.of(
                        Texts.lower(waived.violation().severity()),
                        "waived",
                        waived.violation().rule(),
                        Urns.name(waived.violation().urn()),
                        Texts.waived(waived))));
        StringBuilder table = new StringBuilder();
        if (!rows.isEmpty()) {
            rows.add(0, List.of("SEVERITY", "RESULT", "RULE", "RESOURCE", "MESSAGE"));
            rows.forEach(row -> table.append(line(row, rows)).append('\n'));
            table.append('\n');
        }
        return table.append(Texts.summary(report)).append('\n').toString();
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size() - 1; column++) {
            int index = column;
            int width = rows.stream()
                    .mapToInt(other -> Texts.clean(other.get(index)).length())
                    .max()
                    .orElse(0);
            String cell = Texts.clean(row.get(column));
            line.append(cell).append(" ".repeat(width - cell.length() + 2));
        }
        return line.append(Texts.clean(row.get(row.size() - 1)).replace('\n', ' '))
                .toString();
    }
}
