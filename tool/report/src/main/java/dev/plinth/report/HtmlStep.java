package dev.plinth.report;

import dev.plinth.model.SourceLocation;
import dev.plinth.model.SourceLocations;
import dev.plinth.preview.change.ChangedResource;
import dev.plinth.preview.change.Difference;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Step on the page.
 *
 * @param open whether it is initially open
 * @param brief the changed properties, for the collapsed line; empty for creations and deletions
 * @param because the reasons of a replacement
 * @param sources the source locations of the resource
 */
record HtmlStep(
        String id,
        HtmlOperation operation,
        HtmlRisk risk,
        String urn,
        String name,
        String type,
        boolean open,
        String brief,
        List<String> because,
        List<HtmlNotes.Note> notes,
        List<Property> properties,
        List<String> sources) {

    /** Number of properties in the collapsed line. */
    private static final int SHOWN = 3;

    /**
     * Property before and after the step.
     *
     * @param before the previous value; empty for an added property
     * @param after the new value; empty for a removed property
     * @param unknown whether the new value is known only after the update
     */
    record Property(String path, String before, String after, boolean unknown) {
        boolean compared() {
            return !before.isEmpty() && !after.isEmpty();
        }
    }

    static HtmlStep of(String id, ChangedResource step, HtmlNotes notes, SourceLocations locations, boolean few) {
        HtmlOperation operation = HtmlOperation.of(step.change().operation());
        String urn = step.change().resource().urn();
        List<HtmlNotes.Note> own = notes.of(step.change());
        HtmlRisk risk = own.stream()
                .map(HtmlNotes.Note::risk)
                .reduce(
                        operation == HtmlOperation.DELETE || operation == HtmlOperation.REPLACE
                                ? HtmlRisk.WARNING
                                : HtmlRisk.INFO,
                        HtmlRisk::or);
        List<Property> properties = properties(step, operation);
        return new HtmlStep(
                id,
                operation,
                risk,
                urn,
                step.change().resource().name(),
                step.change().resource().type(),
                risk == HtmlRisk.CRITICAL || (few && operation != HtmlOperation.CREATE),
                brief(operation, properties),
                step.because(),
                own,
                properties,
                locations.of(urn).stream()
                        .map(SourceLocation::toString)
                        .distinct()
                        .toList());
    }

    private static List<Property> properties(ChangedResource step, HtmlOperation operation) {
        return switch (operation) {
            case CREATE, DELETE ->
                step.inputs().stream().map(HtmlStep::property).toList();
            case UPDATE, REPLACE ->
                step.differences().stream().map(HtmlStep::property).toList();
        };
    }

    private static Property property(Difference difference) {
        return new Property(
                difference.path(),
                difference.sign() == Difference.Sign.ADDED ? "" : difference.before(),
                difference.sign() == Difference.Sign.REMOVED ? "" : difference.after(),
                difference.isUnknown());
    }

    private static String brief(HtmlOperation operation, List<Property> properties) {
        if (operation != HtmlOperation.UPDATE && operation != HtmlOperation.REPLACE) {
            return "";
        }
        int more = properties.size() - SHOWN;
        return properties.stream().limit(SHOWN).map(Property::path).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    boolean risky() {
        return risk != HtmlRisk.INFO;
    }

    boolean hasProperties() {
        return !properties.isEmpty();
    }
}
