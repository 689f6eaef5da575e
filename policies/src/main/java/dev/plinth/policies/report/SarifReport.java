package dev.plinth.policies.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.graph.Urns;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rules.RuleCatalogue;

/**
 * Writes a report as SARIF 2.1.0. A result's place is the resource's URN; because code scanning shows only what lies in a
 * file, the stack's configuration stands for its file.
 */
final class SarifReport {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifReport() {}

    static String render(PolicyReport report) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = document.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "plinth");
        ArrayNode rules = driver.putArray("rules");
        RuleCatalogue.all().forEach(rule -> describe(rules.addObject(), rule));
        ArrayNode results = run.putArray("results");
        report.violations().forEach(violation -> violation(results.addObject(), violation));
        for (PolicyReport.Waived waived : report.waived()) {
            ObjectNode result = results.addObject();
            violation(result, waived.violation());
            result.putArray("suppressions")
                    .addObject()
                    .put("kind", "external")
                    .put("status", "accepted")
                    .put("justification", Texts.waived(waived));
        }
        for (PolicyReport.Undecided undecided : report.unknown()) {
            ObjectNode result = results.addObject();
            result(result, undecided.rule(), undecided.urn(), Texts.undecided(undecided));
            // The standard asks for the level none where a result is no failure.
            result.put("kind", "open").put("level", "none");
        }
        return document.toPrettyString() + "\n";
    }

    private static void describe(ObjectNode node, Rule rule) {
        node.put("id", rule.id());
        node.putObject("shortDescription").put("text", rule.title());
        node.putObject("fullDescription").put("text", rule.risk());
        node.putObject("help").put("text", rule.remediation());
        ObjectNode properties = node.putObject("properties").put("security-severity", score(rule.severity()));
        ArrayNode tags = properties.putArray("tags").add("security");
        rule.references().forEach(reference -> tags.add(reference.framework() + " " + reference.control()));
    }

    /** The bands in which code scanning sorts: above 9 is critical, from 7 high, from 4 medium, below that low. */
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
        };
    }

    private static void violation(ObjectNode node, PolicyReport.Violation violation) {
        result(node, violation.rule(), violation.urn(), violation.message());
        node.put("kind", "fail").put("level", violation.enforcement() == Enforcement.MANDATORY ? "error" : "warning");
    }

    private static void result(ObjectNode node, String rule, String urn, String message) {
        node.put("ruleId", rule);
        node.putObject("message").put("text", message);
        ObjectNode location = node.putArray("locations").addObject();
        ObjectNode physical = location.putObject("physicalLocation");
        String stack = Urns.stack(urn);
        physical.putObject("artifactLocation")
                .put("uri", stack.isEmpty() ? "Pulumi.yaml" : "Pulumi." + stack + ".yaml");
        physical.putObject("region").put("startLine", 1);
        location.putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", urn)
                .put("kind", "resource");
        node.putObject("partialFingerprints").put("ruleAndResource/v1", rule + "@" + urn);
    }
}
