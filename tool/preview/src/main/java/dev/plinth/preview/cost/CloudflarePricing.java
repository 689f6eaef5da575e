package dev.plinth.preview.cost;

import dev.plinth.model.GraphResource;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** Prices of Cloudflare, which bills a zone by its plan; the plan itself is no resource of a stack. */
final class CloudflarePricing {

    private static final String PREFIX = "cloudflare:";

    /** What a plan includes: settings, records and rules of a zone, and rate limits among them. */
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
            estimate.unpriced("Cloudflare bills it beside the zone's plan, and no price is kept here");
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
            case "free" -> estimate.free("its Cloudflare zone is on the free plan");
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

    /** The zone that a resource belongs to; those whose zone is known only later are taken for one. */
    private static Optional<String> zone(GraphResource resource) {
        return ResourceEstimate.known(resource, "zoneId").asText();
    }
}
