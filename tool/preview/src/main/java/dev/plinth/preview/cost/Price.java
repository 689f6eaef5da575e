package dev.plinth.preview.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Price in US dollars.
 *
 * @param key the offer and usage type without the region, such as {@code AmazonEC2/NatGateway-Hours}
 * @param unit AWS's unit, such as {@code GB-Mo}
 * @param tiers the prices by monthly quantity, the first from 0
 * @param read the date of the figure
 * @param source the source
 * @param assumption the reason for a figure of another region; empty for an exact one
 */
record Price(String key, String unit, List<Tier> tiers, LocalDate read, String source, Optional<String> assumption) {

    /**
     * Price above a quantity.
     *
     * @param from the least quantity
     * @param price the price of one unit
     */
    record Tier(BigDecimal from, BigDecimal price) {}

    Price {
        tiers = List.copyOf(tiers);
    }
}
