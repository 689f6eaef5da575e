package dev.plinth.operation.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.SourceLocations;
import dev.plinth.operation.PolicyPack;
import dev.plinth.operation.Project;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.server.AnalyzerService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The policies of an open stack: Plinth's own pack in this process, and other packs that the engine runs. */
final class StackPolicies {

    private final RuleSet rules;
    private final AnalyzerService analyzer;
    private final Function<String, Path> temporaryFiles;

    /**
     * Creates the policies.
     *
     * @param rules the stack's rules
     * @param analyzer the pack's server, with these rules
     * @param temporaryFiles creates a temporary file by the beginning of its name
     */
    StackPolicies(RuleSet rules, AnalyzerService analyzer, Function<String, Path> temporaryFiles) {
        this.rules = rules;
        this.analyzer = analyzer;
        this.temporaryFiles = temporaryFiles;
    }

    /** Returns the stack as the policies saw it in the last run; empty when the engine stopped before. */
    Optional<ResourceGraph> graph() {
        return analyzer.graph();
    }

    /** Evaluates the rules on a stack that the engine did not pass to the pack. */
    void judge(ResourceGraph graph) {
        analyzer.judge(graph);
    }

    /**
     * Returns the findings of a run.
     *
     * @param run the run
     * @param request the options of the preview or update
     * @param locations the places where the program creates the resources
     * @param completing adds facts that the engine does not pass to a pack
     */
    PolicyFindings findings(
            EngineRun run,
            PreviewRequest request,
            SourceLocations locations,
            UnaryOperator<PolicyEvaluator.Subject> completing) {
        Map<String, Enforcement> suspended = new HashMap<>();
        suspended(request).forEach(rule -> suspended.put(rule.id(), Enforcement.ADVISORY));
        return PolicyFindings.of(
                        analyzer.report(subject -> completing.apply(subject.enforcing(suspended))),
                        run.packs(),
                        rules.ids())
                .withProperties(analyzer::properties)
                .locatedBy(locations);
    }

    /** Prepares a run, and returns the engine's options that name the packs; it takes a configuration for each or for none. */
    List<String> arguments(PreviewRequest request) {
        analyzer.accept(request.baseline());
        List<String> folders = new ArrayList<>(List.of(Project.policyPack().toString()));
        List<Rule> suspended = suspended(request);
        List<String> configurations = new ArrayList<>(
                List.of(suspended.isEmpty() ? "" : suspension(suspended).toString()));
        for (PolicyPack pack : request.packs()) {
            folders.add(pack.folder().toString());
            configurations.add(pack.configuration().map(Path::toString).orElse(""));
        }
        List<String> line = new ArrayList<>(List.of("--policy-pack", csv(folders)));
        if (configurations.stream().anyMatch(file -> !file.isEmpty())) {
            line.addAll(List.of("--policy-pack-config", csv(configurations)));
        }
        return line;
    }

    /** Rules that only warn while deletion protection is lifted. */
    private List<Rule> suspended(PreviewRequest request) {
        return request.liftsProtection()
                ? rules.all().stream().filter(Rule::guardsDeletion).toList()
                : List.of();
    }

    /** Several values of one option, which the engine reads as a line of CSV. */
    private static String csv(List<String> values) {
        return values.stream()
                .map(value -> value.matches(".*[\",\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value)
                .collect(Collectors.joining(","));
    }

    /** The file that turns suspended rules into warnings; they still show in every report. */
    private Path suspension(List<Rule> suspended) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        // The engine does not run rules on changes, and rejects a configuration for unknown rules.
        suspended.stream()
                .filter(rule -> rule.scope() != Rule.Scope.CHANGE)
                .forEach(rule -> document.put(rule.id(), "advisory"));
        Path file = temporaryFiles.apply("policy-config");
        try {
            Files.writeString(file, document.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the policy configuration cannot be written", e);
        }
        return file;
    }
}
