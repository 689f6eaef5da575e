package dev.plinth.preview.cost;

import java.math.BigDecimal;
import java.util.List;

/**
 * Monthly cost of a resource.
 *
 * @param urn the resource
 * @param type its type token
 * @param name its logical name
 * @param component the logical name of its outermost component; empty for none
 * @param components the cost components, in the order of AWS's pricing page
 */
record ResourceCost(String urn, String type, String name, String component, List<CostComponent> components) {

    ResourceCost {
        components = List.copyOf(components);
    }

    /** Returns the label, such as {@code Instance database-instance}. */
    String label() {
        return CostEstimate.shortType(type) + " " + name;
    }

    /** Returns the part of the cost that depends on usage. */
    BigDecimal usageCost() {
        return components.stream()
                .filter(CostComponent::usageBased)
                .map(CostComponent::monthlyCost)
                .reduce(CostEstimate.ZERO, BigDecimal::add);
    }

    /** Returns the sum of the components. */
    BigDecimal monthlyCost() {
        return components.stream().map(CostComponent::monthlyCost).reduce(CostEstimate.ZERO, BigDecimal::add);
    }
}
