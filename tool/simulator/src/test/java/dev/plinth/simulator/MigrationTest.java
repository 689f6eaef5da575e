package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.fault.Fault;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions of a state machine that takes a snapshot, migrates a database and verifies it. */
class MigrationTest {

    private static final String MACHINE = "aws:sfn/stateMachine:StateMachine";

    private TestCloud cloud;
    private Landscape landscape;
    private Made database;
    private Made task;

    @SuppressWarnings("NullAway.Init") // each test creates it with its own definition
    private Made machine;

    private Made role;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        landscape = new Landscape(cloud);
        database = cloud.create("aws:rds/instance:Instance", "database", landscape.database(Map.of()));
        role = landscape.role("migrate");
        task = task("migrate", 256);
    }

    @AfterEach
    void close() {
        cloud.close();
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
                        "1024",
                        "skipDestroy",
                        true)));
    }

    private static Map<String, Object> choice(String variable, String value, String next) {
        return Map.of("Variable", variable, "StringEquals", value, "Next", next);
    }

    private Map<String, Object> run(String definition) {
        return Map.of(
                "Type",
                "Task",
                "Resource",
                "arn:aws:states:::ecs:runTask.sync",
                "Parameters",
                Map.of("LaunchType", "FARGATE", "TaskDefinition", definition));
    }

    private static Map<String, Object> with(Map<String, Object> state, String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(state);
        more.put(key, value);
        return more;
    }

    /** The states of the component MigrationTask. */
    private Map<String, Object> inputs(Made definition, String identifier) {
        Map<String, Object> states = Map.of(
                "CheckPhase",
                Map.of(
                        "Type",
                        "Choice",
                        "Choices",
                        List.of(choice("$.phase", "expand", "Backup")),
                        "Default",
                        "UnknownPhase"),
                "UnknownPhase",
                Map.of("Type", "Fail", "Error", "UnknownPhase", "Cause", "phase is not expand or contract"),
                "Backup",
                Map.of(
                        "Type",
                        "Task",
                        "Resource",
                        "arn:aws:states:::aws-sdk:rds:createDBSnapshot",
                        "Parameters",
                        Map.of(
                                "DbInstanceIdentifier",
                                identifier,
                                "DbSnapshotIdentifier.$",
                                "States.Format('" + identifier + "-before-{}', $$.Execution.Name)"),
                        "ResultPath",
                        "$.snapshot",
                        "Next",
                        "AwaitBackup"),
                "AwaitBackup",
                Map.of("Type", "Wait", "Seconds", 30, "Next", "ReadBackup"),
                "ReadBackup",
                Map.of(
                        "Type",
                        "Task",
                        "Resource",
                        "arn:aws:states:::aws-sdk:rds:describeDBSnapshots",
                        "ResultPath",
                        "$.backup",
                        "Next",
                        "CheckBackup"),
                "CheckBackup",
                Map.of(
                        "Type",
                        "Choice",
                        "Choices",
                        List.of(choice("$.backup.status", "available", "Migrate")),
                        "Default",
                        "AwaitBackup"),
                "Migrate",
                with(run(definition.text("arn")), "Next", "Verify"),
                "Verify",
                with(run(definition.text("arn")), "End", true));
        return Map.of(
                "roleArn",
                role.text("arn"),
                "definition",
                Values.toJson(Map.of("StartAt", "CheckPhase", "States", states)));
    }

    private void create() {
        machine = cloud.create(MACHINE, "migrate", inputs(task, database.text("identifier")));
    }

    private List<String> advance(int minutes) {
        return cloud.simulator.advance(Duration.ofMinutes(minutes)).stream()
                .filter(event ->
                        event.kind().startsWith("migration") || event.kind().equals("snapshot-completed"))
                .map(event -> event.kind() + " of " + event.name() + ": " + event.message())
                .toList();
    }

    private List<Instant> points() {
        return cloud.simulator.backups().recoveryPoints(database.id());
    }

    @Test
    void takesASnapshotThenMigratesAndVerifies() {
        create();
        assertThat(points()).isEmpty();

        assertThat(advance(1)).singleElement().asString().startsWith("migration-started of migrate");
        assertThat(advance(4)).isEmpty();
        assertThat(advance(1)).singleElement().asString().contains("snapshot-completed of database", "-before-expand-");
        assertThat(points()).hasSize(1);
        assertThat(advance(1)).isEmpty();
        assertThat(advance(1)).singleElement().asString().contains("completed Migrate", "exit code 0");
        assertThat(advance(2))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("migration-succeeded of migrate")
                .contains("-before-expand-");
        assertThat(advance(600)).isEmpty();
    }

    @Test
    void anUpdateOfTheTaskMigratesAgain() {
        create();
        advance(60);
        Made after = task("after", 512);
        cloud.update(machine, inputs(after, database.text("identifier")));

        assertThat(advance(60)).first().asString().startsWith("migration-started");
        assertThat(points()).hasSize(2);
    }

    @Test
    void aFailedMigrationLeavesASnapshotToRestore() {
        cloud.create(
                "aws:cloudwatch/metricAlarm:MetricAlarm",
                "failed",
                Map.of(
                        "comparisonOperator", "GreaterThanThreshold",
                        "evaluationPeriods", 1,
                        "threshold", 0,
                        "namespace", "AWS/States",
                        "metricName", "ExecutionsFailed",
                        "statistic", "Sum",
                        "period", 60));
        create();
        cloud.simulator.inject(Fault.of(Fault.Kind.FAILED_DEPLOYMENT, MACHINE, "migrate", 1));

        assertThat(advance(60))
                .last()
                .asString()
                .startsWith("migration-failed of migrate")
                .contains("failed in Migrate", "exit code 1", "can be restored from the snapshot", "it has no alarm");
        assertThat(points()).hasSize(1);
        cloud.simulator.backups().addRestoreTest(database.id(), cloud.simulator.now(), true);
        assertThat(advance(600)).isEmpty();
    }

    @Test
    void aFailedVerificationRaisesTheAlarm() {
        create();
        cloud.create(
                "aws:cloudwatch/metricAlarm:MetricAlarm",
                "failed",
                Map.of(
                        "comparisonOperator",
                        "GreaterThanThreshold",
                        "evaluationPeriods",
                        1,
                        "threshold",
                        0,
                        "namespace",
                        "AWS/States",
                        "metricName",
                        "ExecutionsFailed",
                        "dimensions",
                        Map.of("StateMachineArn", machine.text("arn")),
                        "statistic",
                        "Sum",
                        "period",
                        60));
        cloud.simulator.inject(Fault.of(Fault.Kind.FAULTY_VERSION, MACHINE, "migrate", 1));

        assertThat(advance(60))
                .anySatisfy(event -> assertThat(event).contains("completed Migrate"))
                .last()
                .asString()
                .contains("failed in Verify", "it raised the alarm");
    }

    @Test
    void nothingIsMigratedWithoutASnapshot() {
        machine = cloud.create(MACHINE, "migrate", inputs(task, "elsewhere"));

        assertThat(advance(60))
                .hasSize(2)
                .last()
                .asString()
                .contains("failed in Backup", "the database elsewhere does not exist", "no snapshot was taken");
        assertThat(points()).isEmpty();
    }
}
