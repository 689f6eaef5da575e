package dev.plinth.preview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.Plan;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.report.JsonReport;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that a preview found. It holds nothing that differs from one run to the next, so the same change gives the same
 * bytes.
 *
 * @param plan the steps
 * @param change what happens to each resource, and the stack before and after it
 * @param policies what the policies say
 * @param sections the requested sections, in their fixed order
 * @param approval the command by which a person would approve the change; empty where that alone would not let it pass
 */
public record PreviewReport(
        Plan plan, StackChange change, PolicyReport policies, List<Section> sections, Optional<String> approval) {

    /** Copies the list. */
    public PreviewReport {
        sections = List.copyOf(sections);
    }

    /** The sections that have something to say, in their order. */
    public List<Section> shown() {
        return sections.stream().filter(section -> !section.isSilent()).toList();
    }

    /** The sections that have something to say, the gravest first; of equal ones the order stays. */
    public List<Section> gravestFirst() {
        return shown().stream().sorted(Comparator.comparing(Section::risk)).toList();
    }

    /** Whether a policy or a section refuses the change. */
    public boolean isBlocking() {
        return policies.isBlocking() || !refusing().isEmpty();
    }

    /** The sections that refuse the change. */
    public List<Section> refusing() {
        return sections.stream()
                .filter(section -> !section.findings().isEmpty())
                .toList();
    }

    /** The titles of the sections that refuse the change, in lower case and in one line. */
    public String refusingTitles() {
        return refusing().stream()
                .map(section -> section.title().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** How much the whole is a risk: critical where the change is refused, a warning where there is any. */
    public Section.Risk risk() {
        boolean quiet = policyRisk() == Section.Risk.NONE
                && sections.stream().allMatch(section -> section.risk() == Section.Risk.NONE);
        return isBlocking() ? Section.Risk.CRITICAL : quiet ? Section.Risk.NONE : Section.Risk.WARNING;
    }

    /** How much of a risk the policies see. */
    public Section.Risk policyRisk() {
        return policies.isBlocking()
                ? Section.Risk.CRITICAL
                : policies.violations().isEmpty() ? Section.Risk.NONE : Section.Risk.WARNING;
    }

    /**
     * The verdict in one line: {@code refused: } and by what, {@code nothing to object}, or how many warnings there are: each
     * advisory violation is one, and each section whose risk is above none.
     */
    public String verdict() {
        if (isBlocking()) {
            return "refused: "
                    + (policies.isBlocking() ? "policies" + (refusing().isEmpty() ? "" : ", ") : "")
                    + refusingTitles();
        }
        long warnings = policies.violations().size()
                + sections.stream()
                        .filter(section -> section.risk() != Section.Risk.NONE)
                        .count();
        return warnings == 0 ? "nothing to object" : warnings + (warnings == 1 ? " warning" : " warnings");
    }

    /** The report as the contract of {@code plinth preview --json} names its fields, without where the time went. */
    public ObjectNode toJson() {
        ObjectNode document = plan.toJson();
        document.set("policy", JsonReport.toJson(policies));
        sections.forEach(section -> document.set(section.key(), section.toJson()));
        return document;
    }
}
