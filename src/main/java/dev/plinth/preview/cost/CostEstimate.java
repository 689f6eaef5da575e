package dev.plinth.preview.cost;

import dev.plinth.config.StackConfig;
import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.ResourceGraph;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the resources of a graph cost a month. Everything that a provider manages is in exactly one of the lists, but for a
 * resource of which only a part has a price: it is also among the unpriced.
 *
 * @param resources what has a price, by URN
 * @param free what costs nothing, sorted by URN
 * @param unpriced what costs something that isn't known, sorted by URN
 * @param prices the prices that were used, by region and key
 */
record CostEstimate(
        SortedMap<String, ResourceCost> resources,
        List<Remark> free,
        List<Remark> unpriced,
        SortedMap<String, Price> prices) {

    /** No dollars and no cents. */
    static final BigDecimal ZERO = new BigDecimal("0.00");

    /**
     * Why a resource, or a part of its cost, has no price.
     *
     * @param urn the resource
     * @param type its type token
     * @param reason why
     */
    record Remark(String urn, String type, String reason) {}

    /** Estimates a graph. */
    static CostEstimate of(ResourceGraph graph, StackConfig config) {
        SortedMap<String, ResourceCost> resources = new TreeMap<>();
        List<Remark> free = new ArrayList<>();
        List<Remark> unpriced = new ArrayList<>();
        SortedMap<String, Price> prices = new TreeMap<>();
        for (GraphResource resource : graph.resources()) {
            if (resource.custom() && !resource.type().startsWith("pulumi:")) {
                ResourceEstimate estimate = new ResourceEstimate(resource, graph, config, prices);
                Pricing.estimate(estimate);
                estimate.result().ifPresent(cost -> resources.put(cost.urn(), cost));
                estimate.free().forEach(reason -> free.add(new Remark(resource.urn(), resource.type(), reason)));
                estimate.unpriced()
                        .forEach(reason -> unpriced.add(new Remark(resource.urn(), resource.type(), reason)));
            }
        }
        return new CostEstimate(resources, List.copyOf(free), List.copyOf(unpriced), prices);
    }

    /** The sum of the resources. */
    BigDecimal monthlyCost() {
        return resources.values().stream().map(ResourceCost::monthlyCost).reduce(ZERO, BigDecimal::add);
    }

    /** What of the sum depends on usage, and so on the assumptions. */
    BigDecimal usageCost() {
        return resources.values().stream()
                .flatMap(resource -> resource.components().stream())
                .filter(CostComponent::usageBased)
                .map(CostComponent::monthlyCost)
                .reduce(ZERO, BigDecimal::add);
    }
}
