package dev.plinth.policies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.policies.PolicyReport;

/** Writes a report as the {@code policy} section of {@code plinth preview --json}. */
public final class JsonReport {

    private JsonReport() {}

    static String render(PolicyReport report) {
        return toJson(report).toPrettyString() + "\n";
    }

    /**
     * Makes the section: {@code violations} and {@code waived} with {@code rule}, {@code severity}, {@code enforcement},
     * {@code urn} and {@code message}, {@code approved} beside them, {@code remediated} with what was corrected,
     * {@code unknown} with the {@code property}, and the counts {@code evaluated},
     * {@code rules} and {@code resources}.
     */
    public static ObjectNode toJson(PolicyReport report) {
        ObjectNode section = JsonNodeFactory.instance.objectNode();
        ArrayNode violations = section.putArray("violations");
        report.violations().forEach(violation -> violations.add(violation(violation)));
        ArrayNode waived = section.putArray("waived");
        for (PolicyReport.Waived entry : report.waived()) {
            waived.add(violation(entry.violation())
                    .put("reason", entry.waiver().reason())
                    .put("owner", entry.waiver().owner())
                    .put("expires", entry.waiver().expires().toString()));
        }
        ArrayNode approved = section.putArray("approved");
        for (PolicyReport.Approved entry : report.approved()) {
            approved.add(violation(entry.violation())
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
                    .put("message", corrected.message());
        }
        ArrayNode unknown = section.putArray("unknown");
        for (PolicyReport.Undecided undecided : report.unknown()) {
            unknown.addObject()
                    .put("rule", undecided.rule())
                    .put("severity", Texts.lower(undecided.severity()))
                    .put("urn", undecided.urn())
                    .put("property", undecided.property());
        }
        return section.put("evaluated", report.evaluated())
                .put("rules", report.rules())
                .put("resources", report.resources());
    }

    private static ObjectNode violation(PolicyReport.Violation violation) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("rule", violation.rule())
                .put("severity", Texts.lower(violation.severity()))
                .put("enforcement", Texts.lower(violation.enforcement()))
                .put("urn", violation.urn())
                .put("message", violation.message());
    }
}
