package dev.plinth.policies;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verdicts of the rules during one run of the engine, which has a resource checked when it is registered, again with its
 * stack, and once more with the change. A rule judges the resource again only where something that it read has changed:
 * the resource, the thresholds, the day or, where it read them, the stack or the changes. A resource rule gets a resource
 * without outputs, as when it is registered, and reads outputs through the stack; so each check of the same inputs has the
 * same verdict. Any number of threads may use a cache.
 */
@SuppressWarnings("ReferenceEquality") // Comparing contents would cost more than most rules do.
public final class VerdictCache {

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private volatile Thresholds latest = Thresholds.of(PolicyParameters.forStack(""));

    /** Creates an empty cache. */
    public VerdictCache() {}

    private record Key(Rule rule, String urn) {}

    /** A verdict and what it depends on; the stack and the changes are empty where the rule did not read them. */
    private record Entry(
            Verdict verdict,
            GraphResource resource,
            PolicyParameters thresholds,
            LocalDate today,
            Optional<ResourceGraph> graph,
            Optional<List<ResourceChange>> changes) {}

    /** The parameters of a run without enforcement, because verdicts do not depend on it. */
    private record Thresholds(PolicyParameters given, PolicyParameters thresholds) {
        static Thresholds of(PolicyParameters parameters) {
            Map<String, Enforcement> none = Map.of();
            return new Thresholds(parameters, parameters.withRuleEnforcement(none));
        }
    }

    /** Removes all verdicts. */
    public void clear() {
        entries.clear();
    }

    /** Returns the verdict of a rule for a resource, which the rule gives where no valid verdict is stored. */
    Verdict judge(Rule rule, GraphResource resource, RuleContext context) {
        if (!rule.appliesTo(resource.type())) {
            return Verdict.NOT_APPLICABLE;
        }
        Key key = new Key(rule, resource.urn());
        Entry known = entries.get(key);
        PolicyParameters thresholds = thresholds(context.parameters());
        if (known != null && isValid(known, rule, resource, context, thresholds)) {
            return known.verdict();
        }
        RuleContext recording = context.recording();
        GraphResource judged = rule.scope() == Rule.Scope.RESOURCE
                        && !resource.outputs().properties().isEmpty()
                ? resource.withOutputs(ObjectValue.EMPTY)
                : resource;
        Verdict verdict = rule.judge(judged, recording);
        entries.put(
                key,
                new Entry(
                        verdict,
                        resource,
                        thresholds,
                        context.today(),
                        recording.reads().graph() ? Optional.of(context.graph()) : Optional.empty(),
                        recording.reads().changes() ? Optional.of(context.changes()) : Optional.empty()));
        return verdict;
    }

    private PolicyParameters thresholds(PolicyParameters parameters) {
        Thresholds known = latest;
        if (known.given() == parameters) {
            return known.thresholds();
        }
        Thresholds fresh = Thresholds.of(parameters);
        latest = fresh.thresholds().equals(known.thresholds()) ? new Thresholds(parameters, known.thresholds()) : fresh;
        return latest.thresholds();
    }

    private static boolean isValid(
            Entry entry, Rule rule, GraphResource resource, RuleContext context, PolicyParameters thresholds) {
        return isSame(entry.resource(), resource, rule, entry.graph().isPresent())
                && entry.thresholds().equals(thresholds)
                && entry.today().equals(context.today())
                && entry.graph().filter(graph -> graph != context.graph()).isEmpty()
                && entry.changes()
                        .filter(changes -> changes != context.changes())
                        .isEmpty();
    }

    /** Returns whether a rule reads the same of two forms of a resource: all of it, or what is known of it on its own. */
    private static boolean isSame(GraphResource before, GraphResource now, Rule rule, boolean inStack) {
        return before == now
                || (rule.scope() == Rule.Scope.RESOURCE
                        && !inStack
                        && before.inputs() == now.inputs()
                        && before.type().equals(now.type())
                        && before.name().equals(now.name())
                        && before.provider().equals(now.provider())
                        && Objects.equals(before.parent(), now.parent())
                        && before.protect() == now.protect()
                        && before.custom() == now.custom());
    }
}
