package dev.plinth.policies;

import dev.plinth.model.SourceLocation;
import dev.plinth.model.SourceLocations;
import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.baseline.Occurrence;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.policies.waiver.Waiver;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Policy results of a stack, sorted by severity, rule and URN.
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
 * @param coverage how much of the stack the rules judged
 * @param input the file that was judged; {@link Input#NONE} where none was
 * @param locations where the program makes the resources
 * @param catalogue the rules that there are, disabled ones too
 */
public record PolicyReport(
        List<Violation> violations,
        List<Waived> waived,
        List<Approved> approved,
        List<Remediated> remediated,
        List<UnknownResult> unknown,
        List<Violation> baselined,
        List<Baseline.Entry> settled,
        int evaluated,
        int rules,
        int resources,
        Coverage coverage,
        Input input,
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
            List<UnknownResult> unknown,
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
                Coverage.NONE,
                Input.NONE,
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
     * @param properties the paths of the properties that it is about; empty where the verdict states none
     */
    public record Violation(
            String rule,
            Severity severity,
            Enforcement enforcement,
            String urn,
            String message,
            List<String> properties) {

        public Violation {
            properties = List.copyOf(properties);
        }

        /** Creates a violation that states no properties. */
        public Violation(String rule, Severity severity, Enforcement enforcement, String urn, String message) {
            this(rule, severity, enforcement, urn, message, List.of());
        }

        private boolean isSameFinding(Violation other) {
            return rule.equals(other.rule) && urn.equals(other.urn) && message.equals(other.message);
        }

        /** Returns the violation as baselines and fingerprints identify it. */
        public Occurrence occurrence() {
            return new Occurrence(rule, urn, message, properties);
        }
    }

    /** A broken rule that a waiver accepts. */
    public record Waived(Violation violation, Waiver waiver) {}

    /** A broken rule on changes that was approved for this change. */
    public record Approved(Violation violation, Approval approval) {}

    /**
     * A broken rule that was corrected: the change goes on with the corrected resource.
     *
     * @param message what was wrong
     * @param properties the paths of the properties that were wrong; empty where the verdict states none
     */
    public record Remediated(String rule, Severity severity, String urn, String message, List<String> properties) {

        public Remediated {
            properties = List.copyOf(properties);
        }

        /** Creates a remediated violation that states no properties. */
        public Remediated(String rule, Severity severity, String urn, String message) {
            this(rule, severity, urn, message, List.of());
        }
    }

    /**
     * A rule that has no result before the update.
     *
     * @param property the path of the property whose value is not known
     */
    public record UnknownResult(String rule, Severity severity, String urn, String property) {}

    /**
     * Share of a stack that the rules cover, without Pulumi's own resources: components, providers and the stack.
     *
     * @param resources how many resources there are
     * @param judged how many of them a rule on resources judged
     * @param unjudged the types that no rule looks at, each with the number of its resources
     */
    public record Coverage(int resources, int judged, SortedMap<String, Integer> unjudged) {

        /** Unknown coverage. */
        public static final Coverage NONE = new Coverage(0, 0, new TreeMap<>());

        public Coverage {
            unjudged = Collections.unmodifiableSortedMap(new TreeMap<>(unjudged));
        }

        /** Returns the same with other names of types. */
        public Coverage naming(UnaryOperator<String> names) {
            SortedMap<String, Integer> named = new TreeMap<>();
            unjudged.forEach((type, count) -> named.merge(names.apply(type), count, Integer::sum));
            return new Coverage(resources, judged, named);
        }

        private Coverage plus(Coverage other) {
            SortedMap<String, Integer> all = new TreeMap<>(unjudged);
            other.unjudged.forEach((type, count) -> all.merge(type, count, Integer::sum));
            return new Coverage(resources + other.resources, judged + other.judged, all);
        }
    }

    /**
     * A file that was judged.
     *
     * @param file its path, with slashes; empty where no file was judged
     * @param assumptions how much the environments in it matter, and why
     * @param notes what else is to be said of it, as sentences without a full stop
     * @param lines the line on which each resource begins, by its URN
     */
    public record Input(String file, List<Assumption> assumptions, List<String> notes, Map<String, Integer> lines) {

        /** No file was judged. */
        public static final Input NONE = new Input("", List.of(), List.of(), Map.of());

        public Input {
            assumptions = List.copyOf(assumptions);
            notes = List.copyOf(notes);
            lines = Map.copyOf(lines);
        }
    }

    /**
     * Tier and enforcement of an environment in a file.
     *
     * @param stack the stack's name
     * @param tier how much it matters
     * @param enforcement what a violation does
     * @param reason what says so
     */
    public record Assumption(String stack, Tier tier, Enforcement enforcement, String reason) {}

    /** Returns whether a file was judged and no rule judged any of its resources. */
    public boolean isNothingJudged() {
        return !input.file().isEmpty() && coverage.judged() == 0;
    }

    /** Returns whether anything stops the change. */
    public boolean isBlocking() {
        return violations.stream().anyMatch(violation -> stops(violation.enforcement()));
    }

    /** Returns whether a violation of some enforcement stops the change; a remaining violation after a remediation does. */
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

    /** Returns the report with other rules, such as those of a stack with its own rule libraries. */
    public PolicyReport withCatalogue(RuleSet others) {
        return with(parts -> parts.catalogue = others);
    }

    /** The same with further rules that ran, and what they judged. */
    public PolicyReport counting(int furtherEvaluated, int furtherRules) {
        return with(parts -> {
            parts.evaluated += furtherEvaluated;
            parts.rules += furtherRules;
        });
    }

    /** The same with how much of the stack was judged. */
    public PolicyReport covering(Coverage part) {
        return with(parts -> parts.coverage = part);
    }

    /** The same of a stack that was read from a file. */
    public PolicyReport of(Input file) {
        return with(parts -> parts.input = file);
    }

    /** Returns this report combined with that of another stack in the same file. */
    public PolicyReport and(PolicyReport other) {
        Map<String, List<SourceLocation>> places = new TreeMap<>(other.locations.byUrn());
        places.putAll(locations.byUrn());
        return new PolicyReport(
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
                joined(settled, other.settled),
                evaluated + other.evaluated,
                Math.max(rules, other.rules),
                resources + other.resources,
                coverage.plus(other.coverage),
                input,
                SourceLocations.of(places),
                catalogue);
    }

    /**
     * Returns whether a waiver matches nothing in either stack; it may cover a violation of one. Where the tiers differ, only
     * the stricter of both findings remains.
     */
    private boolean isUnmatchedInBoth(Violation violation, PolicyReport other) {
        return violations.stream().anyMatch(violation::isSameFinding)
                && other.violations.stream().anyMatch(violation::isSameFinding)
                && (stops(violation.enforcement())
                        || joined(violations, other.violations).stream()
                                .filter(violation::isSameFinding)
                                .noneMatch(each -> stops(each.enforcement())));
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    /** The same with the places where the resources are made. */
    public PolicyReport locatedBy(SourceLocations places) {
        return with(parts -> parts.locations = places);
    }

    private record Judged(String rule, String urn) {}

    /**
     * The same less the violations that a baseline accepts, which stay in the report as {@link #baselined}. An entry of
     * the baseline is settled when its rule says nothing of its resource's property any more.
     */
    public PolicyReport accepting(Baseline baseline) {
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
        return with(parts -> {
            parts.violations = accepted.getOrDefault(false, List.of());
            parts.baselined = accepted.getOrDefault(true, List.of());
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
                parts.coverage,
                parts.input,
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
        private Coverage coverage;
        private Input input;
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
            coverage = report.coverage;
            input = report.input;
            locations = report.locations;
            catalogue = report.catalogue;
        }
    }
}
