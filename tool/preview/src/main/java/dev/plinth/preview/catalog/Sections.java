package dev.plinth.preview.catalog;

import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.access.AccessSection;
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

/** The sections that a preview can have, in the order of a report without warnings. */
public final class Sections {

    private static final Map<String, Function<StackChange, Section>> ALL = all();

    private Sections() {}

    private static Map<String, Function<StackChange, Section>> all() {
        Map<String, Function<StackChange, Section>> sections = new LinkedHashMap<>();
        sections.put(ChangeSection.KEY, ChangeSection::of);
        sections.put(ForecastSection.KEY, ForecastSection::of);
        sections.put("cost", CostSection::new);
        sections.put("reachability", ReachabilitySection::of);
        sections.put(AccessSection.KEY, AccessSection::of);
        sections.put(GuardsSection.KEY, GuardsSection::of);
        sections.put(RecoverySection.KEY, RecoverySection::of);
        sections.put(SupportSection.KEY, SupportSection::of);
        return sections;
    }

    /** Returns the keys of all sections. */
    public static Set<String> keys() {
        return ALL.keySet();
    }

    /**
     * Creates the sections of a change.
     *
     * @param keys the keys of the sections to create, each one of {@link #keys}
     */
    public static List<Section> of(StackChange change, Set<String> keys) {
        return ALL.entrySet().stream()
                .filter(entry -> keys.contains(entry.getKey()))
                .map(entry -> entry.getValue().apply(change))
                .toList();
    }
}
