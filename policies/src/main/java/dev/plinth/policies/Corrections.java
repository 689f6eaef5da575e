package dev.plinth.policies;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.PolicyReport.Remediated;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Corrects resources by the rules that a stack lets remediate. Only a rule that judges a resource by itself does: the
 * engine corrects each resource when it is registered, before it knows the stack.
 */
public final class Corrections {

    private final List<Rule> rules;
    private final BiPredicate<Rule, String> waived;
    private final VerdictCache verdicts;
    private final List<Remediated> remediated = new ArrayList<>();

    /**
     * Chooses the rules that correct.
     *
     * @param rules all rules
     * @param waived whether the violation of a rule by the resource of a URN is accepted, and so stays as it is
     */
    public Corrections(Collection<Rule> rules, PolicyParameters parameters, BiPredicate<Rule, String> waived) {
        this(rules, parameters, waived, new VerdictCache());
    }

    /**
     * Chooses the rules that correct.
     *
     * @param rules all rules
     * @param waived whether the violation of a rule by the resource of a URN is accepted, and so stays as it is
     * @param verdicts the verdicts of the run
     */
    public Corrections(
            Collection<Rule> rules,
            PolicyParameters parameters,
            BiPredicate<Rule, String> waived,
            VerdictCache verdicts) {
        this.rules = rules.stream()
                .filter(rule -> rule.correction().isPresent()
                        && rule.scope() == Rule.Scope.RESOURCE
                        && parameters.enforcementOf(rule) == Enforcement.REMEDIATE)
                .toList();
        this.waived = waived;
        this.verdicts = verdicts;
    }

    /** Returns what was corrected so far. */
    public List<Remediated> remediated() {
        return List.copyOf(remediated);
    }

    /** Returns a stack with each resource corrected; the stack itself where nothing is to be corrected. */
    public ResourceGraph correct(ResourceGraph graph, PolicyParameters parameters, LocalDate today) {
        if (rules.isEmpty()) {
            return graph;
        }
        RuleContext context = new RuleContext(graph, parameters, List.of(), today);
        List<GraphResource> corrected = graph.resources().stream()
                .map(resource -> correct(resource, context))
                .toList();
        return remediated.isEmpty() ? graph : new ResourceGraph(graph.project(), graph.stack(), corrected);
    }

    /** Returns changes whose resources are those of a corrected stack. */
    public static List<ResourceChange> correct(List<ResourceChange> changes, ResourceGraph corrected) {
        Map<String, GraphResource> resources = new LinkedHashMap<>();
        corrected.resources().forEach(resource -> resources.put(resource.urn(), resource));
        return changes.stream()
                .map(change ->
                        change.withAfter(change.after().map(after -> resources.getOrDefault(after.urn(), after))))
                .toList();
    }

    /** Returns a resource corrected by each rule that it violates; one that can't correct it leaves it as it is. */
    public GraphResource correct(GraphResource resource, RuleContext context) {
        GraphResource current = resource;
        for (Rule rule : rules) {
            if (rule.appliesTo(resource.type()) && !waived.test(rule, resource.urn())) {
                current = correct(rule, current, context);
            }
        }
        return current;
    }

    private GraphResource correct(Rule rule, GraphResource resource, RuleContext context) {
        try {
            if (RuleWatch.ask(rule, () -> verdicts.judge(rule, resource, context)) instanceof Verdict.Fail failure) {
                ObjectValue inputs = RuleWatch.ask(
                        rule, () -> rule.correction().orElseThrow().remediate(resource, context));
                ObjectValue marked = (ObjectValue) keepMarks(resource.inputs(), inputs);
                if (!marked.equals(resource.inputs())) {
                    remediated.add(new Remediated(
                            rule.id(), rule.severity(), resource.urn(), failure.message(), failure.properties()));
                    return resource.withInputs(marked);
                }
            }
            return resource;
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            // The violation stays, and judging tells of it.
            return resource;
        }
    }

    /** Restores the secret marks that a remediation removed. */
    private static PropertyValue keepMarks(PropertyValue before, PropertyValue after) {
        if (before instanceof PropertyValue.Secret secret) {
            return new PropertyValue.Secret(keepMarks(secret.element(), after.revealed()));
        }
        if (before instanceof ObjectValue old && after instanceof ObjectValue object) {
            SortedMap<String, PropertyValue> properties = new TreeMap<>();
            object.properties().forEach((key, value) -> properties.put(key, keepMarks(old.get(key), value)));
            return new ObjectValue(properties);
        }
        return after;
    }
}
