package dev.plinth.preview.cost;

import dev.plinth.preview.Block;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tables and texts of an estimate. */
final class CostTables {

    private CostTables() {}

    /** Returns the basis of the figures: prices, assumptions and unpriced costs. */
    static String basis(CostEstimate estimate, StackSettings settings) {
        String list = PriceList.of(settings.region())
                .map(prices -> "AWS list prices in " + settings.region() + " (oldest of " + prices.date() + ")")
                .orElse("No price list for " + settings.region());
        long assumed = estimate.prices().values().stream()
                .filter(price -> price.assumption().isPresent())
                .count();
        return list + ", without taxes, discounts and free tiers. "
                + settings.cost().currency() + " "
                + amount(estimate.usageCost())
                + " of the total depends on usage assumptions in plinth:cost (*)."
                + (assumed == 0
                        ? ""
                        : " " + assumed + " of " + estimate.prices().size() + " prices come from another Region (†).")
                + (estimate.unpriced().isEmpty()
                        ? ""
                        : " " + count(estimate.unpriced().size(), "cost") + " without a known price "
                                + (estimate.unpriced().size() == 1 ? "is" : "are") + " not included.");
    }

    /** Returns the cost of each resource with its components. */
    static Block resources(CostEstimate estimate) {
        List<List<String>> rows = new ArrayList<>();
        estimate.resources().values().forEach(cost -> {
            rows.add(List.of(cost.label(), "", "", "", amount(cost.monthlyCost())));
            cost.components()
                    .forEach(component -> rows.add(List.of(
                            "– " + component.name(),
                            component.quantity().toPlainString() + (component.usageBased() ? " *" : ""),
                            component.unit(),
                            component.price().toPlainString()
                                    + (component.assumption().isPresent() ? " †" : ""),
                            amount(component.monthlyCost()))));
        });
        rows.add(List.of(
                "Total",
                "",
                "",
                "",
                amount(estimate.monthlyCost()) + plus(estimate.missing().size(), "unpriced")));
        return new Block.Table(
                List.of("Name", "Monthly quantity", "Unit", "Price", "Monthly cost"), rows, Set.of(1, 3, 4));
    }

    /** Returns the costs without a known price, by type and reason. */
    static Block unpriced(CostEstimate estimate) {
        SortedMap<String, SortedMap<String, Long>> groups = estimate.unpriced().stream()
                .collect(Collectors.groupingBy(
                        remark -> CostEstimate.shortType(remark.type()),
                        TreeMap::new,
                        Collectors.groupingBy(CostEstimate.Remark::reason, TreeMap::new, Collectors.counting())));
        List<List<String>> rows = new ArrayList<>();
        groups.forEach((type, reasons) ->
                reasons.forEach((reason, number) -> rows.add(List.of(type, String.valueOf(number), reason))));
        return new Block.Table(List.of("Type", "Number", "Reason"), rows, Set.of(1));
    }

    /** Returns the free resources by reason. */
    static Block free(CostEstimate estimate) {
        Map<String, List<CostEstimate.Remark>> byReason = estimate.free().stream()
                .collect(Collectors.groupingBy(CostEstimate.Remark::reason, TreeMap::new, Collectors.toList()));
        return new Block.Table(
                List.of("Reason", "Resources"),
                byReason.entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), types(entry.getValue())))
                        .toList(),
                Set.of());
    }

    private static String types(List<CostEstimate.Remark> remarks) {
        SortedMap<String, Long> counts = remarks.stream()
                .map(remark -> CostEstimate.shortType(remark.type()))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Returns the usage assumptions; the summary counts the defaults among them. */
    static Block.Details usage(CostEstimate estimate) {
        long defaults = estimate.assumptions().stream()
                .filter(CostEstimate.Assumption::isDefault)
                .count();
        return new Block.Details(
                "Usage: " + count(estimate.assumptions().size(), "assumption") + ", " + defaults
                        + (defaults == 1 ? " default" : " defaults"),
                List.of(new Block.Table(
                        List.of("Key of plinth:cost", "Value", "Source"),
                        estimate.assumptions().stream()
                                .map(assumption -> List.of(
                                        assumption.key(),
                                        assumption.value(),
                                        assumption.isDefault() ? "default" : "stack file"))
                                .toList(),
                        Set.of(1))));
    }

    /** Returns the used prices with their dates and sources. */
    static Block prices(CostEstimate estimate) {
        return new Block.Table(
                List.of("Price", "USD", "Unit", "Date", "Source"),
                estimate.prices().entrySet().stream()
                        .map(entry -> List.of(
                                entry.getKey(),
                                entry.getValue().tiers().stream()
                                        .map(tier -> tier.price().toPlainString())
                                        .collect(Collectors.joining(", ")),
                                entry.getValue().unit(),
                                entry.getValue().read().toString(),
                                entry.getValue().source()
                                        + entry.getValue()
                                                .assumption()
                                                .map(why -> "; assumption: " + why)
                                                .orElse("")))
                        .toList(),
                Set.of(1));
    }

    /** Returns a text such as {@code  plus 2 unpriced}; empty for none. */
    static String plus(int number, String what) {
        return number == 0 ? "" : " plus " + number + " " + what;
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String amount(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    static String signed(BigDecimal amount) {
        return String.format(Locale.ROOT, "%s%,.2f", amount.signum() > 0 ? "+" : "", amount);
    }
}
