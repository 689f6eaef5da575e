package dev.plinth.preview.cost;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Pricing of resources by type. */
final class Pricing {

    private static final Map<String, Consumer<ResourceEstimate>> BY_TYPE = byType();

    private Pricing() {}

    private static Map<String, Consumer<ResourceEstimate>> byType() {
        Map<String, Consumer<ResourceEstimate>> pricers = new HashMap<>();
        FreeResources.REASONS.forEach((type, reason) -> pricers.put(type, estimate -> estimate.free(reason)));
        NetworkPricing.register(pricers);
        InstancePricing.register(pricers);
        DataPricing.register(pricers);
        BackupPricing.register(pricers);
        ObservabilityPricing.register(pricers);
        ServicePricing.register(pricers);
        PlatformPricing.register(pricers);
        return pricers;
    }

    /** Estimates the cost of a resource. */
    static void estimate(ResourceEstimate estimate) {
        String type = estimate.resource().type();
        if (CloudflarePricing.prices(type)) {
            CloudflarePricing.estimate(estimate);
            return;
        }
        BY_TYPE.getOrDefault(type, unknown -> unknown.unpriced("no prices for this type"))
                .accept(estimate);
    }
}
