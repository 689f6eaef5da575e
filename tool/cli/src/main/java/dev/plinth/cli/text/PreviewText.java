package dev.plinth.cli.text;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.model.SourceLocation;
import dev.plinth.model.Step;
import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.report.UnknownResultsText;
import dev.plinth.policies.report.Texts;
import dev.plinth.preview.PreviewReport;
import dev.plinth.report.ReportStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints a preview for the person who decides: the dangerous steps in full, the others by component, what the policies say,
 * the sections from the gravest down, and the verdict last.
 */
public final class PreviewText {

    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final int GREY = 90;

    /** Limit of the resources with the same violation that are named. */
    private static final int NAMED = 6;

    private final Terminal terminal;
    private final HangingIndent hanging;
    private final boolean full;

    /**
     * Makes it.
     *
     * @param full whether everything is shown
     */
    public PreviewText(Terminal terminal, boolean full) {
        this.terminal = terminal;
        this.hanging = new HangingIndent(terminal);
        this.full = full;
    }

    /** Prints a preview. */
    public void print(PreviewReport report) {
        List<Step> changes = report.plan().changes();
        new StepsText(terminal, full).print(changes, ReportStep.of(report.change()));
        PolicyReport policies = report.policies();
        violations(policies);
        accepted(policies);
        hanging.print("policies: " + counts(policies));
        report.gravestFirst()
                .forEach(section -> (full ? SectionText.full(terminal) : SectionText.brief(terminal)).print(section));
        terminal.out().println();
        hanging.print(
                switch (report.risk()) {
                    case CRITICAL -> RED;
                    case WARNING -> YELLOW;
                    case NONE -> GREEN;
                },
                report.plan().stack(),
                ": ",
                report.verdict());
    }

    /** Returns the numbers of violations, evaluations, rules and resources, in one line. */
    public static String counts(PolicyReport policies) {
        return policies.violations().size() + " violations, "
                + policies.waived().size() + " waived, "
                + policies.approved().size() + " approved, " + policies.evaluated() + " evaluations of "
                + policies.rules() + " rules on " + policies.resources() + " resources";
    }

    /** Prints the violations, mandatory ones first; the same violation of several resources once. */
    public void violations(PolicyReport policies) {
        Map<String, List<PolicyReport.Violation>> groups = new LinkedHashMap<>();
        List<PolicyReport.Violation> sorted = new ArrayList<>(policies.violations());
        sorted.sort(java.util.Comparator.comparing(violation -> !PolicyReport.stops(violation.enforcement())));
        for (int index = 0; index < sorted.size(); index++) {
            PolicyReport.Violation violation = sorted.get(index);
            String group = full ? String.valueOf(index) : violation.rule() + " " + violation.enforcement();
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(violation);
        }
        groups.values().forEach(group -> violation(policies, group));
    }

    private void violation(PolicyReport policies, List<PolicyReport.Violation> group) {
        PolicyReport.Violation first = group.get(0);
        boolean blocks = PolicyReport.stops(first.enforcement());
        String place = policies.locations()
                .inProject(first.urn())
                .map(SourceLocation::toString)
                .orElse("");
        hanging.print(
                blocks ? RED : YELLOW,
                blocks ? "blocked" : "warning",
                "  ",
                first.rule() + " (" + first.severity() + ")  " + Urns.name(first.urn()) + "  " + place);
        first.message().lines().forEach(this::line);
        if (group.size() > 1) {
            List<String> others = group.subList(1, group.size()).stream()
                    .map(violation -> Urns.name(violation.urn()))
                    .toList();
            String named = others.stream().limit(NAMED).collect(Collectors.joining(", "));
            hanging.below("… and so " + named
                    + (others.size() > NAMED
                            ? " and " + (others.size() - NAMED) + " more: use --full to list them"
                            : ""));
        }
    }

    /** A line of a message, which may be code: its own indent stays. */
    private void line(String line) {
        String clean = Texts.clean(line).stripTrailing();
        String indent = clean.substring(0, clean.length() - clean.stripLeading().length())
                .replace('\t', ' ');
        int room = Math.max(terminal.width() - 4 - indent.length(), terminal.width() / 2);
        TextLayout.wrap(clean, room).forEach(part -> terminal.out()
                .println(" ".repeat(Math.min(4 + indent.length(), terminal.width() - room)) + part));
    }

    /** Prints the waived, approved and remediated violations. */
    private void accepted(PolicyReport policies) {
        int shown =
                full || policies.waived().size() <= NAMED ? policies.waived().size() : NAMED;
        policies.waived()
                .subList(0, shown)
                .forEach(waived -> hanging.print(
                        GREY,
                        "waived",
                        "  ",
                        waived.violation().rule() + "  "
                                + Urns.name(waived.violation().urn()) + "  until "
                                + waived.waiver().expires() + ": "
                                + waived.waiver().reason()));
        if (shown < policies.waived().size()) {
            hanging.print("… " + (policies.waived().size() - shown) + " more waived: use --full to list them");
        }
        policies.remediated()
                .forEach(corrected -> hanging.print(
                        GREY,
                        "corrected",
                        "  ",
                        corrected.rule() + "  " + Urns.name(corrected.urn()) + "  " + corrected.message()));
        if (!policies.baselined().isEmpty()) {
            hanging.print(policies.baselined().size() + " violations are accepted by the baseline; --json lists them");
        }
        policies.settled()
                .forEach(entry -> terminal.say("resolved: " + entry.rule() + "  " + Urns.name(entry.urn())
                        + " no longer occurs, remove it from the baseline"));
        policies.approved()
                .forEach(approved -> hanging.print(
                        YELLOW,
                        "approved",
                        "  ",
                        approved.violation().rule() + "  "
                                + Urns.name(approved.violation().urn()) + "  by "
                                + approved.approval().name() + ": "
                                + approved.approval().reason()));
        UnknownResultsText.lines(policies, full).forEach(hanging::print);
    }
}
