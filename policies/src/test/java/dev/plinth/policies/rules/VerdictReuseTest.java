package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.VerdictCache;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.testkit.rule.Changes;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleFixture;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reports of stacks whose resources were judged on their own before: the same as without these verdicts. */
class VerdictReuseTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");
    private static final PolicyParameters PARAMETERS = PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY);

    @Test
    void everyFixtureHasTheSameReport() {
        for (RuleFixture fixture : RuleFixtures.all()) {
            for (PropertyValue value : List.of(fixture.bad(), PropertyValue.Unknown.VALUE, PropertyValue.Null.VALUE)) {
                check(fixture, value);
            }
        }
    }

    @Test
    void aRuleThatReadsOutputsHasOneVerdict() {
        GraphResource registered = Resources.resource("aws:sqs/queue:Queue", "uploads", Map.of());
        ResourceGraph stack = Resources.graph(
                registered.withOutputs((ObjectValue) PropertyValue.of(Map.of("url", "http://queue.example"))));
        GraphResource created = stack.resources().get(0);
        Rule direct = onQueues("sqs-plain-url").requires((queue, context) -> hasNoPlainUrl(queue));
        Rule throughTheStack = onQueues("sqs-plain-url-in-stack")
                .requires((queue, context) ->
                        hasNoPlainUrl(context.graph().resource(queue.urn()).orElse(queue)));
        VerdictCache verdicts = new VerdictCache();
        RuleContext alone = new RuleContext(Resources.graph(registered), PARAMETERS, List.of(), TODAY);
        RuleContext whole = new RuleContext(stack, PARAMETERS, List.of(), TODAY);

        assertThat(List.of(
                        PolicyEvaluator.judge(direct, registered, alone, verdicts)
                                .verdict(),
                        PolicyEvaluator.judge(direct, created, whole, verdicts).verdict(),
                        PolicyEvaluator.judge(direct, created, whole).verdict()))
                .containsOnly(Verdict.PASS);
        assertThat(List.of(
                        PolicyEvaluator.judge(throughTheStack, registered, alone, verdicts)
                                .verdict(),
                        PolicyEvaluator.judge(throughTheStack, created, whole, verdicts)
                                .verdict()))
                .containsExactly(Verdict.PASS, Verdict.fail("the queue has a plain URL"));
    }

    private static Rule.Builder onQueues(String id) {
        return Rule.named(id)
                .title("Queues have no plain URL")
                .severity(Severity.LOW)
                .on("aws:sqs/queue:Queue")
                .risk("None.")
                .remediation("none()");
    }

    private static Verdict hasNoPlainUrl(GraphResource queue) {
        return Verdict.passIf(
                queue.output("url")
                        .asText()
                        .filter(url -> url.startsWith("http:"))
                        .isEmpty(),
                "the queue has a plain URL");
    }

    private static void check(RuleFixture fixture, PropertyValue value) {
        List<GraphResource> resources = new ArrayList<>(fixture.beside());
        resources.add(fixture.compliant());
        int decisive = fixture.neighbourDecides() ? 0 : resources.size() - 1;
        resources.set(decisive, Resources.with(resources.get(decisive), fixture.path(), value));
        ResourceGraph graph = Resources.graph(resources.stream()
                .map(resource -> inStack(resource, fixture.path().split("[.\\[]", 2)[0]))
                .toArray(GraphResource[]::new));
        VerdictCache verdicts = new VerdictCache();
        graph.resources().forEach(resource -> judgeAlone(resource, verdicts));
        Subject stack = Subject.of(graph, PARAMETERS, List.of(), TODAY);
        Subject change =
                stack.changing(graph.resources().stream().map(Changes::create).toList(), List.of());
        for (Subject subject : List.of(stack, change, change.completed())) {
            assertThat(PolicyEvaluator.evaluate(RuleCatalogue.all(), subject, verdicts))
                    .as(fixture.toString())
                    .isEqualTo(PolicyEvaluator.evaluate(RuleCatalogue.all(), subject));
        }
    }

    /** Returns a resource with outputs, one of whose properties comes from the resource itself. */
    private static GraphResource inStack(GraphResource resource, String property) {
        SortedMap<String, List<String>> dependencies = new TreeMap<>(resource.propertyDependencies());
        dependencies.putIfAbsent(property, List.of(resource.urn()));
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                resource.parent(),
                resource.provider(),
                resource.dependencies(),
                dependencies,
                resource.inputs(),
                (ObjectValue) PropertyValue.of(
                        Map.of("id", resource.name(), "tagsAll", Map.of("project", "shop", "stack", "production"))),
                resource.protect(),
                resource.custom());
    }

    /** Judges a resource as the engine has it judged when it is registered: without outputs, dependencies or the stack. */
    private static void judgeAlone(GraphResource resource, VerdictCache verdicts) {
        GraphResource registered = new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                resource.parent(),
                resource.provider(),
                List.of(),
                new TreeMap<>(),
                resource.inputs(),
                ObjectValue.EMPTY,
                resource.protect(),
                resource.custom());
        RuleContext context = new RuleContext(Resources.graph(registered), PARAMETERS, List.of(), TODAY);
        Stream<Rule> rules = RuleCatalogue.all().stream().filter(rule -> rule.scope() == Rule.Scope.RESOURCE);
        rules.forEach(rule -> PolicyEvaluator.judge(rule, registered, context, verdicts));
    }
}
