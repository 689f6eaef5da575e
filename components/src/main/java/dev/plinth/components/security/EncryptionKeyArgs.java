package dev.plinth.components.security;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.PolicyDocument.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of an {@link EncryptionKey}. */
public final class EncryptionKeyArgs extends ResourceArgs {

    /** The default of {@link Builder#deletionWindowInDays}: the longest that KMS has. */
    public static final int DEFAULT_DELETION_WINDOW_IN_DAYS = 30;

    /** The default of {@link Builder#rotationPeriodInDays}: once a year. */
    public static final int DEFAULT_ROTATION_PERIOD_IN_DAYS = 365;

    /** The default of {@link Builder#retainOnDelete}. */
    public static final boolean DEFAULT_RETAIN_ON_DELETE = false;

    @Import
    private final @Nullable Output<String> description;

    @Import
    private final List<String> servicePrincipals;

    private final List<Statement> policyStatements;

    @Import
    private final int deletionWindowInDays;

    @Import
    private final int rotationPeriodInDays;

    private final boolean retainOnDelete;

    private EncryptionKeyArgs(Builder builder) {
        this.description = builder.description;
        this.servicePrincipals = builder.servicePrincipals;
        this.policyStatements = builder.policyStatements;
        this.deletionWindowInDays = builder.deletionWindowInDays;
        this.rotationPeriodInDays = builder.rotationPeriodInDays;
        this.retainOnDelete = builder.retainOnDelete;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns what the key is for, or null when it was not given. */
    public @Nullable Output<String> description() {
        return description;
    }

    /** The services that may use the key for this account. */
    public List<String> servicePrincipals() {
        return servicePrincipals;
    }

    /** The statements that the key's policy has beside its own. */
    public List<Statement> policyStatements() {
        return policyStatements;
    }

    /** Returns how long a deleted key can still be brought back, in days. */
    public int deletionWindowInDays() {
        return deletionWindowInDays;
    }

    /** Returns how often KMS makes new key material, in days. */
    public int rotationPeriodInDays() {
        return rotationPeriodInDays;
    }

    /** Returns whether the key stays in AWS when it leaves the stack. */
    public boolean retainOnDelete() {
        return retainOnDelete;
    }

    /** Builds {@link EncryptionKeyArgs}. */
    public static final class Builder {

        private @Nullable Output<String> description;
        private List<String> servicePrincipals = List.of();
        private List<Statement> policyStatements = List.of();
        private int deletionWindowInDays = DEFAULT_DELETION_WINDOW_IN_DAYS;
        private int rotationPeriodInDays = DEFAULT_ROTATION_PERIOD_IN_DAYS;
        private boolean retainOnDelete = DEFAULT_RETAIN_ON_DELETE;

        private Builder() {}

        /** Sets what the key is for, as the console shows it. Required. */
        public Builder description(String value) {
            return description(Output.of(value));
        }

        /** Sets what the key is for, as the console shows it. Required. */
        public Builder description(Output<String> value) {
            this.description = value;
            return this;
        }

        /**
         * The services that may use the key for this account, such as {@code sns.amazonaws.com}; {@code {region}} stands for
         * the provider's region. None by default: services that act with a caller's permissions (RDS, ElastiCache, S3, Secrets
         * Manager) need no entry.
         */
        public Builder servicePrincipals(List<String> value) {
            this.servicePrincipals = List.copyOf(value);
            return this;
        }

        /**
         * The statements that the key's policy has beside its own, for a service that {@link #servicePrincipals} doesn't fit.
         * None by default.
         */
        public Builder policyStatements(List<Statement> value) {
            this.policyStatements = List.copyOf(value);
            return this;
        }

        /**
         * Sets how long a deleted key can still be brought back, 7 to 30 days. Default
         * {@value EncryptionKeyArgs#DEFAULT_DELETION_WINDOW_IN_DAYS}.
         */
        public Builder deletionWindowInDays(int value) {
            this.deletionWindowInDays = value;
            return this;
        }

        /**
         * Sets how often KMS makes new key material, 90 to 2560 days; what was encrypted before stays readable. Default
         * {@value EncryptionKeyArgs#DEFAULT_ROTATION_PERIOD_IN_DAYS}.
         */
        public Builder rotationPeriodInDays(int value) {
            this.rotationPeriodInDays = value;
            return this;
        }

        /**
         * Sets whether the key stays in AWS when it leaves the stack or is replaced, because snapshots or backups that outlive the
         * stack are encrypted with it. Default {@value EncryptionKeyArgs#DEFAULT_RETAIN_ON_DELETE}. A retained key costs what
         * a key costs, until it is deleted with {@code aws kms schedule-key-deletion}.
         */
        public Builder retainOnDelete(boolean value) {
            this.retainOnDelete = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public EncryptionKeyArgs build() {
            return new EncryptionKeyArgs(this);
        }
    }
}
