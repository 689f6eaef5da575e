package dev.plinth.operation.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.Plan;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.forecast.Forecast;
import dev.plinth.preview.forecast.ForecastSection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Result of a preview.
 *
 * @param report the findings, as reports are written from them
 * @param policy the policy results
 * @param timings the time that each part took
 * @param savedPlan the file of the engine's own plan, if it was kept
 * @param request the options of the preview
 */
public record Preview(
        PreviewReport report,
        PolicyFindings policy,
        Timings timings,
        Optional<Path> savedPlan,
        PreviewRequest request) {

    /**
     * Returns a preview without a kept plan.
     *
     * @param plan the steps
     * @param change the change of each resource, and the stack before and after it
     * @param policy the policy results
     * @param sections the sections that were asked for
     * @param timings the time that each part took
     * @param simulated whether the simulator was used
     * @param request the options of the preview
     */
    public static Preview of(
            Plan plan,
            StackChange change,
            PolicyFindings policy,
            List<Section> sections,
            Timings timings,
            boolean simulated,
            PreviewRequest request) {
        Optional<String> approval =
                approval(policy, sections, "plinth up " + plan.stack() + (simulated ? " --simulate" : ""));
        return new Preview(
                new PreviewReport(plan, change, policy.report(), sections, approval),
                policy,
                timings,
                Optional.empty(),
                request);
    }

    /** Returns the same preview with another plan to be applied. */
    public Preview withSavedPlan(Path file) {
        return new Preview(report, policy, timings, Optional.of(file), request);
    }

    /** Returns the steps. */
    public Plan plan() {
        return report.plan();
    }

    /** Returns the change of each resource, and the stack before and after it. */
    public StackChange change() {
        return report.change();
    }

    /** Returns the sections that were asked for. */
    public List<Section> sections() {
        return report.sections();
    }

    /**
     * Returns the command that approves the change; empty where approvals alone do not unblock it.
     *
     * @param command the command to repeat, such as {@code plinth up staging}
     */
    public Optional<String> approval(String command) {
        return approval(policy, report.sections(), command);
    }

    private static Optional<String> approval(PolicyFindings policy, List<Section> sections, String command) {
        return sections.stream().allMatch(Section::passesOnceApproved) ? policy.approval(command) : Optional.empty();
    }

    /** Returns whether a policy or a section blocks the change. */
    public boolean isBlocking() {
        return report.isBlocking();
    }

    /** Returns the reason why the change is blocked, in one line; undefined when it is not blocked. */
    public String refusal() {
        return policy.isBlocking()
                ? policy.refusal()
                : "the preview blocks this change (" + report.refusingTitles() + "); nothing was changed";
    }

    /** Returns the forecast of the update's duration, that of the section where there is one. */
    Forecast forecast() {
        return report.sections().stream()
                .filter(ForecastSection.class::isInstance)
                .map(section -> ((ForecastSection) section).forecast())
                .findFirst()
                .orElseGet(() -> Forecast.of(report.change()));
    }

    /** Returns the preview in the format of {@code plinth preview --json}. */
    public ObjectNode toJson() {
        ObjectNode document = report.toJson();
        document.set("timings", timings.toJson());
        return document;
    }
}
