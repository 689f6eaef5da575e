package dev.plinth.preview.cost;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A part of what a resource costs.
 *
 * @param name what it is for, such as {@code NAT gateway}
 * @param unit what is counted, such as {@code hours}
 * @param quantity how many of them a month
 * @param price what one costs, in US dollars
 * @param monthlyCost quantity times price, rounded to cents
 * @param usageBased whether the quantity is an assumption of the section {@code cost}, and not the resource's own
 * @param assumption why the price may differ in this region, where it was read for another
 */
record CostComponent(
        String name,
        String unit,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal monthlyCost,
        boolean usageBased,
        Optional<String> assumption) {}
