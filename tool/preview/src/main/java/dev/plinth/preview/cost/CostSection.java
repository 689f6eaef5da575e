package dev.plinth.preview.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The section {@code cost}: what the stack costs a month before and after a change, by resource and by component, from
 * AWS's list prices and the usage that the configuration's section {@code cost} assumes.
 */
public final class CostSection implements Section {

    private static final String NONE = "(none)";

    private final StackSettings settings;
    private final String stack;
    private final CostEstimate before;
    private final CostEstimate after;

    /** Estimates both sides of a change. */
    public CostSection(StackChange change) {
        this.settings = change.settings();
        this.stack = change.stack();
        LocalDate today = change.evidence().now().atZone(ZoneOffset.UTC).toLocalDate();
        this.before = CostEstimate.of(change.before(), settings, today);
        this.after = CostEstimate.of(change.after(), settings, today);
    }

    @Override
    public String key() {
        return "cost";
    }

    @Override
    public boolean isSilent() {
        return before.isEmpty()
                && after.isEmpty()
                && settings.cost().monthlyBudget().isEmpty();
    }

    @Override
    public String title() {
        return "Monthly cost";
    }

    @Override
    public String summary() {
        return CostTables.signed(difference()) + " " + settings.cost().currency() + " a month ("
                + CostTables.amount(before.monthlyCost()) + " → " + CostTables.amount(after.monthlyCost()) + ")";
    }

    @Override
    public Risk risk() {
        if (!findings().isEmpty()) {
            return Risk.CRITICAL;
        }
        return budget().message().isPresent() ? Risk.WARNING : Risk.NONE;
    }

    private BigDecimal difference() {
        return after.monthlyCost().subtract(before.monthlyCost());
    }

    private Budget budget() {
        return new Budget(stack, settings.cost(), after.monthlyCost());
    }

    /** A change that costs nothing more is not refused: what saves money is the way back into the budget. */
    @Override
    public List<Finding> findings() {
        return difference().signum() > 0 ? budget().finding().stream().toList() : List.of();
    }

    @Override
    public JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("currency", settings.cost().currency());
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
            cost.components().forEach(component -> {
                ObjectNode part = components
                        .addObject()
                        .put("name", component.name())
                        .put("unit", component.unit())
                        .put("quantity", component.quantity())
                        .put("price", component.price())
                        .put("monthlyCost", component.monthlyCost())
                        .put("usageBased", component.usageBased());
                component.assumption().ifPresent(why -> part.put("assumption", why));
            });
        }
        remarks(json.putArray("free"), after.free());
        remarks(json.putArray("unpriced"), after.unpriced());
        ArrayNode assumptions = json.putArray("assumptions");
        after.assumptions().forEach(assumption -> assumptions
                .addObject()
                .put("key", assumption.key())
                .put("value", assumption.value())
                .put("default", assumption.isDefault()));
        ObjectNode prices = json.putObject("prices");
        prices.put("region", settings.region());
        PriceList.of(settings.region())
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
        budget().message().ifPresent(message -> blocks.add(new Block.Warning(message)));
        CostEstimate.unknownBuckets(settings, before, after)
                .forEach(fault -> blocks.add(new Block.Warning(fault.toString())));
        blocks.add(new Block.Text(CostTables.basis(after, settings)));
        blocks.add(byComponent());
        List<String> changed = urns().stream()
                .filter(urn -> cost(before, urn).compareTo(cost(after, urn)) != 0)
                .toList();
        // Where all is new or all is gone, the components say as much in fewer lines.
        boolean someStay = urns().stream()
                .anyMatch(urn ->
                        cost(after, urn).signum() > 0 && cost(before, urn).compareTo(cost(after, urn)) == 0);
        if (!changed.isEmpty() && someStay) {
            blocks.add(changes(changed));
        }
        blocks.add(new Block.Details("Cost of each resource", List.of(CostTables.resources(after))));
        if (!after.unpriced().isEmpty()) {
            blocks.add(new Block.Details(
                    "Not in the total: " + CostTables.count(after.unpriced().size(), "cost") + " without a known price",
                    List.of(CostTables.unpriced(after))));
        }
        if (!after.free().isEmpty()) {
            blocks.add(new Block.Details(
                    CostTables.count(after.free().size(), "resource") + " that cost nothing",
                    List.of(CostTables.free(after))));
        }
        blocks.add(CostTables.usage(after));
        blocks.add(new Block.Details("Prices", List.of(CostTables.prices(after))));
        return blocks;
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
        return List.of(
                name, CostTables.amount(old), CostTables.amount(current), CostTables.signed(current.subtract(old)));
    }

    private Block changes(List<String> urns) {
        return new Block.Table(
                List.of("Resource", "Before", "After", "Change"),
                urns.stream()
                        .map(urn -> row(shown(urn).label(), cost(before, urn), cost(after, urn)))
                        .toList(),
                Set.of(1, 2, 3));
    }
}
