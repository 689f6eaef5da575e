package dev.plinth.report;

import dev.plinth.policies.PolicyReport;
import dev.plinth.preview.PreviewReport;
import java.util.ArrayList;
import java.util.List;

/** Texts of counts of policy results. */
public final class PolicyCounts {

    private PolicyCounts() {}

    /** Returns the results that a change affects, such as {@code 3 violations (1 blocking), 1 approved}. */
    public static String words(PreviewReport report) {
        return words(
                report.policies(),
                report.changedViolations().size(),
                report.changedWaived().size());
    }

    /** Returns all results, such as {@code 3 violations (1 blocking), 2 waived}. */
    public static String words(PolicyReport policies) {
        return words(policies, policies.violations().size(), policies.waived().size());
    }

    private static String words(PolicyReport policies, int violations, int waived) {
        long blocking = policies.violations().stream()
                .filter(violation -> PolicyReport.stops(violation.enforcement()))
                .count();
        List<String> parts = new ArrayList<>();
        parts.add(
                violations > 0
                        ? violations + (violations == 1 ? " violation" : " violations") + " (" + blocking + " blocking)"
                        : policies.violations().isEmpty() ? "no violations" : "no new violations");
        add(parts, waived, "waived");
        add(parts, policies.approved().size(), "approved");
        add(parts, policies.remediated().size(), "remediated");
        add(parts, policies.unknown().size(), "known after the update");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String kind) {
        if (count > 0) {
            parts.add(count + " " + kind);
        }
    }

    /** Returns the number of checked rules and resources. */
    public static String checked(PolicyReport policies) {
        return policies.rules() + " rules checked " + policies.resources() + " resources";
    }
}
