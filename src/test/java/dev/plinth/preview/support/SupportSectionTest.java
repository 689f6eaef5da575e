package dev.plinth.preview.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.NoEvidence;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.catalog.Sections;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SupportSectionTest {

    private static GraphResource resource(String type, String name, Map<String, ?> inputs) {
        return new GraphResource(
                "urn:pulumi:test::shop::" + type + "::" + name,
                type,
                name,
                null,
                "",
                List.of(),
                new TreeMap<>(),
                (PropertyValue.ObjectValue) PropertyValue.of(inputs),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
    }

    private static Section section(String today, GraphResource... resources) {
        StackChange change = StackChange.between(
                        Repository.settings("development"),
                        new ResourceGraph("shop", "test", List.of()),
                        new ResourceGraph("shop", "test", List.of(resources)))
                .knowing(new NoEvidence(Instant.parse(today + "T12:00:00Z"), Optional.empty()), List.of());
        return Sections.of(change, Set.of(SupportSection.KEY)).get(0);
    }

    private static GraphResource database(String version) {
        return resource("aws:rds/instance:Instance", "orders", Map.of("engine", "postgres", "engineVersion", version));
    }

    @Test
    void isSilentWithoutAnEndOfSupportWithinAYear() {
        Section section = section("2028-02-27", database("16"));

        assertThat(section.isSilent()).isTrue();
        assertThat(section.risk()).isEqualTo(Section.Risk.NONE);
        assertThat(section.toJson()).isEmpty();
    }

    @Test
    void summarizesTheFirstEndOfSupport() {
        Section section = section(
                "2026-11-30", database("14"), resource("aws:eks/cluster:Cluster", "tools", Map.of("version", "1.36")));

        assertThat(section.isSilent()).isFalse();
        assertThat(section.summary()).isEqualTo("RDS for PostgreSQL 14 (orders) ends on 2027-02-28; 1 more");
        assertThat(section.risk()).isEqualTo(Section.Risk.WARNING);
        assertThat(section.findings()).isEmpty();
        assertThat(section.toJson()).hasSize(2);
        assertThat(section.toJson().get(0).toString())
                .contains(
                        "\"standardSupportEnds\":\"2027-02-28\",\"extendedSupportEnds\":\"2030-02-28\",\"ended\":false");
    }

    @Test
    void reportsEndedSupport() {
        assertThat(section("2027-03-01", database("14")).summary())
                .isEqualTo("RDS for PostgreSQL 14 (orders) ended on 2027-02-28");
    }
}
