package dev.plinth.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyReport;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.PolicyParameters;
import java.io.File;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All rules over a stack in one thread. The stack is a recorded one, named by the system property {@code graph}, repeated
 * until it has enough resources; each repetition refers to its own resources.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PolicyBenchmark {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

    /** Number of resources in the stack. */
    @Param({"100", "1000", "10000"})
    public int resources;

    private List<GraphResource> stack = List.of();

    /** Reads and repeats the recorded stack. */
    @Setup
    public void repeat() throws IOException {
        ResourceGraph recorded =
                ResourceGraph.fromGraphJson(new ObjectMapper().readTree(new File(System.getProperty("graph"))));
        List<GraphResource> repeated = new ArrayList<>();
        for (int copy = 0; repeated.size() < resources; copy++) {
            for (GraphResource resource : recorded.resources()) {
                repeated.add(renamed(resource, "-" + copy));
            }
        }
        stack = List.copyOf(repeated.subList(0, resources));
    }

    private static GraphResource renamed(GraphResource resource, String suffix) {
        SortedMap<String, List<String>> dependencies = new TreeMap<>();
        for (Map.Entry<String, List<String>> entry :
                resource.propertyDependencies().entrySet()) {
            dependencies.put(
                    entry.getKey(),
                    entry.getValue().stream().map(urn -> urn + suffix).toList());
        }
        String parent = resource.parent();
        return new GraphResource(
                resource.urn() + suffix,
                resource.type(),
                resource.name() + suffix,
                parent == null ? null : parent + suffix,
                resource.provider(),
                resource.dependencies().stream().map(urn -> urn + suffix).toList(),
                dependencies,
                resource.inputs(),
                resource.outputs(),
                resource.protect(),
                resource.custom());
    }

    /** Indexes the stack and evaluates all rules. */
    @Benchmark
    public PolicyReport evaluate() {
        return PolicyEvaluator.evaluate(PolicyEvaluator.Subject.of(
                new ResourceGraph("shop", "production", stack),
                PolicyParameters.forStack("production"),
                List.of(),
                TODAY));
    }
}
