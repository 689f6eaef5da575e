package dev.plinth.preview.cost;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Urns;
import dev.plinth.policies.rule.Names;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the resources of a graph cost a month. Everything that a provider manages is in exactly one of the lists, but for a
 * resource of which only a part has a price: it is also among the unpriced.
 *
 * @param resources what has a price, by URN
 * @param free what costs nothing, sorted by URN
 * @param unpriced what costs something that isn't known, sorted by URN
 * @param prices the prices that were used, by region and key
 * @param assumptions what was assumed about usage, by key
 * @param buckets the names by which {@code storageGigabytes} knows the buckets
 */
record CostEstimate(
        SortedMap<String, ResourceCost> resources,
        List<Remark> free,
        List<Remark> unpriced,
        SortedMap<String, Price> prices,
        SortedSet<Assumption> assumptions,
        SortedSet<String> buckets) {

    /** No dollars and no cents. */
    static final BigDecimal ZERO = new BigDecimal("0.00");

    /**
     * Why a resource, or a part of its cost, has no price.
     *
     * @param urn the resource
     * @param type its type token
     * @param component the logical name of the stack's component that it belongs to; empty for none
     * @param reason why
     * @param key the key by which {@code plinth:cost.prices} would price it; empty for what costs nothing
     * @param usageBased whether it is only what the usage costs, which nothing that the program declares decides
     */
    record Remark(String urn, String type, String component, String reason, Optional<String> key, boolean usageBased) {
        /** The resource as a person names it, such as {@code Instance database-instance}. */
        String label() {
            return shortType(type) + " " + Urns.name(urn);
        }
    }

    /**
     * What a figure assumes.
     *
     * @param key the key of the section {@code cost}
     * @param value its value
     * @param isDefault whether the value is the one that holds where a stack's file says nothing
     */
    record Assumption(String key, String value, boolean isDefault) implements Comparable<Assumption> {
        @Override
        public int compareTo(Assumption other) {
            return key.compareTo(other.key);
        }
    }

    /** The last part of a type token, such as {@code Instance}. */
    static String shortType(String type) {
        return type.substring(type.lastIndexOf(':') + 1);
    }

    /**
     * Estimates a graph.
     *
     * @param today the day, which decides what costs extended support
     */
    static CostEstimate of(ResourceGraph graph, StackSettings settings, LocalDate today) {
        SortedMap<String, ResourceCost> resources = new TreeMap<>();
        List<Remark> free = new ArrayList<>();
        List<Remark> unpriced = new ArrayList<>();
        SortedMap<String, Price> prices = new TreeMap<>();
        SortedSet<Assumption> assumptions = new TreeSet<>();
        SortedSet<String> buckets = new TreeSet<>();
        for (GraphResource resource : graph.resources()) {
            if (isCounted(resource)) {
                ResourceEstimate estimate =
                        new ResourceEstimate(resource, graph, settings, today, prices, assumptions, buckets);
                Pricing.estimate(estimate);
                estimate.result().ifPresent(cost -> resources.put(cost.urn(), cost));
                free.addAll(estimate.free());
                unpriced.addAll(estimate.unpriced());
            }
        }
        return new CostEstimate(resources, List.copyOf(free), List.copyOf(unpriced), prices, assumptions, buckets);
    }

    /** Returns a fault for each bucket in {@code storageGigabytes} that no estimate has: its figure would be the default. */
    static List<ConfigException.Fault> unknownBuckets(StackSettings settings, CostEstimate... estimates) {
        SortedSet<String> known = new TreeSet<>();
        for (CostEstimate estimate : estimates) {
            known.addAll(estimate.buckets());
        }
        return settings.cost().storageGigabytes().keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> new ConfigException.Fault(
                        "plinth:cost.storageGigabytes." + name,
                        "is unknown" + Names.suggestion(name, known),
                        known.isEmpty() ? "no key: the stack has no bucket" : String.join(", ", known)))
                .toList();
    }

    /** Whether a resource is one of a provider's, and so can cost anything. */
    static boolean isCounted(GraphResource resource) {
        return resource.custom() && !resource.type().startsWith("pulumi:");
    }

    /** Whether nothing costs anything, known or not. */
    boolean isEmpty() {
        return resources.isEmpty() && unpriced.isEmpty();
    }

    /** The sum of the resources. */
    BigDecimal monthlyCost() {
        return resources.values().stream().map(ResourceCost::monthlyCost).reduce(ZERO, BigDecimal::add);
    }

    /** What has no known price, whatever the usage: without it nobody knows what the stack costs. */
    List<Remark> missing() {
        return unpriced.stream().filter(remark -> !remark.usageBased()).toList();
    }

    /** What of a resource has no known price, whatever the usage. */
    List<Remark> missing(String urn) {
        return missing().stream().filter(remark -> remark.urn().equals(urn)).toList();
    }

    /** What of the sum depends on usage, and so on the assumptions. */
    BigDecimal usageCost() {
        return resources.values().stream().map(ResourceCost::usageCost).reduce(ZERO, BigDecimal::add);
    }
}
