package dev.plinth.components.queue;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueTest {

    private static final String QUEUE = "aws:sqs/queue:Queue";
    private static final String QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
    private static final String ALLOW = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy";
    private static final String KEY = "aws:kms/key:Key";
    private static final String ARN = "arn:aws:sqs:eu-central-1:123456789012:";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private Recorded queue() {
        return mocks.named(QUEUE, "orders-queue");
    }

    private Recorded deadLetterQueue() {
        return mocks.named(QUEUE, "orders-dead-letter-queue");
    }

    @Test
    void fewestArgumentsGiveAnEncryptedQueueWithADeadLetterQueue() {
        Queue orders = mocks.run(() -> new Queue("orders", QueueArgs.builder().build()));

        assertThat(queue().inputs())
                .containsEntry("kmsMasterKeyId", "arn:aws:kms:eu-central-1:123456789012:key/orders-key-key")
                .containsEntry("visibilityTimeoutSeconds", 30.0)
                .containsEntry("messageRetentionSeconds", 345600.0)
                .containsEntry("delaySeconds", 0.0)
                .containsEntry("receiveWaitTimeSeconds", 20.0)
                .containsEntry(
                        "redrivePolicy",
                        "{\"deadLetterTargetArn\":\"" + ARN + "queue/orders-dead-letter-queue\",\"maxReceiveCount\":5}")
                .doesNotContainKeys("name", "fifoQueue", "contentBasedDeduplication", "policy");
        assertThat(deadLetterQueue().inputs())
                .containsEntry("kmsMasterKeyId", "arn:aws:kms:eu-central-1:123456789012:key/orders-key-key")
                .containsEntry("messageRetentionSeconds", 1209600.0)
                .doesNotContainKeys("redrivePolicy", "fifoQueue");
        assertThat(mocks.named(ALLOW, "orders-dead-letter-redrive-allow").inputs())
                .containsEntry(
                        "redriveAllowPolicy",
                        "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"" + ARN + "queue/orders-queue\"]}");
        assertThat(value(orders.queueName())).isEqualTo("orders-queue-1a2b3c4");
        assertThat(value(orders.queueUrl())).endsWith("/123456789012/orders-queue-1a2b3c4");
        assertThat(value(orders.queueArn())).isEqualTo(ARN + "queue/orders-queue");
        assertThat(value(orders.kmsKeyArn())).endsWith(":key/orders-key-key");
        assertThat(value(orders.deadLetterQueueName())).isEqualTo("orders-dead-letter-queue-1a2b3c4");
        assertThat(value(orders.deadLetterQueueUrl())).endsWith("/orders-dead-letter-queue-1a2b3c4");
        assertThat(value(orders.deadLetterQueueArn())).isEqualTo(ARN + "queue/orders-dead-letter-queue");
        assertThat(mocks.options(queue()).isProtect()).isFalse();
    }

    @Test
    void bothQueuesRequireTls() {
        mocks.run(() -> new Queue("orders", QueueArgs.builder().build()));

        assertThat(mocks.named(QUEUE_POLICY, "orders-policy").text("policy"))
                .isEqualTo(
                        """
                {"Statement":[{"Action":"sqs:*","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny",\
                "Principal":{"AWS":"*"},"Resource":"%squeue/orders-queue","Sid":"TlsOnly"}],"Version":"2012-10-17"}"""
                                .formatted(ARN));
        assertThat(mocks.named(QUEUE_POLICY, "orders-dead-letter-policy").text("policy"))
                .contains("\"Deny\"", "queue/orders-dead-letter-queue");
    }

    @Test
    void allArgumentsReachTheQueues() {
        mocks.run(() -> new Queue(
                "orders",
                QueueArgs.builder()
                        .encryptionKey(new EncryptionKey(
                                "shared",
                                EncryptionKeyArgs.builder()
                                        .description("Of all queues")
                                        .servicePrincipals(List.of("sns.amazonaws.com"))
                                        .build()))
                        .fifo(true)
                        .contentBasedDeduplication(true)
                        .visibilityTimeoutSeconds(600)
                        .messageRetentionSeconds(3600)
                        .deadLetterRetentionSeconds(7200)
                        .delaySeconds(5)
                        .receiveWaitTimeSeconds(0)
                        .maxReceiveCount(3)
                        .senderServices(List.of("sns.amazonaws.com"))
                        .policyStatements(queueArn -> List.of(Statement.allow("Partner")
                                .awsPrincipal(com.pulumi.core.Output.of("arn:aws:iam::210987654321:root"))
                                .actions("sqs:SendMessage")
                                .resource(queueArn)))
                        .build(),
                ComponentResourceOptions.builder().protect(true).build()));

        assertThat(mocks.names(KEY)).containsExactly("shared-key");
        assertThat(queue().inputs())
                .containsEntry("kmsMasterKeyId", "arn:aws:kms:eu-central-1:123456789012:key/shared-key")
                .containsEntry("fifoQueue", true)
                .containsEntry("contentBasedDeduplication", true)
                .containsEntry("visibilityTimeoutSeconds", 600.0)
                .containsEntry("messageRetentionSeconds", 3600.0)
                .containsEntry("delaySeconds", 5.0)
                .containsEntry("receiveWaitTimeSeconds", 0.0);
        assertThat(queue().text("redrivePolicy")).contains("\"maxReceiveCount\":3");
        assertThat(deadLetterQueue().inputs())
                .containsEntry("fifoQueue", true)
                .containsEntry("messageRetentionSeconds", 7200.0);
        assertThat(mocks.named(QUEUE_POLICY, "orders-policy").text("policy"))
                .contains("\"Sid\":\"TlsOnly\"")
                .contains(
                        """
                        {"Action":"sqs:SendMessage","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}},\
                        "Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Resource":"%squeue/orders-queue",\
                        "Sid":"SendFromSns"}"""
                                .formatted(ARN))
                .contains("\"Sid\":\"Partner\"");
        assertThat(mocks.options(queue()).isProtect()).isTrue();
        assertThat(mocks.options(deadLetterQueue()).isProtect()).isTrue();
    }

    @Test
    void theQueuesOwnKeyLetsSendersUseIt() {
        mocks.run(() -> new Queue(
                "orders",
                QueueArgs.builder()
                        .senderServices(List.of("events.amazonaws.com"))
                        .build()));

        assertThat(mocks.only(KEY).text("policy")).contains("events.amazonaws.com", "aws:SourceAccount");
    }

    @Test
    void grantsNameTheQueueAndItsKey() {
        Queue orders = mocks.run(() -> new Queue("orders", QueueArgs.builder().build()));

        assertThat(value(PolicyDocument.of(orders.sendStatements()).toJson()))
                .isEqualTo(
                        """
                {"Statement":[{"Action":["sqs:GetQueueAttributes","sqs:GetQueueUrl","sqs:SendMessage"],"Effect":"Allow",\
                "Resource":"%squeue/orders-queue","Sid":"SendOrders"},\
                {"Action":["kms:GenerateDataKey","kms:Decrypt"],"Effect":"Allow",\
                "Resource":"arn:aws:kms:eu-central-1:123456789012:key/orders-key-key","Sid":"EncryptForOrders"}],\
                "Version":"2012-10-17"}"""
                                .formatted(ARN));
        assertThat(value(PolicyDocument.of(orders.consumeStatements()).toJson()))
                .isEqualTo(
                        """
                {"Statement":[{"Action":["sqs:ChangeMessageVisibility","sqs:DeleteMessage","sqs:GetQueueAttributes",\
                "sqs:GetQueueUrl","sqs:ReceiveMessage"],"Effect":"Allow",\
                "Resource":"%squeue/orders-queue","Sid":"ConsumeOrders"},\
                {"Action":"kms:Decrypt","Effect":"Allow",\
                "Resource":"arn:aws:kms:eu-central-1:123456789012:key/orders-key-key","Sid":"DecryptFromOrders"}],\
                "Version":"2012-10-17"}"""
                                .formatted(ARN));
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> new Queue(
                                        "o".repeat(50),
                                        QueueArgs.builder()
                                                .contentBasedDeduplication(true)
                                                .deadLetterRetentionSeconds(1_209_601)
                                                .messageRetentionSeconds(59)
                                                .visibilityTimeoutSeconds(43_201)
                                                .delaySeconds(901)
                                                .receiveWaitTimeSeconds(21)
                                                .maxReceiveCount(0)
                                                .senderServices(List.of("*"))
                                                .build()))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly(
                        "name",
                        "contentBasedDeduplication",
                        "deadLetterRetentionSeconds",
                        "messageRetentionSeconds",
                        "visibilityTimeoutSeconds",
                        "delaySeconds",
                        "receiveWaitTimeSeconds",
                        "maxReceiveCount",
                        "senderServices");
    }

    @Test
    void theDeadLetterQueueKeepsMessagesLonger() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> new Queue(
                                        "orders",
                                        QueueArgs.builder()
                                                .messageRetentionSeconds(1_209_600)
                                                .build()))
                        .faults())
                .extracting(Fault::allowed)
                .containsExactly("at least 60 seconds, and less than deadLetterRetentionSeconds");
    }

    @Test
    void aSeparateDeadLetterQueueServesNoQueue() {
        DeadLetterQueue queue = mocks.run(() -> {
            DeadLetterQueue created = new DeadLetterQueue(
                    "failures",
                    DeadLetterQueueArgs.builder()
                            .encryptionKey(new EncryptionKey(
                                    "key",
                                    EncryptionKeyArgs.builder()
                                            .description("Of failures")
                                            .build()))
                            .senderServices(List.of("events.amazonaws.com"))
                            .build());
            created.allowRedriveFrom(List.of());
            return created;
        });

        assertThat(mocks.only(ALLOW).inputs())
                .containsEntry("redriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}");
        assertThat(mocks.only(QUEUE_POLICY).text("policy")).contains("events.amazonaws.com");
        assertThat(value(queue.queueArn())).isEqualTo(ARN + "queue/failures-queue");
        assertThat(mocks.only(QUEUE).inputs()).containsEntry("tags", Map.of("Name", "failures"));
    }

    @Test
    void aDeadLetterQueueNeedsAKey() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> new DeadLetterQueue(
                                        "failures",
                                        DeadLetterQueueArgs.builder()
                                                .messageRetentionSeconds(59)
                                                .senderServices(List.of("Events"))
                                                .build()))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly("encryptionKey", "messageRetentionSeconds", "senderServices");
    }
}
