package dev.plinth.policies;

import dev.plinth.policies.PolicyReport.Undecided;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.PolicyReport.Waived;
import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.ResourceGraph;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.waiver.Waiver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a stack by the rules. It reads no file and no clock, so the same arguments always give the same report. */
public final class PolicyEvaluator {

    /** A waiver whose last day is over. */
    public static final String WAIVER_EXPIRED = "waiver-expired";

    /** A waiver that covers no violation. */
    public static final String WAIVER_UNMATCHED = "waiver-unmatched";

    /** A waiver for a rule that does not exist. */
    public static final String WAIVER_UNKNOWN_RULE = "waiver-unknown-rule";

    private static final Comparator<Violation> ORDER = Comparator.comparing(Violation::severity)
            .thenComparing(Violation::rule)
            .thenComparing(Violation::urn)
            .thenComparing(Violation::message);

    private final Collection<Rule> rules;

    private PolicyEvaluator(Collection<Rule> rules) {
        this.rules = rules;
    }

    /** Judges a stack by all rules; see {@link #evaluate(Collection, ResourceGraph, PolicyParameters, List, LocalDate)}. */
    public static PolicyReport evaluate(
            ResourceGraph graph, PolicyParameters parameters, List<Waiver> waivers, LocalDate today) {
        return evaluate(RuleCatalogue.all(), graph, parameters, waivers, today);
    }

    /**
     * Judges a stack.
     *
     * @param rules the rules that run, less those that the parameters disable
     * @param waivers the exceptions; an expired one, one that covers no violation, and one for a rule that isn't among
     *     {@code rules} are violations themselves
     * @param today the day that decides whether a waiver still counts
     */
    public static PolicyReport evaluate(
            Collection<Rule> rules,
            ResourceGraph graph,
            PolicyParameters parameters,
            List<Waiver> waivers,
            LocalDate today) {
        return new PolicyEvaluator(rules).run(graph, parameters, waivers, today);
    }

    private PolicyReport run(ResourceGraph graph, PolicyParameters parameters, List<Waiver> waivers, LocalDate today) {
        RuleContext context = new RuleContext(graph, parameters);
        List<Violation> violations = new ArrayList<>();
        List<Waived> waived = new ArrayList<>();
        List<Undecided> unknown = new ArrayList<>();
        Set<Waiver> used = new HashSet<>();
        int evaluated = 0;
        List<Rule> enabled = rules.stream()
                .filter(rule -> parameters.enforcementOf(rule) != Enforcement.DISABLED)
                .sorted(Comparator.comparing(Rule::severity).thenComparing(Rule::id))
                .toList();
        for (Rule rule : enabled) {
            for (GraphResource resource : graph.resources()) {
                Judgement judgement = judge(rule, resource, context);
                if (judgement.verdict() instanceof Verdict.NotApplicable) {
                    continue;
                }
                evaluated++;
                if (judgement.verdict() instanceof Verdict.Unknown undecided) {
                    unknown.add(new Undecided(rule.id(), rule.severity(), resource.urn(), undecided.property()));
                }
                if (judgement.verdict() instanceof Verdict.Fail failure) {
                    Violation violation = new Violation(
                            rule.id(), rule.severity(), judgement.enforcement(), resource.urn(), failure.message());
                    Optional<Waiver> waiver = waivers.stream()
                            .filter(candidate -> candidate.covers(rule.id(), resource.urn()))
                            .max(Comparator.comparing(Waiver::expires));
                    waiver.ifPresent(used::add);
                    waiver.filter(candidate -> !candidate.isExpired(today))
                            .ifPresentOrElse(
                                    candidate -> waived.add(new Waived(violation, candidate)),
                                    () -> violations.add(violation));
                }
            }
        }
        violations.addAll(faults(waivers, used, parameters, today));
        violations.sort(ORDER);
        return new PolicyReport(
                violations,
                waived,
                unknown,
                evaluated,
                enabled.size(),
                graph.resources().size());
    }

    /** Judges one resource by one rule. A rule that throws fails the resource, and always stops the change. */
    public static Judgement judge(Rule rule, GraphResource resource, RuleContext context) {
        try {
            Enforcement enforcement = context.parameters().enforcementOf(rule);
            return new Judgement(rule.judge(resource, context), enforcement);
        } catch (RuntimeException e) {
            // The exception's message could quote a property's value, a secret among them.
            String message = "rule " + rule.id() + " could not judge the resource ("
                    + e.getClass().getSimpleName() + "): this is a fault of the rule, report it";
            return new Judgement(Verdict.fail(message), Enforcement.MANDATORY);
        }
    }

    /** A verdict, and what it does to a change when it is a failure. */
    public record Judgement(Verdict verdict, Enforcement enforcement) {}

    private List<Violation> faults(
            List<Waiver> waivers, Set<Waiver> used, PolicyParameters parameters, LocalDate today) {
        List<Violation> faults = new ArrayList<>();
        for (Waiver waiver : waivers) {
            boolean known = rules.stream().anyMatch(rule -> rule.id().equals(waiver.rule()));
            if (!known) {
                faults.add(fault(WAIVER_UNKNOWN_RULE, waiver, "no rule has this id", parameters));
            } else if (waiver.isExpired(today)) {
                faults.add(fault(WAIVER_EXPIRED, waiver, "it expired on " + waiver.expires(), parameters));
            } else if (!used.contains(waiver)) {
                faults.add(fault(WAIVER_UNMATCHED, waiver, "it covers no violation, remove it", parameters));
            }
        }
        return faults;
    }

    private static Violation fault(String id, Waiver waiver, String fault, PolicyParameters parameters) {
        String message = "waiver of " + waiver.rule() + " for " + waiver.urn() + " (" + waiver.owner() + "): " + fault;
        return new Violation(id, Severity.HIGH, parameters.enforcement(), waiver.urn(), message);
    }
}
