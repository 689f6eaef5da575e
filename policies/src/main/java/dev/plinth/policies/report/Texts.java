package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words that all reports share. */
public final class Texts {

    /** What a report says of a violation that the baseline accepts. */
    static final String BASELINED = "accepted by the baseline";

    /** What a report says of a violation that was corrected. */
    static final String CORRECTED = "corrected before the change";

    private static final Pattern CONTROLS = Pattern.compile(
            "[\\p{Cntrl}\\x{80}-\\x{9f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}\\x{fffe}\\x{ffff}\\p{Cs}&&[^\\n\\t]]");

    private Texts() {}

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

    static String approved(PolicyReport.Approved approved) {
        return "approved by " + approved.approval().name() + ": "
                + approved.approval().reason();
    }

    /** How many violations stop the change. */
    static long mandatory(PolicyReport report) {
        return report.violations().stream()
                .filter(violation -> PolicyReport.stops(violation.enforcement()))
                .count();
    }

    /** Counts what was found, in one line. */
    static String summary(PolicyReport report) {
        return report.violations().size() + " violations (" + mandatory(report) + " mandatory), "
                + report.waived().size() + " waived, " + report.approved().size() + " approved, "
                + report.baselined().size() + " baselined, "
                + report.remediated().size() + " remediated, "
                + report.unknown().size() + " unknown; "
                + report.rules() + " rules judged " + report.resources() + " resources, " + report.evaluated()
                + " times";
    }

    /** Says that the baseline can shrink, as one line; empty where it can't. */
    static String settled(PolicyReport report) {
        int gone = report.settled().size();
        return gone == 0
                ? ""
                : "entries of the baseline that no longer occur: " + gone
                        + "; `plinth policy baseline` writes it anew without them";
    }

    /** The same on one line: where a line begins, it could be a command to whatever reads the output. */
    public static String oneLine(String text) {
        return clean(text).replaceAll("[\\n\\t]+", " ");
    }

    /** Takes the control characters out: a property's value must not write to a terminal, turn its text around or break XML. */
    public static String clean(String text) {
        return CONTROLS.matcher(text).replaceAll("");
    }
}
