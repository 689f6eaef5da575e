package dev.plinth.cli.text;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.model.SourceLocation;
import dev.plinth.model.Step;
import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.report.Texts;
import dev.plinth.policies.report.UnknownResultsText;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.change.ChangeSection;
import dev.plinth.report.PolicyCounts;
import dev.plinth.report.ReportStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints a preview: the steps with their differences, the policy results and sections that the change affects, a line that counts
 * what stood before it, and the verdict last.
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

    /** Prints a preview: the steps, the policy results and sections that the change affects, and the verdict. */
    public void print(PreviewReport report) {
        List<Step> changes = report.plan().changes();
        if (!changes.isEmpty()) {
            new StepsText(terminal, full).print(changes, ReportStep.of(report));
        }
        PolicyReport policies = report.policies();
        violations(policies, full ? policies.violations() : report.changedViolations());
        accepted(policies, full ? policies.waived() : report.changedWaived());
        if (full || !changes.isEmpty()) {
            hanging.print("policies: " + PolicyCounts.words(report) + "; " + PolicyCounts.checked(policies));
        }
        (full ? report.shown() : report.gravestFirst())
                .stream()
                        .filter(section -> !section.key().equals(ChangeSection.KEY))
                        .forEach(section ->
                                (full ? SectionText.full(terminal) : SectionText.brief(terminal)).print(section));
        if (full || !changes.isEmpty()) {
            terminal.out().println();
        }
        String standing = report.standing();
        if (!standing.isEmpty()) {
            hanging.print(GREY, "unchanged", ": ", standing + (full ? "" : "; use --full to list them"));
        }
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

    /** Prints the steps with all their differences, without policy results and sections. */
    public void differences(PreviewReport report) {
        new StepsText(terminal, true).print(report.plan().changes(), ReportStep.of(report));
    }

    /** Prints all violations. */
    public void violations(PolicyReport policies) {
        violations(policies, policies.violations());
    }

    /** Prints the violations, mandatory ones first; the same violation of several resources once. */
    private void violations(PolicyReport policies, List<PolicyReport.Violation> violations) {
        Map<String, List<PolicyReport.Violation>> groups = new LinkedHashMap<>();
        List<PolicyReport.Violation> sorted = new ArrayList<>(violations);
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
        TextLayout.wrapCode(clean, room).forEach(part -> terminal.out()
                .println(" ".repeat(Math.min(4 + indent.length(), terminal.width() - room)) + part));
    }

    /** Prints the waived, approved and remediated violations. */
    private void accepted(PolicyReport policies, List<PolicyReport.Waived> waivers) {
        int shown = full || waivers.size() <= NAMED ? waivers.size() : NAMED;
        waivers.subList(0, shown)
                .forEach(waived -> hanging.print(
                        GREY,
                        "waived",
                        "  ",
                        waived.violation().rule() + "  "
                                + Urns.name(waived.violation().urn()) + "  until "
                                + waived.waiver().expires() + ": "
                                + waived.waiver().reason()));
        if (shown < waivers.size()) {
            hanging.print("… " + (waivers.size() - shown) + " more waived: use --full to list them");
        }
        policies.remediated()
                .forEach(remediated -> hanging.print(
                        GREY,
                        "remediated",
                        "  ",
                        remediated.rule() + "  " + Urns.name(remediated.urn()) + "  " + remediated.message()));
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
