package dev.plinth.simulator.aws.integration;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.PolicyDocument;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.Map;
import java.util.Optional;

/**
 * Queues.
 *
 * <p>Ranges: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html.
 */
public final class Sqs {

    private static final String NO_QUEUE = "AWS.SimpleQueueService.NonExistentQueue";
    private static final String INVALID = "InvalidParameterValue";

    private Sqs() {}

    public static void register(Registry registry) {
        registry.type(AwsTypes.SQS_QUEUE, "SQS Queue")
                .named("name", 75)
                .nameEnding("fifoQueue", ".fifo")
                .id("https://sqs.{region}.amazonaws.com/{account}/{name}")
                .arn("arn:aws:sqs:{region}:{account}:{name}")
                .immutable("namePrefix", "fifoQueue")
                .validate(Rules.within("delaySeconds", 0, 900))
                .validate(Rules.within("maxMessageSize", 1024, 1_048_576))
                .validate(Rules.within("messageRetentionSeconds", 60, 1_209_600))
                .validate(Rules.within("receiveWaitTimeSeconds", 0, 20))
                .validate(Rules.within("visibilityTimeoutSeconds", 0, 43_200))
                .validate(Rules.within("kmsDataKeyReusePeriodSeconds", 60, 86_400))
                .validate(Rules.json("policy"))
                .validate(Rules.json("redrivePolicy"))
                .validate(Rules.json("redriveAllowPolicy"))
                .validate(Sqs::checkKind)
                .check(PolicyDocument.in("policy", INVALID, PolicyDocument.Kind.RESOURCE))
                .check(operation -> checkRedrive(operation, operation.flag("fifoQueue")))
                .unique("name", "QueueAlreadyExists", "A queue already exists with the name {name}")
                .defaults("delaySeconds", 0L)
                .defaults("maxMessageSize", 262_144L)
                .defaults("messageRetentionSeconds", 345_600L)
                .defaults("receiveWaitTimeSeconds", 0L)
                .defaults("visibilityTimeoutSeconds", 30L)
                .defaults("kmsDataKeyReusePeriodSeconds", 300L)
                .defaults("fifoQueue", false)
                .defaults("contentBasedDeduplication", false)
                .computed("url", "{id}")
                .computed("sqsManagedSseEnabled", operation -> !operation.has("kmsMasterKeyId"));

        registry.type(AwsTypes.SQS_QUEUE_POLICY, "SQS Queue Policy")
                .id("{queueUrl}")
                .mentions("queueUrl", AwsTypes.SQS_QUEUE, NO_QUEUE)
                .immutable("queueUrl")
                .validate(Rules.json("policy"))
                .check(PolicyDocument.in("policy", INVALID, PolicyDocument.Kind.RESOURCE));

        registry.type(AwsTypes.SQS_REDRIVE_POLICY, "SQS Queue Redrive Policy")
                .id("{queueUrl}")
                .mentions("queueUrl", AwsTypes.SQS_QUEUE, NO_QUEUE)
                .immutable("queueUrl")
                .validate(Rules.json("redrivePolicy"))
                .check(operation -> checkRedrive(
                        operation,
                        operation
                                .find(AwsTypes.SQS_QUEUE, operation.text("queueUrl"))
                                .map(Sqs::isFifo)
                                .orElse(false)));

        registry.type(AwsTypes.SQS_REDRIVE_ALLOW_POLICY, "SQS Queue Redrive Allow Policy")
                .id("{queueUrl}")
                .mentions("queueUrl", AwsTypes.SQS_QUEUE, NO_QUEUE)
                .immutable("queueUrl")
                .validate(Rules.json("redriveAllowPolicy"))
                .check(Sqs::checkRedriveAllow);
    }

    private static boolean isFifo(StoredResource queue) {
        return Boolean.TRUE.equals(queue.get("fifoQueue"));
    }

    /** As the provider checks before it calls. */
    private static void checkKind(Operation operation) {
        boolean fifo = operation.flag("fifoQueue");
        String name = operation.text("name");
        operation.require(
                name.isEmpty() || name.matches(fifo ? "[0-9A-Za-z_-]{1,75}\\.fifo" : "[0-9A-Za-z_-]{1,80}"),
                "name",
                "expected "
                        + (fifo ? "1 to 75 letters, digits, - and _, then .fifo" : "1 to 80 letters, digits, - and _")
                        + ", got '" + name + "'");
        operation.require(
                fifo || !operation.flag("contentBasedDeduplication"),
                "contentBasedDeduplication",
                "content-based deduplication can only be set for FIFO queue");
        operation.require(
                !operation.has("kmsMasterKeyId") || !operation.flag("sqsManagedSseEnabled"),
                "kmsMasterKeyId",
                "conflicts with sqsManagedSseEnabled");
    }

    private static void checkRedrive(Operation operation, boolean fifo) {
        if (!operation.has("redrivePolicy")) {
            return;
        }
        Map<String, Object> policy = Values.mapFromJson(operation.text("redrivePolicy"));
        String target = String.valueOf(policy.get("deadLetterTargetArn"));
        Optional<StoredResource> deadLetterQueue = operation.store().byArn(AwsTypes.SQS_QUEUE, target);
        operation.require(
                deadLetterQueue.isPresent(),
                INVALID,
                "Value " + operation.text("redrivePolicy")
                        + " for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.");
        operation.require(
                deadLetterQueue.filter(queue -> isFifo(queue) == fifo).isPresent(),
                INVALID,
                "Value " + operation.text("redrivePolicy")
                        + " for parameter RedrivePolicy is invalid. Reason: Dead-letter queue must be same type of queue as the"
                        + " source.");
        String count = String.valueOf(policy.get("maxReceiveCount"));
        operation.require(
                count.matches("[1-9]\\d{0,2}|1000"),
                INVALID,
                "Value " + operation.text("redrivePolicy")
                        + " for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: " + count
                        + ", valid values are from 1 to 1000 both inclusive.");
    }

    private static void checkRedriveAllow(Operation operation) {
        Map<String, Object> policy = Values.mapFromJson(operation.text("redriveAllowPolicy"));
        String permission = String.valueOf(policy.get("redrivePermission"));
        int sources = Values.asList(policy.get("sourceQueueArns")).size();
        operation.require(
                permission.matches("allowAll|denyAll|byQueue")
                        && (permission.equals("byQueue") ? sources >= 1 && sources <= 10 : sources == 0),
                INVALID,
                "Value " + operation.text("redriveAllowPolicy") + " for parameter RedriveAllowPolicy is invalid.");
    }
}
