package dev.plinth.report;

/** Texts of counts of policy results. */
final class PolicyCounts {

    private PolicyCounts() {}

    /** Returns the number of violations, such as {@code 5 mandatory and 3 advisory violations}. */
    static String violations(long mandatory, long advisory) {
        if (mandatory + advisory == 0) {
            return "no violations";
        }
        String kinds = mandatory == 0
                ? advisory + " advisory"
                : mandatory + " mandatory" + (advisory == 0 ? "" : " and " + advisory + " advisory");
        return kinds + (mandatory + advisory == 1 ? " violation" : " violations");
    }
}
