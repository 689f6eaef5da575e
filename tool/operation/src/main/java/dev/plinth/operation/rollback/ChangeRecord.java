package dev.plinth.operation.rollback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.Step;
import dev.plinth.operation.Digests;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.cost.CostSection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A change as the history records it: counts, digest, policy results, approvals and cost. It contains no value of a resource, so
 * that it contains no secret.
 */
final class ChangeRecord {

    private ChangeRecord() {}

    /**
     * Returns the record of a change.
     *
     * @param report the change
     * @param note the reason that was given for it; empty for none
     */
    static ObjectNode of(PreviewReport report, String note) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        if (!note.isEmpty()) {
            record.put("note", note);
        }
        record.set("plan", plan(report.plan().changes()));
        record.set("policy", counts(report.policies()));
        var approvals = record.putArray("approvals");
        for (Approval approval : report.policies().approved().stream()
                .map(PolicyReport.Approved::approval)
                .distinct()
                .toList()) {
            approvals
                    .addObject()
                    .put("rule", approval.rule())
                    .put("urn", approval.urn())
                    .put("who", approval.name())
                    .put("reason", approval.reason());
        }
        report.sections().stream()
                .filter(CostSection.class::isInstance)
                .filter(section -> !section.isSilent())
                .findFirst()
                .ifPresent(section -> {
                    JsonNode cost = section.toJson();
                    ObjectNode monthly = record.putObject("cost");
                    List.of("currency", "before", "after").forEach(key -> monthly.set(key, cost.path(key)));
                });
        return record;
    }

    /** The same change has the same digest, whoever plans it. */
    private static ObjectNode plan(List<Step> changes) {
        Map<String, Integer> counts = new TreeMap<>();
        changes.forEach(step -> counts.merge(step.op(), 1, Integer::sum));
        String lines = changes.stream()
                .map(step -> step.op() + " " + step.urn() + " " + step.changedPaths())
                .sorted()
                .collect(Collectors.joining("\n"));
        ObjectNode plan = JsonNodeFactory.instance.objectNode().put("digest", Digests.ofText(lines));
        ObjectNode summary = plan.putObject("summary");
        counts.forEach(summary::put);
        return plan;
    }

    /** Returns the number of policy results of each kind, and the violated rules. */
    static ObjectNode counts(PolicyReport report) {
        ObjectNode counts = JsonNodeFactory.instance
                .objectNode()
                .put("evaluated", report.evaluated())
                .put("mandatory", mandatory(report))
                .put("advisory", report.violations().size() - mandatory(report))
                .put("waived", report.waived().size())
                .put("approved", report.approved().size())
                .put("unknown", report.unknown().size());
        var rules = counts.putArray("violated");
        report.violations().stream()
                .map(PolicyReport.Violation::rule)
                .distinct()
                .sorted()
                .forEach(rules::add);
        return counts;
    }

    private static int mandatory(PolicyReport report) {
        return (int) report.violations().stream()
                .map(PolicyReport.Violation::enforcement)
                .filter(PolicyReport::stops)
                .count();
    }
}
