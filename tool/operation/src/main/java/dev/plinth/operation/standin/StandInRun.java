package dev.plinth.operation.standin;

import dev.plinth.engine.graph.GraphRecorder;
import dev.plinth.engine.monitor.FunctionAnswers;
import dev.plinth.engine.monitor.RegisteredOutputs;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.StackDefinition;
import dev.plinth.policies.StandIns;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run of a stack's program without the engine, in which new resources have stand-ins for their identifiers. Nothing of it
 * reaches the engine, a provider or the plan.
 */
public final class StandInRun {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private StandInRun() {}

    /** Runs the program of a stack of which nothing exists. */
    public static Optional<StandIns> of(StackDefinition definition, Consumer<String> warning) {
        return of(definition, new RegisteredOutputs(), FunctionAnswers.remembering(), warning);
    }

    /**
     * Runs the program.
     *
     * @param definition the stack
     * @param registered the outputs that the engine has given for the stack's resources
     * @param answers the results of functions that the program has called
     * @param warning receives the reason when the program fails with stand-ins
     * @return empty when the program fails
     */
    public static Optional<StandIns> of(
            StackDefinition definition,
            RegisteredOutputs registered,
            FunctionAnswers answers,
            Consumer<String> warning) {
        try (StandInProvider provider = new StandInProvider(
                definition.simulatedProvider(),
                registered,
                answers,
                definition.settings().region())) {
            ResourceGraph graph = new GraphRecorder(definition.project().name(), definition.stack(), provider)
                    .within(LIMIT)
                    .record(definition.program(), definition.config(), definition.secretKeys());
            return Optional.of(new StandIns(graph, provider.standIns()));
        } catch (RuntimeException e) {
            warning.accept(
                    "Policy results of documents with new identifiers stay unknown, because the program fails with"
                            + " stand-ins for them: " + firstLine(e));
            return Optional.empty();
        }
    }

    private static String firstLine(RuntimeException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
