package dev.plinth.policies;

import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.PolicyReport.Approved;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.PolicyReport.Waived;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.policies.waiver.ResourceWaivers;
import dev.plinth.policies.waiver.Waiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Violations that waivers and approvals accept, and the faults of waivers and approvals that are invalid or match none. */
final class AcceptedViolations {

    private final Collection<Rule> rules;
    private final Subject subject;
    private final ResourceWaivers written;
    private final List<Waived> waived = new ArrayList<>();
    private final List<Approved> approved = new ArrayList<>();
    private final Set<Object> used = new HashSet<>();

    /**
     * Creates an empty set.
     *
     * @param rules the rules that there are
     * @param subject the stack with all its waivers and approvals
     * @param written the waivers in the program, with their faults
     */
    AcceptedViolations(Collection<Rule> rules, Subject subject, ResourceWaivers written) {
        this.rules = rules;
        this.subject = subject;
        this.written = written;
    }

    /** Returns the waiver for a violation that counts longest; it may have expired. */
    static Optional<Waiver> waiver(Rule rule, String urn, List<Waiver> waivers) {
        return waivers.stream()
                .filter(candidate -> rule.isWaivable() && candidate.covers(rule.id(), urn))
                .max(Comparator.comparing(Waiver::expires));
    }

    /** Returns whether an approval or a valid waiver accepts a violation, and keeps it if so. */
    boolean accepts(Rule rule, Violation violation) {
        Optional<Approval> approval = subject.approvals().stream()
                .filter(candidate -> rule.scope() == Rule.Scope.CHANGE && candidate.covers(rule.id(), violation.urn()))
                .findFirst();
        if (approval.isPresent()) {
            used.add(approval.get());
            approved.add(new Approved(violation, approval.get()));
            return true;
        }
        Optional<Waiver> waiver = waiver(rule, violation.urn(), subject.waivers());
        waiver.ifPresent(used::add);
        Optional<Waiver> valid = waiver.filter(candidate -> !candidate.isExpired(subject.today()));
        valid.ifPresent(candidate -> waived.add(new Waived(violation, candidate)));
        return valid.isPresent();
    }

    /** Returns the violations that waivers accept. */
    List<Waived> waived() {
        return waived;
    }

    /** Returns the violations that approvals accept. */
    List<Approved> approved() {
        return approved;
    }

    /** Returns the faults of waivers and approvals, after all violations were compared with them. */
    List<Violation> faults() {
        List<Violation> faults = new ArrayList<>();
        addFaultsOfWaivers(faults);
        addFaultsOfApprovals(faults);
        return faults;
    }

    private void addFaultsOfWaivers(List<Violation> faults) {
        for (ResourceWaivers.Fault fault : written.faults()) {
            faults.add(new Violation(
                    PolicyEvaluator.WAIVER_INVALID,
                    Severity.HIGH,
                    subject.parameters().enforcement(),
                    fault.urn(),
                    fault.message()));
        }
        for (Waiver waiver : subject.waivers()) {
            Optional<Rule> rule = rules.stream()
                    .filter(candidate -> candidate.id().equals(waiver.rule()))
                    .findFirst();
            if (rule.isEmpty()) {
                faults.add(fault(PolicyEvaluator.WAIVER_UNKNOWN_RULE, waiver, "unknown rule"));
            } else if (!rule.get().isWaivable()) {
                faults.add(fault(PolicyEvaluator.WAIVER_FORBIDDEN, waiver, "violations of this rule cannot be waived"));
            } else if (waiver.isExpired(subject.today())) {
                faults.add(fault(PolicyEvaluator.WAIVER_EXPIRED, waiver, "it expired on " + waiver.expires()));
            } else if (!used.contains(waiver)
                    // Without the changes, a rule on changes had nothing to say.
                    && !(rule.get().scope() == Rule.Scope.CHANGE
                            && subject.changes().isEmpty())) {
                faults.add(fault(PolicyEvaluator.WAIVER_UNMATCHED, waiver, "it matches no violation; remove it"));
            }
        }
    }

    private Violation fault(String id, Waiver waiver, String fault) {
        return new Violation(
                id,
                Severity.HIGH,
                subject.parameters().enforcement(),
                waiver.urn(),
                "waiver of " + waiver.rule() + " for " + waiver.urn() + " (" + waiver.owner() + "): " + fault);
    }

    private void addFaultsOfApprovals(List<Violation> faults) {
        for (Approval approval : subject.approvals()) {
            if (!used.contains(approval)) {
                faults.add(new Violation(
                        PolicyEvaluator.APPROVAL_UNMATCHED,
                        Severity.HIGH,
                        Enforcement.MANDATORY,
                        approval.urn(),
                        "approval of " + approval.rule() + " for " + approval.urn()
                                + ": this change does not violate the rule for this resource"));
            }
        }
    }
}
