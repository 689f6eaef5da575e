package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a report as GitHub's Markdown: the counts, the violations from the worst down with each rule's remedy, and the
 * rest folded. What does not fit is counted, so that a comment is never refused for its length.
 */
final class MarkdownReport {

    /** Kept free for the end: what was left out, and what closes a table. */
    private static final int RESERVE = 1_024;

    /** The most of a text from outside, before it is escaped. */
    private static final int LONGEST_TEXT = 600;

    private static final String HEADER = "| resource | where | what |\n|---|---|---|\n";

    private final RuleSet rules;
    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private int omitted;

    private MarkdownReport(RuleSet rules) {
        this.rules = rules;
    }

    static String render(PolicyReport report) {
        return new MarkdownReport(report.catalogue()).write(report);
    }

    private String write(PolicyReport report) {
        put(title(report));
        put(counts(report));
        List<String> notes = Texts.notes(report);
        if (!notes.isEmpty()) {
            put(notes.stream()
                    .map(note -> "- " + Markdown.text(Markdown.shorten(note, LONGEST_TEXT)))
                    .collect(Collectors.joining("\n", "\n", "\n")));
        }
        Map<Severity, Map<String, List<Finding>>> violations = new LinkedHashMap<>();
        for (Finding finding : Finding.of(report)) {
            if (finding.result() == Finding.Result.VIOLATION) {
                violations
                        .computeIfAbsent(finding.severity(), severity -> new LinkedHashMap<>())
                        .computeIfAbsent(finding.rule(), rule -> new ArrayList<>())
                        .add(finding);
            }
        }
        violations.forEach((severity, byRule) -> {
            boolean begun = offer("\n#### " + capital(Texts.lower(severity)) + "\n");
            byRule.forEach((rule, findings) -> rule(rule, findings, begun));
        });
        for (Finding.Result result : Finding.Result.values()) {
            if (result != Finding.Result.VIOLATION) {
                folded(report, result);
            }
        }
        String settled = Texts.settled(report);
        if (!settled.isEmpty()) {
            put("\n" + settled + ".\n");
        }
        if (omitted > 0) {
            put("\n**" + omitted + " findings are omitted** because of the size limit of comments; "
                    + "use `--format json` to list all.\n");
        }
        return text.toString();
    }

    private static String title(PolicyReport report) {
        String verdict = report.isBlocking()
                ? "❌ blocked by policies"
                : report.isNothingJudged()
                        ? "⚠️ " + Texts.NOTHING_JUDGED
                        : report.violations().isEmpty() ? "✅ no violations" : "⚠️ advisory violations only";
        return "### Policies: " + verdict + "\n\n";
    }

    private static String counts(PolicyReport report) {
        return "| violations | mandatory | waived | approved | baselined | remediated | unknown | rules | resources | evaluations |\n"
                + "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n| "
                + report.violations().size() + " | "
                + Texts.mandatory(report) + " | " + report.waived().size() + " | "
                + report.approved().size() + " | " + report.baselined().size() + " | "
                + report.remediated().size() + " | "
                + report.unknown().size() + " | " + report.rules() + " | " + report.resources() + " | "
                + report.evaluated() + " |\n";
    }

    private void rule(String id, List<Finding> findings, boolean begun) {
        String title = rules.find(id).map(Rule::title).orElse("");
        boolean mandatory = findings.stream().anyMatch(Finding::isBlocking);
        String heading = "\n**" + Markdown.text(id) + "** " + (title.isEmpty() ? "" : Markdown.text(title) + " ")
                + (mandatory ? "(mandatory)" : "(advisory)") + "\n\n" + HEADER;
        String remedy = rules.find(id).map(MarkdownReport::remedy).orElse("");
        if (!begun || !fits(heading + row(findings.get(0)) + remedy)) {
            omitted += findings.size();
            return;
        }
        put(heading);
        rows(findings, remedy);
        put(remedy);
    }

    private static String remedy(Rule rule) {
        return "\n<details><summary>Remedy</summary>\n\n" + Markdown.text(rule.risk()) + "\n\n"
                + Markdown.fenced(rule.remediationLanguage(), Markdown.shorten(rule.remediation(), LONGEST_TEXT))
                + "\n</details>\n";
    }

    private void folded(PolicyReport report, Finding.Result result) {
        List<Finding> findings = Finding.of(report).stream()
                .filter(finding -> finding.result() == result)
                .toList();
        String end = "\n</details>\n";
        String heading = "\n<details><summary>" + findings.size() + " " + Texts.lower(result) + "</summary>\n\n"
                + "| severity | rule | resource | where | what |\n|---|---|---|---|---|\n";
        if (findings.isEmpty()) {
            return;
        }
        if (!fits(heading + end)) {
            omitted += findings.size();
            return;
        }
        put(heading);
        for (Finding finding : findings) {
            String row = "| " + Texts.lower(finding.severity()) + " | " + cell(finding.rule()) + " " + row(finding);
            if (!fits(row + end)) {
                omitted++;
            } else {
                put(row);
            }
        }
        put(end);
    }

    private void rows(List<Finding> findings, String after) {
        for (Finding finding : findings) {
            String row = row(finding);
            if (fits(row + after)) {
                put(row);
            } else {
                omitted++;
            }
        }
    }

    private static String row(Finding finding) {
        return "| " + cell(finding.resource()) + " | " + cell(finding.place()) + " | " + cell(finding.explained())
                + " |\n";
    }

    private boolean offer(String part) {
        boolean fits = fits(part);
        if (fits) {
            put(part);
        }
        return fits;
    }

    private boolean fits(String part) {
        return bytes + Markdown.length(part) <= Markdown.LIMIT - RESERVE;
    }

    private void put(String part) {
        text.append(part);
        bytes += Markdown.length(part);
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String cell(String text) {
        return Markdown.shorten(text, LONGEST_TEXT)
                .lines()
                .map(Markdown::codeCell)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("<br>"));
    }
}
