package dev.plinth.preview.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices of a region, from {@code prices/<region>.json} and, for global prices, {@code
 * prices/global.json}, {@code prices/cloudflare.json} and {@code prices/supabase.json}; docs/cost.md describes the files.
 */
final class PriceList {

    private static final String FOLDER = "/dev/plinth/prices/";
    private static final List<String> EVERYWHERE = List.of("global", "cloudflare", "supabase");
    private static final Map<String, Optional<PriceList>> LISTS = new ConcurrentHashMap<>();

    private final SortedMap<String, Price> prices;
    private final LocalDate date;

    private PriceList(SortedMap<String, Price> prices, LocalDate date) {
        this.prices = prices;
        this.date = date;
    }

    /** Returns the prices of a region; empty where there is no list. */
    static Optional<PriceList> of(String region) {
        return LISTS.computeIfAbsent(region, PriceList::load);
    }

    private static Optional<PriceList> load(String region) {
        if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            return Optional.empty();
        }
        JsonNode regional = read(region);
        if (regional == null) {
            return Optional.empty();
        }
        SortedMap<String, Price> prices = new TreeMap<>();
        EVERYWHERE.forEach(name -> collect(Objects.requireNonNull(read(name), name), prices));
        collect(regional, prices);
        LocalDate oldest = prices.values().stream()
                .map(Price::read)
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("the price list of " + region + " is empty"));
        return Optional.of(new PriceList(prices, oldest));
    }

    private static @Nullable JsonNode read(String name) {
        try (InputStream stream = PriceList.class.getResourceAsStream(FOLDER + name + ".json")) {
            return stream == null ? null : new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("the price list " + name + " cannot be read", e);
        }
    }

    private static void collect(JsonNode document, SortedMap<String, Price> into) {
        JsonNode sources = document.path("sources");
        document.path("prices").properties().forEach(entry -> {
            JsonNode node = entry.getValue();
            String source = node.path("source").asText();
            if (!sources.has(source)) {
                throw new IllegalStateException("the price " + entry.getKey() + " has the unknown source " + source);
            }
            into.put(
                    entry.getKey(),
                    new Price(
                            entry.getKey(),
                            node.path("unit").asText(),
                            tiers(node),
                            LocalDate.parse(node.path("read").asText()),
                            sources.get(source).asText(),
                            Optional.ofNullable(node.get("assumption")).map(JsonNode::asText)));
        });
    }

    private static List<Price.Tier> tiers(JsonNode node) {
        if (node.has("price")) {
            return List.of(new Price.Tier(
                    BigDecimal.ZERO, new BigDecimal(node.get("price").asText())));
        }
        List<Price.Tier> tiers = new ArrayList<>();
        node.path("tiers")
                .forEach(tier -> tiers.add(new Price.Tier(
                        new BigDecimal(tier.path("from").asText()),
                        new BigDecimal(tier.path("price").asText()))));
        return tiers;
    }

    /** Returns the price of a key; empty for none. */
    Optional<Price> find(String key) {
        return Optional.ofNullable(prices.get(key));
    }

    /** Returns all prices, sorted by key. */
    Collection<Price> prices() {
        return prices.values();
    }

    /** Returns the date of the oldest figure. */
    LocalDate date() {
        return date;
    }
}
