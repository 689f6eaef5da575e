package dev.plinth.report;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.guard.Classification;
import dev.plinth.preview.guard.Classifier;
import dev.plinth.preview.guard.Reversibility;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A step as reports show it.
 *
 * @param operation what happens to the resource
 * @param urn the resource's URN
 * @param type its type's token
 * @param name its logical name
 * @param component the name of the outermost component that it belongs to; empty for a resource of the stack's own
 * @param classification whether the step can be undone
 */
public record ReportStep(
        Operation operation, String urn, String type, String name, String component, Classification classification) {

    /** How much a reader has to mind a step, from the gravest down. */
    public enum Danger {
        /** Nothing brings back what is lost. */
        IRREVERSIBLE,
        /** Something is lost that a setting does not bring back. */
        LOSSY,
        /** A resource ends, and can be made again as it was. */
        ENDING,
        /** Nothing is lost. */
        NONE
    }

    /** The steps of a change that concern something in the cloud, by component, type and name. */
    public static List<ReportStep> of(StackChange change) {
        return change.changes().stream()
                .filter(step -> step.operation() != Operation.SAME)
                .filter(step -> step.resource().custom())
                .map(step -> new ReportStep(
                        step.operation(),
                        step.resource().urn(),
                        step.resource().type(),
                        step.resource().name(),
                        change.component(step).map(GraphResource::name).orElse(""),
                        Classifier.of(step)))
                .sorted(Comparator.comparing(ReportStep::component)
                        .thenComparing(ReportStep::type)
                        .thenComparing(ReportStep::name)
                        .thenComparing(ReportStep::urn))
                .toList();
    }

    /** How much a reader has to mind it. */
    public Danger danger() {
        boolean ends = operation == Operation.DELETE || operation == Operation.REPLACE;
        return switch (classification.reversibility()) {
            case IRREVERSIBLE -> Danger.IRREVERSIBLE;
            case LOSSY -> Danger.LOSSY;
            case REVERSIBLE -> ends ? Danger.ENDING : Danger.NONE;
        };
    }

    /** The last part of the type's token, such as {@code BucketV2}. */
    public String shortType() {
        return type.substring(type.lastIndexOf(':') + 1);
    }

    /** The operation's name, such as {@code delete}. */
    public String word() {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    /** How many steps have each operation, such as {@code 12 create, 1 delete}. */
    public static String counts(List<ReportStep> steps) {
        StringBuilder counts = new StringBuilder();
        for (Operation operation : Operation.values()) {
            long count =
                    steps.stream().filter(step -> step.operation() == operation).count();
            if (count > 0) {
                counts.append(counts.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(operation.name().toLowerCase(Locale.ROOT));
            }
        }
        return counts.isEmpty() ? "none" : counts.toString();
    }

    /** How many of some steps can't be undone, such as {@code 1 irreversible, 2 lossy}; empty where all can be. */
    static String losses(List<ReportStep> steps) {
        StringBuilder losses = new StringBuilder();
        for (Reversibility kind : List.of(Reversibility.IRREVERSIBLE, Reversibility.LOSSY)) {
            long count = steps.stream()
                    .filter(step -> step.classification().reversibility() == kind)
                    .count();
            if (count > 0) {
                losses.append(losses.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(kind.name().toLowerCase(Locale.ROOT));
            }
        }
        return losses.toString();
    }
}
