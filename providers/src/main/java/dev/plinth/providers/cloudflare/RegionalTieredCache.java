package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Codegen;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import org.jspecify.annotations.Nullable;

/** Regional tiered cache of a zone (Cloudflare Cache, "Tiered Cache"); only on the Enterprise plan. */
@ResourceType(type = "cloudflare:index/regionalTieredCache:RegionalTieredCache")
@SuppressWarnings("NullAway.Init") // the SDK sets the fields by reflection
public class RegionalTieredCache extends CustomResource {

    private static final String TYPE = "cloudflare:index/regionalTieredCache:RegionalTieredCache";

    @Export(name = "editable", refs = Boolean.class, tree = "[0]")
    private Output<Boolean> editable;

    @Export(name = "modifiedOn", refs = String.class, tree = "[0]")
    private Output<String> modifiedOn;

    @Export(name = "value", refs = String.class, tree = "[0]")
    private Output<String> value;

    @Export(name = "zoneId", refs = String.class, tree = "[0]")
    private Output<String> zoneId;

    /** Whether the zone's plan lets it be changed. */
    public Output<Boolean> editable() {
        return this.editable;
    }

    /** When it was last changed, RFC 3339. */
    public Output<String> modifiedOn() {
        return this.modifiedOn;
    }

    /** {@code on} or {@code off}. */
    public Output<String> value() {
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
    public RegionalTieredCache(String name, RegionalTieredCacheArgs args) {
        this(name, args, null);
    }

    /**
     * Declares the resource with options.
     *
     * @param name its logical name
     * @param args its arguments
     * @param options Pulumi's options, or null for none
     */
    public RegionalTieredCache(String name, RegionalTieredCacheArgs args, @Nullable CustomResourceOptions options) {
        super(TYPE, name, makeArgs(args, options), Utilities.makeResourceOptions(options, Codegen.empty()), false);
    }

    private RegionalTieredCache(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        super(TYPE, name, null, Utilities.makeResourceOptions(options, id), false);
    }

    private static @Nullable RegionalTieredCacheArgs makeArgs(
            RegionalTieredCacheArgs args, @Nullable CustomResourceOptions options) {
        return options != null && options.getUrn().isPresent() ? null : args;
    }

    /**
     * Reads an existing resource into the program without managing it.
     *
     * @param name its logical name
     * @param id the vendor's id
     * @param options Pulumi's options, or null for none
     */
    public static RegionalTieredCache get(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        return new RegionalTieredCache(name, id, options);
    }
}
