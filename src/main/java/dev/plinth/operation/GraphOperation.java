package dev.plinth.operation;

import dev.plinth.config.StackConfig;
import dev.plinth.config.StackConfigReader;
import dev.plinth.graph.GraphRecorder;
import dev.plinth.policies.graph.ResourceGraph;
import dev.plinth.simulator.invoke.Invokes;
import dev.plinth.simulator.value.Values;
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
        StackConfig config = StackConfigReader.read(project.folder(), stack);
        GraphRecorder recorder = new GraphRecorder(
                project.name(),
                stack,
                (token, arguments, region) -> Values.toStruct(
                        Invokes.call(token, Values.fromStruct(arguments), region == null ? config.region() : region)));
        return recorder.record(context -> Environment.create(context, config));
    }
}
