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
 * Monthly cost of the resources of a graph. Each resource of a provider is in exactly one of the lists, except one with a price
 * for only some of its costs, which is also unpriced.
 *
 * @param resources the costs of priced resources, by URN
 * @param free the free resources, sorted by URN
 * @param unpriced the costs without a known price, sorted by URN
 * @param prices the used prices, by region and key
 * @param assumptions the usage assumptions, by key
 * @param buckets the names of buckets for {@code storageGigabytes}
 */
record CostEstimate(
        SortedMap<String, ResourceCost> resources,
        List<Remark> free,
        List<Remark> unpriced,
        SortedMap<String, Price> prices,
        SortedSet<Assumption> assumptions,
        SortedSet<String> buckets) {

    /** Zero, with cents. */
    static final BigDecimal ZERO = new BigDecimal("0.00");

    /**
     * Reason for which a resource, or a part of its cost, has no price.
     *
     * @param urn the resource
     * @param type its type token
     * @param component the logical name of its outermost component; empty for none
     * @param reason the reason
     * @param key the key of its price in {@code plinth:cost.prices}; empty for free resources
     * @param usageBased whether the cost depends on usage only
     */
    record Remark(String urn, String type, String component, String reason, Optional<String> key, boolean usageBased) {
        /** Returns the label, such as {@code Instance database-instance}. */
        String label() {
            return shortType(type) + " " + Urns.name(urn);
        }
    }

    /**
     * Usage assumption of a figure.
     *
     * @param key the key of the section {@code cost}
     * @param value its value
     * @param isDefault whether the value is the default
     */
    record Assumption(String key, String value, boolean isDefault) implements Comparable<Assumption> {
        @Override
        public int compareTo(Assumption other) {
            return key.compareTo(other.key);
        }
    }

    /** Returns the last part of a type token, such as {@code Instance}. */
    static String shortType(String type) {
        return type.substring(type.lastIndexOf(':') + 1);
    }

    /**
     * Returns the estimate of a graph.
     *
     * @param today the date, which decides about extended support
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

    /** Returns a fault for each bucket in {@code storageGigabytes} that is not in an estimate. */
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
                        known.isEmpty() ? "none, as the stack has no buckets" : String.join(", ", known)))
                .toList();
    }

    /** Returns whether a resource is managed by a provider, so that it can have a cost. */
    static boolean isCounted(GraphResource resource) {
        return resource.custom() && !resource.type().startsWith("pulumi:");
    }

    /** Returns whether there is neither a known nor an unknown cost. */
    boolean isEmpty() {
        return resources.isEmpty() && unpriced.isEmpty();
    }

    /** Returns the total. */
    BigDecimal monthlyCost() {
        return resources.values().stream().map(ResourceCost::monthlyCost).reduce(ZERO, BigDecimal::add);
    }

    /** Returns the unpriced costs that do not depend on usage. */
    List<Remark> missing() {
        return unpriced.stream().filter(remark -> !remark.usageBased()).toList();
    }

    /** Returns the unpriced costs of a resource that do not depend on usage. */
    List<Remark> missing(String urn) {
        return missing().stream().filter(remark -> remark.urn().equals(urn)).toList();
    }

    /** Returns the part of the total that depends on usage. */
    BigDecimal usageCost() {
        return resources.values().stream().map(ResourceCost::usageCost).reduce(ZERO, BigDecimal::add);
    }
}
