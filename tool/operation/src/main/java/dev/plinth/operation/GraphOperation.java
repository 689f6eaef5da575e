package dev.plinth.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.GraphFile;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.SourceLocations;
import dev.plinth.policies.terraform.TerraformPlan;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Records a stack's resource graph from its program, with no engine, cloud or network. */
public final class GraphOperation {

    private GraphOperation() {}

    /**
     * Runs a stack's program and records what it registers. Functions, such as the one that lists a region's zones, are
     * answered by the embedded cloud.
     *
     * @param project the project
     * @param stack the stack's name
     * @throws dev.plinth.settings.ConfigException when the stack's file has faults
     */
    public static ResourceGraph record(Project project, String stack) {
        return recordWithSources(project, stack).graph();
    }

    /**
     * What a program registers.
     *
     * @param graph the resources
     * @param locations the lines that make them
     */
    public record Recording(ResourceGraph graph, SourceLocations locations) {}

    /** Does the same as {@link #record}, and finds the lines that make the resources. */
    public static Recording recordWithSources(Project project, String stack) {
        return recordWithSources(project, stack, project.folder());
    }

    /**
     * Does the same as {@link #record}, and finds the lines that make the resources.
     *
     * @param sources the directory in which sources are looked for
     */
    public static Recording recordWithSources(Project project, String stack, Path sources) {
        StackDefinition definition = StackDefinition.read(project, stack);
        ResourceGraph graph = definition.record();
        return new Recording(graph, definition.program().locations(sources));
    }

    /**
     * Reads a file that holds a stack: a resource graph, an exported stack, a preview, or a plan of Terraform.
     *
     * @param file the file
     * @throws ConfigException when it is none of these
     */
    public static GraphFile read(Path file) {
        try {
            JsonNode document = new ObjectMapper().readTree(Files.readString(file));
            return TerraformPlan.isPlan(document) ? TerraformPlan.read(document) : GraphFile.read(document);
        } catch (JsonProcessingException e) {
            throw fault(file, "is no JSON: " + firstLine(e));
        } catch (IllegalArgumentException e) {
            throw fault(file, firstLine(e));
        } catch (IOException e) {
            throw fault(file, "can't be read: " + e.getMessage());
        }
    }

    private static ConfigException fault(Path file, String problem) {
        return new ConfigException(
                file.toString(),
                List.of(new ConfigException.Fault(
                        "the file",
                        problem,
                        "what `plinth graph --json`, `pulumi stack export`, `pulumi preview --json --show-sames`"
                                + " or `terraform show -json PLAN` prints")));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
