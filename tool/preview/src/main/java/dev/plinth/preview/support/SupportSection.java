package dev.plinth.preview.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ReleaseCalendar;
import dev.plinth.model.ReleaseCalendar.InUse;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * Releases in the stack after the change whose standard support has ended, or ends within
 * {@value ReleaseCalendar#WARNING_MONTHS} months; silent where there is none.
 */
public final class SupportSection implements Section {

    /** The key. */
    public static final String KEY = "support";

    private final List<InUse> ending;
    private final LocalDate today;

    private SupportSection(List<InUse> ending, LocalDate today) {
        this.ending = ending;
        this.today = today;
    }

    /** Creates the section of a change, on the day of its evidence. */
    public static SupportSection of(StackChange change) {
        LocalDate today = change.evidence().now().atZone(ZoneOffset.UTC).toLocalDate();
        return new SupportSection(ReleaseCalendar.bundled().ending(change.after(), today), today);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "End of support";
    }

    @Override
    public String summary() {
        if (ending.isEmpty()) {
            return "no end of support within " + ReleaseCalendar.WARNING_MONTHS + " months";
        }
        InUse first = ending.get(0);
        return first.title() + " (" + first.resource().name() + ") " + when(first)
                + (ending.size() == 1 ? "" : "; " + (ending.size() - 1) + " more");
    }

    private String when(InUse use) {
        return (use.release().hasEnded(today) ? "ended on " : "ends on ") + date(use);
    }

    private static String date(InUse use) {
        return use.release().standardSupportEnds().map(LocalDate::toString).orElse("");
    }

    @Override
    public Risk risk() {
        return ending.isEmpty() ? Risk.NONE : Risk.WARNING;
    }

    @Override
    public boolean isSilent() {
        return ending.isEmpty();
    }

    @Override
    public JsonNode toJson() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (InUse use : ending) {
            ObjectNode node = array.addObject()
                    .put("urn", use.resource().urn())
                    .put("property", use.property())
                    .put("product", use.product().title())
                    .put("version", use.version())
                    .put("standardSupportEnds", date(use));
            use.release().extendedSupportEnds().ifPresent(end -> node.put("extendedSupportEnds", end.toString()));
            node.put("ended", use.release().hasEnded(today))
                    .put("source", use.product().source());
        }
        return array;
    }

    @Override
    public List<Block> blocks() {
        return List.of(new Block.Table(
                List.of("resource", "release", "standard support", "extended support"),
                ending.stream()
                        .map(use -> List.of(
                                "`" + use.resource().name() + "`",
                                use.title(),
                                when(use),
                                use.release()
                                        .extendedSupportEnds()
                                        .map(end -> "at extra cost until " + end)
                                        .orElse("–")))
                        .toList(),
                Set.of()));
    }
}
