package dev.plinth.stack;

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.config.StackConfig;
import java.util.Map;
import java.util.TreeMap;

/** Assembles the components of an environment from its configuration. */
public final class Environment {

    private final Context context;
    private final StackConfig config;
    private final Provider provider;

    private Environment(Context context, StackConfig config) {
        this.context = context;
        this.config = config;
        this.provider = provider("aws", config.region());
    }

    /**
     * Registers a stack's resources.
     *
     * @param context Pulumi's context
     * @param config the stack's configuration
     * @throws dev.plinth.components.InvalidArgumentsException when a component can't be built from it
     */
    public static void create(Context context, StackConfig config) {
        new Environment(context, config).assemble();
    }

    private void assemble() {
        Network network = createNetwork();
        context.export("vpcId", network.vpcId());
    }

    private Network createNetwork() {
        return new Network(
                "network",
                NetworkArgs.builder()
                        .cidrBlock(config.network().cidr())
                        .availabilityZones(config.network().availabilityZones())
                        .natStrategy(config.network().natStrategy())
                        .interfaceEndpoints(config.network().interfaceEndpoints())
                        .flowLogRetentionDays(config.network().flowLogRetentionDays())
                        .build(),
                options().build());
    }

    private ComponentResourceOptions.Builder options() {
        return ComponentResourceOptions.builder().provider(provider);
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
        Map<String, String> tags = new TreeMap<>(config.tags());
        tags.put("project", context.projectName());
        tags.put("stack", context.stackName());
        tags.put("managedBy", "pulumi");
        return tags;
    }
}
