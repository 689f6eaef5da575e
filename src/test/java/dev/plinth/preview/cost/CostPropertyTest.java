package dev.plinth.preview.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.StackChange;
import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CostPropertyTest {

    private static final StackSettings CONFIG = Resources.config();

    @Provide
    Arbitrary<GraphResource> resource() {
        Arbitrary<String> name = Arbitraries.integers().between(0, 40).map(number -> "r" + number);
        Arbitrary<Integer> count = Arbitraries.integers().between(0, 9);
        return Arbitraries.oneOf(
                made("aws:ec2/natGateway:NatGateway", name, count, number -> Map.of()),
                made("aws:ec2/eip:Eip", name, count, number -> Map.of()),
                made("aws:kms/key:Key", name, count, number -> Map.of()),
                made("aws:iam/role:Role", name, count, number -> Map.of()),
                made("aws:s3/bucketV2:BucketV2", name, count, number -> Map.of()),
                made("aws:cloudwatch/logGroup:LogGroup", name, count, number -> Map.of("retentionInDays", number * 30)),
                made("aws:wafv2/webAcl:WebAcl", name, count, number -> Map.of("rules", List.of(Map.of("n", number)))),
                made(
                        "aws:elasticache/replicationGroup:ReplicationGroup",
                        name,
                        count,
                        number -> Map.of("nodeType", "cache.t4g.small", "engine", "redis", "numCacheClusters", number)),
                made(
                        "aws:rds/instance:Instance",
                        name,
                        count,
                        number -> Map.of(
                                "engine",
                                "postgres",
                                "instanceClass",
                                number % 2 == 0 ? "db.t4g.medium" : "db.unknown.large",
                                "multiAz",
                                number > 4,
                                "storageType",
                                "gp3",
                                "allocatedStorage",
                                20 + number)));
    }

    private static Arbitrary<GraphResource> made(
            String type, Arbitrary<String> name, Arbitrary<Integer> count, Function<Integer, Map<String, ?>> inputs) {
        return Combinators.combine(name, count)
                .as((text, number) -> Resources.resource(type, text, inputs.apply(number)));
    }

    @Provide
    Arbitrary<List<GraphResource>> resources() {
        return resource().list().uniqueElements(GraphResource::urn).ofMaxSize(12);
    }

    private static ResourceGraph graph(List<GraphResource> resources) {
        return Resources.graph(resources.toArray(GraphResource[]::new));
    }

    @Property(tries = 300)
    void anotherResourceNeverLowersTheCost(
            @ForAll("resources") List<GraphResource> resources, @ForAll("resource") GraphResource another) {
        List<GraphResource> more = new ArrayList<>(resources);
        more.removeIf(resource -> resource.urn().equals(another.urn()));
        BigDecimal before =
                CostEstimate.of(graph(more), CONFIG, PricingTest.TODAY).monthlyCost();
        more.add(another);

        assertThat(CostEstimate.of(graph(more), CONFIG, PricingTest.TODAY).monthlyCost())
                .isGreaterThanOrEqualTo(before);
    }

    @Property(tries = 300)
    void theDifferenceIsTheSumOfTheResourcesDifferences(
            @ForAll("resources") List<GraphResource> old, @ForAll("resources") List<GraphResource> current) {
        JsonNode json = new CostSection(StackChange.between(CONFIG, graph(old), graph(current))).toJson();
        BigDecimal sum = BigDecimal.ZERO;
        // An unknown difference has no number, and is in no sum.
        for (JsonNode resource : json.get("resources")) {
            sum = sum.add(resource.get("difference").decimalValue());
        }

        assertThat(sum).isEqualByComparingTo(json.get("difference").decimalValue());
        if (json.get("unknownDifferences").asInt() == 0) {
            assertThat(sum)
                    .isEqualByComparingTo(json.get("after")
                            .decimalValue()
                            .subtract(json.get("before").decimalValue()));
        }
    }

    @Property(tries = 300)
    void aResourcesCostIsTheSumOfItsComponents(@ForAll("resources") List<GraphResource> resources) {
        CostEstimate estimate = CostEstimate.of(graph(resources), CONFIG, PricingTest.TODAY);

        assertThat(estimate.resources().values())
                .allSatisfy(cost -> assertThat(cost.components()).isNotEmpty().allSatisfy(component -> assertThat(
                                component.monthlyCost())
                        .isEqualByComparingTo(
                                component.quantity().multiply(component.price()).setScale(2, RoundingMode.HALF_UP))));
        assertThat(estimate.usageCost()).isLessThanOrEqualTo(estimate.monthlyCost());
    }
}
