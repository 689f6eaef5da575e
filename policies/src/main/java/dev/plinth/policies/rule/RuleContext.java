package dev.plinth.policies.rule;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Context of the resource that a rule checks.
 *
 * @param graph the stack; it holds the one resource only where a resource rule runs inside the engine
 * @param parameters the environment's tier and thresholds
 * @param changes what the change does to each resource; empty where only the stack is known
 * @param today the day, which decides whether a release is still supported
 * @param reads the parts that the rules have read
 */
public record RuleContext(
        ResourceGraph graph, PolicyParameters parameters, List<ResourceChange> changes, LocalDate today, Reads reads) {

    /** Cache of whether the stack of a list of changes exists already; lists are compared by identity. */
    private static final LoadingCache<List<ResourceChange>, Boolean> EXISTING =
            CacheBuilder.newBuilder().weakKeys().build(CacheLoader.from(RuleContext::exists));

    public RuleContext {
        changes = List.copyOf(changes);
    }

    /** Creates a context in which nothing has been read. */
    public RuleContext(
            ResourceGraph graph, PolicyParameters parameters, List<ResourceChange> changes, LocalDate today) {
        this(graph, parameters, changes, today, new Reads());
    }

    /** Creates a context for today (UTC) without changes. */
    public RuleContext(ResourceGraph graph, PolicyParameters parameters) {
        this(graph, parameters, List.of(), LocalDate.now(ZoneOffset.UTC));
    }

    /** Record of the parts of a context that a rule has read: they decide how long its verdict is valid. */
    public static final class Reads {
        private volatile boolean graph;
        private volatile boolean changes;

        /** Creates a record of no reads. */
        public Reads() {}

        /** Returns whether the rule read the stack. */
        public boolean graph() {
            return graph;
        }

        /** Returns whether the rule read the changes. */
        public boolean changes() {
            return changes;
        }
    }

    /** Returns the same context with a new record of reads. */
    public RuleContext recording() {
        return new RuleContext(graph, parameters, changes, today);
    }

    /** Returns the stack, and records the read. */
    @Override
    public ResourceGraph graph() {
        reads.graph = true;
        return graph;
    }

    /** Returns the changes, and records the read. */
    @Override
    public List<ResourceChange> changes() {
        reads.changes = true;
        return changes;
    }

    /** Returns whether the stack already has resources, so that a change is not its first deployment. */
    public boolean stackExists() {
        return EXISTING.getUnchecked(changes());
    }

    private static boolean exists(List<ResourceChange> changes) {
        return changes.stream()
                .flatMap(change -> change.before().stream())
                .anyMatch(resource -> resource.custom() && !resource.type().startsWith("pulumi:"));
    }

    /** Returns whether the environment is production. */
    public boolean isProduction() {
        return parameters.tier() == Tier.PRODUCTION;
    }

    /** Returns the stack's resources of the given types, under any of the names that a type has had. */
    public List<GraphResource> ofType(String... types) {
        return graph().ofType(ResourceTypes.withAliases(types));
    }

    /** Returns the resources that a property's value comes from; see {@link ResourceGraph#references}. */
    public List<GraphResource> references(GraphResource resource, String property, String... types) {
        return graph().references(resource, property, ResourceTypes.withAliases(types));
    }

    /**
     * Returns whether a property is unknown only because a resource of the stack makes its value: then there is one. Below
     * an unknown, nobody knows whether there is anything; and where no dependencies of the property are recorded, as
     * inside the engine before it knows the stack, nobody knows either.
     */
    public boolean comesFromStack(GraphResource resource, String property) {
        if (!resource.input(property).isUnknown()) {
            return false;
        }
        // The dependencies are read with the stack, even where there are none yet.
        ResourceGraph stack = graph();
        int end = Math.max(property.lastIndexOf('.'), property.lastIndexOf('['));
        boolean below = end > 0 && resource.input(property.substring(0, end)).isUnknown();
        String key = property.split("[.\\[]", 2)[0];
        return !below
                && resource.propertyDependencies().getOrDefault(key, List.of()).stream()
                        .anyMatch(urn -> stack.resource(urn).isPresent());
    }

    /** Returns the resources of a type whose property comes from the given resource. */
    public List<GraphResource> referrers(GraphResource target, String property, String... types) {
        return graph().referrers(target, property, ResourceTypes.withAliases(types));
    }
}
