package dev.plinth.preview.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import dev.plinth.operation.Project;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.settings.StackSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostSectionTest {

    private static final Path GOLDEN =
            Repository.root().resolve("src/test/resources/dev/plinth/preview/cost/production.txt");

    private static CostSection created(String stack) {
        Project project = Repository.project();
        return section(
                Repository.settings(stack),
                new ResourceGraph("plinth", stack, List.of()),
                GraphOperation.record(project, stack));
    }

    private static CostSection section(StackSettings config, ResourceGraph before, ResourceGraph after) {
        return new CostSection(StackChange.between(config, before, after));
    }

    /** A budget and what a change above it does. */
    private static StackSettings budget(int monthly, String onBudget) {
        return Resources.config("monthlyBudget: " + monthly + ", onBudget: " + onBudget);
    }

    private static ResourceGraph gateways(int number) {
        return Resources.graph(IntStream.range(0, number)
                .mapToObj(i -> Resources.resource("aws:ec2/natGateway:NatGateway", "nat-" + i, Map.of()))
                .toArray(GraphResource[]::new));
    }

    @Test
    void textOfProductionMatchesTheGoldenFile() throws IOException {
        String text = Texts.of(created("production"));

        if (Boolean.getBoolean("plinth.golden.update")) {
            Files.writeString(GOLDEN, text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging", "development"})
    void everyResourceOfAShippedStackIsPricedFreeOrUnpriced(String stack) {
        CostSection section = created(stack);
        JsonNode json = section.toJson();
        TreeSet<String> told = new TreeSet<>();
        json.get("resources").forEach(node -> told.add(node.get("urn").asText()));
        json.get("free").forEach(node -> told.add(node.get("urn").asText()));
        json.get("unpriced").forEach(node -> told.add(node.get("urn").asText()));

        assertThat(told)
                .containsExactlyElementsOf(GraphOperation.record(Repository.project(), stack).resources().stream()
                        .filter(GraphResource::custom)
                        .filter(resource -> !resource.type().startsWith("pulumi:"))
                        .map(GraphResource::urn)
                        .sorted()
                        .toList());
        assertThat(json.get("unpriced"))
                .noneMatch(node -> node.get("reason").asText().contains("no prices for this type"));
        assertThat(json.get("after").decimalValue()).isPositive();
        assertThat(json.get("before").decimalValue()).isZero();
        assertThat(json.get("prices").get("region").asText()).isEqualTo("eu-central-1");
    }

    /** The text groups unknown costs by type and reason, the JSON lists each resource. */
    @Test
    void groupsUnpricedCosts() {
        GraphResource[] subscriptions = IntStream.range(0, 3)
                .mapToObj(i -> Resources.resource(
                        "aws:sns/topicSubscription:TopicSubscription", "sms-" + i, Map.of("protocol", "sms")))
                .toArray(GraphResource[]::new);
        CostSection section = section(Resources.config(), gateways(0), Resources.graph(subscriptions));

        assertThat(section.toJson().get("unpriced")).hasSize(3);
        assertThat(Texts.of(section))
                .contains("Type | Number | Reason\nTopicSubscription | 3 | no price for deliveries by sms\n");
    }

    @Test
    void listsDefaultAndConfiguredAssumptions() {
        CostSection section = section(Resources.config("natGigabytesPerMonth: 500"), gateways(0), gateways(1));

        assertThat(Texts.of(section))
                .contains("[Usage: 1 assumption, 0 defaults]")
                .contains("natGigabytesPerMonth | 500 | stack file");
        JsonNode assumption = section.toJson().get("assumptions").get(0);
        assertThat(assumption.get("key").asText()).isEqualTo("natGigabytesPerMonth");
        assertThat(assumption.get("value").asText()).isEqualTo("500");
        assertThat(assumption.get("default").asBoolean()).isFalse();
        assertThat(Texts.of(section(Resources.config(), gateways(0), gateways(1))))
                .contains("natGigabytesPerMonth | 100 | default");
    }

    @Test
    void anAssumedPriceIsMarked() {
        CostSection section = section(
                Resources.config(),
                gateways(0),
                Resources.graph(Resources.resource("aws:cloudwatch/dashboard:Dashboard", "it", Map.of())));

        assertThat(Texts.of(section))
                .contains("– Dashboard | 1 | months | 3 † | 3.00", "1 of 1 prices come from another Region (†)");
        assertThat(section.toJson().at("/resources/0/components/0/assumption").asText())
                .startsWith("read for us-east-1");
    }

    @Test
    void aStackCostsMoreTheMoreItIsWorth() {
        assertThat(created("production").toJson().get("after").decimalValue())
                .isGreaterThan(created("staging").toJson().get("after").decimalValue());
        assertThat(created("staging").toJson().get("after").decimalValue())
                .isGreaterThan(created("development").toJson().get("after").decimalValue());
    }

    @Test
    void reportsTheDifferenceOfEachResource() {
        CostSection section = section(Resources.config(), gateways(1), gateways(2));

        assertThat(section.summary()).isEqualTo("USD +37.96/month (43.16 → 81.12)");
        JsonNode json = section.toJson();
        assertThat(json.get("currency").asText()).isEqualTo("USD");
        assertThat(json.get("difference").decimalValue()).isEqualByComparingTo("37.96");
        assertThat(json.get("resources")).hasSize(2);
        JsonNode added = json.get("resources").get(1);
        assertThat(added.get("before").decimalValue()).isEqualByComparingTo("0");
        assertThat(added.get("monthlyCost").decimalValue()).isEqualByComparingTo("40.56");
        JsonNode hours = added.get("components").get(0);
        assertThat(hours.get("name").asText()).isEqualTo("NAT gateway");
        assertThat(hours.get("unit").asText()).isEqualTo("hours");
        assertThat(hours.get("quantity").decimalValue()).isEqualByComparingTo("730");
        assertThat(hours.get("price").decimalValue()).isEqualByComparingTo("0.052");
        assertThat(hours.get("monthlyCost").decimalValue()).isEqualByComparingTo("37.96");
        assertThat(hours.get("usageBased").asBoolean()).isFalse();
        assertThat(added.get("components").get(1).get("usageBased").asBoolean()).isTrue();
    }

    /** Production with another text in its file, or as it is shipped. */
    private static ResourceGraph production(Path folder, String... replacements) throws IOException {
        Repository.copyProject(folder);
        Path file = folder.resolve("Pulumi.production.yaml");
        String text = Files.readString(file);
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        Files.writeString(file, text);
        return GraphOperation.record(Repository.project(folder), "production");
    }

    /** What each resource costs more or less, in USD per month, without what costs the same. */
    private static Map<String, BigDecimal> differences(CostSection section) {
        Map<String, BigDecimal> differences = new TreeMap<>();
        section.toJson().get("resources").forEach(resource -> {
            BigDecimal difference = resource.get("difference").decimalValue();
            if (difference.signum() != 0) {
                String urn = resource.get("urn").asText();
                differences.put(urn.substring(urn.lastIndexOf("::") + 2), difference);
            }
        });
        return differences;
    }

    @Test
    void aSecondReadReplicaCostsWhatTheFirstDoes(@TempDir Path one, @TempDir Path two) throws IOException {
        CostSection section = section(
                Repository.settings("production"),
                production(one),
                production(two, "readReplicas: 1", "readReplicas: 2"));

        Map<String, BigDecimal> differences = differences(section);
        assertThat(differences).allSatisfy((name, difference) -> {
            assertThat(name).contains("database-replica-2");
            assertThat(difference).isPositive();
        });
        JsonNode first = StreamSupport.stream(section.toJson().get("resources").spliterator(), false)
                .filter(resource -> resource.get("urn").asText().endsWith("::database-replica-1"))
                .findFirst()
                .orElseThrow();
        assertThat(differences.get("database-replica-2"))
                .isEqualByComparingTo(first.get("monthlyCost").decimalValue());
        assertThat(section.toJson().get("difference").decimalValue())
                .isEqualByComparingTo(differences.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Test
    void aCopyInAnotherRegionIsInTheDifferenceOnce(@TempDir Path one, @TempDir Path two) throws IOException {
        String[] alone = {"{replicate: true}", "{}", "    secondRegion: eu-west-1\n", ""};
        CostSection section = section(
                Repository.settings("production"), production(one, alone), production(two, "{replicate: true}", "{}"));

        Map<String, BigDecimal> differences = differences(section);
        // Amazon RDS copies the database, and AWS Backup copies the rest.
        assertThat(differences)
                .containsOnlyKeys(
                        "backup-copy-vault",
                        "backup-copy-vault-key-key",
                        "backup-plan",
                        "database-backup-replica-key-key",
                        "database-backup-replication");
        assertThat(section.toJson().get("difference").decimalValue())
                .isPositive()
                .isEqualByComparingTo(differences.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Test
    void aDeletedResourceIsInTheChange() {
        JsonNode json = section(Resources.config(), gateways(1), gateways(0)).toJson();

        assertThat(json.get("difference").decimalValue()).isEqualByComparingTo("-43.16");
        assertThat(StreamSupport.stream(json.get("resources").spliterator(), false))
                .singleElement()
                .satisfies(node -> {
                    assertThat(node.get("monthlyCost").decimalValue()).isEqualByComparingTo("0");
                    assertThat(node.get("before").decimalValue()).isEqualByComparingTo("43.16");
                });
    }

    @ParameterizedTest
    @CsvSource({
        // Budget, what it does, gateways before and after, the risk, the findings. Two cost 81.12.
        "100, block, 1, 2, NONE, 0",
        "82, block, 1, 2, NONE, 0",
        "81, warn, 1, 2, WARNING, 0",
        "81, block, 1, 2, CRITICAL, 1",
        "81, block, 2, 2, NONE, 0",
        "81, block, 3, 2, NONE, 0",
    })
    void aBudgetWarnsOrBlocks(int budget, String onBudget, int from, int to, Section.Risk risk, int findings) {
        CostSection section = section(budget(budget, onBudget), gateways(from), gateways(to));

        assertThat(section.risk()).isEqualTo(risk);
        assertThat(section.findings()).hasSize(findings).allSatisfy(finding -> {
            assertThat(finding.message())
                    .isEqualTo("monthly cost of USD 81.12 exceeds the budget of USD 81 by USD 0.12");
            assertThat(finding.remedy()).contains("Pulumi.test.yaml");
        });
        assertThat(section.blocks().stream().filter(Block.Warning.class::isInstance))
                .hasSize(risk == Section.Risk.NONE ? 0 : 1);
        assertThat(section.blocks().stream().filter(Block.Standing.class::isInstance))
                .hasSize(risk == Section.Risk.NONE && budget < 82 ? 1 : 0);
    }

    @Test
    void aRegionWithoutAPriceListHasNoPrices() {
        GraphResource elsewhere =
                Resources.resource("aws:ec2/natGateway:NatGateway", "nat", Map.of("region", "us-gov-west-1"));
        JsonNode json = section(Resources.config(), gateways(0), Resources.graph(elsewhere))
                .toJson();

        assertThat(json.get("after").decimalValue()).isZero();
        assertThat(json.get("unpriced"))
                .extracting(node -> node.get("reason").asText())
                .containsExactly(
                        "NAT gateway: no price list for us-gov-west-1",
                        "Data processed: no price list for us-gov-west-1");
    }

    @Test
    void theDifferenceIsThatOfTheResources() {
        JsonNode json = section(
                        Repository.settings("production"),
                        GraphOperation.record(Repository.project(), "staging"),
                        GraphOperation.record(Repository.project(), "production"))
                .toJson();
        BigDecimal sum = StreamSupport.stream(json.get("resources").spliterator(), false)
                .map(node -> node.get("monthlyCost")
                        .decimalValue()
                        .subtract(node.get("before").decimalValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(sum).isEqualByComparingTo(json.get("difference").decimalValue());
        assertThat(sum)
                .isEqualByComparingTo(json.get("after")
                        .decimalValue()
                        .subtract(json.get("before").decimalValue()));
    }

    private static GraphResource database(String instanceClass) {
        return Resources.resource(
                "aws:rds/instance:Instance",
                "database",
                Map.of(
                        "engine",
                        "postgres",
                        "instanceClass",
                        instanceClass,
                        "allocatedStorage",
                        100,
                        "storageType",
                        "gp3"));
    }

    private static CostSection toUnknown(StackSettings settings) {
        return section(settings, Resources.graph(database("db.m6g.large")), Resources.graph(database("db.x2g.large")));
    }

    @Test
    void anUnknownPriceIsNotASaving() {
        CostSection section = toUnknown(Resources.config());

        assertThat(section.summary())
                .startsWith("USD 0.00/month plus 1 unknown (")
                .endsWith(" plus 1 unpriced)");
        assertThat(section.toJson().get("difference").decimalValue()).isZero();
        assertThat(section.toJson().get("unknownDifferences").asInt()).isEqualTo(1);
        assertThat(section.toJson().get("resources").get(0).get("difference").isNull())
                .isTrue();
        assertThat(Texts.of(section))
                .containsPattern("Instance database \\| [\\d.]+ \\| [\\d.]+ plus 1 unpriced \\| unknown")
                .containsPattern("Total \\| [\\d.]+ \\| [\\d.]+ plus 1 unpriced \\| unknown");
    }

    @ParameterizedTest
    @CsvSource({"block, CRITICAL, 1", "warn, WARNING, 0"})
    void aBudgetWithUnknownPartsDoesNotPassSilently(String onBudget, Section.Risk risk, int findings) {
        CostSection section = toUnknown(budget(5000, onBudget));

        assertThat(section.risk()).isEqualTo(risk);
        assertThat(section.findings()).hasSize(findings).allSatisfy(finding -> {
            assertThat(finding.urn()).endsWith("::database");
            assertThat(finding.message())
                    .startsWith("the budget of USD 5000 cannot be checked: monthly cost of ")
                    .contains("no price of AmazonRDS/InstanceUsage:db.x2g.large@postgres");
            assertThat(finding.remedy()).contains("\"AmazonRDS/InstanceUsage:db.x2g.large@postgres\"");
        });
        assertThat(section.blocks()).hasAtLeastOneElementOfType(Block.Warning.class);
    }

    @Test
    void anUnchangedUnpricedResourceDoesNotBlockASaving() {
        GraphResource unpriced = database("db.x2g.large");
        GraphResource gateway = Resources.resource("aws:ec2/natGateway:NatGateway", "nat", Map.of());

        CostSection section =
                section(budget(5000, "block"), Resources.graph(unpriced, gateway), Resources.graph(unpriced));

        assertThat(section.findings()).isEmpty();
        assertThat(section.risk()).isEqualTo(Section.Risk.NONE);
        assertThat(section.blocks()).hasAtLeastOneElementOfType(Block.Standing.class);
        assertThat(section.toJson().get("unknownDifferences").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AmazonRDS/InstanceUsage:db.x2g.large@postgres", "aws:rds/instance:Instance"})
    void usesConfiguredPrices(String key) {
        CostSection section =
                toUnknown(Resources.config("monthlyBudget: 5000, onBudget: block, prices: {\"" + key + "\": 500}"));

        assertThat(section.toJson().get("unpriced")).isEmpty();
        assertThat(section.toJson().get("difference").decimalValue()).isPositive();
        assertThat(Texts.of(section)).contains("prices." + key + " | 500.0 | stack file");
    }
}
