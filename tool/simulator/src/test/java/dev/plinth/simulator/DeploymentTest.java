package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.fault.Fault;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates of an ECS service, and the requests that it serves meanwhile. */
class DeploymentTest {

    private static final String RULE = "aws:lb/listenerRule:ListenerRule";
    private static final String SERVICE = "aws:ecs/service:Service";

    private TestCloud cloud;
    private Landscape landscape;
    private Made cluster;
    private Made listener;
    private Made first;
    private Made second;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        landscape = new Landscape(cloud);
        cluster = cloud.create("aws:ecs/cluster:Cluster", "cluster", Map.of());
        Made balancer = cloud.create(
                "aws:lb/loadBalancer:LoadBalancer",
                "web",
                Map.of("subnets", landscape.subnetIds(), "securityGroups", List.of(landscape.group.id())));
        listener = cloud.create(
                "aws:lb/listener:Listener",
                "http",
                Map.of(
                        "loadBalancerArn",
                        balancer.id(),
                        "port",
                        80,
                        "defaultActions",
                        List.of(Map.of(
                                "type",
                                "fixed-response",
                                "fixedResponse",
                                Map.of("statusCode", "404", "contentType", "text/plain")))));
        first = group("first");
        second = group("second");
        attachment("first-attachment", first);
        attachment("second-attachment", second);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Made group(String name) {
        return cloud.create(
                "aws:lb/targetGroup:TargetGroup",
                name,
                Map.of("vpcId", landscape.vpc.id(), "port", 3000, "protocol", "HTTP", "targetType", "ip"));
    }

    private Made attachment(String name, Made group) {
        return cloud.create(
                RULE, name, rule(null, group, Map.of("sourceIp", Map.of("values", List.of("192.0.2.1/32")))));
    }

    private Map<String, Object> rule(@Nullable Integer priority, Made group, Map<String, Object> condition) {
        Map<String, Object> inputs = new LinkedHashMap<>(Map.of(
                "listenerArn", listener.id(),
                "actions", List.of(Map.of("type", "forward", "targetGroupArn", group.id())),
                "conditions", List.of(condition)));
        if (priority != null) {
            inputs.put("priority", priority);
        }
        return inputs;
    }

    private static Map<String, Object> host(String name) {
        return Map.of("hostHeader", Map.of("values", List.of(name)));
    }

    private Made task(String name, int cpu) {
        return cloud.create(
                "aws:ecs/taskDefinition:TaskDefinition",
                name,
                Landscape.task(Map.of(
                        "executionRoleArn",
                        landscape.role(name + "-execution").text("arn"),
                        "cpu",
                        String.valueOf(cpu),
                        "memory",
                        "1024")));
    }

    private Map<String, Object> service(Made task, Made group, Map<String, Object> more) {
        Map<String, Object> inputs = new LinkedHashMap<>(Map.of(
                "cluster",
                cluster.id(),
                "taskDefinition",
                task.text("arn"),
                "launchType",
                "FARGATE",
                "desiredCount",
                2,
                "waitForSteadyState",
                true,
                "networkConfiguration",
                Map.of("subnets", landscape.subnetIds(), "securityGroups", List.of(landscape.group.id())),
                "loadBalancers",
                List.of(Map.of("targetGroupArn", group.id(), "containerName", "api", "containerPort", 3000))));
        inputs.putAll(more);
        return inputs;
    }

    private static final Map<String, Object> ROLLS_BACK =
            Map.of("deploymentCircuitBreaker", Map.of("enable", true, "rollback", true));

    private String warning(Made made) {
        return cloud.simulator.list().stream()
                .filter(resource -> resource.urn().equals(made.urn()))
                .map(resource -> String.valueOf(resource.state().getOrDefault("simulatedWarning", "")))
                .findFirst()
                .orElseThrow();
    }

    private void failNextDeployment() {
        cloud.simulator.inject(Fault.of(Fault.Kind.FAILED_DEPLOYMENT, SERVICE, "api", 1));
    }

    @Test
    void aFailedDeploymentIsRolledBackAndStaysADifference() {
        Made before = task("before", 256);
        Made after = task("after", 512);
        Made service = cloud.create(SERVICE, "api", service(before, first, ROLLS_BACK));
        failNextDeployment();

        Made updated = cloud.update(service, service(after, first, ROLLS_BACK));

        assertThat(updated.text("taskDefinition")).isEqualTo(before.text("arn"));
        assertThat(cloud.diff(updated, service(after, first, ROLLS_BACK)).getDiffsList())
                .containsExactly("taskDefinition");
        Made again = cloud.update(updated, service(after, first, ROLLS_BACK));
        assertThat(again.text("taskDefinition")).isEqualTo(after.text("arn"));
        assertThat(cloud.diff(again, service(after, first, ROLLS_BACK)).getDiffsList())
                .isEmpty();
    }

    @Test
    void aFailedDeploymentWithoutRollbackNeverBecomesSteady() {
        Made service = cloud.create(SERVICE, "api", service(task("before", 256), first, Map.of()));
        failNextDeployment();

        assertThat(refusal(() -> cloud.update(service, service(task("after", 512), first, Map.of()))))
                .contains("timeout while waiting for state to become 'tfSTABLE'");
    }

    @Test
    void theFirstDeploymentHasNothingToReturnTo() {
        failNextDeployment();

        assertThat(refusal(() -> cloud.create(SERVICE, "api", service(task("task", 256), first, ROLLS_BACK))))
                .contains("tfSTABLE");
    }

    @Test
    void warnsWhenARuleTurnsToATargetGroupWithoutTargets() {
        cloud.create(SERVICE, "api", service(task("task", 256), first, Map.of()));
        Made rule = cloud.create(RULE, "api", rule(10, first, host("api.example.com")));
        assertThat(warning(rule)).isEmpty();

        Made turned = cloud.update(rule, rule(10, second, host("api.example.com")));
        assertThat(warning(turned)).contains("503", second.id());

        cloud.create(SERVICE, "other", service(task("other", 256), second, Map.of()));
        assertThat(warning(cloud.update(turned, rule(20, second, host("api.example.com")))))
                .isEmpty();
    }

    @Test
    void warnsWhenANewRuleServesAnotherRulesHostBeforeItHasTargets() {
        cloud.create(SERVICE, "api", service(task("task", 256), first, Map.of()));
        cloud.create(RULE, "api", rule(10, first, host("api.example.com")));

        assertThat(warning(cloud.create(RULE, "new", rule(5, second, host("api.example.com")))))
                .contains("503");
        assertThat(warning(cloud.create(RULE, "unrelated", rule(6, second, host("new.example.com")))))
                .isEmpty();
    }

    @Test
    void warnsWhenAServiceLeavesATargetGroupThatARuleForwardsTo() {
        Made task = task("task", 256);
        Made service = cloud.create(SERVICE, "api", service(task, first, Map.of()));
        cloud.create(RULE, "api", rule(10, first, host("api.example.com")));

        assertThat(warning(cloud.update(service, service(task, second, Map.of()))))
                .contains("503", first.id());
    }

    @Test
    void rejectsAPriorityInUse() {
        cloud.create(RULE, "one", rule(10, first, host("one.example.com")));
        Made two = cloud.create(RULE, "two", rule(20, first, host("two.example.com")));

        assertThat(refusal(() -> cloud.create(RULE, "three", rule(20, first, host("three.example.com")))))
                .contains("PriorityInUse");
        assertThat(refusal(() -> cloud.update(two, rule(10, first, host("two.example.com")))))
                .contains("PriorityInUse");
    }
}
