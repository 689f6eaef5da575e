package dev.plinth.operation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Step;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.evidence.RunningRevisions.Running;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunningRevisionsTest {

    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String FAMILY = "arn:aws:ecs:eu-central-1:123456789012:task-definition/shop-api:";
    private static final String ID = "arn:aws:ecs:eu-central-1:123456789012:service/shop/api";

    private static GraphResource service(Map<String, Object> inputs, String read) {
        return new GraphResource(
                "urn:pulumi:test::shop::aws:ecs/service:Service::api",
                SERVICE,
                "api",
                null,
                "",
                List.of(),
                new TreeMap<>(),
                (PropertyValue.ObjectValue) PropertyValue.of(inputs),
                (PropertyValue.ObjectValue)
                        PropertyValue.of(Map.of("taskDefinition", read, "id", ID, "cluster", "shop")),
                false,
                true);
    }

    private static RunningRevisions.Result compare(
            String op, GraphResource service, List<String> changed, Optional<Running> running) {
        Step step = new Step(op, service.urn(), SERVICE, "api", List.of(), changed);
        return RunningRevisions.compare(
                List.of(step), new ResourceGraph("shop", "test", List.of(service)), any -> running);
    }

    private static RunningRevisions.Result updated(String requested, Optional<Running> running) {
        return compare(
                "update", service(Map.of("taskDefinition", requested), FAMILY + 1), List.of("taskDefinition"), running);
    }

    private static Optional<Running> running(int revision, String rollout, String reason) {
        return Optional.of(new Running(FAMILY + revision, rollout, reason));
    }

    @Test
    void reportsAServiceThatRunsAnotherRevision() {
        assertThat(updated(FAMILY + 2, running(1, "COMPLETED", "")).problems())
                .containsExactly(
                        SERVICE + " api: runs shop-api:1, not the requested shop-api:2: the deployment failed and was"
                                + " rolled back");
        // Without another source, what the provider has read after its wait counts.
        assertThat(updated(FAMILY + 2, Optional.empty()).problems()).hasSize(1);
    }

    @Test
    void reportsADeploymentThatFailedOrHasNotEnded() {
        assertThat(updated(FAMILY + 2, running(2, "FAILED", "tasks failed to start"))
                        .problems())
                .containsExactly(SERVICE + " api: the deployment of shop-api:2 failed (tasks failed to start)");
        assertThat(updated(FAMILY + 2, running(2, "IN_PROGRESS", "")).problems())
                .isEmpty();
        assertThat(updated(FAMILY + 2, running(2, "IN_PROGRESS", "")).notes()).hasSize(1);
    }

    @Test
    void acceptsTheRequestedRevisionHoweverItIsWritten() {
        for (String requested : List.of(FAMILY + 2, "shop-api:2", "shop-api")) {
            assertThat(updated(requested, running(2, "COMPLETED", "")).problems())
                    .as(requested)
                    .isEmpty();
        }
    }

    @Test
    void leavesAloneWhatTheUpdateDidNotDeploy() {
        Map<String, Object> requested = Map.of("taskDefinition", FAMILY + 1);
        Map<String, Object> byCodeDeploy =
                Map.of("taskDefinition", FAMILY + 1, "deploymentController", Map.of("type", "CODE_DEPLOY"));

        assertThat(compare("update", service(requested, FAMILY + 5), List.of("desiredCount"), Optional.empty())
                        .problems())
                .isEmpty();
        assertThat(compare("same", service(requested, FAMILY + 5), List.of(), Optional.empty())
                        .problems())
                .isEmpty();
        assertThat(compare("create", service(byCodeDeploy, FAMILY + 5), List.of(), Optional.empty())
                        .problems())
                .isEmpty();
    }

    @Test
    void asksAwsForTheServiceInItsRegion() throws IOException {
        AwsCommand aws = mock();
        when(aws.run(List.of(
                        "ecs", "describe-services", "--cluster", "shop", "--services", ID, "--region", "eu-central-1")))
                .thenReturn(new AwsCommand.Result(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"services": [{
                                          "taskDefinition": "arn:aws:ecs:eu-central-1:123456789012:task-definition/shop-api:1",
                                          "deployments": [
                                            {"status": "PRIMARY", "rolloutState": "COMPLETED", "rolloutStateReason": "done"}]}]}
                                        """),
                        ""));
        AwsEvidence evidence = new AwsEvidence(aws, Map.of(), Clock.systemUTC());

        assertThat(evidence.running(service(Map.of(), FAMILY + 2)))
                .contains(new Running(FAMILY + 1, "COMPLETED", "done"));
    }
}
