package dev.plinth.report;

import dev.plinth.model.SourceLocation;
import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Severity;
import dev.plinth.preview.PreviewReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Policy results on the page.
 *
 * @param summary the numbers of checked rules and resources
 * @param counts the numbers of results
 * @param lists the results, one list per kind
 */
record HtmlPolicies(String summary, String counts, HtmlRisk risk, List<Results> lists) {

    /** Results of one kind. */
    record Results(String title, int size, boolean open, List<Result> results) {}

    /**
     * Result.
     *
     * @param state the effect on the change, such as {@code blocked}
     * @param step the id of the resource's step; empty for an unchanged resource
     * @param note details, such as a waiver
     * @param source the source location of the resource
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

    static HtmlPolicies of(PreviewReport preview, HtmlSteps steps) {
        PolicyReport report = preview.policies();
        Writer writer = new Writer(report, steps);
        violations(report, writer);
        exceptions(report, writer);
        others(report, writer);
        return new HtmlPolicies(
                report.rules() + " rules checked " + report.resources() + " resources in " + report.evaluated()
                        + " evaluations.",
                PolicyCounts.words(preview),
                HtmlRisk.of(preview.policyRisk()),
                List.copyOf(writer.lists));
    }

    private static void violations(PolicyReport report, Writer writer) {
        writer.list("Violations", true, report.violations(), violation -> {
            boolean stops = PolicyReport.stops(violation.enforcement());
            return writer.result(
                    stops ? HtmlRisk.CRITICAL : HtmlRisk.WARNING, stops ? "blocked" : "warning", violation, "");
        });
    }

    /** Adds the violations that are approved or waived. */
    private static void exceptions(PolicyReport report, Writer writer) {
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
    }

    /** Adds the results that are not violations, and the entries of the baseline. */
    private static void others(PolicyReport report, Writer writer) {
        writer.list(
                "Remediated",
                false,
                report.remediated(),
                remediated -> writer.result(
                        HtmlRisk.INFO,
                        "remediated",
                        remediated.rule(),
                        lower(remediated.severity()),
                        remediated.urn(),
                        remediated.message(),
                        ""));
        writer.list(
                "Known after the update",
                false,
                report.unknown(),
                unknown -> writer.result(
                        HtmlRisk.INFO,
                        "unknown",
                        unknown.rule(),
                        lower(unknown.severity()),
                        unknown.urn(),
                        unknown.property() + " is known after the update",
                        ""));
        writer.list(
                "Accepted by the baseline",
                false,
                report.baselined(),
                violation -> writer.result(HtmlRisk.INFO, "accepted", violation, ""));
        writer.list(
                "Resolved baseline entries",
                false,
                report.settled(),
                entry -> writer.result(
                        HtmlRisk.INFO,
                        "resolved",
                        entry.rule(),
                        "",
                        entry.urn(),
                        "no longer occurs: remove it from the baseline",
                        entry.property()));
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
