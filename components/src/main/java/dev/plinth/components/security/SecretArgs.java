package dev.plinth.components.security;

import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link Secret}. Required: {@link Builder#description}. There is none for the value. */
public final class SecretArgs extends ResourceArgs {

    /** The default of {@link Builder#recoveryWindowInDays}: the longest that Secrets Manager has. */
    public static final int DEFAULT_RECOVERY_WINDOW_IN_DAYS = 30;

    private final @Nullable EncryptionKey encryptionKey;

    @Import
    private final @Nullable Output<String> description;

    @Import
    private final int recoveryWindowInDays;

    private final @Nullable Provider replicaProvider;

    private SecretArgs(Builder builder) {
        this.replicaProvider = builder.replicaProvider;
        this.encryptionKey = builder.encryptionKey;
        this.description = builder.description;
        this.recoveryWindowInDays = builder.recoveryWindowInDays;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The key, or null for one of the secret's own. */
    public @Nullable EncryptionKey encryptionKey() {
        return encryptionKey;
    }

    /** The secret's purpose, or null when it was not given. */
    public @Nullable Output<String> description() {
        return description;
    }

    /** Returns how long a deleted secret can be restored, in days. */
    public int recoveryWindowInDays() {
        return recoveryWindowInDays;
    }

    /** The AWS provider of the Region with a replica, or null for none. */
    public @Nullable Provider replicaProvider() {
        return replicaProvider;
    }

    /** Builds {@link SecretArgs}. */
    public static final class Builder {

        private @Nullable EncryptionKey encryptionKey;
        private @Nullable Output<String> description;
        private int recoveryWindowInDays = DEFAULT_RECOVERY_WINDOW_IN_DAYS;

        private @Nullable Provider replicaProvider;

        private Builder() {}

        /** The key, which several secrets may share. Default: one of the secret's own. */
        public Builder encryptionKey(EncryptionKey value) {
            this.encryptionKey = value;
            return this;
        }

        /** The secret's purpose and where its value comes from, at most 2048 characters. Required. */
        public Builder description(String value) {
            return description(Output.of(value));
        }

        /** As {@link #description(String)}, for a text known only later. */
        public Builder description(Output<String> value) {
            this.description = value;
            return this;
        }

        /**
         * Sets how long a deleted secret can be restored, 7 to 30 days, or 0 for not at all. Default
         * {@value SecretArgs#DEFAULT_RECOVERY_WINDOW_IN_DAYS}.
         */
        public Builder recoveryWindowInDays(int value) {
            this.recoveryWindowInDays = value;
            return this;
        }

        /**
         * The AWS provider of a second Region, which gets a replica under its own key there. Secrets Manager keeps it up to date.
         * Default: none.
         */
        public Builder replicaProvider(Provider value) {
            this.replicaProvider = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public SecretArgs build() {
            return new SecretArgs(this);
        }
    }
}
