package dev.plinth.preview.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.config.StackConfig;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The section {@code cost}: what the stack costs a month before and after a change, by resource and by component, from
 * AWS's list prices and the usage that the configuration's section {@code cost} assumes.
 */
public final class CostSection implements Section {

    private static final String NONE = "(none)";

    private final StackConfig config;
    private final String stack;
    private final CostEstimate before;
    private final CostEstimate after;

    /** Estimates both sides of a change. */
    public CostSection(StackChange change) {
        this.config = change.config();
        this.stack = change.stack();
        this.before = CostEstimate.of(change.before(), config);
        this.after = CostEstimate.of(change.after(), config);
    }

    @Override
    public String key() {
        return "cost";
    }

    @Override
    public String title() {
        return "Monthly cost";
    }

    @Override
    public String summary() {
        return signed(difference()) + " " + config.cost().currency() + " a month (" + amount(before.monthlyCost())
                + " → " + amount(after.monthlyCost()) + ")";
    }

    @Override
    public Risk risk() {
        if (!findings().isEmpty()) {
            return Risk.CRITICAL;
        }
        return overBudget().isPresent() ? Risk.WARNING : Risk.NONE;
    }

    private BigDecimal difference() {
        return after.monthlyCost().subtract(before.monthlyCost());
    }

    /** By how much the stack will cost more than its budget; empty where it doesn't. */
    private Optional<BigDecimal> overBudget() {
        return config.cost()
                .monthlyBudget()
                .map(budget -> after.monthlyCost().subtract(BigDecimal.valueOf(budget)))
                .filter(excess -> excess.signum() > 0);
    }

    private String budgetMessage(BigDecimal excess) {
        return "the stack will cost " + amount(after.monthlyCost()) + " "
                + config.cost().currency() + " a month, "
                + amount(excess) + " above its budget of "
                + config.cost().monthlyBudget().map(String::valueOf).orElse("");
    }

    /** A change that costs nothing more is not refused: what saves money is the way back into the budget. */
    @Override
    public List<Finding> findings() {
        return overBudget()
                .filter(excess -> config.cost().isBlocking() && difference().signum() > 0)
                .map(excess -> new Finding(
                        "",
                        budgetMessage(excess),
                        "make the change cheaper, or raise monthlyBudget in plinth:cost of Pulumi." + stack + ".yaml"))
                .stream()
                .toList();
    }

    @Override
    public JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("currency", config.cost().currency());
        json.put("before", before.monthlyCost());
        json.put("after", after.monthlyCost());
        json.put("difference", difference());
        ArrayNode resources = json.putArray("resources");
        for (String urn : urns()) {
            ResourceCost cost = shown(urn);
            ObjectNode node = resources.addObject();
            node.put("urn", urn);
            node.put("component", cost.component());
            node.put("monthlyCost", cost(after, urn));
            node.put("before", cost(before, urn));
            ArrayNode components = node.putArray("components");
            cost.components().forEach(component -> components
                    .addObject()
                    .put("name", component.name())
                    .put("unit", component.unit())
                    .put("quantity", component.quantity())
                    .put("price", component.price())
                    .put("monthlyCost", component.monthlyCost())
                    .put("usageBased", component.usageBased()));
        }
        remarks(json.putArray("free"), after.free());
        remarks(json.putArray("unpriced"), after.unpriced());
        ObjectNode prices = json.putObject("prices");
        prices.put("region", config.region());
        PriceList.of(config.region())
                .ifPresentOrElse(list -> prices.put("date", list.date().toString()), () -> prices.putNull("date"));
        return json;
    }

    private static void remarks(ArrayNode into, List<CostEstimate.Remark> remarks) {
        remarks.forEach(remark -> into.addObject()
                .put("urn", remark.urn())
                .put("type", remark.type())
                .put("reason", remark.reason()));
    }

    private SortedSet<String> urns() {
        SortedSet<String> urns = new TreeSet<>(before.resources().keySet());
        urns.addAll(after.resources().keySet());
        return urns;
    }

    /** A resource as it will be, or as it was where the change deletes it. */
    private ResourceCost shown(String urn) {
        ResourceCost cost = after.resources().get(urn);
        if (cost == null) {
            cost = before.resources().get(urn);
        }
        if (cost == null) {
            throw new IllegalArgumentException("neither side has a cost of " + urn);
        }
        return cost;
    }

    private static BigDecimal cost(CostEstimate estimate, String urn) {
        ResourceCost cost = estimate.resources().get(urn);
        return cost == null ? CostEstimate.ZERO : cost.monthlyCost();
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        overBudget().ifPresent(excess -> blocks.add(new Block.Warning(budgetMessage(excess))));
        blocks.add(new Block.Text(basis()));
        blocks.add(byComponent());
        List<String> changed = urns().stream()
                .filter(urn -> cost(before, urn).compareTo(cost(after, urn)) != 0)
                .toList();
        if (!changed.isEmpty() && changed.size() < urns().size()) {
            blocks.add(changes(changed));
        }
        blocks.add(new Block.Details("Cost of each resource", List.of(resources())));
        if (!after.unpriced().isEmpty()) {
            blocks.add(new Block.Details(
                    "Not in the total: " + count(after.unpriced().size(), "cost") + " without a known price",
                    List.of(remarks(after.unpriced()))));
        }
        if (!after.free().isEmpty()) {
            blocks.add(new Block.Details(
                    count(after.free().size(), "resource") + " that cost nothing", List.of(byReason(after.free()))));
        }
        blocks.add(new Block.Details("Prices", List.of(prices())));
        return blocks;
    }

    private String basis() {
        String list = PriceList.of(config.region())
                .map(prices -> "AWS's list prices in " + config.region() + ", the oldest read on " + prices.date())
                .orElse("there is no price list of " + config.region());
        return "Without taxes, discounts and free allowances; " + list + ". "
                + amount(after.usageCost()) + " of the total depend on usage (*), which plinth:cost assumes."
                + (after.unpriced().isEmpty()
                        ? ""
                        : " " + count(after.unpriced().size(), "cost") + " without a known price "
                                + (after.unpriced().size() == 1 ? "is" : "are") + " not in it.");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private Block byComponent() {
        SortedMap<String, BigDecimal> old = sums(before);
        SortedMap<String, BigDecimal> current = sums(after);
        SortedSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(current.keySet());
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            rows.add(row(
                    name, old.getOrDefault(name, CostEstimate.ZERO), current.getOrDefault(name, CostEstimate.ZERO)));
        }
        rows.add(row("Total", before.monthlyCost(), after.monthlyCost()));
        return new Block.Table(List.of("Component", "Before", "After", "Change"), rows, Set.of(1, 2, 3));
    }

    private static SortedMap<String, BigDecimal> sums(CostEstimate estimate) {
        return estimate.resources().values().stream()
                .collect(Collectors.toMap(
                        cost -> cost.component().isEmpty() ? NONE : cost.component(),
                        ResourceCost::monthlyCost,
                        BigDecimal::add,
                        TreeMap::new));
    }

    private static List<String> row(String name, BigDecimal old, BigDecimal current) {
        return List.of(name, amount(old), amount(current), signed(current.subtract(old)));
    }

    private Block changes(List<String> urns) {
        return new Block.Table(
                List.of("Resource", "Before", "After", "Change"),
                urns.stream()
                        .map(urn -> row(label(shown(urn)), cost(before, urn), cost(after, urn)))
                        .toList(),
                Set.of(1, 2, 3));
    }

    private static String label(ResourceCost cost) {
        return cost.type().substring(cost.type().lastIndexOf(':') + 1) + " " + cost.name();
    }

    private Block resources() {
        List<List<String>> rows = new ArrayList<>();
        after.resources().values().forEach(cost -> {
            rows.add(List.of(label(cost), "", "", "", amount(cost.monthlyCost())));
            cost.components()
                    .forEach(component -> rows.add(List.of(
                            "– " + component.name(),
                            component.quantity().toPlainString() + (component.usageBased() ? " *" : ""),
                            component.unit(),
                            component.price().toPlainString(),
                            amount(component.monthlyCost()))));
        });
        rows.add(List.of("Total", "", "", "", amount(after.monthlyCost())));
        return new Block.Table(
                List.of("Name", "Monthly quantity", "Unit", "Price", "Monthly cost"), rows, Set.of(1, 3, 4));
    }

    private static Block remarks(List<CostEstimate.Remark> remarks) {
        return new Block.Table(
                List.of("Resource", "Reason"),
                remarks.stream()
                        .map(remark -> List.of(name(remark), remark.reason()))
                        .toList(),
                Set.of());
    }

    private static String name(CostEstimate.Remark remark) {
        return remark.type().substring(remark.type().lastIndexOf(':') + 1) + " "
                + remark.urn().substring(remark.urn().lastIndexOf("::") + 2);
    }

    private static Block byReason(List<CostEstimate.Remark> remarks) {
        Map<String, List<CostEstimate.Remark>> byReason = remarks.stream()
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
                .map(remark -> remark.type().substring(remark.type().lastIndexOf(':') + 1))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private Block prices() {
        return new Block.Table(
                List.of("Price", "USD", "Unit", "Read", "Source"),
                after.prices().entrySet().stream()
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
                                                .map(why -> "; an assumption: " + why)
                                                .orElse("")))
                        .toList(),
                Set.of(1));
    }

    private static String amount(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    private static String signed(BigDecimal amount) {
        return String.format(Locale.ROOT, "%s%,.2f", amount.signum() > 0 ? "+" : "", amount);
    }
}
