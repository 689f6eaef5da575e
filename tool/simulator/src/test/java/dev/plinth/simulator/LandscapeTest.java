package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import pulumirpc.Provider.ReadResponse;

/** Invariants of every resource type of an environment. */
class LandscapeTest {

    @Test
    void nothingDiffersWhenNothingChangedAlsoAfterARefresh(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            Landscape landscape = new Landscape(cloud).grow();
            assertThat(landscape.made).hasSizeGreaterThan(45);
            landscape.made.forEach((made, inputs) -> {
                assertThat(cloud.diff(made, inputs).getChanges()).as(made.urn()).isEqualTo(DiffChanges.DIFF_NONE);
                ReadResponse read = cloud.read(made);
                assertThat(read.getId()).isEqualTo(made.id());
                assertThat(read.getInputs()).as(made.urn()).isEqualTo(made.inputs());
                Made refreshed = new Made(made.type(), made.name(), made.id(), read.getInputs(), read.getProperties());
                assertThat(cloud.diff(refreshed, inputs).getChanges())
                        .as(made.urn())
                        .isEqualTo(DiffChanges.DIFF_NONE);
            });
        }
    }

    @Test
    void everythingCanBeDeletedInReverse(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            List<Made> all = new ArrayList<>(new Landscape(cloud).grow().made.keySet());
            Collections.reverse(all);
            all.forEach(cloud::delete);
            assertThat(cloud.simulator.list()).isEmpty();
            all.forEach(made -> assertThat(cloud.read(made).getId()).isEmpty());
        }
    }

    @Test
    void idsAndNamesAreTheSameInEveryRun(@TempDir Path first, @TempDir Path second) {
        try (TestCloud one = new TestCloud(first);
                TestCloud other = new TestCloud(second)) {
            new Landscape(one).grow();
            new Landscape(other).grow();
            assertThat(one.simulator.list()).isEqualTo(other.simulator.list());
        }
    }

    @Test
    void noSecretIsListedOrDescribed(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            new Landscape(cloud).grow();
            assertThat(cloud.simulator.list().toString())
                    .doesNotContain("not-for-messages")
                    .contains("{secret=true}");
        }
    }

    @Test
    void everyRequiredOutputHasAValueOfItsType(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            dev.plinth.simulator.shape.Shapes shapes = new dev.plinth.simulator.shape.Shapes();
            new Landscape(cloud).grow().made.keySet().forEach(made -> {
                Map<String, Object> state = Values.fromStruct(made.state());
                shapes.find(made.type()).orElseThrow().outputs().values().stream()
                        .filter(output -> output.required())
                        .forEach(output -> {
                            assertThat(state).as(made.urn()).containsKey(output.name());
                            Object value = state.getOrDefault(output.name(), "");
                            assertThat(output.type().check(output.name(), value))
                                    .as(made.urn())
                                    .isEmpty();
                        });
            });
        }
    }

    @Test
    void anImmutablePropertyReplacesAndAFixedNameIsDeletedFirst(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            Landscape landscape = new Landscape(cloud);
            DiffResponse diff =
                    cloud.diff(landscape.vpc, Map.of("cidrBlock", "10.30.0.0/16", "enableDnsHostnames", true));
            assertThat(diff.getReplacesList()).containsExactly("cidrBlock");
            assertThat(diff.getDeleteBeforeReplace()).isFalse();

            Map<String, Object> inputs = Map.of("family", "postgres16", "name", "fixed");
            Made fixed = landscape.add("aws:rds/parameterGroup:ParameterGroup", "fixed", inputs);
            DiffResponse replaced = cloud.diff(fixed, Map.of("family", "postgres17", "name", "fixed"));
            assertThat(replaced.getReplacesList()).containsExactly("family");
            assertThat(replaced.getDeleteBeforeReplace()).isTrue();
        }
    }

    @Test
    void aReplacementGetsAnotherNameAndAnUpdateKeepsIt(@TempDir Path folder) {
        try (TestCloud cloud = new TestCloud(folder)) {
            Map<String, Object> inputs = Map.of("family", "postgres16");
            Made first = cloud.create("aws:rds/parameterGroup:ParameterGroup", "Database", inputs);
            Made second = cloud.create("aws:rds/parameterGroup:ParameterGroup", "Database", inputs);
            assertThat(first.text("name")).matches("database-[0-9a-f]{7}").isNotEqualTo(second.text("name"));
            assertThat(cloud.update(first, Map.of("family", "postgres16", "tags", Map.of("a", "b")))
                            .text("name"))
                    .isEqualTo(first.text("name"));
        }
    }
}
