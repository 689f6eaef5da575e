package dev.plinth.preview.reachability.data;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.access.AccessPattern;
import dev.plinth.policies.access.ResourceNames;
import dev.plinth.policies.rule.ResourceTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Data store of a stack whose access IAM decides.
 *
 * @param kind the kind
 * @param resource the resource
 * @param component the name of its component; empty for none
 * @param arn the ARN; the URN while it is unknown
 */
public record DataStore(StoreKind kind, GraphResource resource, String component, String arn) {

    /** Returns the stores of a stack, sorted by name. */
    static List<DataStore> of(ResourceGraph graph, ResourceNames names) {
        List<DataStore> stores = new ArrayList<>();
        for (StoreKind kind : StoreKind.values()) {
            for (GraphResource resource : graph.ofType(ResourceTypes.withAliases(kind.type()))) {
                boolean enabled = resource.input("iamDatabaseAuthenticationEnabled")
                        .asBoolean()
                        .orElse(false);
                if (enabled || !kind.needsIamAuthentication()) {
                    stores.add(new DataStore(
                            kind,
                            resource,
                            component(resource, graph),
                            names.arn(resource).orElse(resource.urn())));
                }
            }
        }
        stores.sort(Comparator.comparing(store -> store.resource().name()));
        return stores;
    }

    /** Returns the name of the component that a resource is part of; empty for none. */
    static String component(GraphResource resource, ResourceGraph graph) {
        return Optional.ofNullable(resource.parent())
                .flatMap(graph::resource)
                .filter(parent -> !parent.custom() && !parent.type().startsWith("pulumi:"))
                .map(GraphResource::name)
                .orElse("");
    }

    /** Returns the name of the resource. */
    public String name() {
        return resource.name();
    }

    /** Returns whether a name in a query means the store: that of the resource, or of its component. */
    boolean isNamed(String name) {
        return name.equals(name()) || name.equals(component) || resource.urn().endsWith(name);
    }

    /** Returns the resources in policies that an action is about: objects of a bucket, users of a database, or the store itself. */
    AccessPattern target(String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case BUCKET -> lower.contains("object") ? pattern("/*") : pattern("");
            case DATABASE -> users("resourceId");
            case DATABASE_CLUSTER -> users("clusterResourceId");
            default -> pattern("");
        };
    }

    private AccessPattern pattern(String suffix) {
        return new AccessPattern(arn + suffix, name() + suffix, name() + suffix);
    }

    /** Returns the users of a database, whose ARNs have its resource id. */
    private AccessPattern users(String output) {
        String[] parts = arn.split(":", 6);
        String id = resource.output(output).asText().orElse("unknown");
        String text = parts.length < 6
                ? arn
                : "arn:" + parts[1] + ":rds-db:" + parts[3] + ":" + parts[4] + ":dbuser:" + id + "/*";
        return new AccessPattern(text, text, "users of " + name());
    }
}
