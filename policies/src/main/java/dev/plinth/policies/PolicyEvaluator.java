package dev.plinth.policies;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.PolicyReport.Coverage;
import dev.plinth.policies.PolicyReport.UnknownResult;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.UnknownResults;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.policies.waiver.ResourceWaivers;
import dev.plinth.policies.waiver.Waiver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Checks a stack by the rules. It reads no file and no clock, so the same arguments always give the same report. */
public final class PolicyEvaluator {

    /** A waiver whose last day is over. */
    public static final String WAIVER_EXPIRED = "waiver-expired";

    /** A waiver that covers no violation. */
    public static final String WAIVER_UNMATCHED = "waiver-unmatched";

    /** A waiver for a rule that can't be waived. */
    public static final String WAIVER_FORBIDDEN = "waiver-forbidden";

    /** A waiver in the program that is not what a waiver must be. */
    public static final String WAIVER_INVALID = "waiver-invalid";

    /** A waiver for a rule that does not exist. */
    public static final String WAIVER_UNKNOWN_RULE = "waiver-unknown-rule";

    /** The order of violations in a report. */
    static final Comparator<Violation> ORDER = Comparator.comparing(Violation::severity)
            .thenComparing(Violation::rule)
            .thenComparing(Violation::urn)
            .thenComparing(Violation::message);

    /** An approval that covers no violation. */
    public static final String APPROVAL_UNMATCHED = "approval-unmatched";

    /** The ids of the faults of waivers, which stand among violations and belong to no rule. */
    public static final Set<String> WAIVER_FAULTS =
            Set.of(WAIVER_EXPIRED, WAIVER_UNMATCHED, WAIVER_FORBIDDEN, WAIVER_INVALID, WAIVER_UNKNOWN_RULE);

    private final Collection<Rule> rules;
    private final AcceptedViolations accepted;
    private final Corrections corrections;
    private final VerdictCache verdicts;
    private final Subject subject;
    private final RuleContext context;
    private final List<Violation> violations = new ArrayList<>();
    private final List<UnknownResult> unknown = new ArrayList<>();
    private final Set<String> judged = new HashSet<>();
    private int evaluated;
    private final CompletedContexts completed;

    /**
     * Stack and changes to check.
     *
     * @param graph the stack as it will be
     * @param changes what the change does to each resource; empty where only the stack is known, and then rules on changes
     *     say nothing
     * @param parameters the environment's tier, enforcement and thresholds
     * @param waivers the exceptions; an expired one, one that covers no violation, and one for a rule that isn't among
     *     the rules are violations themselves
     * @param approvals what was said yes to for this change; one that covers no violation is a violation itself
     * @param today the day that decides whether a waiver still counts
     * @param complete whether every value is known, as after an update; then what a rule can't decide is a violation
     * @param standIns completes documents that are not known before the update; asked once, when a rule cannot decide
     */
    public record Subject(
            ResourceGraph graph,
            List<ResourceChange> changes,
            PolicyParameters parameters,
            List<Waiver> waivers,
            List<Approval> approvals,
            LocalDate today,
            boolean complete,
            Supplier<Optional<StandIns>> standIns) {

        /** No stand-ins yet: within a run of the engine, a later evaluation has them. */
        private static final Supplier<Optional<StandIns>> NOT_YET = Optional::empty;

        private boolean blocksUnknown() {
            return standIns != NOT_YET && parameters.unknown() == UnknownResults.BLOCK;
        }

        /** A stack whose changes are not known, and which may hold unknown values. */
        public static Subject of(
                ResourceGraph graph, PolicyParameters parameters, List<Waiver> waivers, LocalDate today) {
            return new Subject(graph, List.of(), parameters, waivers, List.of(), today, false, NOT_YET);
        }

        /** The same with what the change does, and what of it was approved. */
        public Subject changing(List<ResourceChange> happening, List<Approval> given) {
            // The engine tells of what goes on at once in any order.
            List<ResourceChange> sorted = happening.stream()
                    .sorted(Comparator.comparing(change -> change.resource().urn()))
                    .toList();
            return new Subject(graph, sorted, parameters, waivers, given, today, complete, standIns);
        }

        /** The same with the enforcement of single rules, by their ids. */
        public Subject enforcing(Map<String, Enforcement> enforcements) {
            Map<String, Enforcement> all = new TreeMap<>(parameters.ruleEnforcement());
            all.putAll(enforcements);
            return new Subject(
                    graph, changes, parameters.withRuleEnforcement(all), waivers, approvals, today, complete, standIns);
        }

        /** The same with every value known. */
        public Subject completed() {
            return new Subject(graph, changes, parameters, waivers, approvals, today, true, standIns);
        }

        /** Returns the same subject with stand-ins for identifiers that are not known yet. */
        public Subject completedBy(Supplier<Optional<StandIns>> identifiers) {
            return new Subject(graph, changes, parameters, waivers, approvals, today, complete, identifiers);
        }
    }

    private PolicyEvaluator(Collection<Rule> rules, Subject given, VerdictCache verdicts) {
        this.rules = rules;
        this.verdicts = verdicts;
        ResourceWaivers written = ResourceWaivers.among(given.graph().resources(), given.today());
        List<Waiver> waivers = Stream.concat(given.waivers().stream(), written.waivers().stream())
                .toList();
        this.corrections = new Corrections(
                rules, given.parameters(), (rule, urn) -> isWaived(rule, urn, waivers, given.today()), verdicts);
        ResourceGraph graph = corrections.correct(given.graph(), given.parameters(), given.today());
        this.subject = new Subject(
                graph,
                Corrections.correct(given.changes(), graph),
                given.parameters(),
                waivers,
                given.approvals(),
                given.today(),
                given.complete(),
                given.standIns());
        this.accepted = new AcceptedViolations(rules, subject, written);
        this.context = new RuleContext(graph, subject.parameters(), subject.changes(), subject.today());
        this.completed = new CompletedContexts(subject);
    }

    /** Returns whether a waiver accepts the violation of a rule by the resource of a URN. */
    public static boolean isWaived(Rule rule, String urn, List<Waiver> waivers, LocalDate today) {
        return AcceptedViolations.waiver(rule, urn, waivers)
                .filter(waiver -> !waiver.isExpired(today))
                .isPresent();
    }

    /** Checks a stack by all rules. */
    public static PolicyReport evaluate(Subject subject) {
        return evaluate(RuleCatalogue.all(), subject);
    }

    /**
     * Checks a stack.
     *
     * @param rules the rules that run, less those that the parameters disable
     */
    public static PolicyReport evaluate(Collection<Rule> rules, Subject subject) {
        return evaluate(rules, subject, new VerdictCache());
    }

    /**
     * Checks a stack, and reuses the verdicts of the same run.
     *
     * @param rules the rules that run, less those that the parameters disable
     * @param verdicts the verdicts of the run; this evaluation adds its own
     */
    public static PolicyReport evaluate(Collection<Rule> rules, Subject subject, VerdictCache verdicts) {
        return RuleWatch.watch(() -> new PolicyEvaluator(rules, subject, verdicts).run());
    }

    private PolicyReport run() {
        List<Rule> enabled = rules.stream()
                .filter(rule -> subject.parameters().enforcementOf(rule) != Enforcement.DISABLED)
                .sorted(Comparator.comparing(Rule::severity).thenComparing(Rule::id))
                .toList();
        for (Rule rule : enabled) {
            if (rule.scope() == Rule.Scope.CHANGE) {
                subject.changes().stream()
                        .filter(change -> rule.appliesTo(change.resource().type()))
                        .forEach(change -> record(
                                rule, change.resource().urn(), decided(rule, change, judge(rule, change, context))));
            } else {
                context.ofType(rule.types().keySet().toArray(String[]::new)).forEach(resource -> {
                    Judgement judgement = decided(rule, resource, judge(rule, resource, context, verdicts));
                    if (!(judgement.verdict() instanceof Verdict.NotApplicable)) {
                        judged.add(resource.urn());
                    }
                    record(rule, resource.urn(), judgement);
                });
            }
        }
        violations.addAll(accepted.faults());
        violations.sort(ORDER);
        return new PolicyReport(
                        violations,
                        accepted.waived(),
                        accepted.approved(),
                        unknown,
                        evaluated,
                        enabled.size(),
                        subject.graph().resources().size())
                .withRemediated(corrections.remediated())
                .covering(coverage(enabled))
                .withCatalogue(RuleSet.of(rules));
    }

    private Judgement decided(Rule rule, GraphResource resource, Judgement judgement) {
        return decided(judgement, other -> other.graph().resource(resource.urn()).stream()
                .map(complete -> judge(rule, complete, other)));
    }

    private Judgement decided(Rule rule, ResourceChange change, Judgement judgement) {
        String urn = change.resource().urn();
        return decided(judgement, other -> other.changes().stream()
                .filter(complete -> complete.resource().urn().equals(urn))
                .map(complete -> judge(rule, complete, other)));
    }

    /** Returns a judgement, decided with stand-ins where it is unknown and both sets of them agree. */
    private Judgement decided(Judgement judgement, Function<RuleContext, Stream<Judgement>> judge) {
        if (!(judgement.verdict() instanceof Verdict.Unknown) || subject.complete()) {
            return judgement;
        }
        List<Judgement> judgements =
                completed.get().stream().flatMap(judge).distinct().toList();
        return judgements.size() == 1 ? judgements.get(0) : judgement;
    }

    /** Share of the stack that the rules cover. Components, providers and the stack itself are Pulumi's own. */
    private Coverage coverage(List<Rule> enabled) {
        Set<String> known = new HashSet<>();
        for (Rule rule : enabled) {
            if (rule.scope() != Rule.Scope.CHANGE || !subject.changes().isEmpty()) {
                known.addAll(
                        List.of(ResourceTypes.withAliases(rule.types().keySet().toArray(String[]::new))));
                known.addAll(List.of(
                        ResourceTypes.withAliases(rule.relatedTypes().keySet().toArray(String[]::new))));
            }
        }
        SortedMap<String, Integer> unjudged = new TreeMap<>();
        int resources = 0;
        int withVerdict = 0;
        for (GraphResource resource : subject.graph().resources()) {
            boolean looked = known.contains(resource.type());
            if (!resource.type().startsWith("pulumi:") && (resource.custom() || looked)) {
                resources++;
                withVerdict += judged.contains(resource.urn()) ? 1 : 0;
                if (!looked) {
                    unjudged.merge(resource.type(), 1, Integer::sum);
                }
            }
        }
        return new Coverage(resources, withVerdict, unjudged);
    }

    private void record(Rule rule, String urn, Judgement judgement) {
        if (judgement.verdict() instanceof Verdict.NotApplicable) {
            return;
        }
        evaluated++;
        if (judgement.verdict() instanceof Verdict.Fail failure) {
            record(rule, violation(rule, judgement.enforcement(), urn, failure.message(), failure.properties()));
        }
        if (judgement.verdict() instanceof Verdict.Unknown result) {
            if (subject.complete()) {
                String message = result.property() + " is still unknown, so the rule has no result";
                record(rule, violation(rule, judgement.enforcement(), urn, message, List.of(result.property())));
            } else if (subject.blocksUnknown()) {
                String message =
                        result.property() + " is known only after the update, and plinth:policy.unknown is block";
                record(rule, violation(rule, judgement.enforcement(), urn, message, List.of(result.property())));
            } else {
                unknown.add(new UnknownResult(rule.id(), rule.severity(), urn, result.property()));
            }
        }
    }

    private static Violation violation(
            Rule rule, Enforcement enforcement, String urn, String message, List<String> properties) {
        return new Violation(rule.id(), rule.severity(), enforcement, urn, message, properties);
    }

    private void record(Rule rule, Violation violation) {
        if (!accepted.accepts(rule, violation)) {
            violations.add(violation);
        }
    }

    /**
     * Judges one resource by one rule. A rule that throws, or that took too long before, fails the resource, and always
     * stops the change. Call it within {@link RuleWatch#watch}, so that a rule that never ends is noticed.
     */
    public static Judgement judge(Rule rule, GraphResource resource, RuleContext context) {
        return judge(rule, resource, context, new VerdictCache());
    }

    /** Judges one resource by one rule, unless the cache has the verdict; see {@link #judge(Rule, GraphResource, RuleContext)}. */
    public static Judgement judge(Rule rule, GraphResource resource, RuleContext context, VerdictCache verdicts) {
        return redacted(judge(rule, context, () -> verdicts.judge(rule, resource, context)), List.of(resource));
    }

    /** Judges what a change does to a resource; see {@link #judge(Rule, GraphResource, RuleContext)}. */
    public static Judgement judge(Rule rule, ResourceChange change, RuleContext context) {
        return redacted(
                judge(rule, context, () -> rule.judge(change, context)),
                Stream.concat(change.before().stream(), change.after().stream()).toList());
    }

    /** Removes credentials from the message of a verdict. */
    private static Judgement redacted(Judgement judgement, List<GraphResource> resources) {
        return judgement.verdict() instanceof Verdict.Fail failure
                ? new Judgement(
                        new Verdict.Fail(Redaction.redact(failure.message(), resources), failure.properties()),
                        judgement.enforcement())
                : judgement;
    }

    private static Judgement judge(Rule rule, RuleContext context, Supplier<Verdict> verdict) {
        try {
            Enforcement enforcement = context.parameters().enforcementOf(rule);
            // What a correction left, or could not correct, counts as the engine counts it.
            return new Judgement(
                    RuleWatch.ask(rule, verdict),
                    enforcement == Enforcement.REMEDIATE ? Enforcement.MANDATORY : enforcement);
        } catch (RuleWatch.HangingRuleException e) {
            return new Judgement(
                    Verdict.fail(e.getMessage() + ", so the resource was not checked: report this fault of the rule"),
                    Enforcement.MANDATORY);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            // The exception's message could quote a property's value, a secret among them.
            String message = "rule " + rule.id() + " failed on the resource ("
                    + e.getClass().getSimpleName() + "): report this fault of the rule";
            return new Judgement(Verdict.fail(message), Enforcement.MANDATORY);
        }
    }

    /** A verdict, and what it does to a change when it is a failure. */
    public record Judgement(Verdict verdict, Enforcement enforcement) {}
}
