package dev.plinth.components.container;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.resources.Resource;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduledTaskTest {

    private static final String SCHEDULE = "aws:scheduler/schedule:Schedule";
    private static final String GROUP = "aws:scheduler/scheduleGroup:ScheduleGroup";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final String RULE = "aws:cloudwatch/eventRule:EventRule";
    private static final String TARGET = "aws:cloudwatch/eventTarget:EventTarget";
    private static final String ACCOUNT = "eu-central-1:123456789012:";
    private static final String CLUSTER = "arn:aws:ecs:" + ACCOUNT + "cluster/cluster-cluster";
    private static final String QUEUE = "arn:aws:sqs:" + ACCOUNT + "queue/report-dead-letter-queue";
    private static final String KEY = "arn:aws:kms:" + ACCOUNT + "key/report-key-key";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private static Network network() {
        return new Network("network", NetworkArgs.builder().build());
    }

    private static ScheduledTaskArgs.Builder fewest(Network network) {
        return ScheduledTaskArgs.builder()
                .cluster(new ContainerCluster(
                        "cluster", ContainerClusterArgs.builder().build()))
                .network(network)
                .image("123456789012.dkr.ecr.eu-central-1.amazonaws.com/report:1")
                .cpu(256)
                .memory(512)
                .scheduleExpression("cron(0 3 * * ? *)");
    }

    private ScheduledTask run(UnaryOperator<ScheduledTaskArgs.Builder> more) {
        return mocks.run(
                () -> new ScheduledTask("report", more.apply(fewest(network())).build()));
    }

    private List<Fault> faults(UnaryOperator<ScheduledTaskArgs.Builder> more) {
        return catchThrowableOfType(InvalidArgumentsException.class, () -> run(more))
                .faults();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void fewestArgumentsGiveAScheduleThatStartsTheTaskInPrivate() {
        ScheduledTask task = run(args -> args);

        Recorded schedule = mocks.only(SCHEDULE);
        assertThat(schedule.inputs())
                .containsEntry("groupName", "report-group-1a2b3c4")
                .containsEntry("kmsKeyArn", KEY)
                .containsEntry("scheduleExpression", "cron(0 3 * * ? *)")
                .containsEntry("scheduleExpressionTimezone", "UTC")
                .containsEntry("flexibleTimeWindow", Map.of("mode", "OFF"))
                .containsEntry("state", "ENABLED")
                .doesNotContainKey("name");
        assertThat(schedule.object("target"))
                .containsEntry("arn", CLUSTER)
                .containsEntry("roleArn", "arn:aws:iam::123456789012:role/report-schedule-role")
                .containsEntry("retryPolicy", Map.of("maximumRetryAttempts", 3.0, "maximumEventAgeInSeconds", 3600.0))
                .containsEntry("deadLetterConfig", Map.of("arn", QUEUE));
        Map<String, Object> ecs = (Map<String, Object>)
                Objects.requireNonNull(schedule.object("target").get("ecsParameters"));
        assertThat(ecs)
                .containsEntry("taskDefinitionArn", "arn:aws:ecs:" + ACCOUNT + "taskdefinition/report-task")
                .containsEntry("taskCount", 1.0)
                .containsEntry("launchType", "FARGATE")
                .containsEntry("platformVersion", "LATEST")
                .containsEntry("enableEcsManagedTags", true)
                .containsEntry("propagateTags", "TASK_DEFINITION");
        assertThat((Map<String, Object>) ecs.get("networkConfiguration"))
                .containsEntry("assignPublicIp", false)
                .containsEntry("securityGroups", List.of("report-security-group-id"))
                .containsEntry(
                        "subnets",
                        mocks.names("aws:ec2/subnet:Subnet").stream()
                                .filter(name -> name.contains("private"))
                                .map(name -> name + "-id")
                                .toList());
        assertThat(value(mocks.options(schedule).getDependsOn()))
                .extracting(Resource::pulumiResourceName)
                .containsExactly("report-schedule-policy", "report-execution-policy");
        assertThat(mocks.names("aws:ecs/service:Service")).isEmpty();
        assertThat(mocks.names("aws:cloudwatch/logGroup:LogGroup")).contains("report-logs");
        assertThat(value(task.scheduleArn())).endsWith("schedule/report-schedule");
        assertThat(value(task.scheduleGroupName())).isEqualTo("report-group-1a2b3c4");
        assertThat(value(task.scheduleRoleArn())).endsWith(":role/report-schedule-role");
        assertThat(value(task.deadLetterQueueName())).isEqualTo("report-dead-letter-queue-1a2b3c4");
        assertThat(value(task.deadLetterQueueUrl())).endsWith("/report-dead-letter-queue-1a2b3c4");
        assertThat(value(task.deadLetterQueueArn())).isEqualTo(QUEUE);
        assertThat(value(task.kmsKeyArn())).isEqualTo(KEY);
    }

    @Test
    void allArgumentsReachTheSchedule() {
        run(args -> args.scheduleExpression("rate(5 minutes)")
                .timeZone("Europe/Berlin")
                .retryAttempts(0)
                .retryMaxAgeSeconds(60)
                .flexibleTimeWindowMinutes(15)
                .enabled(false)
                .command(List.of("report", "--daily"))
                .environment("MODE", "daily")
                .taskPolicies(List.of(
                        Statement.allow("Upload").actions("s3:PutObject").resources("arn:aws:s3:::reports/*"))));

        assertThat(mocks.only(SCHEDULE).inputs())
                .containsEntry("scheduleExpression", "rate(5 minutes)")
                .containsEntry("scheduleExpressionTimezone", "Europe/Berlin")
                .containsEntry("flexibleTimeWindow", Map.of("mode", "FLEXIBLE", "maximumWindowInMinutes", 15.0))
                .containsEntry("state", "DISABLED");
        assertThat(mocks.only(SCHEDULE).object("target"))
                .containsEntry("retryPolicy", Map.of("maximumRetryAttempts", 0.0, "maximumEventAgeInSeconds", 60.0));
        assertThat(json(mocks.only("aws:ecs/taskDefinition:TaskDefinition").text("containerDefinitions"))
                        .get(0)
                        .get("command"))
                .isEqualTo(json("['report', '--daily']"));
        assertThat(mocks.named(ROLE_POLICY, "report-task-policy").text("policy"))
                .contains("arn:aws:s3:::reports/*");
    }

    @Test
    void theScheduleMayStartThisTaskAndNoMore() {
        run(args -> args);

        assertThat(json(mocks.named(ROLE_POLICY, "report-schedule-policy").text("policy"))
                        .get("Statement"))
                .isEqualTo(json(
                        """
                [{'Sid': 'RunTask', 'Effect': 'Allow', 'Action': 'ecs:RunTask',
                  'Resource': 'arn:aws:ecs:%1$stask-definition/report-task:*',
                  'Condition': {'ArnEquals': {'ecs:cluster': '%2$s'}}},
                 {'Sid': 'TagTask', 'Effect': 'Allow', 'Action': 'ecs:TagResource',
                  'Resource': 'arn:aws:ecs:%1$stask/cluster-cluster-1a2b3c4/*',
                  'Condition': {'StringEquals': {'ecs:CreateAction': 'RunTask'}}},
                 {'Sid': 'PassRoles', 'Effect': 'Allow', 'Action': 'iam:PassRole',
                  'Resource': ['arn:aws:iam::123456789012:role/report-execution-role',
                    'arn:aws:iam::123456789012:role/report-task-role'],
                  'Condition': {'StringEquals': {'iam:PassedToService': 'ecs-tasks.amazonaws.com'}}},
                 {'Sid': 'SendFailures', 'Effect': 'Allow', 'Action': 'sqs:SendMessage', 'Resource': '%3$s'},
                 {'Sid': 'UseKey', 'Effect': 'Allow', 'Action': ['kms:Decrypt', 'kms:GenerateDataKey'],
                  'Resource': '%4$s'}]
                """
                                .formatted(ACCOUNT, CLUSTER, QUEUE, KEY)));
        assertThat(json(mocks.named("aws:iam/role:Role", "report-schedule-role").text("assumeRolePolicy"))
                        .at("/Statement/0"))
                .isEqualTo(json(
                        """
                {'Sid': 'AssumeRole', 'Effect': 'Allow', 'Principal': {'Service': 'scheduler.amazonaws.com'},
                 'Action': 'sts:AssumeRole', 'Condition': {'StringEquals': {'aws:SourceAccount': '123456789012'},
                   'ArnEquals': {'aws:SourceArn': 'arn:aws:scheduler:%sschedulegroup/report-group'}}}
                """
                                .formatted(ACCOUNT)));
        assertThat(mocks.names(GROUP)).containsExactly("report-group");
    }

    @Test
    void aTaskThatFailsIsAMessageInTheDeadLetterQueue() {
        run(args -> args);

        assertThat(json(mocks.only(RULE).text("eventPattern")))
                .isEqualTo(json(
                        """
                {'source': ['aws.ecs'], 'detail-type': ['ECS Task State Change'], 'detail': {
                  'clusterArn': ['%s'], 'group': ['family:cluster-cluster-1a2b3c4-report'], 'lastStatus': ['STOPPED'],
                  '$or': [{'containers': {'name': ['report'], 'exitCode': [{'anything-but': 0}]}},
                    {'stopCode': ['TaskFailedToStart']}]}}
                """
                                .formatted(CLUSTER)));
        assertThat(mocks.only(TARGET).inputs())
                .containsEntry("rule", "report-failures-1a2b3c4")
                .containsEntry("arn", QUEUE)
                .containsEntry("deadLetterConfig", Map.of("arn", QUEUE));
        assertThat(mocks.named("aws:sqs/queuePolicy:QueuePolicy", "report-dead-letter-policy")
                        .text("policy"))
                .contains("events.amazonaws.com");
        assertThat(mocks.named("aws:kms/key:Key", "report-key-key").text("policy"))
                .contains("events.amazonaws.com");
        assertThat(mocks.only("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy").text("redriveAllowPolicy"))
                .contains("denyAll");
    }

    @Test
    void connectingOpensBothSides() {
        mocks.run(() -> {
            Network network = network();
            ScheduledTask task = new ScheduledTask("report", fewest(network).build());
            task.connectTo(new PostgresDatabase(
                    "database", PostgresDatabaseArgs.builder().network(network).build()));
            task.connectTo(new RedisCache(
                    "cache", RedisCacheArgs.builder().network(network).build()));
            return task;
        });

        assertThat(mocks.names("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"))
                .contains("report-to-database", "report-to-cache", "report-to-internet");
        assertThat(mocks.names("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"))
                .contains("database-from-report", "cache-from-report");
    }

    @Test
    void missingArgumentsAreAllNamed() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> new ScheduledTask(
                                        "report", ScheduledTaskArgs.builder().build()))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly("cluster", "network", "image", "cpu", "memory", "scheduleExpression");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThat(faults(args -> args.image("report")
                        .scheduleExpression("daily")
                        .timeZone("Europe/Bonn")
                        .retryAttempts(186)
                        .retryMaxAgeSeconds(59)
                        .flexibleTimeWindowMinutes(1441)))
                .extracting(Fault::argument)
                .containsExactly(
                        "image",
                        "scheduleExpression",
                        "timeZone",
                        "retryAttempts",
                        "retryMaxAgeSeconds",
                        "flexibleTimeWindowMinutes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(0 3 * * ? *)",
                "cron(0/5 8-17 ? * MON-FRI *)",
                "cron(0 3 L * ? *)",
                "cron(0 3 15W * ? *)",
                "cron(0 3 ? * 6L *)",
                "cron(0 3 ? * 3#2 *)",
                "cron(0 3 ? * SUN,WED *)",
                "cron(0 3 1,15 JAN-MAR ? 2026-2199)",
                "cron(0 3 29 2 ? *)",
                "rate(1 minute)",
                "rate(1 hour)",
                "rate(1 day)",
                "rate(5 minutes)",
                "rate(10 hours)",
                "rate(12 days)",
                "at(2027-01-31T03:00:00)"
            })
    void takesWhatSchedulerTakes(String expression) {
        assertThat(ScheduleExpression.isValid(expression)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 3 * * ? *",
                "cron(0 3 * * ?)",
                "cron(0 0 3 * * ? *)",
                "cron(0 3 * * * *)",
                "cron(0 3 ? * ? *)",
                "cron(60 3 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 3 ? * 0 *)",
                "cron(0 3 ? * 8 *)",
                "cron(0 3 31 2 ? *)",
                "cron(0 3 * * ? 1969)",
                "cron(0 3 * * ? 2200)",
                "cron(0 3 ? * 3#1,6#3 *)",
                "cron(? 3 * * ? *)",
                "rate(0 minutes)",
                "rate(1 minutes)",
                "rate(2 minute)",
                "rate(05 minutes)",
                "rate(5 seconds)",
                "rate(-5 minutes)",
                "at(2027-01-31)",
                "at(2027-02-30T03:00:00)",
                "at(2027-01-31T24:00:00)",
                "at(2027-01-31T03:00:00Z)"
            })
    void rejectsWhatSchedulerRejects(String expression) {
        assertThat(ScheduleExpression.isValid(expression)).isFalse();
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        ScheduledTaskArgs args = ScheduledTaskArgs.builder().build();

        assertThat(args.scheduleExpression()).isEmpty();
        assertThat(args.timeZone()).isEqualTo("UTC");
        assertThat(args.retryAttempts()).isEqualTo(3);
        assertThat(args.retryMaxAgeSeconds()).isEqualTo(3600);
        assertThat(args.flexibleTimeWindowMinutes()).isZero();
        assertThat(args.enabled()).isTrue();
        assertThat(args.port()).isNull();
    }
}
