package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Codegen;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import org.jspecify.annotations.Nullable;

/**
 * Smart tiered cache of a zone (Cloudflare Cache, "Tiered Cache"): one upper tier asks the origin for all
 * others.
 */
@ResourceType(type = "cloudflare:index/tieredCache:TieredCache")
@SuppressWarnings("NullAway.Init") // the SDK sets the fields by reflection
public class TieredCache extends CustomResource {

    private static final String TYPE = "cloudflare:index/tieredCache:TieredCache";

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
    public TieredCache(String name, TieredCacheArgs args) {
        this(name, args, null);
    }

    /**
     * Declares the resource with options.
     *
     * @param name its logical name
     * @param args its arguments
     * @param options Pulumi's options, or null for none
     */
    public TieredCache(String name, TieredCacheArgs args, @Nullable CustomResourceOptions options) {
        super(TYPE, name, makeArgs(args, options), Utilities.makeResourceOptions(options, Codegen.empty()), false);
    }

    private TieredCache(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        super(TYPE, name, null, Utilities.makeResourceOptions(options, id), false);
    }

    private static @Nullable TieredCacheArgs makeArgs(TieredCacheArgs args, @Nullable CustomResourceOptions options) {
        return options != null && options.getUrn().isPresent() ? null : args;
    }

    /**
     * Reads an existing resource into the program without managing it.
     *
     * @param name its logical name
     * @param id the vendor's id
     * @param options Pulumi's options, or null for none
     */
    public static TieredCache get(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        return new TieredCache(name, id, options);
    }
}
