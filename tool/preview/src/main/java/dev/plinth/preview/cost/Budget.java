package dev.plinth.preview.cost;

import dev.plinth.preview.Section;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Budget of a stack, compared with its estimated cost. With an unpriced cost, the budget cannot be checked, because an unknown
 * price is not zero. Unpriced usage is left out, because no program declares it.
 *
 * @param stack the stack's name
 * @param cost the section {@code cost} with the budget
 * @param estimate the estimated cost
 */
record Budget(String stack, StackSettings.Cost cost, CostEstimate estimate) {

    /** Number of unpriced costs in messages. */
    private static final int LISTED = 3;

    /** Returns the message of an exceeded or unchecked budget; empty where the cost is within the budget. */
    Optional<String> message() {
        return cost.monthlyBudget().flatMap(budget -> {
            BigDecimal above = estimate.monthlyCost().subtract(BigDecimal.valueOf(budget));
            String amount = "monthly cost of " + cost.currency() + " " + CostTables.amount(estimate.monthlyCost())
                    + CostTables.plus(estimate.missing().size(), "unpriced");
            if (above.signum() > 0) {
                return Optional.of(amount + " exceeds the budget of " + cost.currency() + " " + budget + " by "
                        + cost.currency() + " " + CostTables.amount(above));
            }
            return estimate.missing().isEmpty()
                    ? Optional.empty()
                    : Optional.of("the budget of " + cost.currency() + " " + budget + " cannot be checked: " + amount
                            + " (" + unpriced() + ")");
        });
    }

    private String unpriced() {
        String names = estimate.missing().stream()
                .limit(LISTED)
                .map(remark -> remark.label() + ": " + remark.reason())
                .collect(Collectors.joining("; "));
        int more = estimate.missing().size() - LISTED;
        return more > 0 ? names + "; and " + more + " more" : names;
    }

    /** Returns the finding of an exceeded or unchecked budget; empty where the budget does not block. */
    Optional<Section.Finding> finding() {
        return message()
                .filter(message -> cost.isBlocking())
                .map(message -> new Section.Finding(
                        estimate.missing().stream()
                                .map(CostEstimate.Remark::urn)
                                .findFirst()
                                .orElse(""),
                        message,
                        remedy()));
    }

    private String remedy() {
        String file = "plinth:cost of Pulumi." + stack + ".yaml";
        String keys = estimate.missing().stream()
                .flatMap(remark -> remark.key().stream())
                .distinct()
                .limit(LISTED)
                .map(key -> "\"" + key + "\"")
                .collect(Collectors.joining(", "));
        BigDecimal budget = BigDecimal.valueOf(cost.monthlyBudget().orElse(0));
        return keys.isEmpty() || estimate.monthlyCost().compareTo(budget) > 0
                ? "reduce the cost, or raise monthlyBudget in " + file
                : "use resources with a price, or set the price of " + keys + " in USD under prices in " + file;
    }
}
