package dev.plinth.providers.cloudflare;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.core.internal.Codegen;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which Cloudflare account a stack works on, and as whom. */
@ResourceType(type = "pulumi:providers:cloudflare")
@SuppressWarnings("NullAway.Init") // the SDK sets the fields by reflection
public class Provider extends ProviderResource {

    @Export(name = "apiKey", refs = String.class, tree = "[0]")
    private Output<String> apiKey;

    @Export(name = "apiToken", refs = String.class, tree = "[0]")
    private Output<String> apiToken;

    @Export(name = "apiUserServiceKey", refs = String.class, tree = "[0]")
    private Output<String> apiUserServiceKey;

    @Export(name = "baseUrl", refs = String.class, tree = "[0]")
    private Output<String> baseUrl;

    @Export(name = "email", refs = String.class, tree = "[0]")
    private Output<String> email;

    @Export(name = "userAgentOperatorSuffix", refs = String.class, tree = "[0]")
    private Output<String> userAgentOperatorSuffix;

    /** The global API key of a user, kept secret; prefer {@code apiToken}. */
    public Output<Optional<String>> apiKey() {
        return Codegen.optional(this.apiKey);
    }

    /** An API token with the least permissions, kept secret; {@code CLOUDFLARE_API_TOKEN} when not given. */
    public Output<Optional<String>> apiToken() {
        return Codegen.optional(this.apiToken);
    }

    /** The key for the Origin CA endpoints, kept secret. */
    public Output<Optional<String>> apiUserServiceKey() {
        return Codegen.optional(this.apiUserServiceKey);
    }

    /** The base URL of the API. */
    public Output<Optional<String>> baseUrl() {
        return Codegen.optional(this.baseUrl);
    }

    /** The user's e-mail address, needed with {@code apiKey}. */
    public Output<Optional<String>> email() {
        return Codegen.optional(this.email);
    }

    /** Text added to the user agent. */
    public Output<Optional<String>> userAgentOperatorSuffix() {
        return Codegen.optional(this.userAgentOperatorSuffix);
    }

    /**
     * Declares the provider.
     *
     * @param name its logical name
     * @param args its arguments
     */
    public Provider(String name, ProviderArgs args) {
        this(name, args, null);
    }

    /**
     * Declares the provider with options.
     *
     * @param name its logical name
     * @param args its arguments
     * @param options Pulumi's options, or null for none
     */
    public Provider(String name, ProviderArgs args, @Nullable CustomResourceOptions options) {
        super("cloudflare", name, args, Utilities.makeProviderOptions(options), false);
    }
}
