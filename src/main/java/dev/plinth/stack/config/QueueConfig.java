package dev.plinth.stack.config;

import dev.plinth.components.queue.QueueArgs;
import dev.plinth.settings.Default;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Range;
import java.util.List;

/**
 * An entry of the section {@code queues}: an SQS queue with its dead-letter queue.
 *
 * @param fifo whether messages stay in order and are delivered once; changing it replaces the queue
 * @param contentBasedDeduplication whether a FIFO queue takes equal messages within five minutes for one
 * @param visibilityTimeoutSeconds how long a received message is hidden; longer than handling it takes
 * @param messageRetentionSeconds how long a message is kept, in seconds; less than {@code deadLetterRetentionSeconds}
 * @param deadLetterRetentionSeconds how long the dead-letter queue keeps a message since it was sent, in seconds
 * @param delaySeconds how long a message is hidden at first, in seconds
 * @param receiveWaitTimeSeconds how long a receiver waits for a message, in seconds
 * @param maxReceiveCount receipts after which a message goes to the dead-letter queue
 * @param senderServices AWS services that may send, such as {@code events.amazonaws.com}
 */
public record QueueConfig(
        @Default("false") boolean fifo,
        @Default("false") boolean contentBasedDeduplication,
        @Default("30") @Range(min = 0, max = 43200) int visibilityTimeoutSeconds,
        @Default("345600") @Range(min = 60, max = 1209599) int messageRetentionSeconds,
        @Default("1209600") @Range(min = 61, max = 1209600) int deadLetterRetentionSeconds,
        @Default("0") @Range(min = 0, max = 900) int delaySeconds,
        @Default("20") @Range(min = 0, max = 20) int receiveWaitTimeSeconds,
        @Default("5") @Range(min = 1, max = 1000) int maxReceiveCount,
        @Default("[]")
                @Matches(regex = "[a-z0-9.-]+\\.amazonaws\\.com", allowed = "AWS services such as sns.amazonaws.com")
                List<String> senderServices) {
    /** Sets the component's arguments from the entry. */
    public QueueArgs.Builder args() {
        return QueueArgs.builder()
                .fifo(fifo)
                .contentBasedDeduplication(contentBasedDeduplication)
                .visibilityTimeoutSeconds(visibilityTimeoutSeconds)
                .messageRetentionSeconds(messageRetentionSeconds)
                .deadLetterRetentionSeconds(deadLetterRetentionSeconds)
                .delaySeconds(delaySeconds)
                .receiveWaitTimeSeconds(receiveWaitTimeSeconds)
                .maxReceiveCount(maxReceiveCount)
                .senderServices(senderServices);
    }
}
