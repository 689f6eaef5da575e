package dev.plinth.cli.graph;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackCandidates;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.ListText;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plinth graph}: what a stack consists of, found by running its program with no engine. */
@Command(
        name = "graph",
        description = "Print the resources of a stack and their dependencies. Needs no engine, cloud or network.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth graph production                 the resources as a tree",
            "  plinth graph production --json | jq '.resources | length'"
        })
public final class GraphCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            completionCandidates = StackCandidates.class,
            description = "The stack, such as staging.")
    String stack = "";

    @Mixin
    CommonOptions common = new CommonOptions();

    GraphCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ResourceGraph graph = GraphOperation.record(common.project(), stack);
        if (common.json) {
            terminal.json(graph.toJson());
        } else {
            tree(graph);
        }
        return ExitCode.OK;
    }

    private void tree(ResourceGraph graph) {
        Map<String, List<GraphResource>> children = new HashMap<>();
        List<GraphResource> roots = new ArrayList<>();
        for (GraphResource resource : graph.resources()) {
            String parent = resource.parent();
            if (parent == null) {
                roots.add(resource);
            } else {
                children.computeIfAbsent(parent, urn -> new ArrayList<>()).add(resource);
            }
        }
        // The engine makes default providers before the stack; a person looks for the stack.
        roots.sort(Comparator.comparing(GraphCommand::isProvider));
        roots.forEach(root -> print(root, children, 0));
        long custom = graph.resources().stream()
                .filter(resource -> resource.custom() && !isProvider(resource))
                .count();
        terminal.out().println(graph.resources().size() + " resources, of which " + custom + " in a cloud");
    }

    private static boolean isProvider(GraphResource resource) {
        return resource.type().startsWith("pulumi:providers:");
    }

    private void print(GraphResource resource, Map<String, List<GraphResource>> children, int depth) {
        new ListText(terminal).node(depth, resource.name(), resource.type());
        children.getOrDefault(resource.urn(), List.of()).forEach(child -> print(child, children, depth + 1));
    }
}
