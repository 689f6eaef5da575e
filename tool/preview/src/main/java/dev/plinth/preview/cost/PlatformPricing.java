package dev.plinth.preview.cost;

import dev.plinth.policies.rule.PlatformTypes;
import dev.plinth.preview.SupabaseProjects;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Prices of hosted platforms. Plans belong to the organization or team, which is not a resource. */
final class PlatformPricing {

    /** Reasons why the price of a resource is unknown, by type. */
    private static final Map<String, String> BILLED_ELSEWHERE = Map.of(
            "vercel:index/logDrain:LogDrain",
            "billed by the volume of logs, in addition to the plan of its Vercel team",
            "vercel:index/project:Project",
            "billed by the seats and the usage of its Vercel team (Pro: USD 20/month per seat)");

    private PlatformPricing() {}

    static void register(Map<String, Consumer<ResourceEstimate>> pricers) {
        BILLED_ELSEWHERE.forEach((type, reason) -> pricers.put(type, estimate -> estimate.unpriced(reason)));
        pricers.put(PlatformTypes.SUPABASE_PROJECT, PlatformPricing::supabase);
    }

    /**
     * Prices a project of Supabase by its instance size and its recovery add-on, whatever its Region.
     *
     * @see <a href="https://supabase.com/docs/guides/platform/billing-on-supabase">Billing on Supabase</a>
     */
    private static void supabase(ResourceEstimate estimate) {
        Optional<String> size = estimate.text("instanceSize");
        if (size.isEmpty()) {
            estimate.unpriced("its instance size is the default of its Supabase organization");
        } else {
            estimate.addGlobalHours("Compute (" + size.get() + ")", "Supabase/Compute:" + size.get());
        }
        SupabaseProjects.recoveryDays(estimate.resource(), estimate.graph())
                .ifPresent(days -> estimate.addGlobalHours(
                        "Point-in-time recovery (" + days + " days)", "Supabase/PointInTimeRecovery:" + days));
        estimate.unpricedUsage("the plan of its Supabase organization (Pro: USD 25/month), disk over 8 GB, and usage");
    }
}
