package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;
import java.util.Locale;

/** Pieces of text that several formats share. */
final class Texts {

    private Texts() {}

    /** Writes a constant as the configuration does: lower case. */
    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String undecided(PolicyReport.Undecided undecided) {
        return undecided.property() + " is known only after the update";
    }

    static String waived(PolicyReport.Waived waived) {
        return "waived until " + waived.waiver().expires() + " by "
                + waived.waiver().owner() + ": " + waived.waiver().reason();
    }

    /** Counts what was found, in one line. */
    static String summary(PolicyReport report) {
        long mandatory = report.violations().stream()
                .filter(violation -> violation.enforcement() == Enforcement.MANDATORY)
                .count();
        return report.violations().size() + " violations (" + mandatory + " mandatory), "
                + report.waived().size() + " waived, " + report.unknown().size() + " unknown; "
                + report.rules() + " rules judged " + report.resources() + " resources, " + report.evaluated()
                + " times";
    }

    /** Takes the control characters out: a property's value must not write to a terminal or break XML. */
    static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
    }
}
