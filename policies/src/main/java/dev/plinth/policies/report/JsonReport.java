package dev.plinth.policies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.SourceLocation;
import dev.plinth.policies.PolicyReport;
import java.util.List;

/** Writes a report as the {@code policy} section of {@code plinth preview --json}. */
public final class JsonReport {

    private JsonReport() {}

    /** Writes the section, and beside it what was judged. */
    static String render(PolicyReport report) {
        ObjectNode section = toJson(report);
        if (!report.coverage().equals(PolicyReport.Coverage.NONE)) {
            ObjectNode coverage = section.putObject("coverage")
                    .put("resources", report.coverage().resources())
                    .put("judged", report.coverage().judged());
            ObjectNode unjudged = coverage.putObject("typesWithoutRule");
            report.coverage().unjudged().forEach(unjudged::put);
        }
        if (!report.input().file().isEmpty()) {
            ObjectNode input =
                    section.putObject("input").put("file", report.input().file());
            ArrayNode environments = input.putArray("environments");
            for (PolicyReport.Assumption assumption : report.input().assumptions()) {
                environments
                        .addObject()
                        .put("stack", assumption.stack())
                        .put("tier", Texts.lower(assumption.tier()))
                        .put("enforcement", Texts.lower(assumption.enforcement()))
                        .put("reason", assumption.reason());
            }
            ArrayNode notes = input.putArray("notes");
            Texts.notes(report).forEach(notes::add);
        }
        return section.toPrettyString() + "\n";
    }

    /**
     * Returns the section of a report.
     *
     * <ul>
     *   <li>{@code violations}, {@code waived}, {@code approved} and {@code baselined} have {@code rule}, {@code severity},
     *       {@code enforcement}, {@code urn} and {@code message}.
     *   <li>{@code remediated} has the corrections, {@code unknown} the {@code property}, and {@code settled} the entries of
     *       the baseline without a violation.
     *   <li>{@code evaluated}, {@code rules} and {@code resources} are counts.
     *   <li>{@code locations}, where known, has {@code file} or {@code class}, and {@code line} of the code that makes a
     *       resource.
     * </ul>
     */
    public static ObjectNode toJson(PolicyReport report) {
        ObjectNode section = JsonNodeFactory.instance.objectNode();
        ArrayNode violations = section.putArray("violations");
        report.violations().forEach(violation -> violations.add(violation(report, violation)));
        ArrayNode waived = section.putArray("waived");
        for (PolicyReport.Waived entry : report.waived()) {
            waived.add(violation(report, entry.violation())
                    .put("reason", entry.waiver().reason())
                    .put("owner", entry.waiver().owner())
                    .put("expires", entry.waiver().expires().toString()));
        }
        ArrayNode approved = section.putArray("approved");
        for (PolicyReport.Approved entry : report.approved()) {
            approved.add(violation(report, entry.violation())
                    .put("reason", entry.approval().reason())
                    .put("name", entry.approval().name()));
        }
        ArrayNode remediated = section.putArray("remediated");
        for (PolicyReport.Remediated corrected : report.remediated()) {
            remediated
                    .addObject()
                    .put("rule", corrected.rule())
                    .put("severity", Texts.lower(corrected.severity()))
                    .put("urn", corrected.urn())
                    .put("message", Texts.clean(corrected.message()));
        }
        ArrayNode unknown = section.putArray("unknown");
        for (PolicyReport.UnknownResult result : report.unknown()) {
            unknown.add(locate(
                    report,
                    result.urn(),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("rule", result.rule())
                            .put("severity", Texts.lower(result.severity()))
                            .put("urn", result.urn())
                            .put("property", result.property())));
        }
        ArrayNode baselined = section.putArray("baselined");
        report.baselined().forEach(violation -> baselined.add(violation(report, violation)));
        ArrayNode settled = section.putArray("settled");
        report.settled().forEach(entry -> settled.addObject()
                .put("rule", entry.rule())
                .put("urn", entry.urn())
                .put("property", entry.property()));
        return section.put("evaluated", report.evaluated())
                .put("rules", report.rules())
                .put("resources", report.resources());
    }

    private static ObjectNode violation(PolicyReport report, PolicyReport.Violation violation) {
        return locate(
                report,
                violation.urn(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("rule", violation.rule())
                        .put("severity", Texts.lower(violation.severity()))
                        .put("enforcement", Texts.lower(violation.enforcement()))
                        .put("urn", Texts.clean(violation.urn()))
                        .put("message", Texts.clean(violation.message())));
    }

    private static ObjectNode locate(PolicyReport report, String urn, ObjectNode node) {
        List<SourceLocation> places = report.locations().of(urn);
        if (!places.isEmpty()) {
            ArrayNode locations = node.putArray("locations");
            for (SourceLocation place : places) {
                ObjectNode location = locations.addObject();
                if (place.file().isEmpty()) {
                    location.put("class", place.type());
                } else {
                    location.put("file", place.file());
                }
                location.put("line", place.line());
            }
        }
        return node;
    }
}
