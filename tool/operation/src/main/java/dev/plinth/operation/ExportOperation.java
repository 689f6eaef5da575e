package dev.plinth.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.terraform.TerraformExport;
import java.util.List;

/** Writes a stack's resources for other tools, with no engine, cloud or network. */
public final class ExportOperation {

    private ExportOperation() {}

    /** The form that a stack is written in. */
    public enum Format {
        /** The plan of Terraform that would create the stack. */
        TERRAFORM_PLAN,
        /** The output of {@code plinth graph --json}. */
        GRAPH
    }

    /**
     * A written stack.
     *
     * @param document the document
     * @param resources how many resources of a provider the stack has
     * @param left the resources of a provider that the form has no words for
     * @param components how many components were left out; their children are there
     */
    public record Export(ObjectNode document, int resources, List<GraphResource> left, int components) {}

    /**
     * Writes a stack.
     *
     * @param project the project
     * @param stack the stack's name
     * @param format the form
     * @throws dev.plinth.settings.ConfigException when the stack's file has faults
     */
    public static Export export(Project project, String stack, Format format) {
        ResourceGraph graph = GraphOperation.record(project, stack);
        int custom = (int) graph.resources().stream()
                .filter(resource -> resource.custom() && !resource.type().startsWith("pulumi:providers:"))
                .count();
        if (format == Format.GRAPH) {
            return new Export(graph.toJson(), custom, List.of(), 0);
        }
        TerraformExport.Result result = TerraformExport.of(graph);
        List<GraphResource> left =
                result.left().stream().filter(GraphResource::custom).toList();
        return new Export(result.plan(), custom, left, result.left().size() - left.size());
    }
}
