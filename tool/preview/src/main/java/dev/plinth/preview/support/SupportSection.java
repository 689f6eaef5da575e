package dev.plinth.preview.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.calendar.ReleaseCalendar;
import dev.plinth.model.calendar.ReleaseCalendar.InUse;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Releases in the stack after the change whose standard support has ended, or ends within
 * {@value ReleaseCalendar#WARNING_MONTHS} months; silent where there is none.
 */
public final class SupportSection implements Section {

    /** The key. */
    public static final String KEY = "support";

    private final List<InUse> ending;
    private final Set<String> before;
    private final LocalDate today;

    private SupportSection(List<InUse> ending, Set<String> before, LocalDate today) {
        this.ending = ending;
        this.before = before;
        this.today = today;
    }

    /** Creates the section of a change, on the day of its evidence. */
    public static SupportSection of(StackChange change) {
        LocalDate today = change.evidence().now().atZone(ZoneOffset.UTC).toLocalDate();
        return new SupportSection(
                ReleaseCalendar.bundled().ending(change.after(), today),
                ReleaseCalendar.bundled().ending(change.before(), today).stream()
                        .map(SupportSection::id)
                        .collect(Collectors.toSet()),
                today);
    }

    private static String id(InUse use) {
        return use.resource().urn() + " " + use.property() + " " + use.version();
    }

    /** Returns the releases that the change introduces, or those in use before. */
    private List<InUse> ending(boolean introduced) {
        return ending.stream()
                .filter(use -> before.contains(id(use)) != introduced)
                .toList();
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
        return ending(true).isEmpty() ? Risk.NONE : Risk.WARNING;
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
        List<Block> blocks = new ArrayList<>();
        if (!ending(true).isEmpty()) {
            blocks.add(table(ending(true)));
        }
        if (!ending(false).isEmpty()) {
            blocks.add(
                    Block.Standing.of(ending(false).size(), "end-of-support warning", List.of(table(ending(false)))));
        }
        return blocks;
    }

    private Block table(List<InUse> uses) {
        return new Block.Table(
                List.of("resource", "release", "standard support", "extended support"),
                uses.stream()
                        .map(use -> List.of(
                                "`" + use.resource().name() + "`",
                                use.title(),
                                when(use),
                                use.release()
                                        .extendedSupportEnds()
                                        .map(end -> "at extra cost until " + end)
                                        .orElse("–")))
                        .toList(),
                Set.of());
    }
}
