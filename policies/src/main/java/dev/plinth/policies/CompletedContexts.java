package dev.plinth.policies;

import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.rule.RuleContext;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Contexts of the rules with each set of stand-ins, created when a rule first needs them. */
final class CompletedContexts {

    private final Subject subject;
    private @Nullable List<RuleContext> contexts;

    CompletedContexts(Subject subject) {
        this.subject = subject;
    }

    /** Returns a context for each set; empty where there are no stand-ins. */
    List<RuleContext> get() {
        List<RuleContext> known = contexts;
        if (known == null) {
            known = subject.standIns().get().stream().flatMap(this::of).toList();
            contexts = known;
        }
        return known;
    }

    private Stream<RuleContext> of(StandIns standIns) {
        ResourceGraph graph = subject.graph();
        List<ResourceChange> changes = subject.changes();
        return Stream.of(
                context(standIns.complete(graph), standIns.complete(changes)),
                context(standIns.completeOtherwise(graph), standIns.completeOtherwise(changes)));
    }

    private RuleContext context(ResourceGraph graph, List<ResourceChange> changes) {
        return new RuleContext(graph, subject.parameters(), changes, subject.today());
    }
}
