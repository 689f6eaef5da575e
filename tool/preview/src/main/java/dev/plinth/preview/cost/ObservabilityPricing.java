package dev.plinth.preview.cost;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.PropertyValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Prices of logs, metrics, alarms, dashboards and canaries. */
final class ObservabilityPricing {

    private static final BigDecimal DAYS_PER_MONTH = new BigDecimal("30.42");

    /** Months that count for a log group with unlimited retention. */
    private static final BigDecimal UNLIMITED_MONTHS = BigDecimal.valueOf(12);

    private static final int HIGH_RESOLUTION_SECONDS = 60;

    private ObservabilityPricing() {}

    static void register(Map<String, Consumer<ResourceEstimate>> pricers) {
        pricers.put(AwsTypes.ECS_CLUSTER, ObservabilityPricing::cluster);
        pricers.put(AwsTypes.CLOUDWATCH_LOG_GROUP, ObservabilityPricing::logGroup);
        pricers.put(AwsTypes.CLOUDWATCH_METRIC_ALARM, ObservabilityPricing::alarm);
        pricers.put(
                AwsTypes.CLOUDWATCH_COMPOSITE_ALARM,
                estimate -> estimate.add(
                        "Composite", "alarms", "AmazonCloudWatch/CW:CompositeAlarmMonitorUsage", BigDecimal.ONE));
        pricers.put(
                AwsTypes.CLOUDWATCH_LOG_METRIC_FILTER,
                estimate -> estimate.add(
                        "Custom metric", "metrics", "AmazonCloudWatch/CW:MetricMonitorUsage", BigDecimal.ONE));
        pricers.put(
                AwsTypes.CLOUDWATCH_DASHBOARD,
                estimate ->
                        estimate.add("Dashboard", "months", "AmazonCloudWatch/DashboardsUsageHour", BigDecimal.ONE));
        pricers.put(
                AwsTypes.SYNTHETICS_CANARY,
                estimate -> estimate.addUsage(
                        "Canary runs", "runs", "AmazonCloudWatch/CW:Canary-runs", estimate.usage(Usage.MESSAGES)));
    }

    private static void cluster(ResourceEstimate estimate) {
        String insights = estimate.resource().input("settings").elements().stream()
                .filter(setting -> setting.at("name").asText().orElse("").equals("containerInsights"))
                .map(setting -> setting.at("value").asText().orElse("disabled"))
                .findFirst()
                .orElse("disabled");
        if (insights.equals("disabled")) {
            estimate.free("clusters are free");
            return;
        }
        boolean enhanced = insights.equals("enhanced");
        estimate.addUsage(
                enhanced ? "Container Insights (enhanced)" : "Container Insights",
                "metrics",
                enhanced ? "AmazonCloudWatch/CW:ContainerInsightsMetrics" : "AmazonCloudWatch/CW:MetricMonitorUsage",
                estimate.usage(Usage.INSIGHTS_METRICS));
    }

    private static void logGroup(ResourceEstimate estimate) {
        BigDecimal ingested = estimate.usage(Usage.LOGS);
        estimate.addUsage("Data ingested", "GB", "AmazonCloudWatch/DataProcessing-Bytes", ingested);
        OptionalInt days = estimate.number("retentionInDays");
        BigDecimal months = days.orElse(0) == 0
                ? UNLIMITED_MONTHS
                : BigDecimal.valueOf(days.getAsInt()).divide(DAYS_PER_MONTH, 6, RoundingMode.HALF_UP);
        estimate.addUsage("Archival storage", "GB", "AmazonCloudWatch/TimedStorage-ByteHrs", ingested.multiply(months));
    }

    private static void alarm(ResourceEstimate estimate) {
        List<PropertyValue> queries =
                ResourceEstimate.known(estimate.resource(), "metricQueries").elements();
        long metrics = queries.isEmpty()
                ? 1
                : queries.stream()
                        .filter(query -> !query.at("metric").isAbsent())
                        .count();
        boolean high = estimate.number("period").orElse(HIGH_RESOLUTION_SECONDS) < HIGH_RESOLUTION_SECONDS;
        estimate.add(
                high ? "High resolution" : "Standard resolution",
                "alarm metrics",
                high ? "AmazonCloudWatch/CW:HighResAlarmMonitorUsage" : "AmazonCloudWatch/CW:AlarmMonitorUsage",
                BigDecimal.valueOf(metrics));
    }
}
