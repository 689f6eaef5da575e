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

/**
 * Result of a preview. It contains no data of the run itself, so that the same change always gives the same report.
 *
 * @param plan the steps
 * @param change the changes of all resources, and the stack before and after them
 * @param policies the policy results
 * @param sections the requested sections, in their fixed order
 * @param approval the command that approves the change; empty where an approval is not sufficient
 */
public record PreviewReport(
        Plan plan, StackChange change, PolicyReport policies, List<Section> sections, Optional<String> approval) {

    /** Copies the list. */
    public PreviewReport {
        sections = List.copyOf(sections);
    }

    /** Returns the sections with content, in their order. */
    public List<Section> shown() {
        return sections.stream().filter(section -> !section.isSilent()).toList();
    }

    /** Returns the sections with content, sorted by risk, highest first. */
    public List<Section> gravestFirst() {
        return shown().stream().sorted(Comparator.comparing(Section::risk)).toList();
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
                : policies.violations().isEmpty() ? Section.Risk.NONE : Section.Risk.WARNING;
    }

    /**
     * Returns the verdict in one line: {@code blocked: } and by what, {@code no issues}, or the number of warnings and their
     * sources, such as {@code 3 warnings (2 policies, recovery)}. Advisory violations and sections with a risk count as
     * warnings.
     */
    public String verdict() {
        if (isBlocking()) {
            return "blocked: "
                    + (policies.isBlocking() ? "policies" + (refusing().isEmpty() ? "" : ", ") : "")
                    + refusingTitles();
        }
        List<String> sources = new ArrayList<>();
        int violations = policies.violations().size();
        if (violations > 0) {
            sources.add(violations + (violations == 1 ? " policy" : " policies"));
        }
        List<Section> warning = sections.stream()
                .filter(section -> section.risk() != Section.Risk.NONE)
                .toList();
        warning.forEach(section -> sources.add(section.title().toLowerCase(Locale.ROOT)));
        int warnings = violations + warning.size();
        return warnings == 0
                ? "no issues"
                : warnings + (warnings == 1 ? " warning (" : " warnings (") + String.join(", ", sources) + ")";
    }

    /** Returns the report as {@code plinth preview --json} prints it, without timings. */
    public ObjectNode toJson() {
        ObjectNode document = plan.toJson();
        document.set("policy", JsonReport.toJson(policies));
        sections.forEach(section -> document.set(section.key(), section.toJson()));
        return document;
    }
}
