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

/** Monthly cost of a stack without a change: the breakdown of Infracost. */
public final class CostBreakdown {

    /** The version of Infracost's format, see https://www.infracost.io/docs/features/cli_commands/. */
    private static final String VERSION = "0.2";

    /** Decimal places of hourly costs. */
    private static final int HOURLY_SCALE = 6;

    private final ResourceGraph graph;
    private final StackSettings settings;
    private final CostEstimate estimate;

    /**
     * Estimates a stack.
     *
     * @param settings its settings, with the usage and the budget
     * @param graph its resources
     * @param today the date, which decides about extended support
     * @throws ConfigException when {@code storageGigabytes} names an unknown bucket
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

    /** Returns the finding of a stack above a blocking budget. */
    public Optional<Section.Finding> finding() {
        return budget().finding();
    }

    /** Returns the summary, such as {@code USD 1,754.58/month}. */
    public String summary() {
        return settings.cost().currency() + " " + CostTables.amount(estimate.monthlyCost()) + "/month"
                + CostTables.plus(estimate.missing().size(), "unpriced");
    }

    /** Returns all figures with their assumptions. */
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
            blocks.add(new Block.Text(CostTables.count(estimate.free().size(), "free resource") + ":"));
            blocks.add(CostTables.free(estimate));
        }
        return blocks;
    }

    /**
     * Returns the breakdown in the format of Infracost's JSON: amounts are texts, {@code totalUnsupportedResources} have no known
     * price, and {@code totalNoPriceResources} are free. It has no timestamp, so that the output is reproducible.
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

    /** Returns the numbers of resources without any price, by type. */
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
