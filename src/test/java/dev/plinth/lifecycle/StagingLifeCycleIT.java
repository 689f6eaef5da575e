package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Staging from its first update to its end; each test goes on where the one before stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StagingLifeCycleIT {

    private static final String DATABASE = "aws:rds/instance:Instance";

    private TestProject project;

    @BeforeAll
    void copy(@TempDir Path folder) {
        project = TestProject.in(folder);
    }

    @Test
    @Order(1)
    void upBuildsEverything() {
        Run up = project.simulate("up", "staging", "--yes", "--json");

        assertThat(up.exitCode()).as(up.toString()).isZero();
        assertThat(up.json().path("result").asText()).isEqualTo("succeeded");
        assertThat(up.json().path("summary").path("create").asInt()).isGreaterThanOrEqualTo(120);
        assertThat(up.json().path("outputs").path("vpcId").asText()).startsWith("vpc-");
    }

    @Test
    @Order(2)
    void previewOfTheSameProgramChangesNothing() {
        Run preview = project.simulate("preview", "staging", "--json");

        assertThat(preview.exitCode()).as(preview.toString()).isZero();
        assertThat(preview.json().path("steps"))
                .isNotEmpty()
                .allSatisfy(step ->
                        assertThat(step.path("op").asText()).as(step.toString()).isEqualTo("same"));
        assertThat(preview.json().path("policy").path("evaluated").asInt()).isPositive();
        assertThat(preview.json().path("policy").path("violations")).allSatisfy(violation -> assertThat(
                        violation.path("enforcement").asText())
                .as(violation.toString())
                .isEqualTo("advisory"));
        assertThat(preview.json().path("timings").path("engineMilliseconds").asLong())
                .isPositive();
        assertThat(preview.json().path("timings").path("policiesMilliseconds").asLong())
                .isPositive();
        assertThat(types(preview.json().path("steps")))
                .contains(
                        "plinth:network:Network",
                        "plinth:database:PostgresDatabase",
                        "plinth:cache:RedisCache",
                        "plinth:storage:ObjectStorage",
                        "plinth:container:ContainerCluster",
                        "plinth:container:ContainerImage",
                        "plinth:container:FargateService",
                        "plinth:loadbalancer:ApplicationLoadBalancer",
                        "plinth:edge:CloudflareZone",
                        "plinth:backup:BackupVault",
                        "plinth:observability:AlarmTopic",
                        "plinth:observability:Observability");
    }

    @Test
    @Order(3)
    void outputsAreThoseOfTheUpdate() {
        Run outputs = project.simulate("outputs", "staging", "--json");

        assertThat(outputs.exitCode()).as(outputs.toString()).isZero();
        assertThat(outputs.json().path("vpcId").asText())
                .isEqualTo(project.resource("aws:ec2/vpc:Vpc").path("id").asText());
    }

    @Test
    @Order(4)
    void driftIsFoundAndTheStateStaysAsItIs() {
        String before = project.state("staging");
        JsonNode database = project.resource(DATABASE);
        Run set = project.run("simulator", "set", database.path("id").asText(), "backupRetentionPeriod", "1");
        assertThat(set.exitCode()).as(set.toString()).isZero();

        Run person = project.simulate("refresh", "staging", "--preview-only");
        assertThat(person.exitCode()).as(person.toString()).isEqualTo(1);
        assertThat(person.out()).contains(database.path("name").asText()).contains("backupRetentionPeriod");

        Run machine = project.simulate("refresh", "staging", "--preview-only", "--json");
        assertThat(machine.exitCode()).isEqualTo(1);
        assertThat(machine.json().path("drift")).singleElement().satisfies(drift -> {
            assertThat(drift.path("name")).isEqualTo(database.path("name"));
            assertThat(drift.path("changedPaths").toString()).contains("backupRetentionPeriod");
        });
        assertThat(project.state("staging")).isEqualTo(before);
    }

    @Test
    @Order(5)
    void upRevertsDriftAfterARefresh() {
        Run refresh = project.simulate("refresh", "staging", "--yes");
        assertThat(refresh.exitCode()).as(refresh.toString()).isZero();

        Run up = project.simulate("up", "staging", "--yes");

        assertThat(up.exitCode()).as(up.toString()).isZero();
        assertThat(up.out()).contains("1 update").doesNotContain("forecast");
        assertThat(project.resource(DATABASE)
                        .path("state")
                        .path("backupRetentionPeriod")
                        .asInt())
                .isEqualTo(14);
    }

    @Test
    @Order(6)
    void findsAndRecreatesResourcesDeletedOutsidePulumi() {
        JsonNode dashboard = project.resource("aws:cloudwatch/dashboard:Dashboard");
        project.inCloud(cloud -> cloud.delete(dashboard.path("urn").asText()));

        Run seen = project.simulate("refresh", "staging", "--preview-only");
        assertThat(seen.exitCode()).as(seen.toString()).isEqualTo(1);
        assertThat(seen.out()).contains(dashboard.path("name").asText()).contains("does not exist in the cloud");

        assertThat(project.simulate("refresh", "staging", "--yes").exitCode()).isZero();
        JsonNode forecast = project.simulate("preview", "staging", "--sections", "forecast", "--json")
                .json()
                .path("forecast");
        assertThat(forecast.path("basis").path("resource").asInt())
                .as(forecast.toString())
                .isEqualTo(1);
        assertThat(forecast.path("steps").path(0).path("source").asText()).isEqualTo("1 measurement of this resource");

        Run up = project.simulate("up", "staging", "--yes", "--json");
        assertThat(up.json().path("summary").path("create").asInt()).isEqualTo(1);
        assertThat(up.json().path("forecast").path("actualSeconds").asDouble()).isPositive();
        assertThat(up.json().path("forecast").path("expectedSeconds")).isEqualTo(forecast.path("seconds"));
        assertThat(up.json().path("forecast").path("steps")).singleElement().satisfies(step -> {
            assertThat(step.path("urn").asText())
                    .isEqualTo(dashboard.path("urn").asText());
            assertThat(step.path("expectedSeconds").asDouble()).isLessThan(3);
        });
        assertThat(project.resource("aws:cloudwatch/dashboard:Dashboard").path("name"))
                .isEqualTo(dashboard.path("name"));
    }

    @Test
    @Order(7)
    void noSecretWasPrinted() {
        List<String> secrets = project.secrets("staging");

        assertThat(secrets).isNotEmpty();
        assertThat(project.transcript()).doesNotContain(secrets);
    }

    @Test
    @Order(8)
    void destroyLeavesBackupsAndTheirKeysAlone() {
        Run destroy = project.simulate("destroy", "staging", "--yes", "--json");

        assertThat(destroy.exitCode()).as(destroy.toString()).isZero();
        assertThat(destroy.json().path("result").asText()).isEqualTo("succeeded");
        // What a lost database is restored from outlives the stack.
        assertThat(project.resources())
                .extracting(resource -> resource.path("type").asText())
                .containsOnly(TestProject.RETAINED);
    }

    private static Set<String> types(JsonNode steps) {
        Set<String> types = new TreeSet<>();
        steps.forEach(step -> types.add(step.path("type").asText()));
        return types;
    }
}
