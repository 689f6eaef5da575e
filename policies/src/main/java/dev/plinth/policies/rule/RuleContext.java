package dev.plinth.policies.rule;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.ResourceGraph;
import java.util.List;

/**
 * What surrounds the resource that a rule looks at.
 *
 * @param graph the stack; it holds the one resource only where a resource rule runs inside the engine
 * @param parameters the environment's tier and thresholds
 */
public record RuleContext(ResourceGraph graph, PolicyParameters parameters) {

    /** Says whether the environment is production. */
    public boolean isProduction() {
        return parameters.tier() == Tier.PRODUCTION;
    }

    /** Returns the stack's resources of the given types, under any of the names that a type has had. */
    public List<GraphResource> ofType(String... types) {
        return graph.ofType(ResourceTypes.withAliases(types));
    }

    /** Returns the resources that a property's value comes from; see {@link ResourceGraph#references}. */
    public List<GraphResource> references(GraphResource resource, String property, String... types) {
        return graph.references(resource, property, ResourceTypes.withAliases(types));
    }

    /** Returns the resources of a type whose property comes from the given resource. */
    public List<GraphResource> referrers(GraphResource target, String property, String... types) {
        return graph.referrers(target, property, ResourceTypes.withAliases(types));
    }
}
