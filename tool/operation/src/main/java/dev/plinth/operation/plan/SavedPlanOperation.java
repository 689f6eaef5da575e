package dev.plinth.operation.plan;

import dev.plinth.operation.Project;
import dev.plinth.operation.ProjectRules;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Saving and checking of plans of one stack.
 *
 * @param project the project
 * @param stack the stack's name
 * @param simulated whether the simulator replaces the cloud
 * @param baseline the file of accepted violations, if any
 * @param clock the current time
 */
public record SavedPlanOperation(
        Project project, String stack, boolean simulated, Optional<Path> baseline, Clock clock) {

    /**
     * A preview and its plan.
     *
     * @param preview the preview
     * @param plan the plan; empty where the preview is blocked
     */
    public record Saved(Preview preview, Optional<SavedPlan> plan) {}

    /**
     * Previews an update and returns its plan.
     *
     * @param session the opened stack
     * @param request the options of the preview
     * @param validity the time in which the plan may be applied
     */
    public Saved save(StackSession session, PreviewRequest request, Duration validity) {
        // Before the preview: a change while it runs must count.
        Map<PlanInput, String> before =
                PlanInputs.beforePreview(project, stack, simulated, baseline, request.packs(), session);
        Preview preview = session.preview(request.keepingPlan());
        if (preview.isBlocking()) {
            return new Saved(preview, Optional.empty());
        }
        Instant created = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Saved(
                preview,
                Optional.of(new SavedPlan(
                        project.name(),
                        stack,
                        simulated,
                        created,
                        created.plus(validity),
                        PlanInputs.afterPreview(before, preview),
                        SavedPlan.Approved.of(request.approvals()),
                        preview.plan().changes(),
                        enginePlan(preview))));
    }

    /**
     * Checks stack and expiry of a plan, without opening the stack.
     *
     * @throws PlanRejectedException with every reason
     */
    public void checkFor(SavedPlan plan) {
        plan.checkFor(project.name(), stack, simulated, clock.instant());
    }

    /**
     * Checks that a plan is still valid, and previews it with today's policies.
     *
     * @param session the opened stack
     * @param plan the plan
     * @param request the options of the preview; its approvals are those of the plan
     * @return a preview that holds the saved plan; the policies or a section may block it
     * @throws PlanRejectedException when the plan is out of date
     */
    public Preview ready(StackSession session, SavedPlan plan, PreviewRequest request) {
        checkFor(plan);
        Map<PlanInput, String> before =
                PlanInputs.beforePreview(project, stack, simulated, baseline, request.packs(), session);
        plan.checkParts(before);
        if (!plan.existing().isEmpty()) {
            plan.checkDrift(session.drift(plan.existing()));
        }
        Preview preview =
                session.preview(request.withApprovals(plan.approved().in(ProjectRules.of(project.folder(), stack))));
        plan.checkParts(PlanInputs.afterPreview(before, preview));
        if (!preview.isBlocking()) {
            plan.checkSteps(preview.plan().changes());
        }
        return preview.withSavedPlan(file(session, plan.enginePlan()));
    }

    private static String enginePlan(Preview preview) {
        Path file = preview.savedPlan().orElseThrow();
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's plan cannot be read", e);
        }
    }

    private static Path file(StackSession session, String enginePlan) {
        try {
            return Files.writeString(session.temporaryFile("plan"), enginePlan);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's plan cannot be written", e);
        }
    }
}
