package dev.plinth.components.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationTaskTest {

    private static final String MACHINE = "aws:sfn/stateMachine:StateMachine";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private MigrationTask run(UnaryOperator<MigrationTaskArgs.Builder> more) {
        return mocks.run(() -> {
            Network network = new Network("network", NetworkArgs.builder().build());
            return new MigrationTask(
                    "migration",
                    more.apply(MigrationTaskArgs.builder()
                                    .cluster(new ContainerCluster(
                                            "cluster",
                                            ContainerClusterArgs.builder().build()))
                                    .network(network)
                                    .image("123456789012.dkr.ecr.eu-central-1.amazonaws.com/api:8f3c1d2")
                                    .cpu(512)
                                    .memory(1024)
                                    .database(new PostgresDatabase(
                                            "database",
                                            PostgresDatabaseArgs.builder()
                                                    .network(network)
                                                    .build()))
                                    .migrateCommand(List.of("node", "migrate.js"))
                                    .verifyCommand(List.of("node", "verify.js"))
                                    .alarmTopicArn(Output.of("arn:aws:sns:eu-central-1:123456789012:alarms")))
                            .build());
        });
    }

    private JsonNode definition() {
        try {
            return JSON.readTree(mocks.only(MACHINE).text("definition"));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void backsUpThenMigratesThenVerifies() {
        run(args -> args);

        JsonNode states = definition().get("States");
        assertThat(states.at("/Backup/Resource").asText()).endsWith(":aws-sdk:rds:createDBSnapshot");
        assertThat(states.at("/CheckBackup/Choices/0/StringEquals").asText()).isEqualTo("available");
        assertThat(states.at("/CheckBackup/Choices/0/Next").asText()).isEqualTo("Migrate");
        assertThat(states.at("/Migrate/Next").asText()).isEqualTo("Verify");
        assertThat(states.at("/Verify/End").asBoolean()).isTrue();
        for (String step : List.of("Migrate", "Verify")) {
            assertThat(states.at("/" + step + "/Resource").asText()).endsWith(":ecs:runTask.sync");
            assertThat(states.at("/" + step + "/TimeoutSeconds").asInt()).isEqualTo(3600);
            assertThat(states.at("/" + step + "/Parameters/Overrides/ContainerOverrides/0/Environment/0/Value.$")
                            .asText())
                    .isEqualTo("$.phase");
        }
        assertThat(states.at("/Verify/Parameters/Overrides/ContainerOverrides/0/Command/1")
                        .asText())
                .isEqualTo("verify.js");
    }

    @Test
    void everyStateLeadsToAnotherOneOrEnds() {
        run(args -> args);

        JsonNode states = definition().get("States");
        List<String> targets = new ArrayList<>(states.findValuesAsText("Next"));
        targets.addAll(states.findValuesAsText("Default"));
        targets.add(definition().get("StartAt").asText());
        assertThat(targets).allMatch(states::has);
        states.forEach(state -> assertThat(state.has("Next")
                        || state.has("End")
                        || List.of("Choice", "Fail").contains(state.get("Type").asText()))
                .as(state.toString())
                .isTrue());
    }

    @Test
    void theRoleMayBackUpThisDatabaseAndRunThisTaskOnly() {
        run(args -> args);

        String policy = mocks.named("aws:iam/rolePolicy:RolePolicy", "migration-workflow-policy")
                .text("policy");
        assertThat(policy)
                .contains("rds:CreateDBSnapshot", ":snapshot:", "ecs:RunTask", "StepFunctionsGetEventsForECSTaskRule");
        assertThat(policy.split("\"\\*\"", -1))
                .as("only the logs have every resource")
                .hasSize(2);
    }

    @Test
    void aFailedMigrationRaisesAnAlarm() {
        run(args -> args);

        assertThat(mocks.named("aws:cloudwatch/metricAlarm:MetricAlarm", "migration-failed")
                        .inputs())
                .containsEntry("metricName", "ExecutionsFailed")
                .containsEntry("alarmActions", List.of("arn:aws:sns:eu-central-1:123456789012:alarms"));
        assertThat(mocks.names("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"))
                .contains("database-from-migration");
    }

    @Test
    void theTimeoutIsThatOfEachCommand() {
        run(args -> args.timeoutMinutes(5));

        assertThat(definition().at("/States/Migrate/TimeoutSeconds").asInt()).isEqualTo(300);
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> mocks.run(() -> new MigrationTask(
                                        "migration",
                                        MigrationTaskArgs.builder()
                                                .timeoutMinutes(0)
                                                .build())))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly(
                        "cluster",
                        "network",
                        "image",
                        "cpu",
                        "memory",
                        "database",
                        "alarmTopicArn",
                        "migrateCommand",
                        "verifyCommand",
                        "timeoutMinutes");
    }
}
