package dev.plinth.policies.report;

import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.PolicyReport.UnknownResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Text of the results that are known only after the update, by rule and resource. */
public final class UnknownResultsText {

    private static final int SHOWN = 5;

    private UnknownResultsText() {}

    /**
     * Returns the results, one line a rule, the most severe first.
     *
     * @param report the policy results
     * @param full whether all rules and resources are listed
     * @return empty when every result is known
     */
    public static List<String> lines(PolicyReport report, boolean full) {
        if (report.unknown().isEmpty()) {
            return List.of();
        }
        Map<String, List<UnknownResult>> byRule = new LinkedHashMap<>();
        report.unknown().forEach(result -> byRule.computeIfAbsent(result.rule(), rule -> new ArrayList<>())
                .add(result));
        List<String> lines = new ArrayList<>();
        int count = report.unknown().size();
        lines.add(count + (count == 1 ? " result is" : " results are") + " known only after the update:");
        int rules = full ? byRule.size() : Math.min(byRule.size(), SHOWN);
        byRule.entrySet().stream()
                .limit(rules)
                .forEach(entry ->
                        lines.add("  " + Texts.lower(entry.getValue().get(0).severity()) + "  " + entry.getKey() + "  "
                                + names(entry.getValue(), full)));
        if (rules < byRule.size()) {
            lines.add("  " + (byRule.size() - rules) + " more rules; --full lists all");
        }
        return lines;
    }

    private static String names(List<UnknownResult> results, boolean full) {
        int shown = full ? results.size() : Math.min(results.size(), SHOWN);
        String names = String.join(
                ", ",
                results.stream()
                        .limit(shown)
                        .map(result -> Texts.oneLine(Urns.name(result.urn())))
                        .toList());
        return shown < results.size() ? names + ", " + (results.size() - shown) + " more" : names;
    }
}
