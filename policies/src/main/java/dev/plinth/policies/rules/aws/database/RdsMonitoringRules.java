package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for logs, metrics and events of Amazon RDS. */
public final class RdsMonitoringRules {

    /**
     * The logs that tell what went wrong, by engine.
     *
     * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9">RDS.9, RDS.34, RDS.36,
     *     RDS.37, RDS.40, RDS.42</a>
     */
    private static final Map<String, List<String>> LOGS = Map.of(
            "postgres", List.of("postgresql", "upgrade"),
            "aurora-postgresql", List.of("postgresql"),
            "aurora-mysql", List.of("audit"),
            "mysql", List.of("audit", "error", "general", "slowquery"),
            "mariadb", List.of("audit", "error", "general", "slowquery"),
            "oracle", List.of("alert", "audit", "trace", "listener"),
            "sqlserver", List.of("error", "agent"));

    /** Of clusters; source: RDS.19, and failover. */
    private static final List<String> CRITICAL_EVENTS = List.of("failover", "failure", "maintenance");

    /** Of instances; source: RDS.20, and failover. */
    private static final List<String> CRITICAL_INSTANCE_EVENTS =
            List.of("configuration change", "failover", "failure", "maintenance");

    private static final Rule LOG_EXPORTS = Rule.named("rds-log-exports")
            .title("RDS instances and clusters export their logs to CloudWatch Logs")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "enabledCloudwatchLogsExports", "engine")
            .on(AwsTypes.RDS_CLUSTER, "enabledCloudwatchLogsExports", "engine")
            .risk("The logs of a failed or compromised database are lost with it.")
            .remediation(
                    """
                    Export the logs:
                    InstanceArgs.builder().enabledCloudwatchLogsExports("postgresql", "upgrade")
                    """)
            .references(
                    fsbp("RDS.9"),
                    fsbp("RDS.34"),
                    fsbp("RDS.36"),
                    fsbp("RDS.37"),
                    fsbp("RDS.40"),
                    fsbp("RDS.42"),
                    checkov("CKV_AWS_129"),
                    checkov("CKV_AWS_324"),
                    checkov("CKV_AWS_325"))
            .requires(RdsMonitoringRules::exportsLogs);

    private static final Rule ENHANCED_MONITORING = Rule.named("rds-enhanced-monitoring")
            .title("RDS instances have Enhanced Monitoring enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_INSTANCE, "monitoringInterval", "monitoringRoleArn")
            .on(AwsTypes.RDS_CLUSTER_INSTANCE, "monitoringInterval", "monitoringRoleArn")
            .risk("Memory and disk usage inside the instance is not visible.")
            .remediation(
                    """
                    Enable monitoring every 60 seconds, with a role that may write the metrics:
                    InstanceArgs.builder().monitoringInterval(60).monitoringRoleArn(role.arn())
                    """)
            .references(fsbp("RDS.6"), checkov("CKV_AWS_118"))
            .requires(property("monitoringInterval")
                    .isAtLeast(parameters -> 1)
                    .and(property("monitoringRoleArn").isText()));

    private static final Rule PERFORMANCE_INSIGHTS = Rule.named("rds-performance-insights")
            .title("RDS instances have Performance Insights enabled, with a customer managed key")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.RDS_INSTANCE,
                    "performanceInsightsEnabled",
                    "performanceInsightsKmsKeyId",
                    "performanceInsightsRetentionPeriod",
                    "databaseInsightsMode")
            .on(
                    AwsTypes.RDS_CLUSTER_INSTANCE,
                    "performanceInsightsEnabled",
                    "performanceInsightsKmsKeyId",
                    "performanceInsightsRetentionPeriod")
            .risk("The statement that caused an outage cannot be identified afterwards.")
            .remediation(
                    """
                    Enable Performance Insights. The retention is 7 days, 1 to 23 months of 31 days, or 731 days:
                    InstanceArgs.builder().performanceInsightsEnabled(true).performanceInsightsKmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_353"), checkov("CKV_AWS_354"))
            .requires(property("performanceInsightsEnabled")
                    .isTrue()
                    .or(property("databaseInsightsMode").isOneOf("advanced"))
                    .and(CustomerKeys.isCustomerKey("performanceInsightsKmsKeyId"))
                    .and(property("performanceInsightsRetentionPeriod")
                            .is(RdsMonitoringRules::isInsightsRetention, "7, 731 or 31 times 1 to 23")));

    private static final Rule EVENTS = Rule.named("rds-events")
            .title("RDS event subscriptions cover failure, failover, maintenance and configuration changes")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_INSTANCE)
            .on(AwsTypes.RDS_CLUSTER)
            .lookingAt(AwsTypes.RDS_EVENT_SUBSCRIPTION, "sourceType", "sourceIds", "eventCategories", "enabled")
            .risk("Customers notice an outage of the database first.")
            .remediation(
                    """
                    Subscribe to the relevant categories:
                    EventSubscriptionArgs.builder().sourceType("db-instance").eventCategories("configuration change", "failover", "failure", "maintenance")
                    """)
            .references(fsbp("RDS.19"), fsbp("RDS.20"))
            .requiresInStack(RdsMonitoringRules::isWatched);

    public static final List<Rule> ALL = List.of(LOG_EXPORTS, ENHANCED_MONITORING, PERFORMANCE_INSIGHTS, EVENTS);

    private RdsMonitoringRules() {}

    /** The subscriptions to the events of all databases; of those that say the same, one. */
    private static final Derivation<Collection<GraphResource>> OF_ALL_SOURCES =
            graph -> graph.ofType(AwsTypes.RDS_EVENT_SUBSCRIPTION).stream()
                    .filter(subscription -> subscription.input("sourceIds").isEmpty())
                    .collect(Collectors.toMap(
                            subscription -> Stream.of("sourceType", "enabled", "eventCategories")
                                    .map(subscription::input)
                                    .toList(),
                            Function.identity(),
                            (first, same) -> first,
                            LinkedHashMap::new))
                    .values();

    private static Verdict exportsLogs(GraphResource database, RuleContext context) {
        String path = "enabledCloudwatchLogsExports";
        PropertyValue exports = database.input(path);
        if (database.input("engine").isUnknown() || exports.isUnknown()) {
            return Verdict.unknown(exports.isUnknown() ? path : "engine");
        }
        String engine = RdsRules.engine(database).replaceFirst("^(?:custom-)?(oracle|sqlserver)-.*", "$1");
        List<String> wanted = LOGS.getOrDefault(engine, List.of());
        List<String> exported = texts(exports);
        if (!exports.elements().isEmpty() && exported.containsAll(wanted)) {
            return Verdict.PASS;
        }
        return exports.containsUnknown()
                ? Verdict.unknown(path)
                : Verdict.fail(path + " is " + exports.describe() + " but must contain "
                        + (wanted.isEmpty() ? "a log" : String.join(", ", wanted)));
    }

    private static List<String> texts(PropertyValue list) {
        return list.elements().stream()
                .flatMap(element -> element.asText().stream())
                .toList();
    }

    /** Source: "Pricing and data retention for Performance Insights" in the Amazon RDS User Guide. */
    private static boolean isInsightsRetention(PropertyValue value) {
        double days = value.asNumber().orElse(Double.NaN);
        return value.isAbsent() || days == 7 || days == 731 || (days % 31 == 0 && days >= 31 && days <= 23 * 31);
    }

    private static Verdict isWatched(GraphResource database, RuleContext context) {
        String sourceType = database.type().equals(AwsTypes.RDS_CLUSTER) ? "db-cluster" : "db-instance";
        List<Verdict> verdicts = new ArrayList<>();
        List<GraphResource> subscriptions = Stream.concat(
                        context.graph().once(OF_ALL_SOURCES).stream(),
                        context.referrers(database, "sourceIds", AwsTypes.RDS_EVENT_SUBSCRIPTION).stream())
                .distinct()
                .sorted(Comparator.comparing(GraphResource::urn))
                .toList();
        for (GraphResource subscription : subscriptions) {
            PropertyValue type = subscription.input("sourceType");
            if (type.isAbsent() || type.asText().orElse("").equals(sourceType)) {
                verdicts.add(property("enabled")
                        .isNotFalse()
                        .and((resource, around) -> tellsCriticalEvents(resource, criticalEvents(database)))
                        .test(subscription, context));
            }
        }
        return verdicts.isEmpty()
                ? Verdict.fail("no EventSubscription covers " + String.join(", ", criticalEvents(database)))
                : Verdict.any(verdicts);
    }

    private static List<String> criticalEvents(GraphResource database) {
        return database.type().equals(AwsTypes.RDS_CLUSTER) ? CRITICAL_EVENTS : CRITICAL_INSTANCE_EVENTS;
    }

    /** A subscription without categories covers all of them. */
    private static Verdict tellsCriticalEvents(GraphResource subscription, List<String> critical) {
        PropertyValue categories = subscription.input("eventCategories");
        if (categories.isEmpty() || texts(categories).containsAll(critical)) {
            return Verdict.PASS;
        }
        return categories.containsUnknown()
                ? Verdict.unknown("eventCategories")
                : Verdict.fail("eventCategories is " + categories.describe() + " but must contain "
                        + String.join(", ", critical));
    }
}
