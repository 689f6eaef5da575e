package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Updates of services that look harmless in a preview: a deployment that fails, another port, another service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ServiceUpdatesIT {

    private static final String STACK = "development";
    private static final String FILE = "Pulumi.development.yaml";
    private static final String RULE = "aws:lb/listenerRule:ListenerRule";
    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

    private TestProject project;

    @BeforeAll
    void create(@TempDir Path folder) {
        project = TestProject.in(folder);
        update();
    }

    @Test
    @Order(1)
    void reportsADeploymentThatWasRolledBack() {
        JsonNode before = state(SERVICE, "api-service").path("taskDefinition");
        project.edit(FILE, "services/api\n      cpu: 256", "services/api\n      cpu: 512");
        project.edit(FILE, "cpu: 512\n      memory: 512", "cpu: 512\n      memory: 1024");
        Run fault = project.run("simulator", "fault", "FAILED_DEPLOYMENT", "--name", "api-service");
        assertThat(fault.exitCode()).as(fault.toString()).isZero();

        Run failed = project.simulate("up", STACK, "--yes", "--json");

        assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(3);
        assertThat(failed.json().path("result").asText()).isEqualTo("failed");
        assertThat(failed.err())
                .contains("aws:ecs/service:Service api-service: runs ", "not the requested ", "rolled back", "next: ");
        assertThat(state(SERVICE, "api-service").path("taskDefinition")).isEqualTo(before);
        Run preview = project.simulate("preview", STACK, "--json");
        assertThat(operations(preview)).containsEntry("api-service", "update");

        update();
        assertThat(state(SERVICE, "api-service").path("taskDefinition")).isNotEqualTo(before);
        assertThat(operations(project.simulate("preview", STACK, "--json")).values())
                .containsOnly("same");
    }

    @Test
    @Order(2)
    void aNewPortLeavesTheTargetGroupAndTheRuleAsTheyAre() {
        String group = resource(TARGET_GROUP, "ingress-api").path("id").asText();
        project.edit(FILE, "memory: 1024\n      port: 3000", "memory: 1024\n      port: 4000");

        Run preview = project.simulate("preview", STACK, "--json");
        assertThat(operations(preview))
                .containsEntry("ingress-api", "same")
                .containsEntry("ingress-api-rule", "same")
                .containsEntry("api-service", "update")
                // The tasks before keep their rule until they have stopped.
                .containsEntry("api-from-ingress", "replace");
        Run up = update();

        assertThat(up.err()).doesNotContain("503");
        assertThat(resource(TARGET_GROUP, "ingress-api").path("id").asText()).isEqualTo(group);
        assertThat(state(SERVICE, "api-service").toString()).contains("\"containerPort\":4000");
    }

    @Test
    @Order(3)
    void anotherServiceIsRoutedToOnceItHasTargetsAndRenumbersNothing() {
        project.edit(
                FILE,
                "  plinth:services:\n",
                """
                  plinth:services:
                    able:
                      image: registry.example.com/able:1.0.0
                      cpu: 256
                      memory: 512
                      port: 3000
                      minTasks: 1
                      maxTasks: 2
                      hostnames: [api]
                      paths: [/able/*]
                      priority: 5
                """);
        project.edit(
                FILE,
                "    - allow: internet -> api via cloudflare, ingress\n",
                """
                    - allow: internet -> api via cloudflare, ingress
                    - allow: internet -> able via cloudflare, ingress
                """);

        Map<String, String> operations = operations(project.simulate("preview", STACK, "--json"));
        assertThat(operations)
                .containsEntry("ingress-api-rule", "same")
                .containsEntry("ingress-admin-rule", "same")
                .containsEntry("ingress-able-rule", "create");
        assertThat(operations.values()).doesNotContain("replace", "delete");
        Run up = update();

        assertThat(up.err()).doesNotContain("503", "PriorityInUse");
        assertThat(state(RULE, "ingress-able-rule").path("priority").asInt()).isEqualTo(5);
    }

    @Test
    @Order(4)
    void rejectsSwappedPrioritiesUntilOneIsFree() {
        String admin = "hostnames: [admin]\n      priority: ";
        project.edit(FILE, "priority: 5", "priority: 20");
        project.edit(FILE, admin + "20", admin + "5");

        Run swapped = project.simulate("up", STACK, "--yes");
        assertThat(swapped.exitCode()).as(swapped.toString()).isEqualTo(1);
        assertThat(swapped.toString())
                .contains("ingress-admin-rule still has the priority 20", "in a separate update first")
                .doesNotContain("PriorityInUse");

        project.edit(FILE, "/able/*]\n      priority: 20", "/able/*]\n      priority: 30");
        project.edit(FILE, admin + "5", admin + "20");
        update();
        project.edit(FILE, admin + "20", admin + "5");
        update();
        assertThat(state(RULE, "ingress-able-rule").path("priority").asInt()).isEqualTo(30);
        assertThat(state(RULE, "ingress-admin-rule").path("priority").asInt()).isEqualTo(5);
    }

    @Test
    @Order(5)
    void aSecretThatChangesStartsNewTasksOfTheServicesThatUseIt() {
        String secret = state("aws:rds/instance:Instance", "database-instance")
                .at("/masterUserSecrets/0/secretArn")
                .asText();
        assertThat(secret).startsWith("arn:aws:secretsmanager:");
        JsonNode rule = state("aws:cloudwatch/eventRule:EventRule", "cluster-redeployment-api");
        assertThat(json(rule.path("eventPattern")).path("resources"))
                .hasSize(1)
                .first()
                .isEqualTo(new TextNode(secret));
        JsonNode target = state("aws:cloudwatch/eventTarget:EventTarget", "cluster-redeployment-api-target");
        assertThat(json(target.path("input")).path("service"))
                .isEqualTo(state(SERVICE, "api-service").path("name"));
        JsonNode machine = resource("aws:sfn/stateMachine:StateMachine", "cluster-redeployment-state-machine");
        assertThat(target.path("arn").asText())
                .isEqualTo(machine.at("/state/arn").asText());
        assertThat(json(machine.at("/state/definition")).at("/States/Redeploy/Parameters"))
                .isEqualTo(json(new TextNode("{\"Cluster\":\""
                        + state("aws:ecs/cluster:Cluster", "cluster-cluster")
                                .path("name")
                                .asText()
                        + "\",\"Service.$\":\"$.service\",\"ForceNewDeployment\":true}")));
        // A service without a secret needs none of it.
        assertThat(project.resources().findValuesAsText("name")).doesNotContain("cluster-redeployment-able");
    }

    private static JsonNode json(JsonNode text) {
        try {
            return new ObjectMapper().readTree(text.asText());
        } catch (JsonProcessingException e) {
            throw new AssertionError(text.toString(), e);
        }
    }

    private Run update() {
        Run up = project.simulate("up", STACK, "--yes");
        assertThat(up.exitCode()).as(up.toString()).isZero();
        return up;
    }

    private JsonNode resource(String type, String name) {
        for (JsonNode resource : project.resources()) {
            if (resource.path("type").asText().equals(type)
                    && resource.path("name").asText().equals(name)) {
                return resource;
            }
        }
        throw new AssertionError("no " + type + " " + name);
    }

    private JsonNode state(String type, String name) {
        return resource(type, name).path("state");
    }

    private static Map<String, String> operations(Run preview) {
        assertThat(preview.out()).as(preview.toString()).isNotEmpty();
        Map<String, String> operations = new TreeMap<>();
        preview.json()
                .path("steps")
                .forEach(step -> operations.put(
                        step.path("name").asText(), step.path("op").asText()));
        return operations;
    }
}
