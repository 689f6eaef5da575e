package dev.plinth.preview.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.plan.Plan;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.report.JsonReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Everything that a preview found. It holds nothing that differs from one run to the next, so the same change gives the same
 * bytes.
 *
 * @param plan the steps
 * @param change what happens to each resource, and the stack before and after it
 * @param policies what the policies say
 * @param sections what the change means, in the respects that were asked for, in the order of {@link
 *     dev.plinth.preview.Sections}
 */
public record PreviewReport(Plan plan, StackChange change, PolicyReport policies, List<Section> sections) {

    /** Copies the list. */
    public PreviewReport {
        sections = List.copyOf(sections);
    }

    /** The sections, the gravest first; of equal ones the order stays. */
    public List<Section> gravestFirst() {
        return sections.stream().sorted(Comparator.comparing(Section::risk)).toList();
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

    /** The report as the contract of {@code plinth preview --json} names its fields, without where the time went. */
    public ObjectNode toJson() {
        ObjectNode document = plan.toJson();
        document.set("policy", JsonReport.toJson(policies));
        sections.forEach(section -> document.set(section.key(), section.toJson()));
        return document;
    }
}
