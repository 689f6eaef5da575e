package dev.plinth.policies.report;

import dev.plinth.model.SourceLocation;
import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.baseline.Occurrence;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of a report: what was found, and what became of it.
 *
 * @param message what is wrong with the resource
 * @param properties the paths of the properties that it is about; empty where the verdict states none
 * @param note why it stops nothing; empty for a violation
 * @param location the line to show, where it is known
 */
record Finding(
        Result result,
        String rule,
        Severity severity,
        Enforcement enforcement,
        String urn,
        String message,
        List<String> properties,
        String note,
        Optional<SourceLocation> location) {

    /** A value from a program must not control a terminal, nor break the encoding. */
    Finding {
        rule = Texts.clean(rule);
        urn = Texts.clean(urn);
        message = Texts.clean(message);
        note = Texts.clean(note);
    }

    /** Result of a finding, in the order of reports. */
    enum Result {
        VIOLATION,
        UNKNOWN,
        WAIVED,
        APPROVED,
        BASELINED,
        REMEDIATED
    }

    /** Everything in a report. */
    static List<Finding> of(PolicyReport report) {
        List<Finding> all = new ArrayList<>();
        report.violations().forEach(violation -> all.add(of(report, Result.VIOLATION, violation, "")));
        for (PolicyReport.UnknownResult result : report.unknown()) {
            all.add(new Finding(
                    Result.UNKNOWN,
                    result.rule(),
                    result.severity(),
                    Enforcement.ADVISORY,
                    result.urn(),
                    Texts.unknown(result),
                    List.of(result.property()),
                    "",
                    report.locations().inProject(result.urn())));
        }
        report.waived().forEach(waived -> all.add(of(report, Result.WAIVED, waived.violation(), Texts.waived(waived))));
        report.approved()
                .forEach(approved ->
                        all.add(of(report, Result.APPROVED, approved.violation(), Texts.approved(approved))));
        report.baselined().forEach(violation -> all.add(of(report, Result.BASELINED, violation, Texts.BASELINED)));
        for (PolicyReport.Remediated corrected : report.remediated()) {
            all.add(new Finding(
                    Result.REMEDIATED,
                    corrected.rule(),
                    corrected.severity(),
                    Enforcement.REMEDIATE,
                    corrected.urn(),
                    corrected.message(),
                    corrected.properties(),
                    Texts.CORRECTED,
                    report.locations().inProject(corrected.urn())));
        }
        return all;
    }

    private static Finding of(PolicyReport report, Result result, PolicyReport.Violation violation, String note) {
        return new Finding(
                result,
                violation.rule(),
                violation.severity(),
                violation.enforcement(),
                violation.urn(),
                violation.message(),
                violation.properties(),
                note,
                report.locations().inProject(violation.urn()));
    }

    /** The finding as fingerprints identify it. */
    Occurrence occurrence() {
        return new Occurrence(rule, urn, message, properties);
    }

    /** The resource's logical name. */
    String resource() {
        return Urns.name(urn);
    }

    /** True if it stops the change. */
    boolean isBlocking() {
        return result == Result.VIOLATION && PolicyReport.stops(enforcement);
    }

    /** Message, with the reason why the finding does not block the change. */
    String explained() {
        return note.isEmpty() ? message : message + " (" + note + ")";
    }

    /** The file and line, empty where they are not known. */
    String place() {
        return Texts.clean(location.map(SourceLocation::toString).orElse(""));
    }
}
