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
 * Step in a report.
 *
 * @param operation the operation
 * @param urn the resource's URN
 * @param type its type token
 * @param name its logical name
 * @param component the name of the outermost component; empty without one
 * @param classification the reversibility
 */
public record ReportStep(
        Operation operation, String urn, String type, String name, String component, Classification classification) {

    /** Levels of danger, highest first. */
    public enum Danger {
        /** Data is lost for good. */
        IRREVERSIBLE,
        /** Something is lost that a setting cannot restore. */
        LOSSY,
        /** A resource is deleted or replaced, but can be recreated. */
        ENDING,
        /** Without loss. */
        NONE
    }

    /** Returns the steps of a change without those of components, sorted by component, type and name. */
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

    /** Returns the level of danger. */
    public Danger danger() {
        boolean ends = operation == Operation.DELETE || operation == Operation.REPLACE;
        return switch (classification.reversibility()) {
            case IRREVERSIBLE -> Danger.IRREVERSIBLE;
            case LOSSY -> Danger.LOSSY;
            case REVERSIBLE -> ends ? Danger.ENDING : Danger.NONE;
        };
    }

    /** Returns the last part of the type token, such as {@code BucketV2}. */
    public String shortType() {
        return type.substring(type.lastIndexOf(':') + 1);
    }

    /** Returns the operation, such as {@code delete}. */
    public String word() {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the numbers of steps by operation, such as {@code 12 create, 1 delete}. */
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

    /** Returns the numbers of steps that are not reversible, such as {@code 1 irreversible, 2 lossy}; empty for none. */
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
