package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link ZoneSetting}. */
@SuppressWarnings("NullAway.Init") // build() refuses a missing required property
public final class ZoneSettingArgs extends ResourceArgs {

    @Import(name = "enabled")
    private @Nullable Output<Boolean> enabled;

    @Import(name = "settingId", required = true)
    private Output<String> settingId;

    @Import(name = "value", required = true)
    private Output<Object> value;

    @Import(name = "zoneId", required = true)
    private Output<String> zoneId;

    /** Whether the setting is in force, for the settings that have a switch of their own. */
    public Optional<Output<Boolean>> enabled() {
        return Optional.ofNullable(this.enabled);
    }

    /** The setting's id, such as {@code min_tls_version}; another value replaces the resource. */
    public Output<String> settingId() {
        return this.settingId;
    }

    /** The value; its shape depends on the setting: text, a number or an object. */
    public Output<Object> value() {
        return this.value;
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Output<String> zoneId() {
        return this.zoneId;
    }

    private ZoneSettingArgs() {}

    private ZoneSettingArgs(ZoneSettingArgs other) {
        this.enabled = other.enabled;
        this.settingId = other.settingId;
        this.value = other.value;
        this.zoneId = other.zoneId;
    }

    /** Starts with nothing set. */
    public static Builder builder() {
        return new Builder(new ZoneSettingArgs());
    }

    /** Starts from other arguments, which stay as they are. */
    public static Builder builder(ZoneSettingArgs other) {
        return new Builder(new ZoneSettingArgs(other));
    }

    /** Builds {@link ZoneSettingArgs}. */
    public static final class Builder {

        private final ZoneSettingArgs args;

        private Builder(ZoneSettingArgs args) {
            this.args = args;
        }

        /** Whether the setting is in force, for the settings that have a switch of their own. */
        public Builder enabled(@Nullable Output<Boolean> enabled) {
            args.enabled = enabled;
            return this;
        }

        /** Whether the setting is in force, for the settings that have a switch of their own. */
        public Builder enabled(Boolean enabled) {
            return enabled(Output.of(enabled));
        }

        /** The setting's id, such as {@code min_tls_version}; another value replaces the resource. */
        public Builder settingId(Output<String> settingId) {
            args.settingId = settingId;
            return this;
        }

        /** The setting's id, such as {@code min_tls_version}; another value replaces the resource. */
        public Builder settingId(String settingId) {
            return settingId(Output.of(settingId));
        }

        /** The value; its shape depends on the setting: text, a number or an object. */
        public Builder value(Output<Object> value) {
            args.value = value;
            return this;
        }

        /** The value; its shape depends on the setting: text, a number or an object. */
        public Builder value(Object value) {
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
        public ZoneSettingArgs build() {
            if (args.settingId == null) {
                throw new MissingRequiredPropertyException("ZoneSettingArgs", "settingId");
            }
            if (args.value == null) {
                throw new MissingRequiredPropertyException("ZoneSettingArgs", "value");
            }
            if (args.zoneId == null) {
                throw new MissingRequiredPropertyException("ZoneSettingArgs", "zoneId");
            }
            return new ZoneSettingArgs(args);
        }
    }
}
