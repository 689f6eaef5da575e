package dev.plinth.components.observability;

import com.pulumi.aws.cloudwatch.CompositeAlarm;
import com.pulumi.aws.cloudwatch.CompositeAlarmArgs;
import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Outputs;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Alarms for the components of an environment, with notifications through an {@link AlarmTopic}, and one dashboard of their metrics.
 * The thresholds are those of {@link Thresholds}.
 */
public final class Observability extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:observability:Observability";

    private final AwsAccount account;
    private final AlarmTopic topic;
    private final Dashboard dashboard;

    /**
     * Creates alarms and dashboard.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Observability(String name, ObservabilityArgs args) {
        this(name, args, null);
    }

    /**
     * Creates alarms and dashboard with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Observability(String name, ObservabilityArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.account = AwsAccount.of(this);
        this.topic = Objects.requireNonNull(args.alarmTopic());
        List<Subject> subjects = args.subjects();
        subjects.forEach(subject -> subject.alarms().forEach(alarm -> createAlarm(subject, alarm)));
        args.burnRateObjectives().forEach(this::createBurnRateAlarms);
        this.dashboard = createDashboard(subjects);
        registerOutputs(Map.of("dashboardName", dashboardName()));
    }

    /** The dashboard's name. */
    public Output<String> dashboardName() {
        return dashboard.dashboardName();
    }

    private static ObservabilityArgs validated(String name, ObservabilityArgs args) {
        Validation validation = Validation.of("Observability", name)
                .required("alarmTopic", args.alarmTopic())
                .check(!args.subjects().isEmpty(), "databases", null, "given when there is no other component to watch")
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
                .inRange("queueOldestMessageSeconds", args.queueOldestMessageSeconds(), 1, 1_209_600, "seconds");
        ServiceObjectives objectives = args.objectives();
        if (objectives != null) {
            objectives.check(validation);
        }
        args.alarms().forEach(alarm -> alarm.check(validation));
        checkNames(validation, args);
        validation.throwIfAny();
        return args;
    }

    private static void checkNames(Validation validation, ObservabilityArgs args) {
        Set<String> names = new HashSet<>();
        for (Subject subject : args.subjects()) {
            for (Alarm alarm : subject.alarms()) {
                String alarmName = alarmName(subject, alarm);
                validation.check(names.add(alarmName), "alarms", alarmName, "named differently from all other alarms");
            }
        }
    }

    private static String alarmName(Subject subject, Alarm alarm) {
        return subject.name() + "-" + alarm.part();
    }

    private void createAlarm(Subject subject, Alarm alarm) {
        MetricAlarmArgs.Builder builder = metricAlarm(subject.kind() + " " + subject.name(), alarm)
                .alarmActions(topic.topicArn().applyValue(List::of))
                .okActions(topic.topicArn().applyValue(List::of));
        CustomResourceOptions.Builder options = childOptions();
        if (alarm.formerPart() != null) {
            options.aliases(Alias.builder()
                    .name(childName(subject.name() + "-" + alarm.formerPart()))
                    .build());
        }
        new MetricAlarm(childName(alarmName(subject, alarm)), builder.build(), options.build());
    }

    /** Creates an alarm for each window, and one that notifies while both windows of a burn rate are in alarm. */
    private void createBurnRateAlarms(Objective objective) {
        for (BurnRate rate : BurnRate.PAGES) {
            String name = childName(objective.subject() + "-" + objective.part() + "-" + rate.part());
            new CompositeAlarm(
                    name,
                    CompositeAlarmArgs.builder()
                            .alarmName(PhysicalName.of(name))
                            .alarmDescription("%s: the error budget of %s is used %s times too fast"
                                    .formatted(objective.subject(), objective.title(), Numbers.text(rate.factor())))
                            .alarmRule(Output.format(
                                    "ALARM(\"%s\") AND ALARM(\"%s\")",
                                    createWindow(objective, rate, rate.longSeconds()),
                                    createWindow(objective, rate, rate.shortSeconds())))
                            .actionsEnabled(true)
                            .alarmActions(topic.topicArn().applyValue(List::of))
                            .okActions(topic.topicArn().applyValue(List::of))
                            .build(),
                    childOptions().build());
        }
    }

    private Output<String> createWindow(Objective objective, BurnRate rate, int seconds) {
        Alarm alarm = objective.window(rate, seconds);
        return new MetricAlarm(
                        childName(objective.subject() + "-" + alarm.part()),
                        metricAlarm(objective.subject(), alarm).build(),
                        childOptions().build())
                .name();
    }

    private static MetricAlarmArgs.Builder metricAlarm(String subject, Alarm alarm) {
        MetricAlarmArgs.Builder builder = MetricAlarmArgs.builder()
                .alarmDescription(subject + ": " + alarm.description())
                .comparisonOperator(alarm.comparison().operator())
                .threshold(alarm.threshold())
                .evaluationPeriods(alarm.periods())
                .datapointsToAlarm(alarm.periods())
                .treatMissingData(alarm.missingData().value())
                .actionsEnabled(true);
        String expression = alarm.expression();
        if (expression == null) {
            addMetric(builder, alarm.metrics().get(0), alarm.periodSeconds());
        } else {
            builder.metricQueries(queries(alarm, expression));
        }
        return builder;
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
                        .dashboardName(topic.topicName())
                        .dashboardBody(DashboardBody.of(subjects, account.region()))
                        .build(),
                childOptions().build());
    }
}
