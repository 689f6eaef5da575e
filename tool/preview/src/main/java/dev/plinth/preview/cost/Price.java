package dev.plinth.preview.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A price of the price list, in US dollars.
 *
 * @param key AWS's offer and usage type without its region, such as {@code AmazonEC2/NatGateway-Hours}
 * @param unit AWS's unit, such as {@code GB-Mo}
 * @param tiers the price from each monthly quantity on, the first from 0
 * @param read the day on which the figure was read from AWS
 * @param source where it was read
 * @param assumption why the figure may differ in this region, where it was read for another
 */
record Price(String key, String unit, List<Tier> tiers, LocalDate read, String source, Optional<String> assumption) {

    /**
     * A price for what lies above a quantity.
     *
     * @param from the quantity from which on it holds
     * @param price the price of one unit
     */
    record Tier(BigDecimal from, BigDecimal price) {}

    Price {
        tiers = List.copyOf(tiers);
    }
}
