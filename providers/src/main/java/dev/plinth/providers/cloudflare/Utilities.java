package dev.plinth.providers.cloudflare;

import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every resource and function of the provider tells the engine: above all, which version of the plugin it was written for. */
final class Utilities {

    /** The version of the provider plugin whose schema these classes follow. */
    static final String VERSION = "6.22.1";

    private Utilities() {}

    /**
     * The options of a resource: the caller's, and the plugin's version unless the caller chose one.
     *
     * @param options the caller's options, or null for none
     * @param id the id of an existing resource, or an empty output
     * @param formerTypes type tokens that the resource had in earlier versions of the provider
     */
    static CustomResourceOptions makeResourceOptions(
            @Nullable CustomResourceOptions options, Output<String> id, String... formerTypes) {
        List<Output<Alias>> aliases = Arrays.stream(formerTypes)
                .map(type -> Output.of(Alias.builder().type(type).build()))
                .toList();
        CustomResourceOptions defaults = CustomResourceOptions.builder()
                .version(VERSION)
                .aliases(aliases)
                .build();
        return CustomResourceOptions.merge(defaults, options, id);
    }

    /** The options of a provider: as for a resource, and its credentials stay secret in the state. */
    static CustomResourceOptions makeProviderOptions(@Nullable CustomResourceOptions options) {
        CustomResourceOptions defaults = CustomResourceOptions.builder()
                .version(VERSION)
                .additionalSecretOutputs("apiKey", "apiToken", "apiUserServiceKey")
                .build();
        return CustomResourceOptions.merge(defaults, options, null);
    }

    /** The options of a function call: the caller's, and the plugin's version unless the caller chose one. */
    static InvokeOptions withVersion(InvokeOptions options) {
        return options.getVersion().isPresent()
                ? options
                : new InvokeOptions(
                        options.getParent().orElse(null), options.getProvider().orElse(null), VERSION);
    }
}
