package dev.plinth.preview;

import dev.plinth.preview.change.ChangeSection;
import dev.plinth.preview.cost.CostSection;
import dev.plinth.preview.forecast.ForecastSection;
import dev.plinth.preview.guard.GuardsSection;
import dev.plinth.preview.reachability.ReachabilitySection;
import dev.plinth.preview.recovery.RecoverySection;
import dev.plinth.preview.support.SupportSection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The sections that a preview can have, in the order in which a reader of a quiet change meets them. */
public final class Sections {

    private static final Map<String, Function<StackChange, Section>> ALL = all();

    private Sections() {}

    private static Map<String, Function<StackChange, Section>> all() {
        Map<String, Function<StackChange, Section>> sections = new LinkedHashMap<>();
        sections.put(ChangeSection.KEY, ChangeSection::of);
        sections.put(ForecastSection.KEY, ForecastSection::of);
        sections.put("cost", CostSection::new);
        sections.put("reachability", ReachabilitySection::of);
        sections.put(GuardsSection.KEY, GuardsSection::of);
        sections.put(RecoverySection.KEY, RecoverySection::of);
        sections.put(SupportSection.KEY, SupportSection::of);
        return sections;
    }

    /** The sections' keys. */
    public static Set<String> keys() {
        return ALL.keySet();
    }

    /**
     * Makes sections of a change.
     *
     * @param keys which; each among {@link #keys}
     */
    public static List<Section> of(StackChange change, Set<String> keys) {
        return ALL.entrySet().stream()
                .filter(entry -> keys.contains(entry.getKey()))
                .map(entry -> entry.getValue().apply(change))
                .toList();
    }
}
