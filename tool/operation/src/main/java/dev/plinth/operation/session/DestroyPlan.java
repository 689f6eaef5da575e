package dev.plinth.operation.session;

import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.deletion.DestroySection;
import java.util.List;

/**
 * Plan of a destroy.
 *
 * @param report the deletions, the data stores with what remains of them, and the cost
 * @param targets the resources that the destroy is limited to
 * @param liftsProtection whether deletion protection is lifted first, as outside production
 * @param obstacles the reasons why nothing can be deleted, as text for a person; empty where the destroy can begin
 */
public record DestroyPlan(PreviewReport report, Targets targets, boolean liftsProtection, List<String> obstacles) {

    /** Copies the list. */
    public DestroyPlan {
        obstacles = List.copyOf(obstacles);
    }

    /** Returns whether nothing can be deleted. */
    public boolean isBlocking() {
        return !obstacles.isEmpty();
    }

    /** Returns the number of resources that are deleted from the cloud. */
    public int deletions() {
        return report.sections().stream()
                .filter(DestroySection.class::isInstance)
                .mapToInt(section -> ((DestroySection) section).deleted())
                .sum();
    }
}
