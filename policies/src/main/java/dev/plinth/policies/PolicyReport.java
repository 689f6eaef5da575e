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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Policy results of a stack, sorted by severity, rule and URN.
 *
 * @param results the results by their kind
 * @param counts the numbers of rules, resources and evaluations
 * @param coverage how much of the stack the rules judged
 * @param input the file that was judged; {@link Input#NONE} where none was
 * @param locations where the program makes the resources
 * @param catalogue the rules that there are, disabled ones too
 */
public record PolicyReport(
        PolicyResults results,
        Counts counts,
        Coverage coverage,
        Input input,
        SourceLocations locations,
        RuleSet catalogue) {

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
                new PolicyResults(violations, waived, approved, List.of(), unknown, List.of(), List.of()),
                new Counts(evaluated, rules, resources),
                Coverage.NONE,
                Input.NONE,
                SourceLocations.NONE,
                RuleCatalogue.set());
    }

    /**
     * Sizes of an evaluation.
     *
     * @param evaluated how many pairs of a rule and a resource were judged
     * @param rules how many rules ran
     * @param resources how many resources the stack has
     */
    public record Counts(int evaluated, int rules, int resources) {

        private Counts plus(Counts other) {
            return new Counts(evaluated + other.evaluated, Math.max(rules, other.rules), resources + other.resources);
        }
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

        boolean isSameFinding(Violation other) {
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
        return results.violations().stream().anyMatch(violation -> stops(violation.enforcement()));
    }

    /** Returns whether a violation of some enforcement stops the change; a remaining violation after a remediation does. */
    public static boolean stops(Enforcement enforcement) {
        return switch (enforcement) {
            case MANDATORY, REMEDIATE -> true;
            case ADVISORY, DISABLED -> false;
        };
    }

    /** Returns the violations of rules, and the faults of waivers. */
    public List<Violation> violations() {
        return results.violations();
    }

    /** Returns the violations that a waiver accepts. */
    public List<Waived> waived() {
        return results.waived();
    }

    /** Returns the violations of rules on changes that were approved for this change. */
    public List<Approved> approved() {
        return results.approved();
    }

    /** Returns the violations that were remediated. */
    public List<Remediated> remediated() {
        return results.remediated();
    }

    /** Returns the results that are known only after the update; they never count as compliant. */
    public List<UnknownResult> unknown() {
        return results.unknown();
    }

    /** Returns the violations that the baseline accepts. */
    public List<Violation> baselined() {
        return results.baselined();
    }

    /** Returns the entries of the baseline that no longer occur. */
    public List<Baseline.Entry> settled() {
        return results.settled();
    }

    /** Returns the number of pairs of a rule and a resource that were judged. */
    public int evaluated() {
        return counts.evaluated();
    }

    /** Returns the number of rules that ran. */
    public int rules() {
        return counts.rules();
    }

    /** Returns the number of the stack's resources. */
    public int resources() {
        return counts.resources();
    }

    /** Returns the report with other violations. */
    public PolicyReport withViolations(List<Violation> others) {
        return with(results.withViolations(others));
    }

    /** Returns the report with other approved violations. */
    public PolicyReport withApproved(List<Approved> others) {
        return with(results.withApproved(others));
    }

    /** Returns the report with other remediated violations. */
    public PolicyReport withRemediated(List<Remediated> others) {
        return with(results.withRemediated(others));
    }

    /** Returns the report with other rules, such as those of a stack with its own rule libraries. */
    public PolicyReport withCatalogue(RuleSet others) {
        return new PolicyReport(results, counts, coverage, input, locations, others);
    }

    /** Returns the report with further rules that ran, and further evaluations. */
    public PolicyReport counting(int furtherEvaluated, int furtherRules) {
        Counts sums = new Counts(counts.evaluated + furtherEvaluated, counts.rules + furtherRules, counts.resources);
        return new PolicyReport(results, sums, coverage, input, locations, catalogue);
    }

    /** Returns the report with another coverage. */
    public PolicyReport covering(Coverage part) {
        return new PolicyReport(results, counts, part, input, locations, catalogue);
    }

    /** Returns the report of a stack that was read from a file. */
    public PolicyReport of(Input file) {
        return new PolicyReport(results, counts, coverage, file, locations, catalogue);
    }

    /** Returns the report with the places where the program makes the resources. */
    public PolicyReport locatedBy(SourceLocations places) {
        return new PolicyReport(results, counts, coverage, input, places, catalogue);
    }

    /** Returns this report combined with that of another stack in the same file. */
    public PolicyReport and(PolicyReport other) {
        Map<String, List<SourceLocation>> places = new TreeMap<>(other.locations.byUrn());
        places.putAll(locations.byUrn());
        return new PolicyReport(
                results.and(other.results),
                counts.plus(other.counts),
                coverage.plus(other.coverage),
                input,
                SourceLocations.of(places),
                catalogue);
    }

    /**
     * Returns the report less the violations that a baseline accepts, which stay in it as {@link #baselined}. An entry of
     * the baseline is settled when its rule says nothing of its resource's property any more.
     */
    public PolicyReport accepting(Baseline baseline) {
        return with(results.accepting(baseline, catalogue));
    }

    private PolicyReport with(PolicyResults others) {
        return new PolicyReport(others, counts, coverage, input, locations, catalogue);
    }
}
