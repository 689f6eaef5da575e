package dev.plinth.preview.cost;

import dev.plinth.config.StackConfig;
import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Prices of what runs and what watches it: containers, keys, secrets, logs, alarms and messages. */
final class ServicePricing {

    private static final BigDecimal UNITS_PER_CPU = BigDecimal.valueOf(1024);
    private static final BigDecimal MEBIBYTES_PER_GIGABYTE = BigDecimal.valueOf(1024);
    private static final BigDecimal DAYS_PER_MONTH = new BigDecimal("30.42");

    /** A log group without a retention keeps everything; this many months of it are counted. */
    private static final BigDecimal UNLIMITED_MONTHS = BigDecimal.valueOf(12);

    private static final int HIGH_RESOLUTION_SECONDS = 60;

    private ServicePricing() {}

    static void register(Map<String, Consumer<ResourceEstimate>> pricers) {
        pricers.put("aws:ecs/service:Service", ServicePricing::service);
        pricers.put("aws:ecs/cluster:Cluster", ServicePricing::cluster);
        pricers.put(
                "aws:ecs/taskDefinition:TaskDefinition",
                estimate -> estimate.free("its tasks are billed with the service that runs them"));
        pricers.put(
                "aws:ecr/repository:Repository",
                estimate -> estimate.addUsage(
                        "Storage",
                        "GB",
                        "AmazonECR/TimedStorage-ByteHrs",
                        BigDecimal.valueOf(estimate.usage().imageGigabytes())));
        pricers.put("aws:kms/key:Key", ServicePricing::key);
        pricers.put("aws:secretsmanager/secret:Secret", ServicePricing::secret);
        pricers.put("aws:cloudwatch/logGroup:LogGroup", ServicePricing::logGroup);
        pricers.put("aws:cloudwatch/metricAlarm:MetricAlarm", ServicePricing::alarm);
        pricers.put(
                "aws:cloudwatch/dashboard:Dashboard",
                estimate ->
                        estimate.add("Dashboard", "months", "AmazonCloudWatch/DashboardsUsageHour", BigDecimal.ONE));
        pricers.put("aws:sns/topic:Topic", estimate -> messages(estimate, "API requests", "AmazonSNS/Requests-Tier1"));
        pricers.put("aws:sns/topicSubscription:TopicSubscription", ServicePricing::subscription);
        pricers.put(
                "aws:sqs/queue:Queue", estimate -> messages(estimate, "Requests", "AWSQueueService/Requests-Tier1"));
        pricers.put(
                "aws:cloudwatch/eventBus:EventBus",
                estimate -> messages(estimate, "Custom events", "AWSEvents/Event-64K-Chunks"));
        pricers.put(
                "aws:synthetics/canary:Canary",
                estimate -> estimate.addUsage(
                        "Canary runs",
                        "runs",
                        "AmazonCloudWatch/CW:Canary-runs",
                        BigDecimal.valueOf(estimate.usage().messagesPerMonth())));
    }

    private static void service(ResourceEstimate estimate) {
        List<GraphResource> definitions = estimate.graph()
                .references(estimate.resource(), "taskDefinition", "aws:ecs/taskDefinition:TaskDefinition");
        OptionalInt desired = estimate.number("desiredCount");
        if (definitions.isEmpty() || desired.isEmpty()) {
            estimate.unpriced("its tasks are known only after the update");
            return;
        }
        GraphResource definition = definitions.get(0);
        OptionalDouble cpu = ResourceEstimate.known(definition, "cpu").asNumber();
        OptionalDouble memory = ResourceEstimate.known(definition, "memory").asNumber();
        if (cpu.isEmpty() || memory.isEmpty()) {
            estimate.unpriced("the size of its tasks is known only after the update");
            return;
        }
        int spot = spotTasks(estimate.resource(), desired.getAsInt());
        if (spot > 0) {
            estimate.unpriced(spot + " tasks on Fargate Spot: its price changes with supply and demand");
        }
        boolean arm = ResourceEstimate.known(definition, "runtimePlatform.cpuArchitecture")
                .asText()
                .filter("ARM64"::equals)
                .isPresent();
        BigDecimal hours = ResourceEstimate.HOURS.multiply(BigDecimal.valueOf(desired.getAsInt() - (long) spot));
        String platform = arm ? "AmazonECS/Fargate-ARM-" : "AmazonECS/Fargate-";
        estimate.add(
                "Per vCPU per hour",
                "vCPU-hours",
                platform + "vCPU-Hours:perCPU",
                hours.multiply(BigDecimal.valueOf(cpu.getAsDouble())).divide(UNITS_PER_CPU, 6, RoundingMode.HALF_UP));
        estimate.add(
                "Per GB per hour",
                "GB-hours",
                platform + "GB-Hours",
                hours.multiply(BigDecimal.valueOf(memory.getAsDouble()))
                        .divide(MEBIBYTES_PER_GIGABYTE, 6, RoundingMode.HALF_UP));
    }

    /** How many tasks a strategy places on Spot: each provider's base first, then the rest by weight. */
    private static int spotTasks(GraphResource service, int desired) {
        List<PropertyValue> strategies =
                ResourceEstimate.known(service, "capacityProviderStrategies").elements();
        double weights = 0;
        double spotWeight = 0;
        int bases = 0;
        int spotBase = 0;
        for (PropertyValue strategy : strategies) {
            boolean spot = strategy.at("capacityProvider")
                    .asText()
                    .filter("FARGATE_SPOT"::equals)
                    .isPresent();
            double weight = strategy.at("weight").asNumber().orElse(0);
            int base = (int) strategy.at("base").asNumber().orElse(0);
            weights += weight;
            bases += base;
            spotWeight += spot ? weight : 0;
            spotBase += spot ? base : 0;
        }
        int rest = Math.max(0, desired - bases);
        int byWeight = weights == 0 ? 0 : (int) Math.ceil(rest * spotWeight / weights);
        return Math.min(desired, spotBase + byWeight);
    }

    private static void cluster(ResourceEstimate estimate) {
        boolean insights = estimate.resource().input("settings").elements().stream()
                .anyMatch(setting -> setting.at("name").asText().orElse("").equals("containerInsights")
                        && !setting.at("value").asText().orElse("disabled").equals("disabled"));
        if (insights) {
            estimate.unpriced("Container Insights is billed by the metrics that its tasks send");
        } else {
            estimate.free("a cluster is free");
        }
    }

    private static void key(ResourceEstimate estimate) {
        estimate.add("Customer master key", "months", "awskms/KMS-Keys", BigDecimal.ONE);
        estimate.addUsage(
                "Requests",
                "10k requests",
                "awskms/KMS-Requests",
                BigDecimal.valueOf(estimate.usage().keyRequestsPerMonth()),
                10_000);
    }

    private static void secret(ResourceEstimate estimate) {
        estimate.add("Secret", "months", "AWSSecretsManager/AWSSecretsManager-Secrets", BigDecimal.ONE);
        estimate.addUsage(
                "API requests",
                "10k requests",
                "AWSSecretsManager/AWSSecretsManagerAPIRequest",
                BigDecimal.valueOf(estimate.usage().secretRequestsPerMonth()),
                10_000);
    }

    private static void logGroup(ResourceEstimate estimate) {
        StackConfig.Cost usage = estimate.usage();
        BigDecimal ingested = BigDecimal.valueOf(usage.logGigabytesPerMonth());
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

    private static void subscription(ResourceEstimate estimate) {
        String protocol = estimate.text("protocol").orElse("");
        if (protocol.equals("email") || protocol.equals("email-json")) {
            messages(estimate, "Email/Email-JSON notifications", "AmazonSNS/DeliveryAttempts-SMTP");
        } else if (protocol.equals("sqs") || protocol.equals("lambda")) {
            estimate.free("SNS delivers to queues and functions for free");
        } else {
            estimate.unpriced("no price of deliveries by " + protocol + " was found");
        }
    }

    private static void messages(ResourceEstimate estimate, String name, String key) {
        estimate.addUsage(
                name, "1M requests", key, BigDecimal.valueOf(estimate.usage().messagesPerMonth()), 1_000_000);
    }
}
