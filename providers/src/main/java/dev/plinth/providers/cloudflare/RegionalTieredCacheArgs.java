package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link RegionalTieredCache}. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class RegionalTieredCacheArgs extends ResourceArgs {

    @Import(name = "value")
    private @Nullable Output<String> value;

    @Import(name = "zoneId", required = true)
    private Output<String> zoneId;

    /** {@code on} or {@code off}. */
    public Optional<Output<String>> value() {
        return Optional.ofNullable(this.value);
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Output<String> zoneId() {
        return this.zoneId;
    }

    private RegionalTieredCacheArgs() {}

    private RegionalTieredCacheArgs(RegionalTieredCacheArgs other) {
        this.value = other.value;
        this.zoneId = other.zoneId;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new RegionalTieredCacheArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(RegionalTieredCacheArgs other) {
        return new Builder(new RegionalTieredCacheArgs(other));
    }

    /** Builds {@link RegionalTieredCacheArgs}. */
    public static final class Builder {

        private final RegionalTieredCacheArgs args;

        private Builder(RegionalTieredCacheArgs args) {
            this.args = args;
        }

        /** {@code on} or {@code off}. */
        public Builder value(@Nullable Output<String> value) {
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
        public RegionalTieredCacheArgs build() {
            if (args.zoneId == null) {
                throw new MissingRequiredPropertyException("RegionalTieredCacheArgs", "zoneId");
            }
            return new RegionalTieredCacheArgs(args);
        }
    }
}
