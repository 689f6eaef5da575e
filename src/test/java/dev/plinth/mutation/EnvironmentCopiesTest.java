package dev.plinth.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.engine.graph.GraphRecorder;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rules.RuleCatalogue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with many copies of one environment, whose resources share their identifiers. */
class EnvironmentCopiesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final PolicyParameters PRODUCTION = PolicyParameters.forStack("production");

    /** An environment after its update; some resources lack their first input, so that rules find something. */
    private static final List<GraphResource> ENVIRONMENT = new ArrayList<>();

    @BeforeAll
    static void recordEnvironment() {
        for (GraphResource resource : new GraphRecorder("shop", "production", new UpdatedCloud())
                .record(context -> new Assembly().create())
                .resources()) {
            SortedMap<String, PropertyValue> inputs =
                    new TreeMap<>(resource.inputs().properties());
            if (ENVIRONMENT.size() % 5 == 4 && !inputs.isEmpty()) {
                inputs.remove(inputs.firstKey());
            }
            ENVIRONMENT.add(resource.withInputs(new PropertyValue.ObjectValue(inputs)));
        }
    }

    /** How the names of a copy differ from those of the others. */
    enum Naming {
        PREFIX,
        SUFFIX;

        String name(int copy, String name) {
            return this == PREFIX ? "c%03d-%s".formatted(copy, name) : "%s-c%03d".formatted(name, copy);
        }
    }

    private static ResourceGraph copies(int count, Naming naming, UnaryOperator<GraphResource> change) {
        List<GraphResource> all = new ArrayList<>();
        for (int copy = 0; copy < count; copy++) {
            int number = copy;
            Function<String, String> urn = original -> {
                int name = original.lastIndexOf("::") + 2;
                return original.isEmpty()
                        ? original
                        : original.substring(0, name) + naming.name(number, original.substring(name));
            };
            ENVIRONMENT.stream()
                    .map(resource -> copy(resource, naming.name(number, resource.name()), urn))
                    .map(change)
                    .forEach(all::add);
        }
        return new ResourceGraph("shop", "production", all);
    }

    private static GraphResource copy(GraphResource resource, String name, Function<String, String> urn) {
        SortedMap<String, List<String>> dependencies = new TreeMap<>();
        resource.propertyDependencies()
                .forEach((key, urns) ->
                        dependencies.put(key, urns.stream().map(urn).toList()));
        String parent = resource.parent();
        return new GraphResource(
                urn.apply(resource.urn()),
                resource.type(),
                name,
                parent == null ? null : urn.apply(parent),
                urn.apply(resource.provider()),
                resource.dependencies().stream().map(urn).toList(),
                dependencies,
                resource.inputs(),
                resource.outputs(),
                resource.protect(),
                resource.custom());
    }

    /** A state of Terraform records dependencies of a resource only in some versions, and never those of properties. */
    private static GraphResource withoutDependencies(GraphResource resource) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                resource.parent(),
                resource.provider(),
                List.of(),
                new TreeMap<>(),
                resource.inputs(),
                resource.outputs(),
                resource.protect(),
                resource.custom());
    }

    private static PolicyReport judge(ResourceGraph graph) {
        return PolicyEvaluator.evaluate(subject(graph));
    }

    private static Subject subject(ResourceGraph graph) {
        return Subject.of(graph, PRODUCTION, List.of(), TODAY);
    }

    /** The number of violations and undecided rules, by rule. */
    private static Map<String, Integer> counts(PolicyReport report) {
        Map<String, Integer> counts = new TreeMap<>();
        report.violations().forEach(violation -> counts.merge(violation.rule(), 1, Integer::sum));
        report.unknown().forEach(undecided -> counts.merge("unknown " + undecided.rule(), 1, Integer::sum));
        return counts;
    }

    private static Map<String, Integer> times(int factor, Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() * factor));
    }

    @ParameterizedTest
    @CsvSource({"2, PREFIX", "19, PREFIX", "2, SUFFIX", "19, SUFFIX"})
    void eachCopyIsJudgedAsIfItWereAlone(int count, Naming naming) {
        Map<String, Integer> one = counts(judge(copies(1, naming, UnaryOperator.identity())));
        assertThat(one).hasSizeGreaterThan(20);
        assertThat(counts(judge(copies(count, naming, UnaryOperator.identity()))))
                .isEqualTo(times(count, one));
    }

    @Test
    void ofManyCopiesNamesTellThoseOfOne() {
        UnaryOperator<GraphResource> change = EnvironmentCopiesTest::withoutDependencies;
        Map<String, Integer> one = counts(judge(copies(1, Naming.PREFIX, change)));
        assertThat(counts(judge(copies(19, Naming.PREFIX, change)))).isEqualTo(times(19, one));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachRuleReadsTwiceTheCopiesTwiceAsOften(boolean recorded) {
        Map<String, Long> some = reads(10, recorded);
        Map<String, Long> twice = reads(20, recorded);
        Map<String, Double> factors = new TreeMap<>();
        some.forEach((rule, reads) -> factors.put(rule, twice.getOrDefault(rule, Long.MAX_VALUE) / (double) reads));
        assertThat(factors).hasSizeGreaterThan(200);
        assertThat(factors).allSatisfy((rule, factor) -> assertThat(factor).isLessThan(2.1));
    }

    /** How many keys each rule compares to find properties while it judges some copies; those that read nothing are left out. */
    private static Map<String, Long> reads(int count, boolean recorded) {
        AtomicLong reads = new AtomicLong();
        Comparator<String> counting = (one, other) -> {
            reads.incrementAndGet();
            return one.compareTo(other);
        };
        Subject subject =
                subject(copies(count, Naming.PREFIX, resource -> (recorded ? resource : withoutDependencies(resource))
                        .withInputs(counted(resource.inputs(), counting))
                        .withOutputs(counted(resource.outputs(), counting))));
        Map<String, Long> byRule = new TreeMap<>();
        for (Rule rule : RuleCatalogue.all()) {
            reads.set(0);
            PolicyEvaluator.evaluate(List.of(rule), subject);
            if (reads.get() > 0) {
                byRule.put(rule.id(), reads.get());
            }
        }
        return byRule;
    }

    /** A value keeps the comparator of the map that it is made of. */
    private static PropertyValue.ObjectValue counted(PropertyValue.ObjectValue value, Comparator<String> comparator) {
        SortedMap<String, PropertyValue> properties = new TreeMap<>(comparator);
        properties.putAll(value.properties());
        return new PropertyValue.ObjectValue(properties);
    }
}
