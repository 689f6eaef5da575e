package dev.plinth.preview.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Monthly cost of the stack before and after a change, by resource and by component, from AWS list prices and the usage
 * assumptions in {@code plinth:cost}.
 */
public final class CostSection implements Section {

    private static final String NONE = "(none)";

    /** Number of resources with another cost up to which each is listed; of more, their components are. */
    private static final int ONE_BY_ONE = 12;

    private final StackSettings settings;
    private final String stack;
    private final CostEstimate before;
    private final CostEstimate after;
    private final NavigableSet<String> unknown;

    /** Creates the section of a change. */
    public CostSection(StackChange change) {
        this.settings = change.settings();
        this.stack = change.stack();
        LocalDate today = change.evidence().now().atZone(ZoneOffset.UTC).toLocalDate();
        this.before = CostEstimate.of(change.before(), settings, today);
        this.after = CostEstimate.of(change.after(), settings, today);
        this.unknown = unknown(change);
    }

    /** Returns the resources with an unknown difference: changed ones with an unpriced cost before or after the change. */
    private NavigableSet<String> unknown(StackChange change) {
        NavigableSet<String> urns = new TreeSet<>();
        Stream.concat(before.missing().stream(), after.missing().stream())
                .map(CostEstimate.Remark::urn)
                .filter(urn -> !isUnchanged(change, urn))
                .forEach(urns::add);
        return urns;
    }

    private boolean isUnchanged(StackChange change, String urn) {
        return before.missing(urn).equals(after.missing(urn))
                && cost(before, urn).compareTo(cost(after, urn)) == 0
                && change.before()
                        .resource(urn)
                        .map(GraphResource::inputs)
                        .equals(change.after().resource(urn).map(GraphResource::inputs));
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
        return settings.cost().currency() + " " + CostTables.signed(difference()) + "/month"
                + CostTables.plus(unknown.size(), "unknown") + " (" + sum(before) + " → " + sum(after) + ")";
    }

    @Override
    public Risk risk() {
        if (!findings().isEmpty()) {
            return Risk.CRITICAL;
        }
        return isBudgetAffected() && budget().message().isPresent() ? Risk.WARNING : Risk.NONE;
    }

    private static String sum(CostEstimate estimate) {
        return CostTables.amount(estimate.monthlyCost())
                + CostTables.plus(estimate.missing().size(), "unpriced");
    }

    /** Returns the sum of the known differences. */
    private BigDecimal difference() {
        return urns().stream()
                .filter(urn -> !unknown.contains(urn))
                .map(urn -> cost(after, urn).subtract(cost(before, urn)))
                .reduce(CostEstimate.ZERO, BigDecimal::add);
    }

    private Budget budget() {
        return new Budget(stack, settings.cost(), after);
    }

    /** Returns the budget's finding, unless the change does not increase the cost. */
    @Override
    public List<Finding> findings() {
        return isBudgetAffected() ? budget().finding().stream().toList() : List.of();
    }

    /** Returns whether the change may increase the cost. */
    private boolean isBudgetAffected() {
        return difference().signum() > 0 || after.missing().stream().anyMatch(remark -> unknown.contains(remark.urn()));
    }

    @Override
    public JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("currency", settings.cost().currency());
        json.put("before", before.monthlyCost());
        json.put("after", after.monthlyCost());
        json.put("difference", difference());
        json.put("unknownDifferences", unknown.size());
        ArrayNode resources = json.putArray("resources");
        for (String urn : urns()) {
            ResourceCost cost = shown(urn);
            ObjectNode node = resources.addObject();
            node.put("urn", urn);
            node.put("component", cost.component());
            node.put("monthlyCost", known(after, urn));
            node.put("before", known(before, urn));
            node.put(
                    "difference",
                    unknown.contains(urn) ? null : cost(after, urn).subtract(cost(before, urn)));
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

    /** Returns the cost of a resource after the change, or before its deletion. */
    private ResourceCost shown(String urn) {
        ResourceCost cost = after.resources().get(urn);
        if (cost == null) {
            cost = before.resources().get(urn);
        }
        if (cost == null) {
            throw new IllegalArgumentException("unknown cost of " + urn);
        }
        return cost;
    }

    private static BigDecimal cost(CostEstimate estimate, String urn) {
        ResourceCost cost = estimate.resources().get(urn);
        return cost == null ? CostEstimate.ZERO : cost.monthlyCost();
    }

    /** Returns the known cost of a resource; null where all of it is unknown. */
    private static @Nullable BigDecimal known(CostEstimate estimate, String urn) {
        boolean nothing =
                !estimate.resources().containsKey(urn) && !estimate.missing(urn).isEmpty();
        return nothing ? null : cost(estimate, urn);
    }

    private static String words(CostEstimate estimate, String urn) {
        BigDecimal known = known(estimate, urn);
        return known == null
                ? "unknown"
                : CostTables.amount(known)
                        + CostTables.plus(estimate.missing(urn).size(), "unpriced");
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        budget().message()
                .map(Block.Warning::new)
                .ifPresent(warning -> blocks.add(
                        isBudgetAffected() ? warning : Block.Standing.of(1, "budget warning", List.of(warning))));
        CostEstimate.unknownBuckets(settings, before, after)
                .forEach(fault -> blocks.add(new Block.Warning(fault.toString())));
        List<String> changed = Stream.concat(
                        unknown.stream(),
                        urns().stream().filter(urn -> cost(before, urn).compareTo(cost(after, urn)) != 0))
                .distinct()
                .sorted()
                .toList();
        Block components = byComponent(List.of());
        if (!changed.isEmpty()) {
            blocks.add(changed.size() <= ONE_BY_ONE ? changes(changed) : byComponent(changed));
        }
        blocks.add(
                new Block.Details("Basis of the figures", List.of(new Block.Text(CostTables.basis(after, settings)))));
        if (!blocks.contains(components)) {
            blocks.add(new Block.Details("Cost of each component", List.of(components)));
        }
        blocks.add(new Block.Details("Cost of each resource", List.of(CostTables.resources(after))));
        if (!after.unpriced().isEmpty()) {
            blocks.add(new Block.Details(
                    "Not in the total: " + CostTables.count(after.unpriced().size(), "cost") + " without a known price",
                    List.of(CostTables.unpriced(after))));
        }
        if (!after.free().isEmpty()) {
            blocks.add(new Block.Details(
                    CostTables.count(after.free().size(), "free resource"), List.of(CostTables.free(after))));
        }
        blocks.add(CostTables.usage(after));
        blocks.add(new Block.Details("Prices", List.of(CostTables.prices(after))));
        return blocks;
    }

    /**
     * Returns the cost of components, and the total.
     *
     * @param of the resources whose components are listed; empty for all
     */
    private Block byComponent(List<String> of) {
        SortedMap<String, List<String>> components = new TreeMap<>();
        Stream.of(before, after).forEach(estimate -> {
            estimate.resources().values().forEach(cost -> add(components, cost.component(), cost.urn()));
            estimate.missing().forEach(remark -> add(components, remark.component(), remark.urn()));
        });
        List<List<String>> rows = new ArrayList<>();
        components.forEach((name, urns) -> {
            if (of.isEmpty() || urns.stream().anyMatch(of::contains)) {
                rows.add(row(name, urns));
            }
        });
        rows.add(row("Total", components.values().stream().flatMap(List::stream).toList()));
        return new Block.Table(List.of("Component", "Before", "After", "Change"), rows, Set.of(1, 2, 3));
    }

    private static void add(SortedMap<String, List<String>> components, String component, String urn) {
        List<String> urns =
                components.computeIfAbsent(component.isEmpty() ? NONE : component, name -> new ArrayList<>());
        if (!urns.contains(urn)) {
            urns.add(urn);
        }
    }

    private List<String> row(String name, List<String> urns) {
        BigDecimal difference = urns.stream()
                .filter(urn -> !unknown.contains(urn))
                .map(urn -> cost(after, urn).subtract(cost(before, urn)))
                .reduce(CostEstimate.ZERO, BigDecimal::add);
        int uncertain = (int) urns.stream().filter(unknown::contains).count();
        return List.of(
                name,
                sum(before, urns),
                sum(after, urns),
                uncertain == urns.size()
                        ? "unknown"
                        : CostTables.signed(difference) + CostTables.plus(uncertain, "unknown"));
    }

    private static String sum(CostEstimate estimate, List<String> urns) {
        BigDecimal known = urns.stream().map(urn -> cost(estimate, urn)).reduce(CostEstimate.ZERO, BigDecimal::add);
        int unpriced =
                urns.stream().mapToInt(urn -> estimate.missing(urn).size()).sum();
        return CostTables.amount(known) + CostTables.plus(unpriced, "unpriced");
    }

    private Block changes(List<String> urns) {
        return new Block.Table(
                List.of("Resource", "Before", "After", "Change"),
                urns.stream()
                        .map(urn -> List.of(
                                label(urn),
                                words(before, urn),
                                words(after, urn),
                                unknown.contains(urn)
                                        ? "unknown"
                                        : CostTables.signed(cost(after, urn).subtract(cost(before, urn)))))
                        .toList(),
                Set.of(1, 2, 3));
    }

    private String label(String urn) {
        return Stream.concat(before.missing(urn).stream(), after.missing(urn).stream())
                .map(CostEstimate.Remark::label)
                .findFirst()
                .orElseGet(() -> shown(urn).label());
    }
}
