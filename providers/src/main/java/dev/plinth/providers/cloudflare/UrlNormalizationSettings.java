package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Codegen;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import org.jspecify.annotations.Nullable;

/** How a URL is normalized before rules see it (Cloudflare Rules, "URL normalization"). */
@ResourceType(type = "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings")
@SuppressWarnings("NullAway.Init") // the SDK sets the fields by reflection
public class UrlNormalizationSettings extends CustomResource {

    private static final String TYPE = "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings";

    @Export(name = "scope", refs = String.class, tree = "[0]")
    private Output<String> scope;

    @Export(name = "type", refs = String.class, tree = "[0]")
    private Output<String> type;

    @Export(name = "zoneId", refs = String.class, tree = "[0]")
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

    /**
     * Declares the resource.
     *
     * @param name its logical name
     * @param args its arguments
     */
    public UrlNormalizationSettings(String name, UrlNormalizationSettingsArgs args) {
        this(name, args, null);
    }

    /**
     * Declares the resource with options.
     *
     * @param name its logical name
     * @param args its arguments
     * @param options Pulumi's options, or null for none
     */
    public UrlNormalizationSettings(
            String name, UrlNormalizationSettingsArgs args, @Nullable CustomResourceOptions options) {
        super(TYPE, name, makeArgs(args, options), Utilities.makeResourceOptions(options, Codegen.empty()), false);
    }

    private UrlNormalizationSettings(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        super(TYPE, name, null, Utilities.makeResourceOptions(options, id), false);
    }

    private static @Nullable UrlNormalizationSettingsArgs makeArgs(
            UrlNormalizationSettingsArgs args, @Nullable CustomResourceOptions options) {
        return options != null && options.getUrn().isPresent() ? null : args;
    }

    /**
     * Reads an existing resource into the program without managing it.
     *
     * @param name its logical name
     * @param id the vendor's id
     * @param options Pulumi's options, or null for none
     */
    public static UrlNormalizationSettings get(
            String name, Output<String> id, @Nullable CustomResourceOptions options) {
        return new UrlNormalizationSettings(name, id, options);
    }
}
