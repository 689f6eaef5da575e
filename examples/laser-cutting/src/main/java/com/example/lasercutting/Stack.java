package com.example.lasercutting;

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.settings.StackSettings;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stack that is created: its configuration, and the options that all parts share.
 *
 * @param context Pulumi's context
 * @param config the stack's configuration
 * @param settings the stack's tier and tags
 */
record Stack(Context context, EnvironmentConfig config, StackSettings settings) {

    /** The policy of every response of the services; the frontend's is in its vercel.json. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /** Returns the options of a component in a Region. */
    ComponentResourceOptions options(Provider provider) {
        return ComponentResourceOptions.builder().provider(provider).build();
    }

    /** Returns the options of a component that holds data: in production it is not deleted until {@code plinth unprotect}. */
    ComponentResourceOptions stateful(Provider provider) {
        return ComponentResourceOptions.builder()
                .provider(provider)
                .protect(settings.isProduction())
                .build();
    }

    /** Returns the options of a component at another vendor. */
    ComponentResourceOptions stateful() {
        return ComponentResourceOptions.builder()
                .protect(settings.isProduction())
                .build();
    }

    /** Returns the name of a part at vendors that have one name space for all stacks of an organization. */
    String name(String part) {
        return context.projectName() + "-" + context.stackName() + "-" + part;
    }

    Provider createProvider(String name, String region) {
        Map<String, String> tags = new TreeMap<>(settings.tags());
        tags.put("project", context.projectName());
        tags.put("stack", context.stackName());
        tags.put("managedBy", "pulumi");
        return new Provider(
                name,
                ProviderArgs.builder()
                        .region(region)
                        .allowedAccountIds(config.allowedAccountIds())
                        .defaultTags(
                                ProviderDefaultTagsArgs.builder().tags(tags).build())
                        .build());
    }
}
