package dev.plinth.operation.plan;

import dev.plinth.model.Step;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.policies.rule.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan that was made, and what it was made from.
 *
 * @param project the project's name
 * @param stack the stack's name
 * @param simulated whether it was made against the simulator
 * @param created when it was made, to the second
 * @param expires when it may no longer be applied
 * @param parts what each part was when it was made
 * @param approved what of the change was said yes to
 * @param steps what it changes, sorted by URN
 * @param enginePlan the engine's own plan, byte for byte; its secrets are encrypted by the stack's secrets provider
 */
public record SavedPlan(
        String project,
        String stack,
        boolean simulated,
        Instant created,
        Instant expires,
        Map<PlanInput, String> parts,
        Approved approved,
        List<Step> steps,
        String enginePlan) {

    /** Default validity of a plan. */
    public static final Duration DEFAULT_VALIDITY = Duration.ofHours(24);

    private static final int SHOWN = 60;

    /**
     * Approvals, as they were typed.
     *
     * @param requests each {@code RULE@URN}
     * @param reason why the change is right; empty when nothing was approved
     * @param name who approved; empty when nothing was approved
     */
    public record Approved(List<String> requests, String reason, String name) {

        /** Copies the requests. */
        public Approved {
            requests = List.copyOf(requests);
        }

        /** Returns the stored form of approvals. */
        static Approved of(Approvals approvals) {
            return new Approved(
                    approvals.requests().stream()
                            .map(request -> request.rule().id() + "@" + request.urn())
                            .toList(),
                    approvals.reason(),
                    approvals.name());
        }

        /**
         * The approvals again.
         *
         * @param rules the stack's rules
         * @throws dev.plinth.settings.ConfigException when a rule is none of theirs
         */
        Approvals in(RuleSet rules) {
            return requests.isEmpty() ? Approvals.NONE : Approvals.parse(requests, reason, name, rules);
        }
    }

    /** Copies what is mutable. */
    public SavedPlan {
        parts = new EnumMap<>(parts);
        steps = List.copyOf(steps);
    }

    /**
     * Refuses a stack that the plan was not made for, and a plan whose time is over.
     *
     * @throws PlanRejectedException with every reason
     */
    public void checkFor(String otherProject, String otherStack, boolean otherSimulated, Instant now) {
        List<String> reasons = new ArrayList<>();
        if (!project.equals(otherProject)) {
            reasons.add("it was made for the project " + project + ", not for " + otherProject);
        }
        if (!stack.equals(otherStack)) {
            reasons.add("it was made for the stack " + stack + ", not for " + otherStack);
        }
        if (simulated != otherSimulated) {
            reasons.add("it was made for " + cloud(simulated) + ", not for " + cloud(otherSimulated));
        }
        if (!now.isBefore(expires)) {
            reasons.add("it expired at " + expires);
        }
        refuse(reasons);
    }

    /**
     * Refuses the plan when something that it was made from is no longer the same.
     *
     * @param now what the parts are now; those that are absent are not compared
     * @throws PlanRejectedException with every part that moved, and what to do about it
     */
    public void checkParts(Map<PlanInput, String> now) {
        List<String> reasons = new ArrayList<>();
        now.forEach((part, value) -> {
            String was = Optional.ofNullable(parts.get(part)).orElse("not known");
            if (!was.equals(value)) {
                reasons.add(part.title() + " has changed: it was " + shown(was) + " and is " + shown(value) + "; "
                        + part.wayBack());
            }
        });
        refuse(reasons);
    }

    /**
     * Refuses the plan when a resource that it changes is no longer in the cloud as the state has it.
     *
     * @param drift what a refresh of the planned resources found
     * @throws PlanRejectedException with every resource
     */
    public void checkDrift(List<Step> drift) {
        refuse(drift.stream()
                .map(step -> step.name() + " (" + step.type() + ") has drifted: it "
                        + (step.op().equals("delete")
                                ? "does not exist in the cloud"
                                : "was changed in the cloud (" + String.join(", ", step.changedPaths()) + ")")
                        + "; update the state with `plinth refresh`, or undo the change in the cloud")
                .toList());
    }

    /**
     * Refuses the plan when the same inputs now lead to other steps, as when a provider or the program asks what only the
     * cloud knows.
     *
     * @param now the steps that a preview plans now
     * @throws PlanRejectedException with every resource
     */
    public void checkSteps(List<Step> now) {
        List<String> reasons = new ArrayList<>();
        steps.stream()
                .filter(step -> !now.contains(step))
                .forEach(step ->
                        reasons.add("the plan has " + step.op() + " of " + step.urn() + ", but a new preview differs"));
        now.stream()
                .filter(step -> steps.stream().noneMatch(known -> known.urn().equals(step.urn())))
                .forEach(step -> reasons.add(
                        "a new preview has " + step.op() + " of " + step.urn() + ", but the plan does not"));
        refuse(reasons);
    }

    /** The URNs of the planned resources that are there already, so that they can have drifted. */
    public List<String> existing() {
        return steps.stream()
                .filter(step -> !step.op().equals("create") && !step.type().startsWith("pulumi:"))
                .map(Step::urn)
                .toList();
    }

    private static void refuse(List<String> reasons) {
        if (!reasons.isEmpty()) {
            throw new PlanRejectedException(
                    "the saved plan cannot be applied; nothing was changed\n  " + String.join("\n  ", reasons));
        }
    }

    private static String cloud(boolean simulated) {
        return simulated ? "the simulator" : "the real cloud";
    }

    /** A whole digest says no more to a person than its beginning. */
    private static String shown(String value) {
        return value.length() > SHOWN && value.contains("sha256:")
                ? value.substring(0, value.indexOf("sha256:") + "sha256:".length() + 12) + "…"
                : value;
    }
}
