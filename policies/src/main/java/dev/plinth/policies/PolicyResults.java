package dev.plinth.policies;

import dev.plinth.policies.PolicyReport.Approved;
import dev.plinth.policies.PolicyReport.Remediated;
import dev.plinth.policies.PolicyReport.UnknownResult;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.PolicyReport.Waived;
import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.rule.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Results of rules by their kind; results of compliant resources are left out.
 *
 * @param violations what breaks a rule, and what is wrong with the waivers
 * @param waived what breaks a rule and is accepted
 * @param approved what breaks a rule on changes and was approved for this change
 * @param remediated what broke a rule and was corrected
 * @param unknown results that are known only after the update; they never count as compliant
 * @param baselined what breaks a rule and did so when the team began with the rules
 * @param settled what the baseline accepts and no longer occurs
 */
public record PolicyResults(
        List<Violation> violations,
        List<Waived> waived,
        List<Approved> approved,
        List<Remediated> remediated,
        List<UnknownResult> unknown,
        List<Violation> baselined,
        List<Baseline.Entry> settled) {

    public PolicyResults {
        violations = List.copyOf(violations);
        waived = List.copyOf(waived);
        approved = List.copyOf(approved);
        remediated = List.copyOf(remediated);
        unknown = List.copyOf(unknown);
        baselined = List.copyOf(baselined);
        settled = List.copyOf(settled);
    }

    PolicyResults withViolations(List<Violation> others) {
        return new PolicyResults(others, waived, approved, remediated, unknown, baselined, settled);
    }

    PolicyResults withApproved(List<Approved> others) {
        return new PolicyResults(violations, waived, others, remediated, unknown, baselined, settled);
    }

    PolicyResults withRemediated(List<Remediated> others) {
        return new PolicyResults(violations, waived, approved, others, unknown, baselined, settled);
    }

    /** Returns these results combined with those of another stack in the same file. */
    PolicyResults and(PolicyResults other) {
        return new PolicyResults(
                joined(violations, other.violations).stream()
                        .filter(violation -> !violation.rule().equals(PolicyEvaluator.WAIVER_UNMATCHED)
                                || isUnmatchedInBoth(violation, other))
                        .sorted(PolicyEvaluator.ORDER)
                        .toList(),
                joined(waived, other.waived),
                joined(approved, other.approved),
                joined(remediated, other.remediated),
                joined(unknown, other.unknown),
                joined(baselined, other.baselined),
                joined(settled, other.settled));
    }

    /**
     * Returns whether a waiver matches nothing in either stack; it may cover a violation of one. Where the tiers differ, only
     * the stricter of both findings remains.
     */
    private boolean isUnmatchedInBoth(Violation violation, PolicyResults other) {
        return violations.stream().anyMatch(violation::isSameFinding)
                && other.violations.stream().anyMatch(violation::isSameFinding)
                && (PolicyReport.stops(violation.enforcement())
                        || joined(violations, other.violations).stream()
                                .filter(violation::isSameFinding)
                                .noneMatch(each -> PolicyReport.stops(each.enforcement())));
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    private record Judged(String rule, String urn) {}

    /** Returns these results less the violations that a baseline accepts; see {@link PolicyReport#accepting}. */
    PolicyResults accepting(Baseline baseline, RuleSet catalogue) {
        Map<Boolean, List<Violation>> accepted = violations.stream()
                .collect(Collectors.partitioningBy(violation -> baseline.covers(catalogue, violation.occurrence())));
        Map<Judged, List<Violation>> occurring = Stream.of(
                        violations.stream(),
                        waived.stream().map(Waived::violation),
                        approved.stream().map(Approved::violation))
                .flatMap(all -> all)
                .collect(Collectors.groupingBy(violation -> new Judged(violation.rule(), violation.urn())));
        Set<Judged> withoutResult = unknown.stream()
                .map(entry -> new Judged(entry.rule(), entry.urn()))
                .collect(Collectors.toSet());
        List<Baseline.Entry> gone = baseline.entries().stream()
                .filter(entry -> !withoutResult.contains(new Judged(entry.rule(), entry.urn())))
                .filter(entry -> occurring.getOrDefault(new Judged(entry.rule(), entry.urn()), List.of()).stream()
                        .noneMatch(violation -> entry.occursIn(catalogue, violation.occurrence())))
                .toList();
        return new PolicyResults(
                accepted.getOrDefault(false, List.of()),
                waived,
                approved,
                remediated,
                unknown,
                accepted.getOrDefault(true, List.of()),
                gone);
    }
}
