package dev.plinth.components.observability;

import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Outputs;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alarms for the components of an environment, an encrypted topic that tells of them, and one dashboard that shows what they watch.
 * The thresholds are those of {@link Thresholds}.
 */
public final class Observability extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:observability:Observability";

    /** The services that publish to the topic. */
    private static final List<String> PUBLISHERS =
            List.of("cloudwatch.amazonaws.com", "backup.amazonaws.com", "events.amazonaws.com");

    private final AwsAccount account;
    private final Topic topic;
    private final Dashboard dashboard;

    /**
     * Creates alarms, topic and dashboard.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Observability(String name, ObservabilityArgs args) {
        this(name, args, null);
    }

    /**
     * Creates alarms, topic and dashboard with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Observability(String name, ObservabilityArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.account = AwsAccount.of(this);
        this.topic = createTopic();
        createTopicPolicy();
        createSubscriptions(args);
        List<Subject> subjects = args.subjects();
        subjects.forEach(subject -> subject.alarms().forEach(alarm -> createAlarm(subject, alarm)));
        this.dashboard = createDashboard(subjects);
        registerOutputs(Map.of("topicArn", topicArn(), "dashboardName", dashboardName()));
    }

    /** The topic that tells of alarms. */
    public Output<String> topicArn() {
        return topic.arn();
    }

    /** The dashboard's name. */
    public Output<String> dashboardName() {
        return dashboard.dashboardName();
    }

    private static ObservabilityArgs validated(String name, ObservabilityArgs args) {
        Validation validation = Validation.of("Observability", name)
                .check(
                        !args.subjects().isEmpty(),
                        "databases",
                        null,
                        "given when there is no other component to watch");
        for (String email : args.emails()) {
            validation.check(email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"), "emails", email, "an e-mail address");
        }
        validation.check(
                new HashSet<>(args.emails()).size() == args.emails().size(),
                "emails",
                args.emails(),
                "different addresses");
        for (String endpoint : args.httpsEndpoints().keySet()) {
            validation.check(endpoint.matches("[a-z][a-z0-9-]*"), "httpsEndpoints", endpoint, "named in kebab case");
        }
        validation
                .check(args.databaseConnections() >= 1, "databaseConnections", args.databaseConnections(), "at least 1")
                .check(
                        args.databaseFreeStorageGibibytes() >= 1,
                        "databaseFreeStorageGibibytes",
                        args.databaseFreeStorageGibibytes(),
                        "at least 1 GiB")
                .check(
                        args.databaseFreeMemoryMebibytes() >= 1,
                        "databaseFreeMemoryMebibytes",
                        args.databaseFreeMemoryMebibytes(),
                        "at least 1 MiB")
                .throwIfAny();
        return args;
    }

    private Topic createTopic() {
        EncryptionKey key = new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Alarm messages of " + name())
                        .servicePrincipals(PUBLISHERS)
                        .build(),
                childComponentOptions().build());
        return new Topic(
                childName("alarms"),
                TopicArgs.builder()
                        .kmsMasterKeyId(key.keyArn())
                        // Version 2 signs with SHA-256.
                        .signatureVersion(2)
                        .build(),
                childOptions().build());
    }

    private void createTopicPolicy() {
        List<Statement> statements = new ArrayList<>();
        for (String publisher : PUBLISHERS) {
            statements.add(Statement.allow("Publish" + publisher.substring(0, publisher.indexOf('.')))
                    .servicePrincipal(publisher)
                    .actions("sns:Publish")
                    .resource(topic.arn())
                    .condition("StringEquals", "aws:SourceAccount", account.accountId()));
        }
        statements.add(Statement.deny("TlsOnly")
                .anyPrincipal()
                .actions("sns:Publish")
                .resource(topic.arn())
                .condition("Bool", "aws:SecureTransport", "false"));
        new TopicPolicy(
                childName("topic-policy"),
                TopicPolicyArgs.builder()
                        .arn(topic.arn())
                        .policy(PolicyDocument.of(statements).toJson())
                        .build(),
                childOptions().build());
    }

    private void createSubscriptions(ObservabilityArgs args) {
        for (String email : args.emails()) {
            String part = email.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            createSubscription(part, "email", Output.of(email));
        }
        args.httpsEndpoints().forEach((part, endpoint) -> createSubscription(part, "https", endpoint));
    }

    private void createSubscription(String part, String protocol, Output<String> endpoint) {
        new TopicSubscription(
                childName(protocol + "-" + part),
                TopicSubscriptionArgs.builder()
                        .topic(topic.arn())
                        .protocol(protocol)
                        .endpoint(endpoint)
                        .build(),
                childOptions().build());
    }

    private void createAlarm(Subject subject, Alarm alarm) {
        MetricAlarmArgs.Builder builder = MetricAlarmArgs.builder()
                .alarmDescription(subject.kind() + " " + subject.name() + ": " + alarm.description())
                .comparisonOperator(alarm.comparison().operator())
                .threshold(alarm.threshold())
                .evaluationPeriods(alarm.periods())
                .datapointsToAlarm(alarm.periods())
                .treatMissingData(alarm.missingData().value())
                .actionsEnabled(true)
                .alarmActions(topic.arn().applyValue(List::of))
                .okActions(topic.arn().applyValue(List::of));
        String expression = alarm.expression();
        if (expression == null) {
            addMetric(builder, alarm.metrics().get(0), alarm.periodSeconds());
        } else {
            builder.metricQueries(queries(alarm, expression));
        }
        new MetricAlarm(
                childName(subject.name() + "-" + alarm.part()),
                builder.build(),
                childOptions().build());
    }

    private static void addMetric(MetricAlarmArgs.Builder builder, Metric metric, int periodSeconds) {
        builder.namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(Outputs.map(metric.dimensions()))
                .period(periodSeconds);
        if (metric.isPercentile()) {
            builder.extendedStatistic(metric.statistic());
        } else {
            builder.statistic(metric.statistic());
        }
    }

    private static List<MetricAlarmMetricQueryArgs> queries(Alarm alarm, String expression) {
        List<MetricAlarmMetricQueryArgs> queries = new ArrayList<>();
        for (Metric metric : alarm.metrics()) {
            queries.add(MetricAlarmMetricQueryArgs.builder()
                    .id(metric.id())
                    .metric(MetricAlarmMetricQueryMetricArgs.builder()
                            .namespace(metric.namespace())
                            .metricName(metric.name())
                            .dimensions(Outputs.map(metric.dimensions()))
                            .stat(metric.statistic())
                            .period(alarm.periodSeconds())
                            .build())
                    .returnData(false)
                    .build());
        }
        queries.add(MetricAlarmMetricQueryArgs.builder()
                .id("result")
                .expression(expression)
                .label(alarm.title())
                .returnData(true)
                .build());
        return queries;
    }

    private Dashboard createDashboard(List<Subject> subjects) {
        return new Dashboard(
                childName("dashboard"),
                DashboardArgs.builder()
                        // Dashboards aren't auto-named; the topic's name is this stack's alone.
                        .dashboardName(topic.name())
                        .dashboardBody(DashboardBody.of(subjects, account.region()))
                        .build(),
                childOptions().build());
    }
}
