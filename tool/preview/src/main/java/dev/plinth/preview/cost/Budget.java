package dev.plinth.preview.cost;

import dev.plinth.preview.Section;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A stack's budget, beside what it will cost. A cost without a known price is not zero: with one, nobody can say that the budget
 * is kept. What only the usage decides is left out of that, as no program declares it.
 *
 * @param stack the stack's name
 * @param cost the section {@code cost}, which has the budget
 * @param estimate what the stack will cost
 */
record Budget(String stack, StackSettings.Cost cost, CostEstimate estimate) {

    /** How many costs without a price are named. */
    private static final int NAMED = 3;

    /** What is wrong when the stack costs more than its budget, or may do so; empty where it doesn't. */
    Optional<String> message() {
        return cost.monthlyBudget().flatMap(budget -> {
            BigDecimal above = estimate.monthlyCost().subtract(BigDecimal.valueOf(budget));
            String amount = CostTables.amount(estimate.monthlyCost()) + " " + cost.currency() + " a month";
            if (above.signum() > 0) {
                return Optional.of("the stack will cost " + amount
                        + CostTables.plus(estimate.missing().size(), "unpriced") + ", " + CostTables.amount(above)
                        + " above its budget of " + budget);
            }
            return estimate.missing().isEmpty()
                    ? Optional.empty()
                    : Optional.of("the budget of " + budget + " can't be checked: the stack will cost " + amount
                            + CostTables.plus(estimate.missing().size(), "unpriced") + " (" + named() + ")");
        });
    }

    private String named() {
        String names = estimate.missing().stream()
                .limit(NAMED)
                .map(remark -> remark.label() + ": " + remark.reason())
                .collect(Collectors.joining("; "));
        int more = estimate.missing().size() - NAMED;
        return more > 0 ? names + "; and " + more + " more" : names;
    }

    /** What refuses a cost that is or may be above the budget; empty where the budget only warns. */
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
                .limit(NAMED)
                .map(key -> "\"" + key + "\"")
                .collect(Collectors.joining(", "));
        BigDecimal budget = BigDecimal.valueOf(cost.monthlyBudget().orElse(0));
        return keys.isEmpty() || estimate.monthlyCost().compareTo(budget) > 0
                ? "make the change cheaper, or raise monthlyBudget in " + file
                : "use what has a price, or set the price of " + keys + " in USD under prices in " + file;
    }
}
