package dev.plinth.cli.options;

import dev.plinth.preview.catalog.Sections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Sections of a preview. */
public final class SectionsOption {

    private static final String ALL = "all";
    private static final String NONE = "none";

    @Option(
            names = "--sections",
            split = ",",
            paramLabel = "SECTION",
            completionCandidates = Keys.class,
            description = "Sections to show in addition to steps and policies: all (the default), none, or some of "
                    + "${COMPLETION-CANDIDATES}.")
    @Nullable
    public List<String> chosen;

    /** The sections' keys, for help and completion. */
    public static final class Keys implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Sections.keys().iterator();
        }
    }

    /**
     * The keys of the chosen sections.
     *
     * @throws UsageException when one is not known
     */
    public Set<String> keys() {
        List<String> names = chosen == null ? List.of(ALL) : chosen;
        if (names.equals(List.of(ALL))) {
            return Sections.keys();
        }
        if (names.equals(List.of(NONE))) {
            return Set.of();
        }
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(Sections.keys());
        if (!unknown.isEmpty()) {
            throw new UsageException("--sections: " + String.join(", ", unknown)
                    + ": unknown section; expected all, none, " + String.join(", ", Sections.keys()));
        }
        return new TreeSet<>(names);
    }
}
