package dev.plinth.operation.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.SourceLocations;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.report.JsonReport;
import dev.plinth.policies.rule.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Policy results of a change, as received from the engine.
 *
 * @param report violations, waived and unknown results, and how much was judged
 * @param complete whether the pack judged the whole stack; a resource that was refused on the way ends that
 */
public record PolicyFindings(PolicyReport report, boolean complete) {

    /**
     * Joins the pack's own report with what the engine's events say.
     *
     * @param report the report of the stack, absent when the engine stopped before the stack was judged
     * @param events what the engine told of all packs
     * @param ownRules the ids of the rules of Plinth's own pack
     */
    public static PolicyFindings of(Optional<PolicyReport> report, PackEvents events, Collection<String> ownRules) {
        return report.map(own -> new PolicyFindings(events.addTo(withRemedies(own), ownRules), true))
                .orElseGet(() -> new PolicyFindings(
                        new PolicyReport(events.mandatory(), List.of(), List.of(), List.of(), 0, 0, 0), false));
    }

    /** Findings of nothing, where nothing was to be judged. */
    public static PolicyFindings none() {
        return new PolicyFindings(new PolicyReport(List.of(), List.of(), List.of(), List.of(), 0, 0, 0), false);
    }

    /** The engine hears each violation with its remedy; whoever reads the report needs it as much. */
    private static PolicyReport withRemedies(PolicyReport report) {
        List<PolicyReport.Violation> violations = report.violations().stream()
                .map(violation -> report.catalogue()
                        .find(violation.rule())
                        .map(rule -> new PolicyReport.Violation(
                                violation.rule(),
                                violation.severity(),
                                violation.enforcement(),
                                violation.urn(),
                                violation.message() + "\n" + rule.remediation(),
                                violation.properties()))
                        .orElse(violation))
                .toList();
        return report.withViolations(violations);
    }

    /**
     * Returns the same findings with the properties of those violations that the engine passed on as text.
     *
     * @param properties the properties by a rule's id and a resource's URN; empty where they are not known
     */
    public PolicyFindings withProperties(BiFunction<String, String, List<String>> properties) {
        List<PolicyReport.Violation> violations = report.violations().stream()
                .map(violation -> violation.properties().isEmpty()
                        ? new PolicyReport.Violation(
                                violation.rule(),
                                violation.severity(),
                                violation.enforcement(),
                                violation.urn(),
                                violation.message(),
                                properties.apply(violation.rule(), violation.urn()))
                        : violation)
                .toList();
        return new PolicyFindings(report.withViolations(violations), complete);
    }

    /** The same with what was approved for the change that led here. */
    public PolicyFindings approvedBefore(List<PolicyReport.Approved> approved) {
        return new PolicyFindings(report.withApproved(approved), complete);
    }

    /** The same with the places where the program makes the resources. */
    public PolicyFindings locatedBy(SourceLocations locations) {
        return new PolicyFindings(report.locatedBy(locations), complete);
    }

    /** Returns whether a violation blocks the change. */
    public boolean isBlocking() {
        return report.isBlocking();
    }

    /**
     * Returns the command that approves the violations of rules on changes; empty if approvals alone are not sufficient.
     *
     * @param command the command to repeat, such as {@code plinth up staging}
     */
    public Optional<String> approval(String command) {
        List<PolicyReport.Violation> mandatory = mandatory();
        boolean approvable = !mandatory.isEmpty()
                && complete
                && mandatory.stream().allMatch(violation -> report.catalogue()
                        .find(violation.rule())
                        .filter(rule -> rule.scope() == Rule.Scope.CHANGE)
                        .isPresent());
        if (!approvable) {
            return Optional.empty();
        }
        String options = mandatory.stream()
                .map(violation -> " --approve '" + violation.rule() + "@" + violation.urn() + "'")
                .distinct()
                .collect(Collectors.joining());
        return Optional.of(command + options + " --reason \"why this change is right\"");
    }

    private List<PolicyReport.Violation> mandatory() {
        return report.violations().stream()
                .filter(violation -> PolicyReport.stops(violation.enforcement()))
                .toList();
    }

    /** Returns the ids of the violated mandatory rules. */
    public String rules() {
        return mandatory().stream().map(PolicyReport.Violation::rule).distinct().collect(Collectors.joining(", "));
    }

    /** Returns the reason why the change is blocked, one line per violation. */
    public String refusal() {
        return "policies block this change (" + rules() + "); nothing was changed";
    }

    /** The findings as the contract of {@code plinth preview --json} names their fields. */
    public ObjectNode toJson() {
        return JsonReport.toJson(report);
    }
}
