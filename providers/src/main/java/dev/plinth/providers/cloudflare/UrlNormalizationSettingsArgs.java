package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;

/** The arguments of {@link UrlNormalizationSettings}. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class UrlNormalizationSettingsArgs extends ResourceArgs {

    @Import(name = "scope", required = true)
    private Output<String> scope;

    @Import(name = "type", required = true)
    private Output<String> type;

    @Import(name = "zoneId", required = true)
    private Output<String> zoneId;

    /** {@code incoming}, {@code both} or {@code none}. */
    public Output<String> scope() {
        return this.scope;
    }

    /** {@code cloudflare} or {@code rfc3986}. */
    public Output<String> type() {
        return this.type;
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Output<String> zoneId() {
        return this.zoneId;
    }

    private UrlNormalizationSettingsArgs() {}

    private UrlNormalizationSettingsArgs(UrlNormalizationSettingsArgs other) {
        this.scope = other.scope;
        this.type = other.type;
        this.zoneId = other.zoneId;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new UrlNormalizationSettingsArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(UrlNormalizationSettingsArgs other) {
        return new Builder(new UrlNormalizationSettingsArgs(other));
    }

    /** Builds {@link UrlNormalizationSettingsArgs}. */
    public static final class Builder {

        private final UrlNormalizationSettingsArgs args;

        private Builder(UrlNormalizationSettingsArgs args) {
            this.args = args;
        }

        /** {@code incoming}, {@code both} or {@code none}. */
        public Builder scope(Output<String> scope) {
            args.scope = scope;
            return this;
        }

        /** {@code incoming}, {@code both} or {@code none}. */
        public Builder scope(String scope) {
            return scope(Output.of(scope));
        }

        /** {@code cloudflare} or {@code rfc3986}. */
        public Builder type(Output<String> type) {
            args.type = type;
            return this;
        }

        /** {@code cloudflare} or {@code rfc3986}. */
        public Builder type(String type) {
            return type(Output.of(type));
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
        public UrlNormalizationSettingsArgs build() {
            if (args.scope == null) {
                throw new MissingRequiredPropertyException("UrlNormalizationSettingsArgs", "scope");
            }
            if (args.type == null) {
                throw new MissingRequiredPropertyException("UrlNormalizationSettingsArgs", "type");
            }
            if (args.zoneId == null) {
                throw new MissingRequiredPropertyException("UrlNormalizationSettingsArgs", "zoneId");
            }
            return new UrlNormalizationSettingsArgs(args);
        }
    }
}
