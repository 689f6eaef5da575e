package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Codegen;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import org.jspecify.annotations.Nullable;

/** One setting of a zone (Cloudflare API, "Zone settings"). */
@ResourceType(type = "cloudflare:index/zoneSetting:ZoneSetting")
@SuppressWarnings("NullAway.Init") // the SDK sets the fields by reflection
public class ZoneSetting extends CustomResource {

    private static final String TYPE = "cloudflare:index/zoneSetting:ZoneSetting";

    @Export(name = "editable", refs = Boolean.class, tree = "[0]")
    private Output<Boolean> editable;

    @Export(name = "enabled", refs = Boolean.class, tree = "[0]")
    private Output<Boolean> enabled;

    @Export(name = "modifiedOn", refs = String.class, tree = "[0]")
    private Output<String> modifiedOn;

    @Export(name = "settingId", refs = String.class, tree = "[0]")
    private Output<String> settingId;

    @Export(name = "timeRemaining", refs = Integer.class, tree = "[0]")
    private Output<Integer> timeRemaining;

    @Export(name = "value", refs = Object.class, tree = "[0]")
    private Output<Object> value;

    @Export(name = "zoneId", refs = String.class, tree = "[0]")
    private Output<String> zoneId;

    /** Whether the zone's plan lets it be changed. */
    public Output<Boolean> editable() {
        return this.editable;
    }

    /** Whether the setting is in force, for the settings that have a switch of their own. */
    public Output<Boolean> enabled() {
        return this.enabled;
    }

    /** When it was last changed, RFC 3339. */
    public Output<String> modifiedOn() {
        return this.modifiedOn;
    }

    /** The setting's id, such as {@code min_tls_version}; another value replaces the resource. */
    public Output<String> settingId() {
        return this.settingId;
    }

    /** The seconds until the setting goes back, for those that do. */
    public Output<Integer> timeRemaining() {
        return this.timeRemaining;
    }

    /** The value; its shape depends on the setting: text, a number or an object. */
    public Output<Object> value() {
        return this.value;
    }

    /** The zone's id, 32 hexadecimal digits; another value replaces the resource. */
    public Output<String> zoneId() {
        return this.zoneId;
    }

    /**
     * Declares the resource.
     *
     * @param name its logical name
     * @param args its arguments
     */
    public ZoneSetting(String name, ZoneSettingArgs args) {
        this(name, args, null);
    }

    /**
     * Declares the resource with options.
     *
     * @param name its logical name
     * @param args its arguments
     * @param options Pulumi's options, or null for none
     */
    public ZoneSetting(String name, ZoneSettingArgs args, @Nullable CustomResourceOptions options) {
        super(TYPE, name, makeArgs(args, options), Utilities.makeResourceOptions(options, Codegen.empty()), false);
    }

    private ZoneSetting(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        super(TYPE, name, null, Utilities.makeResourceOptions(options, id), false);
    }

    private static @Nullable ZoneSettingArgs makeArgs(ZoneSettingArgs args, @Nullable CustomResourceOptions options) {
        return options != null && options.getUrn().isPresent() ? null : args;
    }

    /**
     * Reads an existing resource into the program without managing it.
     *
     * @param name its logical name
     * @param id the vendor's id
     * @param options Pulumi's options, or null for none
     */
    public static ZoneSetting get(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        return new ZoneSetting(name, id, options);
    }
}
