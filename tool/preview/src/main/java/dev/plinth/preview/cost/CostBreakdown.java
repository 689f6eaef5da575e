package dev.plinth.preview.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a whole stack costs a month, with no change beside it: the figures that Infracost calls a breakdown. */
public final class CostBreakdown {

    /** The version of Infracost's format, see https://www.infracost.io/docs/features/cli_commands/. */
    private static final String VERSION = "0.2";

    /** Digits behind the point of what an hour costs. */
    private static final int HOURLY_SCALE = 6;

    private final ResourceGraph graph;
    private final StackSettings settings;
    private final CostEstimate estimate;

    /**
     * Estimates a stack.
     *
     * @param settings its settings, which has the usage and the budget
     * @param graph its resources
     * @param today the day, which decides what costs extended support
     * @throws ConfigException when {@code storageGigabytes} names no bucket of the stack
     */
    public CostBreakdown(StackSettings settings, ResourceGraph graph, LocalDate today) {
        this.graph = graph;
        this.settings = settings;
        this.estimate = CostEstimate.of(graph, settings, today);
        List<ConfigException.Fault> faults = CostEstimate.unknownBuckets(settings, estimate);
        if (!faults.isEmpty()) {
            throw new ConfigException("Pulumi." + graph.stack() + ".yaml", faults);
        }
    }

    private Budget budget() {
        return new Budget(graph.stack(), settings.cost(), estimate);
    }

    /** What refuses the stack: that it is, or may be, above a budget that blocks. */
    public Optional<Section.Finding> finding() {
        return budget().finding();
    }

    /** One line that says the most important, such as {@code 1,754.58 USD a month}. */
    public String summary() {
        return CostTables.amount(estimate.monthlyCost()) + " " + settings.cost().currency() + " a month"
                + CostTables.plus(estimate.missing().size(), "unpriced");
    }

    /** Every figure, and what it rests on. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        budget().message().ifPresent(message -> blocks.add(new Block.Warning(message)));
        blocks.add(CostTables.resources(estimate));
        blocks.add(new Block.Text(CostTables.basis(estimate, settings)));
        Block.Details usage = CostTables.usage(estimate);
        blocks.add(new Block.Text(usage.summary() + ":"));
        blocks.addAll(usage.content());
        if (!estimate.unpriced().isEmpty()) {
            blocks.add(new Block.Text("Not in the total:"));
            blocks.add(CostTables.unpriced(estimate));
        }
        if (!estimate.free().isEmpty()) {
            blocks.add(new Block.Text(CostTables.count(estimate.free().size(), "resource") + " that cost nothing:"));
            blocks.add(CostTables.free(estimate));
        }
        return blocks;
    }

    /**
     * The breakdown with the names of Infracost's JSON, so that what reads the one reads the other: amounts are texts, {@code
     * totalUnsupportedResources} have no known price, {@code totalNoPriceResources} cost nothing. There is no time in it:
     * the same stack makes the same bytes.
     */
    public JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", VERSION).put("currency", settings.cost().currency());
        ObjectNode project = json.putArray("projects").addObject();
        project.put("name", graph.project() + "/" + graph.stack());
        ObjectNode breakdown = project.putObject("breakdown");
        ArrayNode resources = breakdown.putArray("resources");
        estimate.resources().values().forEach(cost -> resources.add(resource(cost)));
        totals(breakdown);
        ObjectNode summary = summaryJson();
        project.set("summary", summary);
        totals(json);
        json.set("summary", summary.deepCopy());
        return json;
    }

    private static ObjectNode resource(ResourceCost cost) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", cost.name()).put("resourceType", cost.type());
        node.putObject("metadata").put("urn", cost.urn()).put("component", cost.component());
        amounts(node, cost.monthlyCost());
        if (cost.usageCost().signum() > 0) {
            node.put("monthlyUsageCost", cost.usageCost().toPlainString());
        }
        ArrayNode components = node.putArray("costComponents");
        for (CostComponent component : cost.components()) {
            ObjectNode part = components.addObject();
            part.put("name", component.name())
                    .put("unit", component.unit())
                    .put("hourlyQuantity", hourly(component.quantity()))
                    .put("monthlyQuantity", component.quantity().toPlainString())
                    .put("price", component.price().toPlainString());
            amounts(part, component.monthlyCost());
            part.put("usageBased", component.usageBased()).put("priceNotFound", false);
            component.assumption().ifPresent(why -> part.put("priceAssumption", why));
        }
        return node;
    }

    private static void amounts(ObjectNode node, BigDecimal monthly) {
        node.put("hourlyCost", hourly(monthly)).put("monthlyCost", monthly.toPlainString());
    }

    private void totals(ObjectNode node) {
        node.put("totalHourlyCost", hourly(estimate.monthlyCost()))
                .put("totalMonthlyCost", estimate.monthlyCost().toPlainString())
                .put("totalMonthlyUsageCost", estimate.usageCost().toPlainString());
    }

    private static String hourly(BigDecimal monthly) {
        BigDecimal hourly = monthly.divide(ResourceEstimate.HOURS, HOURLY_SCALE, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return (hourly.scale() < 0 ? hourly.setScale(0) : hourly).toPlainString();
    }

    private ObjectNode summaryJson() {
        Map<String, Long> unsupported = counts(estimate.unpriced());
        Map<String, Long> free = counts(estimate.free());
        long usageBased = estimate.resources().values().stream()
                .filter(cost -> cost.components().stream().anyMatch(CostComponent::usageBased))
                .count();
        long all = graph.resources().stream().filter(CostEstimate::isCounted).count();
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("totalDetectedResources", all)
                .put("totalSupportedResources", estimate.resources().size())
                .put("totalUnsupportedResources", sum(unsupported))
                .put("totalUsageBasedResources", usageBased)
                .put("totalNoPriceResources", sum(free));
        unsupported.forEach(summary.putObject("unsupportedResourceCounts")::put);
        free.forEach(summary.putObject("noPriceResourceCounts")::put);
        return summary;
    }

    /** How many resources of each type have remarks and no price at all. */
    private Map<String, Long> counts(List<CostEstimate.Remark> remarks) {
        return remarks.stream()
                .filter(remark -> !estimate.resources().containsKey(remark.urn()))
                .collect(Collectors.toMap(CostEstimate.Remark::urn, CostEstimate.Remark::type, (one, same) -> one))
                .values()
                .stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
