package dev.plinth.components.queue;

import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Json;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An SQS queue with its dead-letter queue: both are encrypted with a customer key and reached over TLS only. Nobody sends or receives
 * who isn't named: roles by {@link #sendStatements} and {@link #consumeStatements}, services by
 * {@link QueueArgs.Builder#senderServices}.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-best-practices.html">Amazon SQS best
 *     practices</a>
 */
public final class Queue extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:queue:Queue";

    private final Output<String> kmsKeyArn;
    private final DeadLetterQueue deadLetterQueue;
    private final com.pulumi.aws.sqs.Queue queue;

    /**
     * Creates the queue.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Queue(String name, QueueArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the queue with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Queue(String name, QueueArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        EncryptionKey shared = args.encryptionKey();
        EncryptionKey key = shared == null ? createKey(args) : shared;
        this.kmsKeyArn = key.keyArn();
        this.deadLetterQueue = createDeadLetterQueue(args, key);
        this.queue = createQueue(args);
        createQueuePolicy(args);
        deadLetterQueue.allowRedriveFrom(List.of(queue.arn()));
        registerOutputs(Map.of(
                "queueName", queueName(),
                "queueUrl", queueUrl(),
                "queueArn", queueArn(),
                "kmsKeyArn", kmsKeyArn(),
                "deadLetterQueueUrl", deadLetterQueueUrl()));
    }

    /**
     * Checks arguments without creating anything, as a configuration is read before there is a deployment.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public static void check(String name, QueueArgs args) {
        validated(name, args);
    }

    /** The queue's name. */
    public Output<String> queueName() {
        return queue.name();
    }

    /** The queue's URL, which senders and receivers need. */
    public Output<String> queueUrl() {
        return queue.url();
    }

    /** The queue's ARN. */
    public Output<String> queueArn() {
        return queue.arn();
    }

    /** The key that encrypts the messages of both queues. */
    public Output<String> kmsKeyArn() {
        return kmsKeyArn;
    }

    /** The dead-letter queue's name. */
    public Output<String> deadLetterQueueName() {
        return deadLetterQueue.queueName();
    }

    /** The dead-letter queue's URL. */
    public Output<String> deadLetterQueueUrl() {
        return deadLetterQueue.queueUrl();
    }

    /** The dead-letter queue's ARN. */
    public Output<String> deadLetterQueueArn() {
        return deadLetterQueue.queueArn();
    }

    /**
     * Statements for the role of a sender.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html">The permissions
     *     that a key needs</a>
     */
    public List<Statement> sendStatements() {
        return List.of(
                Statement.allow(sid("Send"))
                        .actions("sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage")
                        .resource(queueArn()),
                // SQS verifies a new data key by decrypting it.
                useKey("EncryptFor", "kms:GenerateDataKey", "kms:Decrypt"));
    }

    /** Statements for the role of a receiver, which also deletes what it has handled. */
    public List<Statement> consumeStatements() {
        return List.of(
                Statement.allow(sid("Consume"))
                        .actions(
                                "sqs:ChangeMessageVisibility",
                                "sqs:DeleteMessage",
                                "sqs:GetQueueAttributes",
                                "sqs:GetQueueUrl",
                                "sqs:ReceiveMessage")
                        .resource(queueArn()),
                useKey("DecryptFrom", "kms:Decrypt"));
    }

    private Statement useKey(String sid, String... actions) {
        return Statement.allow(sid(sid)).actions(actions).resource(kmsKeyArn);
    }

    private static QueueArgs validated(String name, QueueArgs args) {
        Validation validation = Validation.of("Queue", name);
        QueueLimits.checkName(validation, name, "-dead-letter-queue");
        validation
                .check(
                        args.fifo() || !args.contentBasedDeduplication(),
                        "contentBasedDeduplication",
                        args.contentBasedDeduplication(),
                        "false without fifo")
                .check(
                        args.deadLetterRetentionSeconds() > QueueLimits.LEAST_RETENTION_SECONDS
                                && args.deadLetterRetentionSeconds() <= QueueLimits.MOST_RETENTION_SECONDS,
                        "deadLetterRetentionSeconds",
                        args.deadLetterRetentionSeconds(),
                        "61 to 1209600 seconds")
                .check(
                        args.messageRetentionSeconds() >= QueueLimits.LEAST_RETENTION_SECONDS
                                && args.messageRetentionSeconds() < args.deadLetterRetentionSeconds(),
                        "messageRetentionSeconds",
                        args.messageRetentionSeconds(),
                        "at least 60 seconds, and less than deadLetterRetentionSeconds");
        validation.inRange("visibilityTimeoutSeconds", args.visibilityTimeoutSeconds(), 0, 43_200, "seconds");
        validation.inRange("delaySeconds", args.delaySeconds(), 0, 900, "seconds");
        validation.inRange("receiveWaitTimeSeconds", args.receiveWaitTimeSeconds(), 0, 20, "seconds");
        validation.inRange("maxReceiveCount", args.maxReceiveCount(), 1, 1000);
        QueueLimits.checkServices(validation, args.senderServices());
        validation.throwIfAny();
        return args;
    }

    private EncryptionKey createKey(QueueArgs args) {
        return new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Messages of " + name())
                        .servicePrincipals(args.senderServices())
                        .build(),
                childComponentOptions().build());
    }

    private DeadLetterQueue createDeadLetterQueue(QueueArgs args, EncryptionKey key) {
        return new DeadLetterQueue(
                childName("dead-letter"),
                DeadLetterQueueArgs.builder()
                        .encryptionKey(key)
                        .fifo(args.fifo())
                        .messageRetentionSeconds(args.deadLetterRetentionSeconds())
                        .build(),
                childComponentOptions().build());
    }

    private com.pulumi.aws.sqs.Queue createQueue(QueueArgs args) {
        com.pulumi.aws.sqs.QueueArgs.Builder builder = com.pulumi.aws.sqs.QueueArgs.builder()
                .kmsMasterKeyId(kmsKeyArn)
                .visibilityTimeoutSeconds(args.visibilityTimeoutSeconds())
                .messageRetentionSeconds(args.messageRetentionSeconds())
                .delaySeconds(args.delaySeconds())
                .receiveWaitTimeSeconds(args.receiveWaitTimeSeconds())
                .redrivePolicy(deadLetterQueue
                        .queueArn()
                        .applyValue(arn -> Json.write(
                                Map.of("deadLetterTargetArn", arn, "maxReceiveCount", args.maxReceiveCount()))))
                .tags(Map.of("Name", name()));
        if (args.fifo()) {
            // The provider ends the automatic name in .fifo then.
            builder.fifoQueue(true).contentBasedDeduplication(args.contentBasedDeduplication());
        }
        return new com.pulumi.aws.sqs.Queue(
                childName("queue"), builder.build(), statefulChildOptions().build());
    }

    private void createQueuePolicy(QueueArgs args) {
        List<Statement> statements =
                new ArrayList<>(QueuePolicyStatements.of(queue.arn(), args.senderServices(), AwsAccount.of(this)));
        statements.addAll(args.policyStatements().apply(queue.arn()));
        new QueuePolicy(
                childName("policy"),
                QueuePolicyArgs.builder()
                        .queueUrl(queue.url())
                        .policy(PolicyDocument.of(statements).toJson())
                        .build(),
                childOptions().build());
    }
}
