package dev.plinth.policies;

import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.policies.waiver.Waiver;
import java.util.List;

/**
 * What the rules found in a stack, sorted by severity, rule and URN.
 *
 * @param violations what breaks a rule, and what is wrong with the waivers
 * @param waived what breaks a rule and is accepted
 * @param approved what breaks a rule on changes and was approved for this change
 * @param unknown what only the update will tell; it never counts as compliant
 * @param evaluated how many pairs of a rule and a resource were judged
 * @param rules how many rules ran
 * @param resources how many resources the stack has
 */
public record PolicyReport(
        List<Violation> violations,
        List<Waived> waived,
        List<Approved> approved,
        List<Undecided> unknown,
        int evaluated,
        int rules,
        int resources) {

    public PolicyReport {
        violations = List.copyOf(violations);
        waived = List.copyOf(waived);
        approved = List.copyOf(approved);
        unknown = List.copyOf(unknown);
    }

    /**
     * A broken rule.
     *
     * @param rule the rule's id, or {@code waiver-…} for a fault of a waiver
     * @param severity how bad it is
     * @param enforcement what it does to a change
     * @param urn the resource; for a fault of a waiver its URN pattern
     * @param message which property, its value, and what it must be
     */
    public record Violation(String rule, Severity severity, Enforcement enforcement, String urn, String message) {}

    /** A broken rule that a waiver accepts. */
    public record Waived(Violation violation, Waiver waiver) {}

    /** A broken rule on changes that was approved for this change. */
    public record Approved(Violation violation, Approval approval) {}

    /**
     * A rule that can't be decided yet.
     *
     * @param property the path of the property whose value is not known
     */
    public record Undecided(String rule, Severity severity, String urn, String property) {}

    /** Says whether anything stops the change. */
    public boolean isBlocking() {
        return violations.stream().anyMatch(violation -> violation.enforcement() == Enforcement.MANDATORY);
    }
}
