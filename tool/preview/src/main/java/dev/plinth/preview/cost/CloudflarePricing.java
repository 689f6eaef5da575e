package dev.plinth.preview.cost;

import dev.plinth.model.GraphResource;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** Prices of Cloudflare, which bills a zone by its plan; the plan itself is not a resource. */
final class CloudflarePricing {

    private static final String PREFIX = "cloudflare:";

    /** Types included in a plan: settings, records and rules of a zone, including rate limits. */
    private static final Set<String> INCLUDED = Set.of(
            "AuthenticatedOriginPullsSettings",
            "DnsRecord",
            "RegionalTieredCache",
            "Ruleset",
            "TieredCache",
            "UrlNormalizationSettings",
            "Zone",
            "ZoneDnssec",
            "ZoneSetting");

    private CloudflarePricing() {}

    static boolean prices(String type) {
        return type.startsWith(PREFIX);
    }

    /** Prices a zone once, at the first of its resources that a plan includes. */
    static void estimate(ResourceEstimate estimate) {
        GraphResource resource = estimate.resource();
        if (!isIncluded(resource)) {
            estimate.unpriced("billed by Cloudflare in addition to the zone's plan, without a known price");
            return;
        }
        boolean first = estimate.graph().resources().stream()
                .filter(CloudflarePricing::isIncluded)
                .filter(other -> zone(other).equals(zone(resource)))
                .map(GraphResource::urn)
                .min(String::compareTo)
                .filter(resource.urn()::equals)
                .isPresent();
        if (first) {
            plan(estimate);
        } else {
            estimate.free("included in the plan of its Cloudflare zone");
        }
    }

    private static void plan(ResourceEstimate estimate) {
        String plan = estimate.cloudflarePlan();
        switch (plan) {
            case "free" -> estimate.free("Cloudflare zone on the free plan");
            case "enterprise" ->
                estimate.cloudflareContractPrice()
                        .ifPresentOrElse(
                                price -> estimate.addContract("Zone (enterprise plan)", "months", price),
                                () -> estimate.unpriced("Cloudflare's enterprise plan is priced by contract: set"
                                        + " cloudflareContractPrice in plinth:cost"));
            default ->
                estimate.addUsage("Zone (" + plan + " plan)", "months", "Cloudflare/Plan-" + plan, BigDecimal.ONE);
        }
    }

    private static boolean isIncluded(GraphResource resource) {
        return prices(resource.type())
                && INCLUDED.contains(resource.type().substring(resource.type().lastIndexOf(':') + 1));
    }

    /** Returns the zone of a resource; unknown zones count as one. */
    private static Optional<String> zone(GraphResource resource) {
        return ResourceEstimate.known(resource, "zoneId").asText();
    }
}
