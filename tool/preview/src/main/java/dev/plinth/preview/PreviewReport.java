package dev.plinth.preview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.Plan;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.report.JsonReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Result of a preview. It contains no data of the run itself, so that the same change always gives the same report. */
public final class PreviewReport {

    private final Plan plan;
    private final StackChange change;
    private final PolicyReport policies;
    private final List<Section> sections;
    private final Optional<String> approval;
    private final List<PolicyReport.Violation> changedViolations;
    private final List<PolicyReport.Waived> changedWaived;

    /**
     * Creates a report.
     *
     * @param plan the steps
     * @param change the changes of all resources, and the stack before and after them
     * @param policies the policy results
     * @param sections the requested sections, in their fixed order
     * @param approval the command that approves the change; empty where an approval is not sufficient
     */
    public PreviewReport(
            Plan plan, StackChange change, PolicyReport policies, List<Section> sections, Optional<String> approval) {
        this.plan = plan;
        this.change = change;
        this.policies = policies;
        this.sections = List.copyOf(sections);
        this.approval = approval;
        StandingViolations standing = new StandingViolations(policies, change);
        this.changedViolations = policies.violations().stream()
                .filter(violation -> !standing.contains(violation))
                .toList();
        this.changedWaived = policies.waived().stream()
                .filter(waived -> !standing.stood(waived.violation()))
                .toList();
    }

    /** Returns the steps. */
    public Plan plan() {
        return plan;
    }

    /** Returns the changes of all resources, and the stack before and after them. */
    public StackChange change() {
        return change;
    }

    /** Returns the policy results. */
    public PolicyReport policies() {
        return policies;
    }

    /** Returns the requested sections, in their fixed order. */
    public List<Section> sections() {
        return sections;
    }

    /** Returns the command that approves the change; empty where an approval is not sufficient. */
    public Optional<String> approval() {
        return approval;
    }

    /** Returns the sections with content, in their order. */
    public List<Section> shown() {
        return sections.stream().filter(section -> !section.isSilent()).toList();
    }

    /** Returns the sections that the change affects, sorted by risk, highest first. */
    public List<Section> gravestFirst() {
        return shown().stream()
                .filter(section -> !section.isUnaffected())
                .sorted(Comparator.comparing(Section::risk))
                .toList();
    }

    /** Returns the violations that the change causes, and all that block it. */
    public List<PolicyReport.Violation> changedViolations() {
        return changedViolations;
    }

    /** Returns the waived violations that the change causes. */
    public List<PolicyReport.Waived> changedWaived() {
        return changedWaived;
    }

    /**
     * Returns the results that stood before the change and were not caused by it, in one line such as {@code 4 policy
     * violations, 2 waived violations, 8 recovery warnings}; empty for none.
     */
    public String standing() {
        List<String> parts = new ArrayList<>();
        int violations = policies.violations().size() - changedViolations.size();
        int waived = policies.waived().size() - changedWaived.size();
        count(parts, violations, "policy violation");
        count(parts, waived, "waived violation");
        count(parts, policies.baselined().size(), "baseline violation");
        shown().stream()
                .flatMap(section -> section.blocks().stream())
                .filter(Block.Standing.class::isInstance)
                .forEach(block -> parts.add(((Block.Standing) block).summary()));
        return String.join(", ", parts);
    }

    private static void count(List<String> parts, int count, String kind) {
        if (count > 0) {
            parts.add(count + " " + kind + (count == 1 ? "" : "s"));
        }
    }

    /** Returns whether a policy or a section blocks the change. */
    public boolean isBlocking() {
        return policies.isBlocking() || !refusing().isEmpty();
    }

    /** Returns the sections that block the change. */
    public List<Section> refusing() {
        return sections.stream()
                .filter(section -> !section.findings().isEmpty())
                .toList();
    }

    /** Returns the titles of the blocking sections, in lower case on one line. */
    public String refusingTitles() {
        return refusing().stream()
                .map(section -> section.title().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Returns the overall risk: critical for a blocked change, a warning where there is any. */
    public Section.Risk risk() {
        boolean quiet = policyRisk() == Section.Risk.NONE
                && sections.stream().allMatch(section -> section.risk() == Section.Risk.NONE);
        return isBlocking() ? Section.Risk.CRITICAL : quiet ? Section.Risk.NONE : Section.Risk.WARNING;
    }

    /** Returns the risk by the policy results. */
    public Section.Risk policyRisk() {
        return policies.isBlocking()
                ? Section.Risk.CRITICAL
                : changedViolations.isEmpty() ? Section.Risk.NONE : Section.Risk.WARNING;
    }

    /**
     * Returns the verdict in one line: the numbers of violations and findings that block the change, such as {@code blocked: 1
     * policy violation, 2 findings in guards}, the number of warnings, such as {@code 3 warnings: 2 policy violations, 1 in
     * recovery}, {@code no issues}, or {@code no changes}.
     */
    public String verdict() {
        List<String> parts = new ArrayList<>();
        if (isBlocking()) {
            count(
                    parts,
                    (int) policies.violations().stream()
                            .filter(violation -> PolicyReport.stops(violation.enforcement()))
                            .count(),
                    "policy violation");
            for (Section section : refusing()) {
                int findings = section.findings().size();
                parts.add(findings + (findings == 1 ? " finding" : " findings") + " in "
                        + section.title().toLowerCase(Locale.ROOT));
            }
            return "blocked: " + String.join(", ", parts);
        }
        int warnings = changedViolations.size();
        count(parts, warnings, "policy violation");
        for (Section section : sections) {
            if (section.warningCount() > 0) {
                warnings += section.warningCount();
                parts.add(section.warningCount() + " in " + section.title().toLowerCase(Locale.ROOT));
            }
        }
        String none = plan.changes().isEmpty() ? "no changes" : "no issues";
        return warnings == 0
                ? none
                : warnings + (warnings == 1 ? " warning: " : " warnings: ") + String.join(", ", parts);
    }

    /** Returns the report as {@code plinth preview --json} prints it, without timings. */
    public ObjectNode toJson() {
        ObjectNode document = plan.toJson();
        document.set("policy", JsonReport.toJson(policies));
        sections.forEach(section -> document.set(section.key(), section.toJson()));
        return document;
    }
}
