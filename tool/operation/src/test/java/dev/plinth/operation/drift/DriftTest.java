package dev.plinth.operation.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {

    private static final String DATABASE = "aws:rds/instance:Instance";
    private static final String CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
    private static final String SERVICE = "aws:ecs/service:Service";

    private static GraphResource resource(String type, String name, Map<String, ?> outputs) {
        return new GraphResource(
                "urn:pulumi:test::shop::" + type + "::" + name,
                type,
                name,
                null,
                "",
                List.of(),
                new TreeMap<>(),
                PropertyValue.ObjectValue.EMPTY,
                (PropertyValue.ObjectValue) PropertyValue.of(outputs),
                false,
                true);
    }

    private static GraphResource scaling(String kind, String resourceId, Map<String, ?> more) {
        Map<String, Object> outputs = new HashMap<>(more);
        outputs.put("scalableDimension", "ecs:service:DesiredCount");
        outputs.put("resourceId", resourceId);
        return resource("aws:appautoscaling/" + kind, resourceId + kind, outputs);
    }

    private static Drift drift(
            String type, Map<String, Object> before, String property, Object after, GraphResource... others) {
        GraphResource old = resource(type, "it", before);
        Map<String, Object> found = new HashMap<>(before);
        found.put(property, after);
        GraphResource cloud = resource(type, "it", found);
        List<GraphResource> state = new ArrayList<>(List.of(others));
        state.add(old);
        Step step = new Step("update", old.urn(), type, "it", List.of(), List.of(property));
        return Drift.of(
                List.of(step),
                List.of(new ResourceChange(
                        Operation.UPDATE, Optional.of(old), Optional.of(cloud), List.of(), List.of(property))),
                new ResourceGraph("shop", "test", state));
    }

    private static boolean isExpected(Drift drift) {
        boolean changed = drift.steps().stream().anyMatch(Step::isChange);
        assertThat(drift.expected()).hasSize(changed ? 0 : 1);
        return !changed;
    }

    private static Map<String, Object> service() {
        return Map.of(
                "name", "web", "cluster", "arn:aws:ecs:eu-central-1:123456789012:cluster/main", "desiredCount", 2);
    }

    @ParameterizedTest
    @CsvSource({"2, true", "4, true", "6, true", "1, false", "7, false"})
    void aCountIsExpectedWithinTheTargetsBounds(int count, boolean expected) {
        GraphResource target = scaling("target:Target", "service/main/web", Map.of("minCapacity", 2, "maxCapacity", 6));
        Drift drift = drift(SERVICE, service(), "desiredCount", count, target);

        assertThat(isExpected(drift)).isEqualTo(expected);
        if (expected) {
            assertThat(drift.expected().get(0).words())
                    .isEqualTo("changed by AWS as configured: desiredCount 2 -> " + count + ", within 2–6");
            assertThat(drift.expected().get(0).undone()).isTrue();
        }
    }

    @Test
    void aCountWithoutAScalingTargetIsDrift() {
        GraphResource other =
                scaling("target:Target", "service/main/admin", Map.of("minCapacity", 2, "maxCapacity", 6));

        assertThat(isExpected(drift(SERVICE, service(), "desiredCount", 4, other)))
                .isFalse();
    }

    @Test
    void scheduledActionsMoveTheBounds() {
        GraphResource target = scaling("target:Target", "service/main/web", Map.of("minCapacity", 2, "maxCapacity", 6));
        GraphResource night = scaling(
                "scheduledAction:ScheduledAction",
                "service/main/web",
                Map.of("scalableTargetAction", Map.of("minCapacity", 0, "maxCapacity", 1)));

        assertThat(isExpected(drift(SERVICE, service(), "desiredCount", 0, target, night)))
                .isTrue();
        Map<String, Object> outputs = Map.of(
                "scalableDimension", "ecs:service:DesiredCount", "resourceId", "service/main/web", "minCapacity", 2);
        String type = "aws:appautoscaling/target:Target";
        assertThat(isExpected(drift(type, outputs, "minCapacity", 0, night))).isTrue();
        assertThat(isExpected(drift(type, outputs, "minCapacity", 1, night))).isFalse();
        assertThat(isExpected(drift(type, outputs, "minCapacity", 0))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"150, 200, true", "200, 200, true", "201, 200, false", "90, 200, false", "150, 0, false"})
    void storageIsExpectedToGrowUpToItsBound(int size, int most, boolean expected) {
        Map<String, Object> before = Map.of("allocatedStorage", 100, "maxAllocatedStorage", most);

        Drift drift = drift(DATABASE, before, "allocatedStorage", size);
        assertThat(isExpected(drift)).isEqualTo(expected);
        // The provider ignores the difference, so the state may have it.
        assertThat(drift.expected())
                .allSatisfy(change -> assertThat(change.undone()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "aws:rds/instance:Instance, postgres, 16.9, 16.11, true",
        "aws:rds/instance:Instance, postgres, 16.9, 17.5, false",
        "aws:rds/instance:Instance, postgres, 16.9, 16.8, false",
        "aws:rds/instance:Instance, mysql, 8.0.35, 8.0.42, true",
        "aws:rds/instance:Instance, mysql, 8.0.35, 8.4.3, false",
        "aws:elasticache/replicationGroup:ReplicationGroup, redis, 7.0.7, 7.1.0, true",
        "aws:elasticache/replicationGroup:ReplicationGroup, valkey, 7.2.6, 8.0.1, false"
    })
    void minorVersionsAreExpectedToRise(String type, String engine, String from, String to, boolean expected) {
        Drift drift = drift(type, Map.of("engine", engine, "engineVersion", from), "engineVersion", to);

        assertThat(isExpected(drift)).isEqualTo(expected);
        // The program asks for a minor version, and a downgrade is refused.
        assertThat(drift.expected())
                .allSatisfy(change -> assertThat(change.undone()).isTrue());
    }

    @Test
    void versionsWithoutAutomaticUpgradesAreDrift() {
        Map<String, Object> off =
                Map.of("engine", "postgres", "engineVersion", "16.9", "autoMinorVersionUpgrade", false);
        Map<String, Object> text =
                Map.of("engine", "redis", "engineVersion", "7.0.7", "autoMinorVersionUpgrade", "false");

        assertThat(isExpected(drift(DATABASE, off, "engineVersion", "16.11"))).isFalse();
        assertThat(isExpected(drift(CACHE, text, "engineVersion", "7.1.0"))).isFalse();
    }

    @Test
    void groupsAndNodeGroupsScaleWithinTheirOwnBounds() {
        Map<String, Object> group = Map.of("minSize", 1, "maxSize", 4, "desiredCapacity", 2);
        assertThat(isExpected(drift("aws:autoscaling/group:Group", group, "desiredCapacity", 4)))
                .isTrue();
        assertThat(isExpected(drift("aws:autoscaling/group:Group", group, "desiredCapacity", 5)))
                .isFalse();
    }

    /** The engine has no difference where the provider suppresses it, or no program sets the property. */
    @ParameterizedTest
    @CsvSource({
        "allocatedStorage, 100, 150, true",
        "allocatedStorage, 100, 300, false",
        "engineVersionActual, 16.9, 16.11, true",
        "engineVersionActual, 16.9, 17.5, false"
    })
    void checksResourcesWithoutAStep(String property, String from, String to, boolean expected) {
        boolean number = property.equals("allocatedStorage");
        Map<String, Object> before = Map.of(
                "engine", "postgres", "maxAllocatedStorage", 200, property, number ? Integer.valueOf(from) : from);
        GraphResource old = resource(DATABASE, "it", before);
        Map<String, Object> after = new HashMap<>(before);
        after.put(property, number ? Integer.valueOf(to) : to);

        Drift drift = Drift.of(
                List.of(new Step("refresh", old.urn(), DATABASE, "it", List.of(), List.of())),
                List.of(new ResourceChange(
                        Operation.SAME,
                        Optional.of(old),
                        Optional.of(resource(DATABASE, "it", after)),
                        List.of(),
                        List.of())),
                new ResourceGraph("shop", "test", List.of(old)));

        assertThat(isExpected(drift)).isEqualTo(expected);
    }

    @Test
    void changesWithoutABoundAreDrift() {
        assertThat(isExpected(drift(DATABASE, Map.of("backupRetentionPeriod", 7), "backupRetentionPeriod", 1)))
                .isFalse();
    }
}
