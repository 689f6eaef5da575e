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
 * Reversibility of all steps, and the evidence that a step needs to delete data: a recovery point younger than the RPO, a
 * restore test that passed within {@code restoreTestDays}, and an approval of the step. Stacks of the tier development need
 * none of these.
 */
public final class GuardsSection implements Section {

    /** The key. */
    public static final String KEY = "guards";

    private final String stack;
    private final List<GuardedStep> steps;
    private final List<Renames.Rename> renames;

    private GuardsSection(String stack, List<GuardedStep> steps, List<Renames.Rename> renames) {
        this.stack = stack;
        this.steps = steps;
        this.renames = renames;
    }

    /** Creates the section of a change. */
    public static GuardsSection of(StackChange change) {
        return new GuardsSection(
                change.stack(),
                change.changes().stream()
                        .filter(step -> step.operation() != Operation.SAME)
                        // Components do not exist in the cloud.
                        .filter(step -> step.resource().custom())
                        .map(step -> GuardedStep.of(step, change))
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
            return "no steps";
        }
        long blocked = steps.stream().filter(GuardedStep::isBlocked).count();
        return count(Reversibility.IRREVERSIBLE) + " irreversible, " + count(Reversibility.LOSSY) + " lossy, "
                + count(Reversibility.REVERSIBLE) + " reversible"
                + (blocked == 0 ? "" : ", " + blocked + " blocked");
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
        for (GuardedStep step : steps) {
            Operation operation = step.change().operation();
            String subject = step.change().resource().name() + " cannot be " + past(operation) + ": ";
            String urn = step.change().resource().urn();
            if (!step.missing().isEmpty()) {
                String gap = step.gap().map(why -> " (" + why + ")").orElse("");
                String approve = "approve it: `--approve '" + GuardedStep.rule(step.change()) + "@::" + Urns.name(urn)
                        + "' --reason …`";
                findings.add(new Finding(
                        urn,
                        subject + String.join("; ", step.missing()) + gap,
                        step.needsOnlyApproval()
                                ? approve
                                : "create a recovery point, restore it and check the data (in the simulator: `plinth"
                                        + " simulator backup "
                                        + stack + "`, then `plinth simulator restore-test " + stack + "`)"
                                        + (step.approval().isPresent() ? "" : ", then " + approve)));
            }
            if (!step.blocks().isEmpty()) {
                findings.add(new Finding(
                        urn,
                        subject + String.join("; ", step.blocks()),
                        operation == Operation.UPDATE
                                ? SubnetGroups.REMEDY
                                : !Protection.contents(step.change().before().orElseThrow())
                                                .isEmpty()
                                        ? "keep it in the cloud with retainOnDelete, or delete its content first"
                                        : "remove the protection in a separate update first: `plinth unprotect " + stack
                                                + "`"));
            }
            if (!step.clashes().isEmpty()) {
                findings.add(new Finding(urn, subject + String.join("; ", step.clashes()), UniqueKeys.REMEDY));
            }
        }
        return findings;
    }

    @Override
    public boolean passesOnceApproved() {
        return steps.stream().allMatch(GuardedStep::passesOnceApproved);
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (Renames.Rename rename : renames) {
            blocks.add(new Block.Warning(rename.from().name() + " may have been renamed to "
                    + rename.to().name() + "; without an alias it is deleted and recreated. To keep it, add: "
                    + rename.alias()));
        }
        List<String> kept = steps.stream()
                .filter(step -> step.change().leavesResource())
                .map(step -> step.change().resource().name())
                .sorted()
                .toList();
        if (!kept.isEmpty()) {
            blocks.add(new Block.Warning(kept.size() + (kept.size() == 1 ? " resource remains" : " resources remain")
                    + " in the cloud, and on the bill, after leaving the stack (retainOnDelete): "
                    + String.join(", ", kept)));
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
            // Reports list these steps before the sections.
            blocks.add(new Block.Details(
                    "Reasons of " + rows.size() + " irreversible or lossy " + (rows.size() == 1 ? "step" : "steps"),
                    List.of(new Block.Table(List.of("reversibility", "step", "resource", "reason"), rows, Set.of()))));
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
                                .orElse("–")))
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
        for (GuardedStep step : steps) {
            String urn = step.change().resource().urn();
            ObjectNode node = document.addObject()
                    .put("urn", urn)
                    .put("op", word(step.change().operation()))
                    .put("reversibility", word(step.classification().reversibility()))
                    .put("reason", step.classification().reason())
                    .put("refused", step.isBlocked());
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

    private static String past(Operation operation) {
        return switch (operation) {
            case CREATE -> "created";
            case UPDATE -> "updated";
            case REPLACE -> "replaced";
            case DELETE -> "deleted";
            case SAME -> "kept";
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
