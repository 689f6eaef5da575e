package dev.plinth.preview.cost;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a resource costs a month.
 *
 * @param urn the resource
 * @param type its type token
 * @param name its logical name
 * @param component the logical name of the stack's component that it belongs to; empty for none
 * @param components what the cost is made of, in the order of AWS's pricing page
 */
record ResourceCost(String urn, String type, String name, String component, List<CostComponent> components) {

    ResourceCost {
        components = List.copyOf(components);
    }

    /** The resource as a person names it, such as {@code Instance database-instance}. */
    String label() {
        return CostEstimate.shortType(type) + " " + name;
    }

    /** What of the sum depends on usage. */
    BigDecimal usageCost() {
        return components.stream()
                .filter(CostComponent::usageBased)
                .map(CostComponent::monthlyCost)
                .reduce(CostEstimate.ZERO, BigDecimal::add);
    }

    /** The sum of the components. */
    BigDecimal monthlyCost() {
        return components.stream().map(CostComponent::monthlyCost).reduce(CostEstimate.ZERO, BigDecimal::add);
    }
}
