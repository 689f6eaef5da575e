package dev.plinth.report;

import dev.plinth.model.SourceLocation;
import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What the policies say.
 *
 * @param summary how much was judged
 * @param counts how much was found
 * @param lists the results, one list for each kind that has some
 */
record HtmlPolicies(String summary, String counts, HtmlRisk risk, List<Results> lists) {

    /** Results of one kind, folded where nobody has to read them. */
    record Results(String title, int size, boolean open, List<Result> results) {}

    /**
     * A result.
     *
     * @param state what it does to the change, such as {@code refused}
     * @param step the id of the resource's step; empty when it doesn't change
     * @param note who accepts it until when and why, and the like
     * @param source the line that makes the resource
     */
    record Result(
            HtmlRisk risk,
            String state,
            String rule,
            String severity,
            String urn,
            String step,
            String name,
            String message,
            String note,
            String source) {}

    static HtmlPolicies of(PolicyReport report, HtmlRisk risk, HtmlSteps steps) {
        Writer writer = new Writer(report, steps);
        writer.list("Violations", true, report.violations(), violation -> {
            boolean stops = PolicyReport.stops(violation.enforcement());
            return writer.result(
                    stops ? HtmlRisk.CRITICAL : HtmlRisk.WARNING, stops ? "refused" : "warning", violation, "");
        });
        writer.list(
                "Approved for this change",
                true,
                report.approved(),
                approved -> writer.result(
                        HtmlRisk.WARNING,
                        "approved",
                        approved.violation(),
                        "approved by " + approved.approval().name() + ": "
                                + approved.approval().reason()));
        writer.list(
                "Waived",
                false,
                report.waived(),
                waived -> writer.result(
                        HtmlRisk.INFO,
                        "waived",
                        waived.violation(),
                        "waived until " + waived.waiver().expires() + " by "
                                + waived.waiver().owner() + ": "
                                + waived.waiver().reason()));
        writer.list(
                "Corrected",
                false,
                report.remediated(),
                corrected -> writer.result(
                        HtmlRisk.INFO,
                        "corrected",
                        corrected.rule(),
                        lower(corrected.severity()),
                        corrected.urn(),
                        corrected.message(),
                        ""));
        writer.list(
                "Known only after the update",
                false,
                report.unknown(),
                unknown -> writer.result(
                        HtmlRisk.INFO,
                        "unknown",
                        unknown.rule(),
                        lower(unknown.severity()),
                        unknown.urn(),
                        unknown.property() + " is known only after the update",
                        ""));
        writer.list(
                "Accepted by the baseline",
                false,
                report.baselined(),
                violation -> writer.result(HtmlRisk.INFO, "accepted", violation, ""));
        writer.list(
                "Settled entries of the baseline",
                false,
                report.settled(),
                entry -> writer.result(
                        HtmlRisk.INFO,
                        "settled",
                        entry.rule(),
                        "",
                        entry.urn(),
                        "no longer occurs: remove it from the baseline",
                        entry.property()));
        return new HtmlPolicies(
                report.rules() + " rules judged " + report.resources() + " resources, " + report.evaluated()
                        + " times.",
                report.violations().size() + " violations, " + report.waived().size() + " waived, "
                        + report.approved().size() + " approved, "
                        + report.unknown().size() + " known only later",
                risk,
                List.copyOf(writer.lists));
    }

    private static String lower(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private record Writer(PolicyReport report, HtmlSteps steps, List<Results> lists) {

        Writer(PolicyReport report, HtmlSteps steps) {
            this(report, steps, new ArrayList<>());
        }

        <T> void list(String title, boolean open, List<T> found, Function<T, Result> result) {
            if (!found.isEmpty()) {
                lists.add(new Results(
                        title, found.size(), open, found.stream().map(result).toList()));
            }
        }

        Result result(HtmlRisk risk, String state, PolicyReport.Violation violation, String note) {
            return result(
                    risk,
                    state,
                    violation.rule(),
                    lower(violation.severity()),
                    violation.urn(),
                    violation.message(),
                    note);
        }

        Result result(
                HtmlRisk risk, String state, String rule, String severity, String urn, String message, String note) {
            return new Result(
                    risk,
                    state,
                    rule,
                    severity,
                    urn,
                    steps.id(urn),
                    Urns.name(urn),
                    message,
                    note,
                    report.locations()
                            .inProject(urn)
                            .map(SourceLocation::toString)
                            .orElse(""));
        }
    }
}
