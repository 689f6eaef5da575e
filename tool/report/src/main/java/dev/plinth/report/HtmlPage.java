package dev.plinth.report;

import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.change.ChangeSection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Data of the template {@code page.html}. All texts are plain; the template escapes them.
 *
 * @param raw content that is not escaped
 * @param cards the summaries of all sections, highest risk first
 */
record HtmlPage(
        String project,
        String stack,
        String generator,
        Raw raw,
        HtmlVerdict verdict,
        List<HtmlSteps.Count> counts,
        List<HtmlBlockedResource> refusals,
        String approval,
        List<Card> cards,
        List<LegendEntry> legend,
        List<HtmlRisk> risks,
        TreeSet<String> types,
        List<HtmlSteps.Group> groups,
        HtmlPolicies policies,
        List<HtmlSection> sections) {

    /** Trusted content of this package. */
    record Raw(String contentSecurityPolicy, String style, String script, String diagram) {}

    /**
     * Summary of a section.
     *
     * @param target the id of the section
     */
    record Card(String target, String title, String summary, HtmlRisk risk) {}

    /** Sign of the diagram. */
    record LegendEntry(String operation, String symbol, String word) {}

    static HtmlPage of(PreviewReport report, String generator, Raw raw) {
        HtmlSteps steps = HtmlSteps.of(report);
        HtmlPolicies policies = HtmlPolicies.of(report, steps);
        return new HtmlPage(
                report.plan().project(),
                report.plan().stack(),
                generator,
                raw,
                HtmlVerdict.of(report, steps),
                steps.counts(),
                HtmlBlockedResource.of(report, steps),
                report.approval().orElse(""),
                cards(report, policies),
                Stream.of(ChangeMark.CREATED, ChangeMark.UPDATED, ChangeMark.REPLACED, ChangeMark.DELETED)
                        .map(mark -> new LegendEntry(mark.word().replaceFirst("d$", ""), mark.sign(), mark.word()))
                        .toList(),
                steps.risks(),
                steps.types(),
                steps.groups(),
                policies,
                Stream.concat(
                                report.gravestFirst().stream(),
                                report.shown().stream().filter(Section::isUnaffected))
                        .filter(section -> !section.key().equals(ChangeSection.KEY))
                        .map(HtmlSection::of)
                        .toList());
    }

    private static List<Card> cards(PreviewReport report, HtmlPolicies policies) {
        List<Card> cards = new ArrayList<>();
        for (Section section : report.gravestFirst()) {
            String target = section.key().equals(ChangeSection.KEY) ? "steps" : HtmlSection.id(section);
            cards.add(new Card(target, section.title(), section.summary(), HtmlRisk.of(section.risk())));
        }
        cards.add(new Card("policies", "Policies", policies.counts(), policies.risk()));
        cards.sort(Comparator.comparing(Card::risk));
        if (!report.standing().isEmpty()) {
            cards.add(new Card("policies", "Unchanged", report.standing(), HtmlRisk.INFO));
        }
        return List.copyOf(cards);
    }

    String contentSecurityPolicy() {
        return raw.contentSecurityPolicy();
    }

    String style() {
        return raw.style();
    }

    String script() {
        return raw.script();
    }

    String diagram() {
        return raw.diagram();
    }

    boolean hasDiagram() {
        return !raw.diagram().isEmpty();
    }

    boolean hasSteps() {
        return !groups.isEmpty();
    }

    boolean hasRefusals() {
        return !refusals.isEmpty();
    }
}
