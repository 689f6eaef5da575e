package dev.plinth.preview.cost;

import dev.plinth.model.AwsTypes;
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

/** Estimate of a resource under construction. */
final class ResourceEstimate {

    /** Hours of a month in AWS's pricing calculator: a twelfth of 365 days. */
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

    /** Returns the date of the estimate. */
    LocalDate today() {
        return today;
    }

    /** Returns a usage assumption and records it. */
    BigDecimal usage(Usage usage) {
        BigDecimal number = usage.of(settings.cost());
        assumptions.add(
                new CostEstimate.Assumption(usage.key(), number.toPlainString(), usage.isDefault(settings.cost())));
        return number;
    }

    /** Returns the assumed size of a bucket in GB: its own, or else that of other buckets. */
    BigDecimal storageOf(String bucket) {
        buckets.add(bucket);
        Integer gigabytes = settings.cost().storageGigabytes().get(bucket);
        if (gigabytes == null) {
            return usage(Usage.STORAGE);
        }
        assumptions.add(new CostEstimate.Assumption("storageGigabytes." + bucket, gigabytes.toString(), false));
        return BigDecimal.valueOf(gigabytes);
    }

    /** Returns the assumed Cloudflare plan and records it. */
    String cloudflarePlan() {
        String plan = settings.cost().cloudflarePlan();
        assumptions.add(new CostEstimate.Assumption(
                "cloudflarePlan",
                plan,
                plan.equals(StackSettings.Cost.defaults().cloudflarePlan())));
        return plan;
    }

    /** Returns the contract price of a zone in US dollars; empty where it is not set. */
    Optional<Integer> cloudflareContractPrice() {
        return settings.cost().cloudflareContractPrice();
    }

    /** Returns the region of the stack. */
    String stackRegion() {
        return settings.region();
    }

    /** Returns the region of the resource, or that of its provider. */
    String region() {
        return regionOf(resource);
    }

    /** Returns the region of another resource. */
    String regionOf(GraphResource other) {
        return other.input("region")
                .asText()
                .or(() -> graph.resource(other.provider())
                        .flatMap(provider -> provider.input("region").asText()))
                .orElse(settings.region());
    }

    /** Returns the regions of referenced resources, without the resource's own. */
    List<String> otherRegions(String property, String type) {
        return graph.references(resource, property, type).stream()
                .map(this::regionOf)
                .filter(region -> !region.equals(region()))
                .distinct()
                .toList();
    }

    /** Returns the logical name of the outermost component; empty for none. */
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

    /** Returns a property as a text; empty when it is absent or unknown. */
    Optional<String> text(String path) {
        return known(resource, path).asText();
    }

    /** Returns a property as a whole number; empty when it is absent or unknown. */
    OptionalInt number(String path) {
        var value = known(resource, path).asNumber();
        return value.isPresent() ? OptionalInt.of((int) value.getAsDouble()) : OptionalInt.empty();
    }

    /** Returns whether a property is true. */
    boolean isTrue(String path) {
        return known(resource, path).asBoolean().orElse(false);
    }

    /** Returns an input, or else the output of the same name. */
    static PropertyValue known(GraphResource of, String path) {
        PropertyValue input = of.input(path);
        return input.isAbsent() || input.isUnknown() ? of.output(path) : input;
    }

    /** Returns the number of subnets, and so of zones, in a property. */
    int subnets(String property) {
        List<PropertyValue> elements = resource.input(property).elements();
        return elements.isEmpty()
                ? graph.references(resource, property, AwsTypes.EC2_SUBNET).size()
                : elements.size();
    }

    /** Adds a cost component that does not depend on usage. */
    void add(String name, String unit, String key, BigDecimal quantity) {
        add(region(), name, unit, key, quantity, BigDecimal.ONE, false);
    }

    /** Returns the hours of a month in which the resource runs. */
    BigDecimal runningHours() {
        return HOURS.multiply(RunningTime.share(resource, graph));
    }

    /** Adds an hourly cost component for the hours in which the resource runs. */
    void addHours(String name, String key, int instances) {
        add(name, "hours", key, runningHours().multiply(BigDecimal.valueOf(instances)));
    }

    /** Adds an hourly cost component with the same price in all regions. */
    void addGlobalHours(String name, String key) {
        add(stackRegion(), name, "hours", key, HOURS, BigDecimal.ONE, false);
    }

    /** Adds a cost component that depends on usage. */
    void addUsage(String name, String unit, String key, BigDecimal quantity) {
        add(region(), name, unit, key, quantity, BigDecimal.ONE, true);
    }

    /** Adds a cost component that depends on usage and is billed in another region. */
    void addUsageFrom(String region, String name, String unit, String key, BigDecimal quantity) {
        add(region, name, unit, key, quantity, BigDecimal.ONE, true);
    }

    /**
     * Adds a cost component that depends on usage and is shown in batches.
     *
     * @param batch the number of the list's units per unit
     */
    void addUsage(String name, String unit, String key, BigDecimal quantity, long batch) {
        add(region(), name, unit, key, quantity, BigDecimal.valueOf(batch), true);
    }

    /** Adds a cost component with a contract price in US dollars. */
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
                                    ? "no price list for " + region
                                    : "no price of " + key + " in " + region),
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
            // A quantity of zero still shows the unit price.
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

    /** Records that the resource is free. */
    void free(String reason) {
        free.add(reason);
    }

    /** Records a cost without a known price, unless {@code plinth:cost.prices} has one for the type. */
    void unpriced(String reason) {
        unpriced(reason, resource.type(), false);
    }

    /** Records a usage cost without a known price, which budgets ignore. */
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

    /** Returns the cost of the resource; empty where it has no price. */
    Optional<ResourceCost> result() {
        return components.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ResourceCost(resource.urn(), resource.type(), resource.name(), component(), components));
    }
}
