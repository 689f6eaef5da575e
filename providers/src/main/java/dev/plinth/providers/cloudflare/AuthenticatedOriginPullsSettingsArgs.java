package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;

/** The arguments of {@link AuthenticatedOriginPullsSettings}. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class AuthenticatedOriginPullsSettingsArgs extends ResourceArgs {

    @Import(name = "enabled", required = true)
    private Output<Boolean> enabled;

    @Import(name = "zoneId", required = true)
    private Output<String> zoneId;

    /** Whether it does. */
    public Output<Boolean> enabled() {
        return this.enabled;
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Output<String> zoneId() {
        return this.zoneId;
    }

    private AuthenticatedOriginPullsSettingsArgs() {}

    private AuthenticatedOriginPullsSettingsArgs(AuthenticatedOriginPullsSettingsArgs other) {
        this.enabled = other.enabled;
        this.zoneId = other.zoneId;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new AuthenticatedOriginPullsSettingsArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(AuthenticatedOriginPullsSettingsArgs other) {
        return new Builder(new AuthenticatedOriginPullsSettingsArgs(other));
    }

    /** Builds {@link AuthenticatedOriginPullsSettingsArgs}. */
    public static final class Builder {

        private final AuthenticatedOriginPullsSettingsArgs args;

        private Builder(AuthenticatedOriginPullsSettingsArgs args) {
            this.args = args;
        }

        /** Whether it does. */
        public Builder enabled(Output<Boolean> enabled) {
            args.enabled = enabled;
            return this;
        }

        /** Whether it does. */
        public Builder enabled(Boolean enabled) {
            return enabled(Output.of(enabled));
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
        public AuthenticatedOriginPullsSettingsArgs build() {
            if (args.enabled == null) {
                throw new MissingRequiredPropertyException("AuthenticatedOriginPullsSettingsArgs", "enabled");
            }
            if (args.zoneId == null) {
                throw new MissingRequiredPropertyException("AuthenticatedOriginPullsSettingsArgs", "zoneId");
            }
            return new AuthenticatedOriginPullsSettingsArgs(args);
        }
    }
}
