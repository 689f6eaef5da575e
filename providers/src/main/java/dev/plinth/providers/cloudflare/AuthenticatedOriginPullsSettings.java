package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Codegen;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import org.jspecify.annotations.Nullable;

/**
 * Whether Cloudflare shows the origin a client certificate on every request of the zone (Cloudflare SSL/TLS,
 * "Authenticated Origin Pulls").
 */
@ResourceType(type = "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings")
@SuppressWarnings("NullAway.Init") // the SDK sets the fields by reflection
public class AuthenticatedOriginPullsSettings extends CustomResource {

    private static final String TYPE =
            "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings";

    @Export(name = "enabled", refs = Boolean.class, tree = "[0]")
    private Output<Boolean> enabled;

    @Export(name = "zoneId", refs = String.class, tree = "[0]")
    private Output<String> zoneId;

    /** Whether it does. */
    public Output<Boolean> enabled() {
        return this.enabled;
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
    public AuthenticatedOriginPullsSettings(String name, AuthenticatedOriginPullsSettingsArgs args) {
        this(name, args, null);
    }

    /**
     * Declares the resource with options.
     *
     * @param name its logical name
     * @param args its arguments
     * @param options Pulumi's options, or null for none
     */
    public AuthenticatedOriginPullsSettings(
            String name, AuthenticatedOriginPullsSettingsArgs args, @Nullable CustomResourceOptions options) {
        super(TYPE, name, makeArgs(args, options), Utilities.makeResourceOptions(options, Codegen.empty()), false);
    }

    private AuthenticatedOriginPullsSettings(String name, Output<String> id, @Nullable CustomResourceOptions options) {
        super(TYPE, name, null, Utilities.makeResourceOptions(options, id), false);
    }

    private static @Nullable AuthenticatedOriginPullsSettingsArgs makeArgs(
            AuthenticatedOriginPullsSettingsArgs args, @Nullable CustomResourceOptions options) {
        return options != null && options.getUrn().isPresent() ? null : args;
    }

    /**
     * Reads an existing resource into the program without managing it.
     *
     * @param name its logical name
     * @param id the vendor's id
     * @param options Pulumi's options, or null for none
     */
    public static AuthenticatedOriginPullsSettings get(
            String name, Output<String> id, @Nullable CustomResourceOptions options) {
        return new AuthenticatedOriginPullsSettings(name, id, options);
    }
}
