package dev.plinth.preview.cost;

import dev.plinth.preview.Section;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A stack's budget, beside what it will cost.
 *
 * @param stack the stack's name
 * @param cost the section {@code cost}, which has the budget
 * @param monthlyCost what the stack will cost a month
 */
record Budget(String stack, StackSettings.Cost cost, BigDecimal monthlyCost) {

    /** What is wrong when the stack costs more than its budget; empty where it doesn't. */
    Optional<String> message() {
        return cost.monthlyBudget()
                .filter(budget -> monthlyCost.compareTo(BigDecimal.valueOf(budget)) > 0)
                .map(budget -> "the stack will cost " + CostTables.amount(monthlyCost) + " " + cost.currency()
                        + " a month, " + CostTables.amount(monthlyCost.subtract(BigDecimal.valueOf(budget)))
                        + " above its budget of " + budget);
    }

    /** What refuses a cost above the budget; empty where the budget only warns. */
    Optional<Section.Finding> finding() {
        return message()
                .filter(message -> cost.isBlocking())
                .map(message -> new Section.Finding(
                        "",
                        message,
                        "make the change cheaper, or raise monthlyBudget in plinth:cost of Pulumi." + stack + ".yaml"));
    }
}
