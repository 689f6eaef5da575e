package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words that all reports share. */
public final class Texts {

    /** Note on a violation that the baseline accepts. */
    static final String BASELINED = "accepted by the baseline";

    /** Note on a violation that was remediated. */
    static final String CORRECTED = "remediated before the change";

    /** Start of the note for a report without any verdict. */
    static final String NOTHING_JUDGED = "no resources were checked";

    private static final Pattern CONTROLS = Pattern.compile(
            "[\\p{Cntrl}\\x{80}-\\x{9f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}\\x{fffe}\\x{ffff}\\p{Cs}&&[^\\n\\t]]");

    private Texts() {}

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String unknown(PolicyReport.UnknownResult result) {
        return result.property() + " is known only after the update";
    }

    static String waived(PolicyReport.Waived waived) {
        return "waived until " + waived.waiver().expires() + " by "
                + waived.waiver().owner() + ": " + waived.waiver().reason();
    }

    static String approved(PolicyReport.Approved approved) {
        return "approved by " + approved.approval().name() + ": "
                + approved.approval().reason();
    }

    /** Number of violations that block the change. */
    static long mandatory(PolicyReport report) {
        return report.violations().stream()
                .filter(violation -> PolicyReport.stops(violation.enforcement()))
                .count();
    }

    /** Notes on the input: of the file, of its environments, and of types that no rule looks at. */
    static List<String> notes(PolicyReport report) {
        List<String> notes = new ArrayList<>();
        for (PolicyReport.Assumption assumption : report.input().assumptions()) {
            notes.add("tier " + lower(assumption.tier()) + ", enforcement " + lower(assumption.enforcement()) + ": "
                    + assumption.reason());
        }
        notes.addAll(report.input().notes());
        Map<String, Integer> unjudged = report.coverage().unjudged();
        if (!unjudged.isEmpty()) {
            notes.add("types without a rule: "
                    + unjudged.entrySet().stream()
                            .map(type -> type.getKey() + " (" + type.getValue() + ")")
                            .collect(Collectors.joining(", ")));
        }
        if (report.isNothingJudged()) {
            notes.add(NOTHING_JUDGED
                    + (report.coverage().resources() == 0
                            ? ": the file contains no resources"
                            : ": no rule applies to any of the "
                                    + report.coverage().resources() + " resources"));
        }
        return notes.stream().map(Texts::oneLine).toList();
    }

    /** Counts what was found, in one line. */
    static String summary(PolicyReport report) {
        return report.violations().size() + " violations (" + mandatory(report) + " mandatory), "
                + report.waived().size() + " waived, " + report.approved().size() + " approved, "
                + report.baselined().size() + " baselined, "
                + report.remediated().size() + " remediated, "
                + report.unknown().size() + " unknown; "
                + report.rules() + " rules checked " + judged(report) + " resources, " + report.evaluated()
                + " times";
    }

    private static String judged(PolicyReport report) {
        PolicyReport.Coverage coverage = report.coverage();
        return coverage.resources() == 0 && !report.isNothingJudged()
                ? Integer.toString(report.resources())
                : coverage.judged() + " of " + coverage.resources();
    }

    /** Returns a note that the baseline has obsolete entries; empty without any. */
    static String settled(PolicyReport report) {
        int gone = report.settled().size();
        return gone == 0 ? "" : "obsolete baseline entries: " + gone + "; run `plinth policy baseline` to remove them";
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
