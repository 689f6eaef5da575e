package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;

/** The arguments of {@link TieredCache}. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class TieredCacheArgs extends ResourceArgs {

    @Import(name = "value", required = true)
    private Output<String> value;

    @Import(name = "zoneId", required = true)
    private Output<String> zoneId;

    /** {@code on} or {@code off}. */
    public Output<String> value() {
        return this.value;
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Output<String> zoneId() {
        return this.zoneId;
    }

    private TieredCacheArgs() {}

    private TieredCacheArgs(TieredCacheArgs other) {
        this.value = other.value;
        this.zoneId = other.zoneId;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new TieredCacheArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(TieredCacheArgs other) {
        return new Builder(new TieredCacheArgs(other));
    }

    /** Builds {@link TieredCacheArgs}. */
    public static final class Builder {

        private final TieredCacheArgs args;

        private Builder(TieredCacheArgs args) {
            this.args = args;
        }

        /** {@code on} or {@code off}. */
        public Builder value(Output<String> value) {
            args.value = value;
            return this;
        }

        /** {@code on} or {@code off}. */
        public Builder value(String value) {
            return value(Output.of(value));
        }

        /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
        public Builder zoneId(Output<String> zoneId) {
            args.zoneId = zoneId;
            return this;
        }

        /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
        public Builder zoneId(String zoneId) {
            return zoneId(Output.of(zoneId));
        }

        /**
         * Ends the building.
         *
         * @throws MissingRequiredPropertyException when a required property is missing
         */
        public TieredCacheArgs build() {
            if (args.value == null) {
                throw new MissingRequiredPropertyException("TieredCacheArgs", "value");
            }
            if (args.zoneId == null) {
                throw new MissingRequiredPropertyException("TieredCacheArgs", "zoneId");
            }
            return new TieredCacheArgs(args);
        }
    }
}
