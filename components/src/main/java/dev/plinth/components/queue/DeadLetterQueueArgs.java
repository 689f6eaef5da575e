package dev.plinth.components.queue;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.security.EncryptionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link DeadLetterQueue}. Required: {@link Builder#encryptionKey}. */
public final class DeadLetterQueueArgs extends ResourceArgs {

    /** The default of {@link Builder#messageRetentionSeconds}: the 14 days that SQS has at most. */
    public static final int DEFAULT_MESSAGE_RETENTION_SECONDS = QueueLimits.MOST_RETENTION_SECONDS;

    private final @Nullable EncryptionKey encryptionKey;

    @Import
    private final boolean fifo;

    @Import
    private final int messageRetentionSeconds;

    @Import
    private final List<String> senderServices;

    private DeadLetterQueueArgs(Builder builder) {
        this.encryptionKey = builder.encryptionKey;
        this.fifo = builder.fifo;
        this.messageRetentionSeconds = builder.messageRetentionSeconds;
        this.senderServices = builder.senderServices;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The key, or null when it was not given. */
    public @Nullable EncryptionKey encryptionKey() {
        return encryptionKey;
    }

    /** Returns whether the queue keeps messages in order. */
    public boolean fifo() {
        return fifo;
    }

    /** Returns how long a message is kept, in seconds. */
    public int messageRetentionSeconds() {
        return messageRetentionSeconds;
    }

    /** The services that may send messages for this account. */
    public List<String> senderServices() {
        return senderServices;
    }

    /** Builds {@link DeadLetterQueueArgs}. */
    public static final class Builder {

        private @Nullable EncryptionKey encryptionKey;
        private boolean fifo;
        private int messageRetentionSeconds = DEFAULT_MESSAGE_RETENTION_SECONDS;
        private List<String> senderServices = List.of();

        private Builder() {}

        /** The key that encrypts messages. Required. */
        public Builder encryptionKey(EncryptionKey value) {
            this.encryptionKey = value;
            return this;
        }

        /** Sets whether the queue keeps messages in order, as the queue that it serves does. Replaces the queue. Default false. */
        public Builder fifo(boolean value) {
            this.fifo = value;
            return this;
        }

        /**
         * Sets how long a message is kept, 60 to 1209600 seconds. A message keeps its age when it comes here from another queue. Default
         * {@value DeadLetterQueueArgs#DEFAULT_MESSAGE_RETENTION_SECONDS}.
         */
        public Builder messageRetentionSeconds(int value) {
            this.messageRetentionSeconds = value;
            return this;
        }

        /**
         * The services that may send messages for this account, such as {@code events.amazonaws.com}; the key's policy must name
         * them, too. Default: none.
         */
        public Builder senderServices(List<String> value) {
            this.senderServices = List.copyOf(value);
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public DeadLetterQueueArgs build() {
            return new DeadLetterQueueArgs(this);
        }
    }
}
