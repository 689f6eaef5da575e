package dev.plinth.operation.session;

import dev.plinth.operation.PolicyPack;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.policies.baseline.Baseline;
import dev.plinth.preview.catalog.Sections;
import java.util.List;
import java.util.Set;

/**
 * Options of a preview, and of the update that applies it.
 *
 * @param approvals the approved violations of rules on changes
 * @param baseline the accepted violations
 * @param packs policy packs to run beside Plinth's own
 * @param sections keys of the sections to compute, each among {@link Sections#keys}
 * @param keepsPlan whether the engine's plan is kept, so that it can be applied; encrypting it takes about a second
 * @param liftsProtection whether deletion protection is lifted, Pulumi's and the cloud's
 * @param targets the resources that the operation is limited to
 * @param note text for the stack's history, beside the approvals; empty for none
 */
public record PreviewRequest(
        Approvals approvals,
        Baseline baseline,
        List<PolicyPack> packs,
        Set<String> sections,
        boolean keepsPlan,
        boolean liftsProtection,
        Targets targets,
        String note) {

    /** A preview with all sections that keeps no plan. */
    public static final PreviewRequest DEFAULT = new PreviewRequest(
            Approvals.NONE, Baseline.NONE, List.of(), Sections.keys(), false, false, Targets.NONE, "");

    /** Copies the collections. */
    public PreviewRequest {
        packs = List.copyOf(packs);
        sections = Set.copyOf(sections);
    }

    /** Returns this request with approvals. */
    public PreviewRequest withApprovals(Approvals approved) {
        return new PreviewRequest(approved, baseline, packs, sections, keepsPlan, liftsProtection, targets, note);
    }

    /** Returns this request with accepted violations. */
    public PreviewRequest withBaseline(Baseline accepted) {
        return new PreviewRequest(approvals, accepted, packs, sections, keepsPlan, liftsProtection, targets, note);
    }

    /** Returns this request with other policy packs beside Plinth's own. */
    public PreviewRequest withPacks(List<PolicyPack> others) {
        return new PreviewRequest(approvals, baseline, others, sections, keepsPlan, liftsProtection, targets, note);
    }

    /** Returns this request with other sections. */
    public PreviewRequest withSections(Set<String> keys) {
        return new PreviewRequest(approvals, baseline, packs, keys, keepsPlan, liftsProtection, targets, note);
    }

    /** Returns this request with a text for the stack's history. */
    public PreviewRequest withNote(String text) {
        return new PreviewRequest(approvals, baseline, packs, sections, keepsPlan, liftsProtection, targets, text);
    }

    /** Returns this request, limited to some resources. */
    public PreviewRequest withTargets(Targets limits) {
        return new PreviewRequest(approvals, baseline, packs, sections, keepsPlan, liftsProtection, limits, note);
    }

    /** Returns this request, keeping the engine's plan. */
    public PreviewRequest keepingPlan() {
        return new PreviewRequest(approvals, baseline, packs, sections, true, liftsProtection, targets, note);
    }

    /** Returns this request, lifting deletion protection. */
    public PreviewRequest liftingProtection() {
        return new PreviewRequest(approvals, baseline, packs, sections, keepsPlan, true, targets, note);
    }
}
