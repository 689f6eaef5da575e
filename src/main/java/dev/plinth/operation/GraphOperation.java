package dev.plinth.operation;

import dev.plinth.config.StackConfig;
import dev.plinth.config.StackConfigReader;
import dev.plinth.graph.GraphRecorder;
import dev.plinth.policies.SourceLocations;
import dev.plinth.policies.graph.ResourceGraph;
import dev.plinth.stack.Environment;

/** Records a stack's resource graph from its program, with no engine, cloud or network. */
public final class GraphOperation {

    private GraphOperation() {}

    /**
     * Runs a stack's program and records what it registers. Functions, such as the one that lists a region's zones, are
     * answered by the embedded cloud.
     *
     * @param project the project
     * @param stack the stack's name
     * @throws dev.plinth.config.ConfigException when the stack's file has faults
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

    /** The same as {@link #record}, with the lines that make the resources. */
    public static Recording recordWithSources(Project project, String stack) {
        StackConfig config = StackConfigReader.read(project.folder(), stack);
        GraphRecorder recorder = new GraphRecorder(project.name(), stack, new EmbeddedCloud(config.region()));
        ResourceGraph graph = recorder.record(context -> Environment.create(context, config));
        return new Recording(graph, recorder.locations(project.folder()));
    }
}
