package dev.plinth.report;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.change.ChangeSection;
import dev.plinth.preview.change.ChangedResource;
import dev.plinth.preview.change.Difference;
import dev.plinth.preview.change.StepCounts;
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
 * @param differences the changed properties and tags of an update or a replacement
 * @param because the reasons of a replacement
 */
public record ReportStep(
        Operation operation,
        String urn,
        String type,
        String name,
        String component,
        Classification classification,
        List<Difference> differences,
        List<String> because) {

    /** Order of reports: by danger, and changed values before values that only follow from them. */
    public static final Comparator<ReportStep> CAUSES_FIRST =
            Comparator.comparing(ReportStep::danger).thenComparing(ReportStep::isConsequence);

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

    /** Returns the steps of a report without those of components, sorted by component, type and name. */
    public static List<ReportStep> of(PreviewReport report) {
        return of(ChangeSection.steps(report));
    }

    /** Returns the steps of a change without those of components, sorted by component, type and name. */
    public static List<ReportStep> of(StackChange change) {
        return of(ChangedResource.of(change));
    }

    private static List<ReportStep> of(List<ChangedResource> steps) {
        return steps.stream()
                .map(step -> new ReportStep(
                        step.change().operation(),
                        step.change().resource().urn(),
                        step.change().resource().type(),
                        step.change().resource().name(),
                        step.component().map(GraphResource::name).orElse(""),
                        Classifier.of(step.change()),
                        step.differences(),
                        step.because()))
                .sorted(Comparator.comparing(ReportStep::component)
                        .thenComparing(ReportStep::type)
                        .thenComparing(ReportStep::name)
                        .thenComparing(ReportStep::urn))
                .toList();
    }

    /** Returns whether all differences are values that the change of other resources gives. */
    private boolean isConsequence() {
        return !differences.isEmpty() && differences.stream().allMatch(Difference::isUnknown);
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

    /** Returns the numbers of changes, such as {@code 5 changes: 3 updates, 2 creations}. */
    public static String counts(List<ReportStep> steps) {
        return StepCounts.words(steps.stream().map(ReportStep::operation).toList());
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
