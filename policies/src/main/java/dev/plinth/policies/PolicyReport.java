package dev.plinth.policies;

import dev.plinth.model.SourceLocations;
import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.policies.waiver.Waiver;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the rules found in a stack, sorted by severity, rule and URN.
 *
 * @param violations what breaks a rule, and what is wrong with the waivers
 * @param waived what breaks a rule and is accepted
 * @param approved what breaks a rule on changes and was approved for this change
 * @param remediated what broke a rule and was corrected
 * @param unknown what only the update will tell; it never counts as compliant
 * @param baselined what breaks a rule and did so when the team began with the rules
 * @param settled what the baseline accepts and no longer occurs
 * @param evaluated how many pairs of a rule and a resource were judged
 * @param rules how many rules ran
 * @param resources how many resources the stack has
 * @param locations where the program makes the resources
 * @param catalogue the rules that there are, disabled ones too
 */
public record PolicyReport(
        List<Violation> violations,
        List<Waived> waived,
        List<Approved> approved,
        List<Remediated> remediated,
        List<Undecided> unknown,
        List<Violation> baselined,
        List<Baseline.Entry> settled,
        int evaluated,
        int rules,
        int resources,
        SourceLocations locations,
        RuleSet catalogue) {

    public PolicyReport {
        violations = List.copyOf(violations);
        waived = List.copyOf(waived);
        approved = List.copyOf(approved);
        remediated = List.copyOf(remediated);
        unknown = List.copyOf(unknown);
        baselined = List.copyOf(baselined);
        settled = List.copyOf(settled);
    }

    /** A report by the rules of Plinth with no baseline, of resources whose places are not known. */
    public PolicyReport(
            List<Violation> violations,
            List<Waived> waived,
            List<Approved> approved,
            List<Undecided> unknown,
            int evaluated,
            int rules,
            int resources) {
        this(
                violations,
                waived,
                approved,
                List.of(),
                unknown,
                List.of(),
                List.of(),
                evaluated,
                rules,
                resources,
                SourceLocations.NONE,
                RuleCatalogue.set());
    }

    /** The same report with other corrections. */
    public PolicyReport withRemediated(List<Remediated> corrected) {
        return with(parts -> parts.remediated = corrected);
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
     * A broken rule that was corrected: the change goes on with the corrected resource.
     *
     * @param message what was wrong
     */
    public record Remediated(String rule, Severity severity, String urn, String message) {}

    /**
     * A rule that can't be decided yet.
     *
     * @param property the path of the property whose value is not known
     */
    public record Undecided(String rule, Severity severity, String urn, String property) {}

    /** Says whether anything stops the change. */
    public boolean isBlocking() {
        return violations.stream().anyMatch(violation -> stops(violation.enforcement()));
    }

    /** Says whether a violation of some enforcement stops the change; what a correction leaves over does. */
    public static boolean stops(Enforcement enforcement) {
        return switch (enforcement) {
            case MANDATORY, REMEDIATE -> true;
            case ADVISORY, DISABLED -> false;
        };
    }

    /** The same with other violations. */
    public PolicyReport withViolations(List<Violation> others) {
        return with(parts -> parts.violations = others);
    }

    /** The same with other approved violations. */
    public PolicyReport withApproved(List<Approved> others) {
        return with(parts -> parts.approved = others);
    }

    /** The same of a stack that has rules of its own. */
    public PolicyReport judgedBy(RuleSet others) {
        return with(parts -> parts.catalogue = others);
    }

    /** The same with further rules that ran, and what they judged. */
    public PolicyReport counting(int furtherEvaluated, int furtherRules) {
        return with(parts -> {
            parts.evaluated += furtherEvaluated;
            parts.rules += furtherRules;
        });
    }

    /** The same with the places where the resources are made. */
    public PolicyReport locatedBy(SourceLocations places) {
        return with(parts -> parts.locations = places);
    }

    /**
     * The same less the violations that a baseline accepts, which stay in the report as {@link #baselined}. An entry of
     * the baseline is settled when its rule says nothing of its resource's property any more.
     */
    public PolicyReport accepting(Baseline baseline) {
        List<Violation> accepted = violations.stream()
                .filter(violation -> baseline.covers(catalogue, violation.rule(), violation.urn(), violation.message()))
                .toList();
        List<Violation> others = violations.stream()
                .filter(violation -> !accepted.contains(violation))
                .toList();
        List<Violation> occurring = Stream.of(
                        violations.stream(),
                        waived.stream().map(Waived::violation),
                        approved.stream().map(Approved::violation))
                .flatMap(all -> all)
                .toList();
        List<Baseline.Entry> gone = baseline.entries().stream()
                .filter(entry -> occurring.stream()
                        .noneMatch(violation ->
                                entry.occursIn(catalogue, violation.rule(), violation.urn(), violation.message())))
                .filter(entry -> unknown.stream()
                        .noneMatch(undecided -> undecided.rule().equals(entry.rule())
                                && undecided.urn().equals(entry.urn())))
                .toList();
        return with(parts -> {
            parts.violations = others;
            parts.baselined = accepted;
            parts.settled = gone;
        });
    }

    private PolicyReport with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return new PolicyReport(
                parts.violations,
                waived,
                parts.approved,
                parts.remediated,
                unknown,
                parts.baselined,
                parts.settled,
                parts.evaluated,
                parts.rules,
                resources,
                parts.locations,
                parts.catalogue);
    }

    /** The parts of a report that can be others than those of the report it is made from. */
    private static final class Parts {
        private List<Violation> violations;
        private List<Approved> approved;
        private List<Remediated> remediated;
        private List<Violation> baselined;
        private List<Baseline.Entry> settled;
        private int evaluated;
        private int rules;
        private SourceLocations locations;
        private RuleSet catalogue;

        Parts(PolicyReport report) {
            violations = report.violations;
            approved = report.approved;
            remediated = report.remediated;
            baselined = report.baselined;
            settled = report.settled;
            evaluated = report.evaluated;
            rules = report.rules;
            locations = report.locations;
            catalogue = report.catalogue;
        }
    }
}
