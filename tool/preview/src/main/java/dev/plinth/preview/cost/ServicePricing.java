package dev.plinth.preview.cost;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Prices of containers, images, keys, secrets and messages. */
final class ServicePricing {

    private static final BigDecimal UNITS_PER_CPU = BigDecimal.valueOf(1024);
    private static final BigDecimal MEBIBYTES_PER_GIGABYTE = BigDecimal.valueOf(1024);

    /** Free ephemeral storage of a task in GB; see https://aws.amazon.com/fargate/pricing/. */
    private static final double FREE_EPHEMERAL_GIGABYTES = 20;

    private ServicePricing() {}

    static void register(Map<String, Consumer<ResourceEstimate>> pricers) {
        pricers.put(AwsTypes.ECS_SERVICE, ServicePricing::service);
        pricers.put(AwsTypes.ECS_TASK_DEFINITION, estimate -> estimate.free("tasks are billed with their service"));
        pricers.put(
                AwsTypes.ECR_REPOSITORY,
                estimate -> estimate.addUsage(
                        "Storage", "GB", "AmazonECR/TimedStorage-ByteHrs", estimate.usage(Usage.IMAGES)));
        pricers.put(
                AwsTypes.LAMBDA_FUNCTION,
                estimate -> estimate.unpricedUsage("billed by its requests and their duration"));
        pricers.put(AwsTypes.KMS_KEY, ServicePricing::key);
        pricers.put(AwsTypes.SECRETSMANAGER_SECRET, ServicePricing::secret);
        pricers.put(AwsTypes.SNS_TOPIC, estimate -> messages(estimate, "API requests", "AmazonSNS/Requests-Tier1"));
        pricers.put(AwsTypes.SNS_TOPIC_SUBSCRIPTION, ServicePricing::subscription);
        pricers.put(AwsTypes.SQS_QUEUE, estimate -> messages(estimate, "Requests", "AWSQueueService/Requests-Tier1"));
        pricers.put(
                AwsTypes.CLOUDWATCH_EVENT_BUS,
                estimate -> messages(estimate, "Custom events", "AWSEvents/Event-64K-Chunks"));
    }

    private static void service(ResourceEstimate estimate) {
        List<GraphResource> definitions =
                estimate.graph().references(estimate.resource(), "taskDefinition", AwsTypes.ECS_TASK_DEFINITION);
        OptionalInt desired = estimate.number("desiredCount");
        if (definitions.isEmpty() || desired.isEmpty()) {
            estimate.unpriced("tasks known after the update");
            return;
        }
        GraphResource definition = definitions.get(0);
        OptionalDouble cpu = ResourceEstimate.known(definition, "cpu").asNumber();
        OptionalDouble memory = ResourceEstimate.known(definition, "memory").asNumber();
        if (cpu.isEmpty() || memory.isEmpty()) {
            estimate.unpriced("task size known after the update");
            return;
        }
        int spot = spotTasks(estimate.resource(), desired.getAsInt());
        if (spot > 0) {
            estimate.unpriced(spot + " tasks on Fargate Spot: price varies with supply and demand");
        }
        boolean arm = ResourceEstimate.known(definition, "runtimePlatform.cpuArchitecture")
                .asText()
                .filter("ARM64"::equals)
                .isPresent();
        BigDecimal hours = estimate.runningHours().multiply(BigDecimal.valueOf(desired.getAsInt() - (long) spot));
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
        double ephemeral = ResourceEstimate.known(definition, "ephemeralStorage.sizeInGib")
                .asNumber()
                .orElse(FREE_EPHEMERAL_GIGABYTES);
        if (ephemeral > FREE_EPHEMERAL_GIGABYTES) {
            estimate.add(
                    "Ephemeral storage",
                    "GB-hours",
                    "AmazonECS/Fargate-EphemeralStorage-GB-Hours",
                    hours.multiply(BigDecimal.valueOf(ephemeral - FREE_EPHEMERAL_GIGABYTES)));
        }
    }

    /** Returns the number of tasks on Spot: the base of each provider first, then the rest by weight. */
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

    private static void key(ResourceEstimate estimate) {
        estimate.add("Customer master key", "months", "awskms/KMS-Keys", BigDecimal.ONE);
        estimate.addUsage(
                "Requests", "10k requests", "awskms/KMS-Requests", estimate.usage(Usage.KEY_REQUESTS), 10_000);
    }

    private static void secret(ResourceEstimate estimate) {
        estimate.add("Secret", "months", "AWSSecretsManager/AWSSecretsManager-Secrets", BigDecimal.ONE);
        estimate.addUsage(
                "API requests",
                "10k requests",
                "AWSSecretsManager/AWSSecretsManagerAPIRequest",
                estimate.usage(Usage.SECRET_REQUESTS),
                10_000);
    }

    private static void subscription(ResourceEstimate estimate) {
        String protocol = estimate.text("protocol").orElse("");
        if (protocol.equals("email") || protocol.equals("email-json")) {
            messages(estimate, "Email/Email-JSON notifications", "AmazonSNS/DeliveryAttempts-SMTP");
        } else if (protocol.equals("sqs") || protocol.equals("lambda")) {
            estimate.free("SNS deliveries to queues and functions are free");
        } else {
            estimate.unpricedUsage("no price for deliveries by " + protocol);
        }
    }

    private static void messages(ResourceEstimate estimate, String name, String key) {
        estimate.addUsage(name, "1M requests", key, estimate.usage(Usage.MESSAGES), 1_000_000);
    }
}
