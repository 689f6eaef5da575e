package dev.plinth.stack;

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.settings.StackSettings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Configuration, providers and options of components that all parts of the environment share. */
final class Stack {

    private final Context context;
    private final EnvironmentConfig config;
    private final StackSettings settings;
    private final Provider provider;
    private final Optional<Provider> secondRegion;

    Stack(Context context, EnvironmentConfig config, StackSettings settings) {
        this.context = context;
        this.config = config;
        this.settings = settings;
        this.provider = provider("aws", config.region());
        this.secondRegion = config.backup().secondRegion().map(region -> provider("aws-second-region", region));
    }

    EnvironmentConfig config() {
        return config;
    }

    /** The stack's name. */
    String name() {
        return context.stackName();
    }

    /** The provider of the Region that copies go to, where there is one. */
    Optional<Provider> secondRegion() {
        return secondRegion;
    }

    /** Returns how long logs are kept, in days. */
    int logRetentionDays() {
        return config.observability().logRetentionDays();
    }

    /** The full name of a host name, whose domain is that of the edge or of the load balancer. */
    String domain(String hostname) {
        String domain = config.edge()
                .map(edge -> edge.zone())
                .or(() -> config.loadBalancer().domain())
                .orElseThrow(() -> new IllegalArgumentException(
                        "host names need edge.zone or loadBalancer.domain; " + hostname + " has neither"));
        return hostname.equals("@") ? domain : hostname + "." + domain;
    }

    ComponentResourceOptions options() {
        return ComponentResourceOptions.builder().provider(provider).build();
    }

    /** The options of a component that holds data. */
    ComponentResourceOptions stateful() {
        return stateful(provider);
    }

    /** The options of a component that holds data in a provider's Region. */
    ComponentResourceOptions stateful(Provider region) {
        return ComponentResourceOptions.builder()
                .provider(region)
                .protect(settings.isProduction())
                .build();
    }

    private Provider provider(String name, String region) {
        return new Provider(
                name,
                ProviderArgs.builder()
                        .region(region)
                        .allowedAccountIds(config.allowedAccountIds())
                        .defaultTags(
                                ProviderDefaultTagsArgs.builder().tags(tags()).build())
                        .build());
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>(settings.tags());
        tags.put("project", context.projectName());
        tags.put("stack", context.stackName());
        tags.put("managedBy", "pulumi");
        return tags;
    }
}
