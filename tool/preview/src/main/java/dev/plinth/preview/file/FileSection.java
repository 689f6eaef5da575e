package dev.plinth.preview.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.PlanFacts;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.Urns;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Source of a preview of a plan in a file: its producer, the assumptions about it, and the information that it lacks. */
public final class FileSection implements Section {

    /** The key. */
    public static final String KEY = "file";

    /** Information that no file has. */
    private static final String LIMITS = "A file has no recovery points, restore tests, durations of earlier updates or"
            + " quotas: these are unknown. The cloud was not read.";

    private final Source source;
    private final PlanFacts facts;
    private final List<Section> empty;

    /**
     * Kind of a file.
     *
     * @param name the kind and the program that wrote it, such as {@code plan of Terraform 1.11.4}
     * @param isPlan whether it has changes
     */
    public record Kind(String name, boolean isPlan) {}

    /**
     * File of a preview.
     *
     * @param kind the kind
     * @param facts the facts of the plan
     * @param tier the tier by which it was checked
     * @param tierReason the source of the tier
     * @param region the default Region
     * @param regionReason the source of the Region
     * @param notes remarks on the file
     * @param resources the number of resources
     * @param judged the number of resources that a rule applies to
     * @param unjudged the numbers of resources by type to which no rule applies
     * @param skippedRules the number of rules that were not evaluated because they need unchanged resources
     */
    public record Source(
            Kind kind,
            PlanFacts facts,
            String tier,
            String tierReason,
            String region,
            String regionReason,
            List<String> notes,
            int resources,
            int judged,
            SortedMap<String, Integer> unjudged,
            int skippedRules) {}

    /**
     * Creates the section.
     *
     * @param others the other sections of the preview
     */
    public FileSection(Source source, List<Section> others) {
        this.source = source;
        this.facts = source.facts();
        this.empty = others.stream().filter(Section::isSilent).toList();
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "File";
    }

    @Override
    public String summary() {
        int unjudged = source.resources() - source.judged();
        return source.kind().name() + ", checked as " + source.tier() + " (" + source.tierReason() + ")"
                + (source.resources() == 0
                        ? ""
                        : source.judged() == 0
                                ? "; no rule applies to any of its " + count(source.resources(), "resource")
                                : unjudged == 0
                                        ? ""
                                        : "; no rule applies to " + unjudged + " of "
                                                + count(source.resources(), "resource"))
                + (facts.drift().isEmpty() ? "" : "; " + count(facts.drift().size(), "resource") + " drifted");
    }

    /** Returns false, because the summary names the file and its tier. */
    @Override
    public boolean isUnaffected() {
        return false;
    }

    @Override
    public Risk risk() {
        return warnings().isEmpty() ? Risk.NONE : Risk.WARNING;
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(source.notes());
        if (source.resources() > 0 && source.judged() == 0) {
            warnings.add("nothing was checked: no rule applies to any resource of the file");
        }
        if (!facts.changesKnown()) {
            warnings.add(
                    "changes are unknown, because the file has no resource_changes; resources are shown as planned");
        }
        if (facts.missing() > 0) {
            warnings.add(count(facts.missing(), "unchanged resource") + " missing from the file: "
                    + source.skippedRules() + " rules on several resources were not evaluated, and costs are of changed"
                    + " resources only; create the file with --show-sames");
        }
        if (!facts.drift().isEmpty()) {
            warnings.add(count(facts.drift().size(), "resource")
                    + (facts.drift().size() == 1 ? " was" : " were") + " changed outside of the program");
        }
        return warnings;
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        warnings().forEach(warning -> blocks.add(new Block.Warning(warning)));
        if (!facts.drift().isEmpty()) {
            blocks.add(new Block.Table(
                    List.of("drifted", "properties"),
                    facts.drift().stream()
                            .map(change -> List.of(change.resource().name(), properties(change)))
                            .toList(),
                    Set.of()));
        }
        blocks.add(new Block.Text((source.kind().isPlan() ? "" : "The file has no changes. ") + LIMITS));
        blocks.add(new Block.Text("Default Region: " + source.region() + " (" + source.regionReason() + ")."
                + (facts.dataSources() == 0
                        ? ""
                        : " " + count(facts.dataSources(), "data source") + (facts.dataSources() == 1 ? " is" : " are")
                                + " read during the update.")));
        if (!empty.isEmpty()) {
            blocks.add(new Block.Text("Empty sections: "
                    + empty.stream()
                            .map(section -> section.title() + " (" + section.summary() + ")")
                            .collect(Collectors.joining(", "))
                    + "."));
        }
        if (!facts.remarks().isEmpty()) {
            blocks.add(new Block.Details(
                    "Remarks on " + count(facts.remarks().size(), "resource"),
                    List.of(new Block.Table(
                            List.of("resource", "remark"),
                            facts.remarks().entrySet().stream()
                                    .map(entry ->
                                            List.of(Urns.name(entry.getKey()), String.join("; ", entry.getValue())))
                                    .toList(),
                            Set.of()))));
        }
        if (!source.unjudged().isEmpty()) {
            blocks.add(new Block.Details(
                    "Types without rules: " + source.unjudged().size(),
                    List.of(new Block.Table(
                            List.of("type", "resources"),
                            source.unjudged().entrySet().stream()
                                    .map(entry -> List.of(
                                            entry.getKey(), entry.getValue().toString()))
                                    .toList(),
                            Set.of(1)))));
        }
        return blocks;
    }

    private static String properties(ResourceChange change) {
        return change.operation() == ResourceChange.Operation.DELETE
                ? "deleted"
                : change.changedPaths().stream().collect(Collectors.joining(", "));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    @Override
    public JsonNode toJson() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("kind", source.kind().name())
                .put("tier", source.tier())
                .put("tierReason", source.tierReason())
                .put("region", source.region())
                .put("regionReason", source.regionReason())
                .put("resources", source.resources())
                .put("judged", source.judged())
                .put("missingUnchanged", facts.missing())
                .put("skippedRules", source.skippedRules())
                .put("changesKnown", facts.changesKnown())
                .put("dataSources", facts.dataSources());
        ObjectNode unjudged = document.putObject("unjudged");
        source.unjudged().forEach(unjudged::put);
        var drift = document.putArray("drift");
        for (ResourceChange change : facts.drift()) {
            ObjectNode node = drift.addObject()
                    .put("urn", change.resource().urn())
                    .put("deleted", change.operation() == ResourceChange.Operation.DELETE);
            change.changedPaths().forEach(node.putArray("changedPaths")::add);
        }
        ObjectNode remarks = document.putObject("remarks");
        for (Map.Entry<String, List<String>> entry : facts.remarks().entrySet()) {
            entry.getValue().forEach(remarks.putArray(entry.getKey())::add);
        }
        source.notes().forEach(document.putArray("notes")::add);
        return document;
    }
}
