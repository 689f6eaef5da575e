package dev.plinth.components.queue;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.security.EncryptionKey;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link Queue}; none is required. */
public final class QueueArgs extends ResourceArgs {

    /** The default of {@link Builder#fifo}. */
    public static final boolean DEFAULT_FIFO = false;

    /** The default of {@link Builder#contentBasedDeduplication}. */
    public static final boolean DEFAULT_CONTENT_BASED_DEDUPLICATION = false;

    /** The default of {@link Builder#visibilityTimeoutSeconds}, as in SQS. */
    public static final int DEFAULT_VISIBILITY_TIMEOUT_SECONDS = 30;

    /** The default of {@link Builder#messageRetentionSeconds}, as in SQS: four days. */
    public static final int DEFAULT_MESSAGE_RETENTION_SECONDS = 345_600;

    /** The default of {@link Builder#deadLetterRetentionSeconds}: the 14 days that SQS has at most. */
    public static final int DEFAULT_DEAD_LETTER_RETENTION_SECONDS =
            DeadLetterQueueArgs.DEFAULT_MESSAGE_RETENTION_SECONDS;

    /** The default of {@link Builder#delaySeconds}. */
    public static final int DEFAULT_DELAY_SECONDS = 0;

    /** The default of {@link Builder#receiveWaitTimeSeconds}: the longest that SQS has, for the fewest empty answers. */
    public static final int DEFAULT_RECEIVE_WAIT_TIME_SECONDS = 20;

    /** The default of {@link Builder#maxReceiveCount}. */
    public static final int DEFAULT_MAX_RECEIVE_COUNT = 5;

    private final @Nullable EncryptionKey encryptionKey;
    private final Function<Output<String>, List<Statement>> policyStatements;

    @Import
    private final boolean fifo;

    @Import
    private final boolean contentBasedDeduplication;

    @Import
    private final int visibilityTimeoutSeconds;

    @Import
    private final int messageRetentionSeconds;

    @Import
    private final int deadLetterRetentionSeconds;

    @Import
    private final int delaySeconds;

    @Import
    private final int receiveWaitTimeSeconds;

    @Import
    private final int maxReceiveCount;

    @Import
    private final List<String> senderServices;

    private QueueArgs(Builder builder) {
        this.encryptionKey = builder.encryptionKey;
        this.policyStatements = builder.policyStatements;
        this.fifo = builder.fifo;
        this.contentBasedDeduplication = builder.contentBasedDeduplication;
        this.visibilityTimeoutSeconds = builder.visibilityTimeoutSeconds;
        this.messageRetentionSeconds = builder.messageRetentionSeconds;
        this.deadLetterRetentionSeconds = builder.deadLetterRetentionSeconds;
        this.delaySeconds = builder.delaySeconds;
        this.receiveWaitTimeSeconds = builder.receiveWaitTimeSeconds;
        this.maxReceiveCount = builder.maxReceiveCount;
        this.senderServices = builder.senderServices;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The key, or null for one of the queue's own. */
    public @Nullable EncryptionKey encryptionKey() {
        return encryptionKey;
    }

    /** The queue policy's further statements, from the queue's ARN. */
    public Function<Output<String>, List<Statement>> policyStatements() {
        return policyStatements;
    }

    /** Returns whether the queue keeps messages in order. */
    public boolean fifo() {
        return fifo;
    }

    /** Returns whether messages of the same content are one. */
    public boolean contentBasedDeduplication() {
        return contentBasedDeduplication;
    }

    /** Returns how long a message that was received is hidden from others, in seconds. */
    public int visibilityTimeoutSeconds() {
        return visibilityTimeoutSeconds;
    }

    /** Returns how long a message is kept, in seconds. */
    public int messageRetentionSeconds() {
        return messageRetentionSeconds;
    }

    /** Returns how long the dead-letter queue keeps a message, in seconds since it was sent. */
    public int deadLetterRetentionSeconds() {
        return deadLetterRetentionSeconds;
    }

    /** Returns how long a message that was sent is hidden, in seconds. */
    public int delaySeconds() {
        return delaySeconds;
    }

    /** Returns how long a receiver waits for a message, in seconds. */
    public int receiveWaitTimeSeconds() {
        return receiveWaitTimeSeconds;
    }

    /** Returns how often a message is received before it goes to the dead-letter queue. */
    public int maxReceiveCount() {
        return maxReceiveCount;
    }

    /** The services that may send messages for this account. */
    public List<String> senderServices() {
        return senderServices;
    }

    /** Builds {@link QueueArgs}. */
    public static final class Builder {

        private @Nullable EncryptionKey encryptionKey;
        private Function<Output<String>, List<Statement>> policyStatements = queueArn -> List.of();
        private boolean fifo = DEFAULT_FIFO;
        private boolean contentBasedDeduplication = DEFAULT_CONTENT_BASED_DEDUPLICATION;
        private int visibilityTimeoutSeconds = DEFAULT_VISIBILITY_TIMEOUT_SECONDS;
        private int messageRetentionSeconds = DEFAULT_MESSAGE_RETENTION_SECONDS;
        private int deadLetterRetentionSeconds = DEFAULT_DEAD_LETTER_RETENTION_SECONDS;
        private int delaySeconds = DEFAULT_DELAY_SECONDS;
        private int receiveWaitTimeSeconds = DEFAULT_RECEIVE_WAIT_TIME_SECONDS;
        private int maxReceiveCount = DEFAULT_MAX_RECEIVE_COUNT;
        private List<String> senderServices = List.of();

        private Builder() {}

        /** The key, which several queues may share; its policy must name the {@link #senderServices}. Default: one of the queue's own. */
        public Builder encryptionKey(EncryptionKey value) {
            this.encryptionKey = value;
            return this;
        }

        /**
         * Further statements of the queue's policy, from the queue's ARN, which is their resource:
         * {@code queueArn -> List.of(Statement.allow("Orders").awsPrincipal(role.arn()).actions("sqs:SendMessage").resource(queueArn))}.
         * Roles of this account need none: see {@link Queue#sendStatements} and {@link Queue#consumeStatements}. Default: none.
         */
        public Builder policyStatements(Function<Output<String>, List<Statement>> value) {
            this.policyStatements = value;
            return this;
        }

        /**
         * Sets whether the queue keeps messages in order and delivers each once; its physical name then ends in {@code .fifo}. Replaces
         * the queue. Default {@value QueueArgs#DEFAULT_FIFO}.
         */
        public Builder fifo(boolean value) {
            this.fifo = value;
            return this;
        }

        /**
         * Sets whether a FIFO queue takes messages of the same content within five minutes for one, so that senders need no
         * deduplication id. Default {@value QueueArgs#DEFAULT_CONTENT_BASED_DEDUPLICATION}.
         */
        public Builder contentBasedDeduplication(boolean value) {
            this.contentBasedDeduplication = value;
            return this;
        }

        /**
         * Sets how long a message that was received is hidden from other receivers, 0 to 43200 seconds: longer than handling it takes, or it
         * is handled twice. Default {@value QueueArgs#DEFAULT_VISIBILITY_TIMEOUT_SECONDS}.
         */
        public Builder visibilityTimeoutSeconds(int value) {
            this.visibilityTimeoutSeconds = value;
            return this;
        }

        /**
         * Sets the retention of unprocessed messages, 60 seconds to less than {@link #deadLetterRetentionSeconds}. Default
         * {@value QueueArgs#DEFAULT_MESSAGE_RETENTION_SECONDS}.
         */
        public Builder messageRetentionSeconds(int value) {
            this.messageRetentionSeconds = value;
            return this;
        }

        /**
         * Sets how long the dead-letter queue keeps a message, at most 1209600 seconds since it was sent to this queue. Default
         * {@value QueueArgs#DEFAULT_DEAD_LETTER_RETENTION_SECONDS}.
         */
        public Builder deadLetterRetentionSeconds(int value) {
            this.deadLetterRetentionSeconds = value;
            return this;
        }

        /** Sets how long every message that was sent is hidden at first, 0 to 900 seconds. Default {@value QueueArgs#DEFAULT_DELAY_SECONDS}. */
        public Builder delaySeconds(int value) {
            this.delaySeconds = value;
            return this;
        }

        /** Sets how long a receiver waits for a message, 0 to 20 seconds. Default {@value QueueArgs#DEFAULT_RECEIVE_WAIT_TIME_SECONDS}. */
        public Builder receiveWaitTimeSeconds(int value) {
            this.receiveWaitTimeSeconds = value;
            return this;
        }

        /**
         * Sets how often a message is received, and not deleted, before it goes to the dead-letter queue; 1 to 1000. Default
         * {@value QueueArgs#DEFAULT_MAX_RECEIVE_COUNT}.
         */
        public Builder maxReceiveCount(int value) {
            this.maxReceiveCount = value;
            return this;
        }

        /**
         * The services that may send messages for this account, such as {@code sns.amazonaws.com} or {@code events.amazonaws.com}; the
         * queue's own key lets them use it. Default: none.
         */
        public Builder senderServices(List<String> value) {
            this.senderServices = List.copyOf(value);
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public QueueArgs build() {
            return new QueueArgs(this);
        }
    }
}
