package dev.plinth.preview.cost;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What one resource costs, as it is being worked out. */
final class ResourceEstimate {

    /** The hours of a month in AWS's pricing calculator: 365 days of 24 hours in twelve parts. */
    static final BigDecimal HOURS = BigDecimal.valueOf(730);

    private static final String OWN_PRICE = "Price of the type in plinth:cost.prices";

    private final GraphResource resource;
    private final ResourceGraph graph;
    private final StackSettings settings;
    private final LocalDate today;
    private final Map<String, Price> used;
    private final Set<CostEstimate.Assumption> assumptions;
    private final Set<String> buckets;
    private final List<CostComponent> components = new ArrayList<>();
    private final List<String> free = new ArrayList<>();
    private final List<CostEstimate.Remark> unpriced = new ArrayList<>();

    ResourceEstimate(
            GraphResource resource,
            ResourceGraph graph,
            StackSettings settings,
            LocalDate today,
            Map<String, Price> used,
            Set<CostEstimate.Assumption> assumptions,
            Set<String> buckets) {
        this.resource = resource;
        this.graph = graph;
        this.settings = settings;
        this.today = today;
        this.used = used;
        this.assumptions = assumptions;
        this.buckets = buckets;
    }

    GraphResource resource() {
        return resource;
    }

    ResourceGraph graph() {
        return graph;
    }

    /** The day that the estimate is of. */
    LocalDate today() {
        return today;
    }

    /** What is assumed about usage; the estimate notes that it was. */
    BigDecimal usage(Usage usage) {
        BigDecimal number = usage.of(settings.cost());
        assumptions.add(
                new CostEstimate.Assumption(usage.key(), number.toPlainString(), usage.isDefault(settings.cost())));
        return number;
    }

    /** How many GB a bucket is assumed to hold: those of its own name, or else those of all others. */
    BigDecimal storageOf(String bucket) {
        buckets.add(bucket);
        Integer gigabytes = settings.cost().storageGigabytes().get(bucket);
        if (gigabytes == null) {
            return usage(Usage.STORAGE);
        }
        assumptions.add(new CostEstimate.Assumption("storageGigabytes." + bucket, gigabytes.toString(), false));
        return BigDecimal.valueOf(gigabytes);
    }

    /** Notes that a figure depends on the plan of Cloudflare that is assumed, and returns it. */
    String cloudflarePlan() {
        String plan = settings.cost().cloudflarePlan();
        assumptions.add(new CostEstimate.Assumption(
                "cloudflarePlan",
                plan,
                plan.equals(StackSettings.Cost.defaults().cloudflarePlan())));
        return plan;
    }

    /** What a zone costs by contract, in US dollars; empty where nobody has said it. */
    Optional<Integer> cloudflareContractPrice() {
        return settings.cost().cloudflareContractPrice();
    }

    /** The region of the stack. */
    String stackRegion() {
        return settings.region();
    }

    /** The region that the resource stands in: its own, or its provider's. */
    String region() {
        return regionOf(resource);
    }

    /** The region that another resource stands in. */
    String regionOf(GraphResource other) {
        return other.input("region")
                .asText()
                .or(() -> graph.resource(other.provider())
                        .flatMap(provider -> provider.input("region").asText()))
                .orElse(settings.region());
    }

    /** The regions of those that a property names, without the resource's own. */
    List<String> otherRegions(String property, String type) {
        return graph.references(resource, property, type).stream()
                .map(this::regionOf)
                .filter(region -> !region.equals(region()))
                .distinct()
                .toList();
    }

    /** The logical name of the outermost component that the resource belongs to; empty for none. */
    String component() {
        String name = "";
        Optional<GraphResource> ancestor = parent(resource);
        while (ancestor.isPresent()) {
            if (!ancestor.get().type().startsWith("pulumi:")) {
                name = ancestor.get().name();
            }
            ancestor = parent(ancestor.get());
        }
        return name;
    }

    private Optional<GraphResource> parent(GraphResource child) {
        return Optional.ofNullable(child.parent()).flatMap(graph::resource);
    }

    /** A property as a text; empty when it is absent or unknown. */
    Optional<String> text(String path) {
        return known(resource, path).asText();
    }

    /** A property as a whole number; empty when it is absent or unknown. */
    OptionalInt number(String path) {
        var value = known(resource, path).asNumber();
        return value.isPresent() ? OptionalInt.of((int) value.getAsDouble()) : OptionalInt.empty();
    }

    /** Whether a property is true. */
    boolean isTrue(String path) {
        return known(resource, path).asBoolean().orElse(false);
    }

    /** What the program asked for, or else what the provider answered. */
    static PropertyValue known(GraphResource of, String path) {
        PropertyValue input = of.input(path);
        return input.isAbsent() || input.isUnknown() ? of.output(path) : input;
    }

    /** How many subnets, and so zones, a property names. */
    int subnets(String property) {
        List<PropertyValue> elements = resource.input(property).elements();
        return elements.isEmpty()
                ? graph.references(resource, property, "aws:ec2/subnet:Subnet").size()
                : elements.size();
    }

    /** Adds what the resource itself decides. */
    void add(String name, String unit, String key, BigDecimal quantity) {
        add(region(), name, unit, key, quantity, BigDecimal.ONE, false);
    }

    /** Adds what costs by the hour, all month long. */
    void addHours(String name, String key, int instances) {
        add(name, "hours", key, HOURS.multiply(BigDecimal.valueOf(instances)));
    }

    /** Adds what depends on the usage. */
    void addUsage(String name, String unit, String key, BigDecimal quantity) {
        add(region(), name, unit, key, quantity, BigDecimal.ONE, true);
    }

    /** Adds what depends on the usage and is billed in another region than the resource's. */
    void addUsageFrom(String region, String name, String unit, String key, BigDecimal quantity) {
        add(region, name, unit, key, quantity, BigDecimal.ONE, true);
    }

    /**
     * Adds what depends on the usage and is so cheap that many are counted at once.
     *
     * @param batch how many of the list's units the unit holds
     */
    void addUsage(String name, String unit, String key, BigDecimal quantity, long batch) {
        add(region(), name, unit, key, quantity, BigDecimal.valueOf(batch), true);
    }

    /** Adds one of what a contract has set the price of, in US dollars. */
    void addContract(String name, String unit, int price) {
        components.add(component(
                name, unit, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.valueOf(price), true, Optional.empty()));
    }

    private void add(
            String region,
            String name,
            String unit,
            String key,
            BigDecimal quantity,
            BigDecimal batch,
            boolean usageBased) {
        Double own = settings.cost().prices().get(key);
        if (own != null) {
            assumptions.add(new CostEstimate.Assumption(
                    "prices." + key, BigDecimal.valueOf(own).toPlainString(), false));
            components.add(
                    component(name, unit, quantity, batch, BigDecimal.valueOf(own), usageBased, Optional.empty()));
            return;
        }
        Optional<Price> found = PriceList.of(region).flatMap(list -> list.find(key));
        if (found.isEmpty()) {
            unpriced(
                    name + ": "
                            + (PriceList.of(region).isEmpty()
                                    ? "there is no price list of " + region
                                    : "no price of " + key + " in " + region + " was found"),
                    key,
                    false);
            return;
        }
        Price price = found.get();
        used.put(region + " " + key, price);
        for (int i = 0; i < price.tiers().size(); i++) {
            Price.Tier tier = price.tiers().get(i);
            BigDecimal end =
                    i + 1 < price.tiers().size() ? price.tiers().get(i + 1).from() : quantity;
            BigDecimal within = quantity.min(end).subtract(tier.from());
            // A quantity of none still shows what one would cost.
            if (i == 0 || within.signum() > 0) {
                components.add(component(
                        price.tiers().size() == 1 ? name : name + " (" + range(price, i) + ")",
                        unit,
                        within,
                        batch,
                        tier.price(),
                        usageBased,
                        price.assumption()));
            }
        }
    }

    private static String range(Price price, int tier) {
        return tier + 1 < price.tiers().size()
                ? "up to " + price.tiers().get(tier + 1).from().toPlainString()
                : "over " + price.tiers().get(tier).from().toPlainString();
    }

    private static CostComponent component(
            String name,
            String unit,
            BigDecimal quantity,
            BigDecimal batch,
            BigDecimal price,
            boolean usageBased,
            Optional<String> assumption) {
        return new CostComponent(
                name,
                unit,
                plain(quantity.divide(batch, 6, RoundingMode.HALF_UP)),
                plain(price.multiply(batch)),
                quantity.multiply(price).setScale(2, RoundingMode.HALF_UP),
                usageBased,
                assumption);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Says that the resource costs nothing. */
    void free(String reason) {
        free.add(reason);
    }

    /** Says that the resource, or a part of its cost, has no known price; {@code plinth:cost.prices} may have one of the type. */
    void unpriced(String reason) {
        unpriced(reason, resource.type(), false);
    }

    /** Says that what the resource's usage costs has no known price, so that no budget covers it. */
    void unpricedUsage(String reason) {
        unpriced(reason, resource.type(), true);
    }

    private void unpriced(String reason, String key, boolean usageBased) {
        Double own = settings.cost().prices().get(resource.type());
        if (own == null) {
            unpriced.add(new CostEstimate.Remark(
                    resource.urn(), resource.type(), component(), reason, Optional.of(key), usageBased));
        } else if (components.stream().noneMatch(part -> part.name().equals(OWN_PRICE))) {
            assumptions.add(new CostEstimate.Assumption(
                    "prices." + resource.type(), BigDecimal.valueOf(own).toPlainString(), false));
            components.add(component(
                    OWN_PRICE,
                    "months",
                    BigDecimal.ONE,
                    BigDecimal.ONE,
                    BigDecimal.valueOf(own),
                    usageBased,
                    Optional.empty()));
        }
    }

    List<CostEstimate.Remark> free() {
        return free.stream()
                .map(reason -> new CostEstimate.Remark(
                        resource.urn(), resource.type(), component(), reason, Optional.empty(), false))
                .toList();
    }

    List<CostEstimate.Remark> unpriced() {
        return unpriced;
    }

    /** The resource's cost; empty when nothing of it has a price. */
    Optional<ResourceCost> result() {
        return components.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ResourceCost(resource.urn(), resource.type(), resource.name(), component(), components));
    }
}
