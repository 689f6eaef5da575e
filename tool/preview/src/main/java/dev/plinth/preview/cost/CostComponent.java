package dev.plinth.preview.cost;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Cost component of a resource.
 *
 * @param name the name, such as {@code NAT gateway}
 * @param unit the unit, such as {@code hours}
 * @param quantity the monthly quantity
 * @param price the price of one unit in US dollars
 * @param monthlyCost quantity times price, rounded to cents
 * @param usageBased whether the quantity is an assumption of the section {@code cost}
 * @param assumption the reason for a price of another region; empty for an exact one
 */
record CostComponent(
        String name,
        String unit,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal monthlyCost,
        boolean usageBased,
        Optional<String> assumption) {}
