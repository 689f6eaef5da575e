package dev.plinth.preview.cost;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How each type of resource is priced. */
final class Pricing {

    private static final Map<String, Consumer<ResourceEstimate>> BY_TYPE = byType();

    private Pricing() {}

    private static Map<String, Consumer<ResourceEstimate>> byType() {
        Map<String, Consumer<ResourceEstimate>> pricers = new HashMap<>();
        FreeResources.REASONS.forEach((type, reason) -> pricers.put(type, estimate -> estimate.free(reason)));
        NetworkPricing.register(pricers);
        DataPricing.register(pricers);
        BackupPricing.register(pricers);
        ObservabilityPricing.register(pricers);
        ServicePricing.register(pricers);
        return pricers;
    }

    /** Works out what a resource costs. */
    static void estimate(ResourceEstimate estimate) {
        String type = estimate.resource().type();
        if (CloudflarePricing.prices(type)) {
            CloudflarePricing.estimate(estimate);
            return;
        }
        BY_TYPE.getOrDefault(type, unknown -> unknown.unpriced("prices of this type are not kept here"))
                .accept(estimate);
    }
}
