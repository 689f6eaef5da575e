package dev.plinth.operation.rollback;

import dev.plinth.model.ResourceChange;
import dev.plinth.operation.session.Preview;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rules.RuleCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Effects that a rollback does not revert, and its own losses. */
public final class Irreversible {

    private static final String NOT_DELETED = "stateful-not-deleted";

    /** Rules on irreversible changes. */
    private static final Set<String> ONE_WAY = Set.of(
            NOT_DELETED,
            "stateful-not-replaced",
            "engine-not-downgraded",
            "storage-not-shrunk",
            "backup-retention-not-reduced");

    private Irreversible() {}

    /**
     * Finds it in the preview of a rollback.
     *
     * @return one line a step, in the order of the URNs
     */
    public static List<String> of(Preview preview) {
        List<String> lines = new ArrayList<>();
        preview.change().changes().stream()
                .filter(change -> change.operation() == ResourceChange.Operation.CREATE)
                .filter(change -> RuleCatalogue.find(NOT_DELETED)
                        .orElseThrow()
                        .appliesTo(change.resource().type()))
                .forEach(change -> lines.add(change.resource().name() + " ("
                        + change.resource().type()
                        + ") is created empty: its data was deleted with it, and only a backup has it"));
        PolicyReport report = preview.policy().report();
        Stream.concat(report.violations().stream(), report.approved().stream().map(PolicyReport.Approved::violation))
                .filter(violation -> ONE_WAY.contains(violation.rule()))
                .forEach(violation -> lines.add(name(violation.urn()) + " (" + violation.rule() + "): "
                        + RuleCatalogue.find(violation.rule()).orElseThrow().risk()));
        return lines;
    }

    private static String name(String urn) {
        return urn.substring(urn.lastIndexOf("::") + 2);
    }
}
