package dev.plinth.preview.cost;

import java.math.BigDecimal;

/**
 * A part of what a resource costs.
 *
 * @param name what it is for, such as {@code NAT gateway}
 * @param unit what is counted, such as {@code hours}
 * @param quantity how many of them a month
 * @param price what one costs, in US dollars
 * @param monthlyCost quantity times price, rounded to cents
 * @param usageBased whether the quantity is an assumption of the section {@code cost}, and not the resource's own
 */
record CostComponent(
        String name, String unit, BigDecimal quantity, BigDecimal price, BigDecimal monthlyCost, boolean usageBased) {}
