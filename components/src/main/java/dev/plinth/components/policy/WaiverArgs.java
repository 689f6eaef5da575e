package dev.plinth.components.policy;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link Waiver}. */
public final class WaiverArgs extends ResourceArgs {

    /** The fewest characters of {@link Builder#reason}. */
    public static final int SHORTEST_REASON = 10;

    @Import
    private final @Nullable String rule;

    /** Pulumi drops an input of the name urn. */
    @Import(name = "urnPattern")
    private final @Nullable String urn;

    @Import
    private final @Nullable String reason;

    @Import
    private final @Nullable String owner;

    @Import
    private final @Nullable String expires;

    private WaiverArgs(Builder builder) {
        this.rule = builder.rule;
        this.urn = builder.urn;
        this.reason = builder.reason;
        this.owner = builder.owner;
        this.expires = builder.expires;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The rule's id, or null when it was not given. */
    public @Nullable String rule() {
        return rule;
    }

    /** The URNs that it covers, or null when they were not given. */
    public @Nullable String urn() {
        return urn;
    }

    /** Reason why the violation is acceptable, or null when it was not given. */
    public @Nullable String reason() {
        return reason;
    }

    /** Returns who answers for it, or null when that was not given. */
    public @Nullable String owner() {
        return owner;
    }

    /** The last day on which it counts, or null when it was not given. */
    public @Nullable String expires() {
        return expires;
    }

    /** Builds {@link WaiverArgs}. Every argument is required and known before the update; none is a secret. */
    public static final class Builder {

        private @Nullable String rule;
        private @Nullable String urn;
        private @Nullable String reason;
        private @Nullable String owner;
        private @Nullable String expires;

        private Builder() {}

        /** The rule's id, as {@code plinth policy list} shows it. */
        public Builder rule(String value) {
            this.rule = value;
            return this;
        }

        /** The URNs that it covers; {@code *} stands for any characters, {@code ?} for one. */
        public Builder urn(String value) {
            this.urn = value;
            return this;
        }

        /**
         * Covers one resource, by its type and logical name, in any stack and under any parent. A resource itself can't
         * be given: its URN is known only when it is registered, and the waiver comes before it.
         *
         * @param type the type token, such as {@code aws:rds/instance:Instance}
         * @param name the logical name
         */
        public Builder resource(String type, String name) {
            return urn("urn:pulumi:*" + type + "::" + name);
        }

        /** Reason why the violation is acceptable, in {@value WaiverArgs#SHORTEST_REASON} characters or more. */
        public Builder reason(String value) {
            this.reason = value;
            return this;
        }

        /** Sets who answers for it. */
        public Builder owner(String value) {
            this.owner = value;
            return this;
        }

        /** The last day on which it counts, at most 90 days ahead. */
        public Builder expires(LocalDate value) {
            return expires(value.toString());
        }

        /** The last day on which it counts, such as {@code 2026-03-31}, at most 90 days ahead. */
        public Builder expires(String value) {
            this.expires = value;
            return this;
        }

        /** Makes the arguments. */
        public WaiverArgs build() {
            return new WaiverArgs(this);
        }
    }
}
