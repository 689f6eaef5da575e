package dev.plinth.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static Step step(String op, String name) {
        return new Step(op, "urn:pulumi:dev::shop::a:b:C::" + name, "a:b:C", name, List.of("key"), List.of("a", "b.c"));
    }

    /** The contract of {@code plinth preview --json}, byte for byte. */
    @Test
    void printsTheContract() {
        Plan plan = new Plan(
                "shop", "dev", List.of(step("replace", "two"), step("same", "one")), Map.of("same", 1, "replace", 1));

        assertThat(plan.toJson().toString())
                .isEqualTo("{\"project\":\"shop\",\"stack\":\"dev\",\"steps\":["
                        + "{\"op\":\"same\",\"urn\":\"urn:pulumi:dev::shop::a:b:C::one\",\"type\":\"a:b:C\","
                        + "\"name\":\"one\",\"replaceKeys\":[\"key\"],\"changedPaths\":[\"a\",\"b.c\"]},"
                        + "{\"op\":\"replace\",\"urn\":\"urn:pulumi:dev::shop::a:b:C::two\",\"type\":\"a:b:C\","
                        + "\"name\":\"two\",\"replaceKeys\":[\"key\"],\"changedPaths\":[\"a\",\"b.c\"]}],"
                        + "\"summary\":{\"replace\":1,\"same\":1}}");
    }

    @Test
    void printsTheSameForAnyOrderOfSteps() {
        Step one = step("create", "one");
        Step two = step("create", "two");
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("same", 3);
        counts.put("create", 2);
        Map<String, Integer> otherwise = new LinkedHashMap<>();
        otherwise.put("create", 2);
        otherwise.put("same", 3);

        assertThat(new Plan("shop", "dev", List.of(one, two), counts).toJson().toString())
                .isEqualTo(new Plan("shop", "dev", List.of(two, one), otherwise)
                        .toJson()
                        .toString());
    }

    @Test
    void separatesChangesFromUnchangedResources() {
        Plan plan = new Plan(
                "shop",
                "dev",
                List.of(
                        step("same", "a"),
                        step("read", "b"),
                        step("refresh", "c"),
                        step("create", "d"),
                        step("update", "e"),
                        step("replace", "f"),
                        step("delete", "g")),
                Map.of());

        assertThat(plan.changes()).extracting(Step::name).containsExactly("d", "e", "f", "g");
    }
}
