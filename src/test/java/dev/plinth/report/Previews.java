package dev.plinth.report;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.Plan;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Step;
import dev.plinth.operation.GraphOperation;
import dev.plinth.operation.Project;
import dev.plinth.operation.policy.PolicyCheck;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyReport;
import dev.plinth.preview.Fixture;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.catalog.Sections;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Makes previews without an engine. */
public final class Previews {

    /** A report in which no rule says anything. */
    public static final PolicyReport NO_POLICY = new PolicyReport(List.of(), List.of(), List.of(), List.of(), 0, 0, 0);

    private static final Map<String, ResourceGraph> GRAPHS = new ConcurrentHashMap<>();

    private Previews() {}

    private static Project project() {
        return Repository.project();
    }

    /** What the rules find in a shipped stack, located in the sources of this checkout. */
    private static PolicyReport policy(String stack) {
        return PolicyCheck.ofStack(project(), stack, LocalDate.now(ZoneOffset.UTC))
                .locatedBy(GraphOperation.recordWithSources(project(), stack, Repository.root())
                        .locations());
    }

    /** What a shipped stack registers. */
    public static ResourceGraph graph(String stack) {
        return GRAPHS.computeIfAbsent(stack, name -> GraphOperation.record(project(), name));
    }

    /** The first preview of a shipped stack: all is created. */
    public static PreviewReport first(String stack) {
        ResourceGraph graph = graph(stack);
        return of(
                StackChange.between(Fixture.config(stack), new ResourceGraph(graph.project(), stack, List.of()), graph),
                policy(stack));
    }

    /** The preview that takes some resources away from a shipped stack. */
    public static PreviewReport without(String stack, Predicate<GraphResource> which) {
        ResourceGraph graph = graph(stack);
        ResourceGraph after = new ResourceGraph(
                graph.project(),
                stack,
                graph.resources().stream().filter(which.negate()).toList());
        return of(StackChange.between(Repository.settings(stack), graph, after), policy(stack));
    }

    /** The preview that sets inputs of one resource of a shipped stack. */
    public static PreviewReport with(String stack, String name, Map<String, ?> inputs) {
        ResourceGraph graph = graph(stack);
        ResourceGraph after = new ResourceGraph(
                graph.project(),
                stack,
                graph.resources().stream()
                        .map(resource -> resource.name().equals(name)
                                ? resource.withInputs(changed(resource, inputs))
                                : resource)
                        .toList());
        PolicyReport policies = PolicyEvaluator.evaluate(PolicyCheck.subject(
                project(), after, Repository.settings(stack).policy(), LocalDate.now(ZoneOffset.UTC)));
        return of(StackChange.between(Repository.settings(stack), graph, after), policies);
    }

    private static PropertyValue.ObjectValue changed(GraphResource resource, Map<String, ?> inputs) {
        Map<String, PropertyValue> changed = new TreeMap<>(resource.inputs().properties());
        inputs.forEach((key, value) -> changed.put(key, PropertyValue.of(value)));
        return PropertyValue.ObjectValue.of(changed);
    }

    /** A preview with all sections. */
    public static PreviewReport of(StackChange change, PolicyReport policies) {
        return of(change, policies, Sections.of(change, Sections.keys()));
    }

    /** A preview with given sections. */
    public static PreviewReport of(StackChange change, PolicyReport policies, List<Section> sections) {
        return new PreviewReport(plan(change), change, policies, sections, Optional.empty());
    }

    private static Plan plan(StackChange change) {
        Map<String, Integer> counts = new TreeMap<>();
        change.changes().forEach(step -> counts.merge(op(step.operation()), 1, Integer::sum));
        return new Plan(
                change.project(),
                change.stack(),
                change.changes().stream().map(Previews::step).toList(),
                counts);
    }

    private static Step step(ResourceChange change) {
        GraphResource resource = change.resource();
        return new Step(
                op(change.operation()),
                resource.urn(),
                resource.type(),
                resource.name(),
                change.replaceKeys(),
                change.changedPaths());
    }

    private static String op(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }
}
