package dev.plinth.preview.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.Urns;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which steps can't be undone, and what must be shown before one deletes data: a recovery point younger than the RPO, a restore
 * test that passed within {@code restoreTestDays}, and an approval of that very step. A stack of the tier development asks
 * for none of it.
 */
public final class GuardsSection implements Section {

    /** The key. */
    public static final String KEY = "guards";

    private final String stack;
    private final List<Guarded> steps;
    private final List<Renames.Rename> renames;

    private GuardsSection(String stack, List<Guarded> steps, List<Renames.Rename> renames) {
        this.stack = stack;
        this.steps = steps;
        this.renames = renames;
    }

    /** Makes the section of a change. */
    public static GuardsSection of(StackChange change) {
        return new GuardsSection(
                change.stack(),
                change.changes().stream()
                        .filter(step -> step.operation() != Operation.SAME)
                        // A component is nothing in the cloud.
                        .filter(step -> step.resource().custom())
                        .map(step -> Guarded.of(step, change))
                        .toList(),
                Renames.among(change.changes()));
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "Guards";
    }

    @Override
    public String summary() {
        if (steps.isEmpty()) {
            return "no step";
        }
        long refused = steps.stream().filter(Guarded::isRefused).count();
        return count(Reversibility.IRREVERSIBLE) + " irreversible, " + count(Reversibility.LOSSY) + " lossy, "
                + count(Reversibility.REVERSIBLE) + " reversible"
                + (refused == 0 ? "" : ", " + refused + " refused");
    }

    private long count(Reversibility reversibility) {
        return steps.stream()
                .filter(step -> step.classification().reversibility() == reversibility)
                .count();
    }

    @Override
    public Risk risk() {
        if (!findings().isEmpty() || count(Reversibility.IRREVERSIBLE) > 0) {
            return Risk.CRITICAL;
        }
        return count(Reversibility.LOSSY) > 0 || !renames.isEmpty() ? Risk.WARNING : Risk.NONE;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Guarded step : steps) {
            Operation operation = step.change().operation();
            String subject = step.change().resource().name() + " can't be " + word(operation) + "d: ";
            String urn = step.change().resource().urn();
            if (!step.missing().isEmpty()) {
                String gap = step.gap().map(why -> " (" + why + ")").orElse("");
                String approve = "approve it: `--approve '" + Guarded.rule(step.change()) + "@::" + Urns.name(urn)
                        + "' --reason …`";
                findings.add(new Finding(
                        urn,
                        subject + String.join(", and ", step.missing()) + gap,
                        step.lacksApprovalAlone()
                                ? approve
                                : "back it up, restore the backup and check it (`plinth simulator backup " + stack
                                        + "` and `restore-test` in the embedded cloud)"
                                        + (step.approval().isPresent() ? "" : ", and " + approve)));
            }
            if (!step.blocks().isEmpty()) {
                findings.add(new Finding(
                        urn,
                        subject + String.join(", and ", step.blocks()),
                        operation == Operation.UPDATE
                                ? SubnetGroups.REMEDY
                                : !Protection.contents(step.change().before().orElseThrow())
                                                .isEmpty()
                                        ? "keep it in the cloud with retainOnDelete, or delete what it holds first"
                                        : "lift the protection in an update of its own first, as `plinth unprotect "
                                                + stack + "` does"));
            }
            if (!step.clashes().isEmpty()) {
                findings.add(new Finding(urn, subject + String.join(", and ", step.clashes()), UniqueKeys.REMEDY));
            }
        }
        return findings;
    }

    @Override
    public boolean passesOnceApproved() {
        return steps.stream().allMatch(Guarded::passesOnceApproved);
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (Renames.Rename rename : renames) {
            blocks.add(new Block.Warning(rename.from().name() + " seems to be renamed to "
                    + rename.to().name() + "; as it is, it is deleted and made again. To keep it: " + rename.alias()));
        }
        List<String> kept = steps.stream()
                .filter(step -> step.change().leavesResource())
                .map(step -> step.change().resource().name())
                .sorted()
                .toList();
        if (!kept.isEmpty()) {
            blocks.add(new Block.Warning(kept.size() + (kept.size() == 1 ? " resource stays" : " resources stay")
                    + " in the cloud and on the bill when the stack lets go of " + (kept.size() == 1 ? "it" : "them")
                    + " (retainOnDelete): " + String.join(", ", kept)));
        }
        List<List<String>> rows = Stream.of(Reversibility.IRREVERSIBLE, Reversibility.LOSSY)
                .flatMap(kind ->
                        steps.stream().filter(step -> step.classification().reversibility() == kind))
                .map(step -> List.of(
                        word(step.classification().reversibility()),
                        word(step.change().operation()),
                        step.change().resource().name(),
                        step.classification().reason()))
                .toList();
        if (!rows.isEmpty()) {
            // Reports name these steps before any section.
            blocks.add(new Block.Details(
                    "why " + rows.size() + (rows.size() == 1 ? " step" : " steps")
                            + " can't be undone, or loses something",
                    List.of(new Block.Table(List.of("undo", "step", "resource", "why"), rows, Set.of()))));
        }
        List<List<String>> evidence = steps.stream()
                .filter(step ->
                        step.recoveryPoint().isPresent() || step.restoreTest().isPresent())
                .map(step -> List.of(
                        step.change().resource().name(),
                        step.recoveryPoint().map(Object::toString).orElse("none"),
                        step.restoreTest().map(Object::toString).orElse("none"),
                        step.approval()
                                .map(approval -> approval.name() + ": " + approval.reason())
                                .orElse("nobody")))
                .toList();
        if (!evidence.isEmpty()) {
            blocks.add(new Block.Table(
                    List.of("resource", "recovery point", "restore test", "approved by"), evidence, Set.of()));
        }
        return blocks;
    }

    @Override
    public JsonNode toJson() {
        ArrayNode document = JsonNodeFactory.instance.arrayNode();
        for (Guarded step : steps) {
            String urn = step.change().resource().urn();
            ObjectNode node = document.addObject()
                    .put("urn", urn)
                    .put("op", word(step.change().operation()))
                    .put("reversibility", word(step.classification().reversibility()))
                    .put("reason", step.classification().reason())
                    .put("refused", step.isRefused());
            var why = node.putArray("missing");
            Stream.of(step.missing(), step.blocks(), step.clashes())
                    .flatMap(List::stream)
                    .forEach(why::add);
            step.recoveryPoint().ifPresent(at -> node.put("recoveryPoint", at.toString()));
            step.restoreTest().ifPresent(at -> node.put("restoreTest", at.toString()));
            step.approval().ifPresent(approval -> node.put("approvedBy", approval.name()));
            renames.stream()
                    .filter(rename -> rename.urns().contains(urn))
                    .forEach(rename -> node.put("renamedTo", rename.to().urn()).put("alias", rename.alias()));
        }
        return document;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
