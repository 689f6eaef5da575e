package dev.plinth.components.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.container.ContainerCluster;
import dev.plinth.components.container.ContainerClusterArgs;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.FargateServiceArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperatingHoursTest {

    private static final String ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction";
    private static final String SCHEDULE = "aws:scheduler/schedule:Schedule";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private static PostgresDatabase database(Network network, int replicas) {
        return new PostgresDatabase(
                "database",
                PostgresDatabaseArgs.builder()
                        .network(network)
                        .masterPassword(Output.ofSecret("not-a-real-password-1"))
                        .readReplicas(replicas)
                        .build());
    }

    private void run(int replicas, UnaryOperator<OperatingHoursArgs.Builder> more) {
        mocks.run(() -> {
            Network network = new Network("network", NetworkArgs.builder().build());
            FargateService service = new FargateService(
                    "api",
                    FargateServiceArgs.builder()
                            .cluster(new ContainerCluster(
                                    "cluster", ContainerClusterArgs.builder().build()))
                            .network(network)
                            .image("ghcr.io/acme/api:1")
                            .cpu(256)
                            .memory(512)
                            .minTasks(2)
                            .maxTasks(6)
                            .build());
            return new OperatingHours(
                    "hours",
                    more.apply(OperatingHoursArgs.builder()
                                    .services(List.of(service))
                                    .databases(List.of(database(network, replicas))))
                            .build());
        });
    }

    @Test
    void servicesAreScaledToZeroInTheEveningAndBackInTheMorning() {
        run(0, hours -> hours.timeZone("Europe/Berlin"));

        Recorded stop = mocks.named(ACTION, "hours-api-stop");
        assertThat(stop.inputs())
                .containsEntry("schedule", "cron(0 20 ? * MON,TUE,WED,THU,FRI *)")
                .containsEntry("timezone", "Europe/Berlin")
                .containsEntry("serviceNamespace", "ecs")
                .containsEntry("scalableDimension", "ecs:service:DesiredCount")
                .containsEntry("scalableTargetAction", Map.of("minCapacity", 0.0, "maxCapacity", 0.0));
        assertThat(stop.text("resourceId")).startsWith("service/").endsWith("/api-service-1a2b3c4");
        assertThat(mocks.named(ACTION, "hours-api-start").inputs())
                .containsEntry("schedule", "cron(0 7 ? * MON,TUE,WED,THU,FRI *)")
                .containsEntry("scalableTargetAction", Map.of("minCapacity", 2.0, "maxCapacity", 6.0));
    }

    @Test
    void databasesStopWithTheServicesAndStartBeforeThem() {
        run(0, hours -> hours.days(List.of(DayOfWeek.MONDAY))
                .start(LocalTime.of(8, 10))
                .stop(LocalTime.of(18, 30)));

        Recorded stop = mocks.named(SCHEDULE, "hours-database-stop");
        assertThat(stop.inputs()).containsEntry("scheduleExpression", "cron(30 18 ? * MON *)");
        assertThat(stop.object("target"))
                .containsEntry("arn", "arn:aws:scheduler:::aws-sdk:rds:stopDBInstance")
                .containsEntry("input", "{\"DbInstanceIdentifier\":\"project-stack-database\"}")
                .containsKeys("roleArn", "deadLetterConfig");
        Recorded start = mocks.named(SCHEDULE, "hours-database-start");
        assertThat(start.inputs()).containsEntry("scheduleExpression", "cron(55 7 ? * MON *)");
        assertThat(start.object("target")).containsEntry("arn", "arn:aws:scheduler:::aws-sdk:rds:startDBInstance");
        assertThat(mocks.named("aws:iam/rolePolicy:RolePolicy", "hours-role-policy")
                        .text("policy"))
                .contains("rds:StopDBInstance", "db:project-stack-database")
                .doesNotContain("\"*\"");
    }

    @Test
    void hoursThatCannotBeKeptAreRejected() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> run(1, hours -> hours.days(List.of())
                                        .start(LocalTime.of(0, 10))
                                        .stop(LocalTime.of(0, 5))))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly("days", "start", "stop", "databases");
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> mocks.run(() -> new OperatingHours(
                                        "hours", OperatingHoursArgs.builder().build())))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly("services");
    }
}
