package dev.plinth.operation.evidence;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the task definition that each ECS service runs with the requested one, after an update: when the deployment circuit
 * breaker or an alarm has rolled a deployment back, the service is steady again, and the provider reports success.
 *
 * <p>Only services that were created, replaced or given another task definition are compared, and only where ECS itself deploys
 * them: what runs of the others, CodeDeploy or somebody else decides.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html">How the deployment circuit
 *     breaker detects failures</a>
 * @see <a href="https://github.com/hashicorp/terraform-provider-aws/issues/20858">The provider's success after a rollback</a>
 */
public final class RunningRevisions {

    private static final String TASK_DEFINITION = "taskDefinition";
    private static final String FAILED = "FAILED";
    private static final String IN_PROGRESS = "IN_PROGRESS";

    /** Source of the running revisions. */
    @FunctionalInterface
    public interface Source {

        /** Returns what a service runs now; empty when that is unknown. */
        Optional<Running> running(GraphResource service);
    }

    /**
     * Task definition that a service runs.
     *
     * @param taskDefinition the ARN of the task definition
     * @param rollout the state of its latest deployment: COMPLETED, FAILED, IN_PROGRESS, or empty when unknown
     * @param reason ECS's reason for that state, or empty
     */
    public record Running(String taskDefinition, String rollout, String reason) {}

    /**
     * Result of the comparison.
     *
     * @param problems one line for each service that does not run what was requested
     * @param notes one line for each service whose deployment has not ended
     */
    public record Result(List<String> problems, List<String> notes) {}

    private RunningRevisions() {}

    /** Returns whether an update has deployed a service. */
    public static boolean areConcerned(List<Step> steps) {
        return !deployed(steps).isEmpty();
    }

    private static Set<String> deployed(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.type().equals(AwsTypes.ECS_SERVICE))
                .filter(step -> step.op().matches("create|replace|create-replacement")
                        || (step.op().equals("update")
                                && step.changedPaths().stream().anyMatch(path -> path.startsWith(TASK_DEFINITION))))
                .map(Step::urn)
                .collect(Collectors.toSet());
    }

    /**
     * Compares.
     *
     * @param steps what the update did
     * @param state the stack after it
     * @param source tells what runs; where it does not, what the provider has read last counts
     */
    public static Result compare(List<Step> steps, ResourceGraph state, Source source) {
        Set<String> deployed = deployed(steps);
        List<String> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (GraphResource service : state.resources()) {
            boolean byEcs = service.input("deploymentController.type")
                    .asText()
                    .filter(type -> !type.equals("ECS"))
                    .isEmpty();
            Optional<String> requested = service.input(TASK_DEFINITION).asText();
            if (!deployed.contains(service.urn()) || !byEcs || requested.isEmpty()) {
                continue;
            }
            Running running = source.running(service)
                    .orElseGet(() ->
                            new Running(service.output(TASK_DEFINITION).asText().orElse(requested.get()), "", ""));
            String subject = AwsTypes.ECS_SERVICE + " " + service.name() + ": ";
            if (!isRevision(running.taskDefinition(), requested.get())) {
                problems.add(subject + "runs " + revision(running.taskDefinition()) + ", not the requested "
                        + revision(requested.get()) + ": the deployment failed and was rolled back" + because(running));
            } else if (running.rollout().equals(FAILED)) {
                problems.add(subject + "the deployment of " + revision(requested.get()) + " failed" + because(running));
            } else if (running.rollout().equals(IN_PROGRESS)) {
                notes.add(subject + "the deployment of " + revision(requested.get()) + " has not ended");
            }
        }
        return new Result(problems, notes);
    }

    /** A task definition may be requested by its ARN, as family and revision, or as the family's latest revision. */
    private static boolean isRevision(String arn, String requested) {
        return arn.equals(requested)
                || revision(arn).equals(revision(requested))
                || (!requested.contains(":") && revision(arn).startsWith(requested + ":"));
    }

    /** The end of an ARN: family and revision. */
    private static String revision(String taskDefinition) {
        return taskDefinition.substring(taskDefinition.lastIndexOf('/') + 1);
    }

    private static String because(Running running) {
        return running.reason().isEmpty() ? "" : " (" + running.reason() + ")";
    }
}
