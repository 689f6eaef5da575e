package dev.plinth.operation.plan;

import dev.plinth.operation.PolicyPack;
import dev.plinth.operation.Project;
import dev.plinth.operation.ProjectRules;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.operation.session.StackSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Saves plans of one stack, and finds out whether one may be applied.
 *
 * @param project the project
 * @param stack the stack's name
 * @param simulated whether the embedded cloud answers
 * @param baseline the file of accepted violations, if any
 * @param packs the policy packs that judge beside Plinth's own
 * @param clock what time it is
 */
public record SavedPlanOperation(
        Project project,
        String stack,
        boolean simulated,
        Optional<Path> baseline,
        List<PolicyPack> packs,
        Clock clock) {

    /**
     * A preview and the plan of it.
     *
     * @param preview the preview
     * @param capsule the plan; empty where the preview refuses the change, so that nothing is there to be applied
     */
    public record Made(StackSession.Preview preview, Optional<SavedPlan> capsule) {}

    /**
     * Previews an update and makes a capsule of it.
     *
     * @param session the opened stack
     * @param approvals what of the change was said yes to
     * @param life how long the plan may be applied
     */
    public Made make(StackSession session, Approvals approvals, Duration life) {
        // Before the preview: what moves while it runs must count as moved.
        Map<PlanInput, String> before = PlanInputs.beforePreview(project, stack, simulated, baseline, packs, session);
        StackSession.Preview preview = session.plan(approvals);
        if (preview.isBlocking()) {
            return new Made(preview, Optional.empty());
        }
        Instant created = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Made(
                preview,
                Optional.of(new SavedPlan(
                        project.name(),
                        stack,
                        simulated,
                        created,
                        created.plus(life),
                        PlanInputs.afterPreview(before, preview),
                        SavedPlan.Approved.of(approvals),
                        preview.plan().changes(),
                        enginePlan(preview))));
    }

    /**
     * Refuses a plan that is not this stack's, or whose time is over; no stack needs to be opened for that.
     *
     * @throws PlanRejectedException with every reason
     */
    public void checkFor(SavedPlan capsule) {
        capsule.checkFor(project.name(), stack, simulated, clock.instant());
    }

    /**
     * Checks that a plan still fits, has the policies judge the change as it is today, and readies that very plan.
     *
     * @param session the opened stack
     * @param capsule the plan
     * @return a preview whose plan is the capsule's; the policies or a section may refuse it
     * @throws PlanRejectedException when the plan doesn't fit
     */
    public StackSession.Preview ready(StackSession session, SavedPlan capsule) {
        checkFor(capsule);
        Map<PlanInput, String> before = PlanInputs.beforePreview(project, stack, simulated, baseline, packs, session);
        capsule.checkParts(before);
        if (!capsule.existing().isEmpty()) {
            capsule.checkDrift(session.drift(capsule.existing()));
        }
        StackSession.Preview preview = session.preview(capsule.approved().in(ProjectRules.of(project.folder(), stack)));
        capsule.checkParts(PlanInputs.afterPreview(before, preview));
        if (!preview.isBlocking()) {
            capsule.checkSteps(preview.plan().changes());
        }
        return preview.withSavedPlan(file(session, capsule.enginePlan()));
    }

    private static String enginePlan(StackSession.Preview preview) {
        Path file = preview.savedPlan().orElseThrow();
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's plan can't be read", e);
        }
    }

    private static Path file(StackSession session, String enginePlan) {
        try {
            return Files.writeString(session.temporaryFile("plan"), enginePlan);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's plan can't be written", e);
        }
    }
}
