package dev.plinth.components.queue;

import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.aws.sqs.RedriveAllowPolicy;
import com.pulumi.aws.sqs.RedriveAllowPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Json;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.Validation;
import dev.plinth.components.security.EncryptionKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue that keeps unprocessed messages for inspection: encrypted with a customer key, and reached over TLS only.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html">Dead-letter
 *     queues</a>
 */
public final class DeadLetterQueue extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:queue:DeadLetterQueue";

    private final com.pulumi.aws.sqs.Queue queue;

    /**
     * Creates the queue.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public DeadLetterQueue(String name, DeadLetterQueueArgs args) {
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
    public DeadLetterQueue(String name, DeadLetterQueueArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.queue = createQueue(args, Objects.requireNonNull(args.encryptionKey()));
        createQueuePolicy(args);
        registerOutputs(Map.of("queueName", queueName(), "queueUrl", queueUrl(), "queueArn", queueArn()));
    }

    /**
     * Creates a queue for what a service could not deliver; no other queue may use it.
     *
     * @param name the logical name
     * @param key the key that encrypts it, which must allow the service
     * @param service the service principal, such as {@code events.amazonaws.com}
     * @param options Pulumi's options
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public static DeadLetterQueue ofService(
            String name, EncryptionKey key, String service, ComponentResourceOptions options) {
        DeadLetterQueue created = new DeadLetterQueue(
                name,
                DeadLetterQueueArgs.builder()
                        .encryptionKey(key)
                        .senderServices(List.of(service))
                        .build(),
                options);
        created.allowRedriveFrom(List.of());
        return created;
    }

    /** The queue's name. */
    public Output<String> queueName() {
        return queue.name();
    }

    /** The queue's URL. */
    public Output<String> queueUrl() {
        return queue.url();
    }

    /** The queue's ARN. */
    public Output<String> queueArn() {
        return queue.arn();
    }

    /**
     * Lets only these queues use this one as their dead-letter queue; an empty list lets none. Call it once; without it, every
     * queue of the account and region may.
     *
     * @param sourceQueueArns the ARNs of the queues, at most 10
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html">Redrive
     *     allow policies</a>
     */
    public void allowRedriveFrom(List<Output<String>> sourceQueueArns) {
        Output<String> policy = Output.all(sourceQueueArns)
                .applyValue(arns -> Json.write(
                        arns.isEmpty()
                                ? Map.of("redrivePermission", "denyAll")
                                : Map.of("redrivePermission", "byQueue", "sourceQueueArns", arns)));
        new RedriveAllowPolicy(
                childName("redrive-allow"),
                RedriveAllowPolicyArgs.builder()
                        .queueUrl(queue.url())
                        .redriveAllowPolicy(policy)
                        .build(),
                childOptions().build());
    }

    private static DeadLetterQueueArgs validated(String name, DeadLetterQueueArgs args) {
        Validation validation = Validation.of("DeadLetterQueue", name);
        QueueLimits.checkName(validation, name, "-queue");
        validation
                .required("encryptionKey", args.encryptionKey())
                .check(
                        args.messageRetentionSeconds() >= QueueLimits.LEAST_RETENTION_SECONDS
                                && args.messageRetentionSeconds() <= QueueLimits.MOST_RETENTION_SECONDS,
                        "messageRetentionSeconds",
                        args.messageRetentionSeconds(),
                        "60 to 1209600 seconds");
        QueueLimits.checkServices(validation, args.senderServices());
        validation.throwIfAny();
        return args;
    }

    private com.pulumi.aws.sqs.Queue createQueue(DeadLetterQueueArgs args, EncryptionKey key) {
        com.pulumi.aws.sqs.QueueArgs.Builder builder = com.pulumi.aws.sqs.QueueArgs.builder()
                .kmsMasterKeyId(key.keyArn())
                .messageRetentionSeconds(args.messageRetentionSeconds())
                .tags(Map.of("Name", name()));
        if (args.fifo()) {
            builder.fifoQueue(true);
        }
        return new com.pulumi.aws.sqs.Queue(
                childName("queue"), builder.build(), statefulChildOptions().build());
    }

    private void createQueuePolicy(DeadLetterQueueArgs args) {
        new QueuePolicy(
                childName("policy"),
                QueuePolicyArgs.builder()
                        .queueUrl(queue.url())
                        .policy(PolicyDocument.of(QueuePolicyStatements.of(
                                        queue.arn(), args.senderServices(), AwsAccount.of(this)))
                                .toJson())
                        .build(),
                childOptions().build());
    }
}
