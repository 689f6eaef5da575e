package dev.plinth.components.observability;

import com.pulumi.aws.chatbot.SlackChannelConfiguration;
import com.pulumi.aws.chatbot.SlackChannelConfigurationArgs;
import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetDeadLetterConfigArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Json;
import dev.plinth.components.LogRetention;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.queue.DeadLetterQueue;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import dev.plinth.components.workflow.StateMachineWorkflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Escalation of alarms: each level is notified by Slack and e-mail as long as the alarm stays in the state ALARM and nobody has
 * acknowledged it. A state machine of Step Functions, which EventBridge starts with each alarm, waits between the levels.
 *
 * <p>{@code aws cloudwatch disable-alarm-actions --alarm-names NAME} acknowledges an alarm; {@code enable-alarm-actions} ends that.
 *
 * <p>The escalation plans of Systems Manager Incident Manager are not available to new customers of AWS since November 2025.
 *
 * @see <a href="https://docs.aws.amazon.com/incident-manager/latest/userguide/incident-manager-availability-change.html">Availability
 *     change of Incident Manager</a>
 * @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html">Slack with Amazon Q Developer</a>
 */
public final class Escalation extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:observability:Escalation";

    private static final String EVENTS = "events.amazonaws.com";
    private static final String CHATBOT = "chatbot.amazonaws.com";
    private static final int MOST_MINUTES = 10_080;

    /**
     * Amazon Q Developer shows only messages in its own format.
     *
     * @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">Custom notifications</a>
     */
    private static final String MESSAGE =
            "\\{\"version\":\"1.0\",\"source\":\"custom\",\"content\":\\{\"title\":\"Alarm {}, level {}\","
                    + "\"description\":\"Acknowledge: aws cloudwatch disable-alarm-actions --alarm-names {}\"\\}\\}";

    private final EscalationArgs args;
    private final AwsAccount account;
    private final EncryptionKey key;
    private final List<Topic> topics = new ArrayList<>();
    private final StateMachineWorkflow workflow;

    /**
     * Creates the escalation.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Escalation(String name, EscalationArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the escalation with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Escalation(String name, EscalationArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        this.account = AwsAccount.of(this);
        this.key = new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Escalated alarms of " + name)
                        .servicePrincipals(List.of(EVENTS, EncryptionKey.CLOUDWATCH_LOGS))
                        .build(),
                childComponentOptions().build());
        args.levels().forEach(this::createLevel);
        this.workflow = createWorkflow();
        createTrigger();
        registerOutputs(Map.of("stateMachineArn", workflow.stateMachineArn()));
    }

    /** The ARN of the state machine, by which CloudWatch measures its executions. */
    public Output<String> stateMachineArn() {
        return workflow.stateMachineArn();
    }

    private static EscalationArgs validated(String name, EscalationArgs args) {
        Validation validation = Validation.of("Escalation", name)
                .check(!args.alarmNamePrefixes().isEmpty(), "alarmNamePrefixes", "empty", "at least one prefix")
                .check(!args.levels().isEmpty(), "levels", "empty", "at least one level")
                .check(
                        LogRetention.isOffered(args.logRetentionDays()),
                        "logRetentionDays",
                        args.logRetentionDays(),
                        LogRetention.ALLOWED);
        int before = -1;
        for (EscalationLevel level : args.levels()) {
            int minutes = level.afterMinutes();
            validation
                    .check(
                            before < 0 ? minutes == 0 : minutes > before && minutes <= MOST_MINUTES,
                            "levels",
                            minutes + " minutes",
                            before < 0 ? "0 minutes for the first level" : "more than " + before + " minutes")
                    .check(
                            !level.emails().isEmpty() || level.slackChannelId().isPresent(),
                            "levels",
                            "nobody after " + minutes + " minutes",
                            "an e-mail address or a Slack channel")
                    .check(
                            level.slackChannelId().isEmpty() || args.slackTeamId() != null,
                            "slackTeamId",
                            null,
                            "given with a level by Slack");
            level.emails()
                    .forEach(email -> validation.check(
                            email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"), "levels", email, "an e-mail address"));
            before = minutes;
        }
        validation.throwIfAny();
        return args;
    }

    private static String part(EscalationLevel level) {
        return "level-" + level.afterMinutes();
    }

    private void createLevel(EscalationLevel level) {
        Topic topic = new Topic(
                childName(part(level)),
                TopicArgs.builder()
                        .kmsMasterKeyId(key.keyArn())
                        .signatureVersion(2)
                        .tags(Map.of("Name", childName(part(level))))
                        .build(),
                childOptions().build());
        topics.add(topic);
        new TopicPolicy(
                childName(part(level) + "-policy"),
                TopicPolicyArgs.builder()
                        .arn(topic.arn())
                        .policy(PolicyDocument.of(Statement.deny("TlsOnly")
                                        .anyPrincipal()
                                        .actions("sns:Publish")
                                        .resource(topic.arn())
                                        .condition("Bool", "aws:SecureTransport", "false"))
                                .toJson())
                        .build(),
                childOptions().build());
        for (String email : level.emails()) {
            new TopicSubscription(
                    childName(part(level) + "-" + email.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")),
                    TopicSubscriptionArgs.builder()
                            .topic(topic.arn())
                            .protocol("email")
                            .endpoint(email)
                            .build(),
                    childOptions().build());
        }
        level.slackChannelId().ifPresent(channel -> createChannel(level, topic, channel));
    }

    /** The channel shows messages; its role can only read alarms. */
    private void createChannel(EscalationLevel level, Topic topic, String channel) {
        Role role = new Role(
                childName(part(level) + "-slack-role"),
                RoleArgs.builder()
                        .description("Shows alarms in Slack")
                        .assumeRolePolicy(
                                PolicyDocument.assumeRole(CHATBOT, account).toJson())
                        .build(),
                childOptions().build());
        new RolePolicy(
                childName(part(level) + "-slack-policy"),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(Statement.allow("ReadAlarms")
                                        // The actions support no resource-level permissions.
                                        .actions("cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData")
                                        .resources("*"))
                                .toJson())
                        .build(),
                childOptions().build());
        new SlackChannelConfiguration(
                childName(part(level) + "-slack"),
                SlackChannelConfigurationArgs.builder()
                        // Configurations aren't auto-named.
                        .configurationName(PhysicalName.of(childName(part(level))))
                        .slackTeamId(Objects.requireNonNull(args.slackTeamId()))
                        .slackChannelId(channel)
                        .iamRoleArn(role.arn())
                        .snsTopicArns(topic.arn().applyValue(List::of))
                        .guardrailPolicyArns(
                                Output.format("arn:%s:iam::aws:policy/CloudWatchReadOnlyAccess", account.partition())
                                        .applyValue(List::of))
                        .loggingLevel("ERROR")
                        .tags(Map.of("Name", childName(part(level))))
                        .build(),
                childOptions().build());
    }

    private StateMachineWorkflow createWorkflow() {
        List<Output<String>> arns = topics.stream().map(Topic::arn).toList();
        List<Statement> permissions = List.of(
                Statement.allow("Notify").actions("sns:Publish").resources(arns),
                Statement.allow("EncryptMessages")
                        .actions("kms:Decrypt", "kms:GenerateDataKey")
                        .resource(key.keyArn()),
                Statement.allow("ReadAlarm")
                        .actions("cloudwatch:DescribeAlarms")
                        .resource(account.arn("cloudwatch", Output.of("alarm:*"))));
        return new StateMachineWorkflow(
                childName("workflow"),
                "Escalates alarms",
                Output.tuple(Output.all(arns), account.partition()).applyValue(known -> definition(known.t1, known.t2)),
                permissions,
                key.keyArn(),
                args.logRetentionDays(),
                childComponentOptions().build());
    }

    private Map<String, Object> definition(List<String> arns, String partition) {
        Map<String, Object> states = new LinkedHashMap<>();
        List<EscalationLevel> levels = args.levels();
        for (int i = 0; i < levels.size(); i++) {
            int level = i + 1;
            if (i > 0) {
                int minutes = levels.get(i).afterMinutes() - levels.get(i - 1).afterMinutes();
                states.put("Wait" + level, Map.of("Type", "Wait", "Seconds", minutes * 60, "Next", "Read" + level));
                states.put("Read" + level, read(partition, "Check" + level));
                states.put("Check" + level, check("Notify" + level));
            }
            states.put(
                    "Notify" + level,
                    notification(partition, arns.get(i), level, i + 1 < levels.size() ? "Wait" + (level + 1) : "Done"));
        }
        states.put("Done", Map.of("Type", "Succeed"));
        return Map.of("StartAt", "Notify1", "States", states);
    }

    private static Map<String, Object> read(String partition, String next) {
        return Map.of(
                "Type",
                "Task",
                "Resource",
                "arn:" + partition + ":states:::aws-sdk:cloudwatch:describeAlarms",
                "Parameters",
                Map.of("AlarmNames.$", "States.Array($.detail.alarmName)"),
                "ResultSelector",
                Map.of("state.$", "$.MetricAlarms[0].StateValue", "actions.$", "$.MetricAlarms[0].ActionsEnabled"),
                "ResultPath",
                "$.alarm",
                "Next",
                next);
    }

    /** An alarm that nobody has acknowledged goes on. */
    private static Map<String, Object> check(String next) {
        return Map.of(
                "Type",
                "Choice",
                "Choices",
                List.of(Map.of(
                        "And",
                        List.of(
                                Map.of("Variable", "$.alarm.state", "StringEquals", "ALARM"),
                                Map.of("Variable", "$.alarm.actions", "BooleanEquals", true)),
                        "Next",
                        next)),
                "Default",
                "Done");
    }

    private Map<String, Object> notification(String partition, String topicArn, int level, String next) {
        return Map.of(
                "Type",
                "Task",
                "Resource",
                "arn:" + partition + ":states:::sns:publish",
                "Parameters",
                Map.of(
                        "TopicArn",
                        topicArn,
                        "Message.$",
                        "States.JsonToString(States.StringToJson(States.Format('" + MESSAGE + "', $.detail.alarmName, "
                                + level + ", $.detail.alarmName)))"),
                "ResultPath",
                "$.notification",
                "Next",
                next);
    }

    private void createTrigger() {
        DeadLetterQueue deadLetterQueue = DeadLetterQueue.ofService(
                childName("dead-letter"), key, EVENTS, childComponentOptions().build());
        Role role = new Role(
                childName("event-role"),
                RoleArgs.builder()
                        .description("Starts the escalation of an alarm")
                        .assumeRolePolicy(
                                PolicyDocument.assumeRole(EVENTS, account).toJson())
                        .build(),
                childOptions().build());
        RolePolicy policy = new RolePolicy(
                childName("event-policy"),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(Statement.allow("StartExecution")
                                        .actions("states:StartExecution")
                                        .resource(stateMachineArn()))
                                .toJson())
                        .build(),
                childOptions().build());
        EventRule rule = new EventRule(
                childName("alarms"),
                EventRuleArgs.builder()
                        .description("Alarms that escalate")
                        .eventPattern(pattern())
                        .build(),
                childOptions().build());
        new EventTarget(
                childName("target"),
                EventTargetArgs.builder()
                        .rule(rule.name())
                        .arn(stateMachineArn())
                        .roleArn(role.arn())
                        .deadLetterConfig(EventTargetDeadLetterConfigArgs.builder()
                                .arn(deadLetterQueue.queueArn())
                                .build())
                        .build(),
                childOptions().dependsOn(policy).build());
    }

    private String pattern() {
        return Json.write(Map.of(
                "source",
                List.of("aws.cloudwatch"),
                "detail-type",
                List.of("CloudWatch Alarm State Change"),
                "detail",
                Map.of(
                        "alarmName",
                        args.alarmNamePrefixes().stream()
                                .map(prefix -> Map.of("prefix", prefix))
                                .toList(),
                        "state",
                        Map.of("value", List.of("ALARM")))));
    }
}
