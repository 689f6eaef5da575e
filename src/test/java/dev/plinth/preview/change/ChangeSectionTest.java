package dev.plinth.preview.change;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.creation;
import static dev.plinth.preview.Fixture.delete;
import static dev.plinth.preview.Fixture.replace;
import static dev.plinth.preview.Fixture.resource;
import static dev.plinth.preview.Fixture.same;
import static dev.plinth.preview.Fixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.Secret;
import dev.plinth.model.PropertyValue.Text;
import dev.plinth.model.PropertyValue.Unknown;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Urns;
import dev.plinth.operation.GraphOperation;
import dev.plinth.preview.Fixture;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeSectionTest {

    private static final String QUEUE = "aws:sqs/queue:Queue";

    private static GraphResource queue(String name, Map<String, ?> inputs) {
        return resource(QUEUE, name, inputs);
    }

    private static GraphResource child(GraphResource resource, GraphResource parent) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                parent.urn(),
                "",
                List.of(),
                resource.propertyDependencies(),
                resource.inputs(),
                resource.outputs(),
                false,
                true);
    }

    /** Returns the differences as the section's JSON has them. */
    private static List<List<String>> rows(Section section) {
        List<List<String>> rows = new ArrayList<>();
        section.toJson()
                .path("components")
                .forEach(component -> component.path("steps").forEach(step -> step.path("properties")
                        .forEach(property -> rows.add(List.of(
                                step.path("op").asText(),
                                Urns.name(step.path("urn").asText()),
                                property.path("path").asText(),
                                property.path("before").asText(),
                                property.path("after").asText())))));
        return rows;
    }

    @Test
    void showsPropertiesBeforeAndAfter() {
        Section section = ChangeSection.of(change(
                "staging",
                update(
                        queue("jobs", Map.of("delaySeconds", 1, "rules", List.of(Map.of("a", 1, "b", 2)), "same", "x")),
                        queue("jobs", Map.of("delaySeconds", 2, "rules", List.of(Map.of("a", 1, "b", 3)), "same", "x")),
                        "delaySeconds",
                        "rules[0].b")));

        assertThat(rows(section))
                .containsExactly(
                        List.of("update", "jobs", "delaySeconds", "1", "2"),
                        List.of("update", "jobs", "rules[0].b", "2", "3"));
        assertThat(section.summary()).isEqualTo("1 update");
        assertThat(section.risk()).isEqualTo(Section.Risk.NONE);
    }

    @Test
    void secretsAreMaskedWhereverTheyAre() {
        Section section = ChangeSection.of(change(
                "staging",
                update(
                        queue(
                                "jobs",
                                Map.of("password", "hunter2", "nested", Map.of("key", new Secret(new Text("s3cr3t"))))),
                        queue(
                                "jobs",
                                Map.of(
                                        "password",
                                        new Secret(new Text("hunter3")),
                                        "nested",
                                        Map.of("key", new Secret(new Text("t0ps3cr3t"))),
                                        "list",
                                        List.of(new Secret(new Text("hidden"))))),
                        "password",
                        "nested.key",
                        "list")));

        assertThat(rows(section))
                .containsExactly(
                        List.of("update", "jobs", "list", "–", "[[secret]]"),
                        List.of("update", "jobs", "nested.key", "[secret]", "[secret]"),
                        List.of("update", "jobs", "password", "[secret]", "[secret]"));
        assertThat(section.blocks() + " " + section.toJson()).doesNotContain("hunter", "s3cr3t", "hidden");
    }

    @Test
    void tracesAReplacementToTheChangedInput() {
        GraphResource vpc = resource("aws:ec2/vpc:Vpc", "vpc", Map.of("cidrBlock", "10.0.0.0/16"));
        GraphResource moved = resource("aws:ec2/vpc:Vpc", "vpc", Map.of("cidrBlock", "10.1.0.0/16"));
        GraphResource subnet = resource(
                "aws:ec2/subnet:Subnet", "subnet", Map.of("vpcId", "vpc-1"), Map.of("vpcId", List.of(vpc)), false);
        GraphResource after = resource(
                "aws:ec2/subnet:Subnet",
                "subnet",
                Map.of("vpcId", Unknown.VALUE),
                Map.of("vpcId", List.of(moved)),
                false);

        Section section =
                ChangeSection.of(change("staging", replace(vpc, moved, "cidrBlock"), replace(subnet, after, "vpcId")));

        assertThat(section.toJson().findValues("because").stream()
                        .map(because -> because.path(0).asText()))
                .containsExactly(
                        "vpcId comes from vpc, which is replaced because cidrBlock changes (10.0.0.0/16 → 10.1.0.0/16)",
                        "cidrBlock changes (10.0.0.0/16 → 10.1.0.0/16)");
        assertThat(rows(section)).contains(List.of("replace", "subnet", "vpcId", "vpc-1", "known after the update"));
        assertThat(section.summary()).isEqualTo("2 replacements; 1 value known after the update");
        assertThat(section.risk()).isEqualTo(Section.Risk.WARNING);
    }

    @Test
    void tracesAReplacementToItsProvider() {
        GraphResource west = resource("pulumi:providers:aws", "second-region", Map.of("region", "eu-west-1"));
        GraphResource north = resource("pulumi:providers:aws", "second-region", Map.of("region", "eu-north-1"));
        GraphResource moved = new GraphResource(
                queue("jobs", Map.of()).urn(),
                QUEUE,
                "jobs",
                null,
                north.urn(),
                List.of(),
                new java.util.TreeMap<>(),
                PropertyValue.ObjectValue.EMPTY,
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);

        List<ChangedResource> steps = ChangedResource.of(
                change("staging", replace(west, north, "region"), replace(moved, moved, "provider")));

        assertThat(steps.get(0).because())
                .containsExactly("provider comes from second-region, which is replaced because region changes"
                        + " (eu-west-1 → eu-north-1)");
    }

    @Test
    void combinesEqualChangesOfTags() {
        ResourceChange[] tagged = IntStream.range(0, 5)
                .mapToObj(i -> update(
                        queue("q" + i, Map.of("tags", Map.of("owner", "a"), "tagsAll", Map.of("owner", "a"))),
                        queue("q" + i, Map.of("tags", Map.of("owner", "b"), "tagsAll", Map.of("owner", "b"))),
                        "tags.owner",
                        "tagsAll.owner"))
                .toArray(ResourceChange[]::new);

        Section section = ChangeSection.of(change("staging", tagged));

        assertThat(section.toJson().path("tags").toString())
                .isEqualTo("[{\"change\":\"tags.owner: a → b\",\"resources\":5}]");
    }

    @Test
    void groupsStepsByComponent() {
        GraphResource component = new GraphResource(
                "urn:pulumi:test::shop::plinth:queue:Queues::queues",
                "plinth:queue:Queues",
                "queues",
                null,
                "",
                List.of(),
                new java.util.TreeMap<>(),
                PropertyValue.ObjectValue.EMPTY,
                PropertyValue.ObjectValue.EMPTY,
                false,
                false);
        List<ResourceChange> steps = new ArrayList<>();
        steps.add(same(component));
        for (int i = 10; i < 30; i++) {
            steps.add(creation(child(queue("q" + i, Map.of()), component)));
        }
        steps.add(delete(queue("alone", Map.of())));

        Section section = ChangeSection.of(change("staging", steps.toArray(ResourceChange[]::new)));

        assertThat(section.summary()).isEqualTo("21 changes: 1 deletion, 20 creations");
        assertThat(section.toJson().path("components").get(1).path("steps")).hasSize(20);
    }

    @Test
    void isReproducibleForTheShippedStack() {
        ResourceGraph graph = GraphOperation.record(Repository.project(), "production");
        StackChange change = StackChange.between(
                Fixture.config("production"), new ResourceGraph("plinth", "production", List.of()), graph);

        Section section = ChangeSection.of(change);

        assertThat(section.toJson()).isEqualTo(ChangeSection.of(change).toJson());
        assertThat(section.toJson().path("components")).hasSizeGreaterThan(8);
        assertThat(section.risk()).isEqualTo(Section.Risk.NONE);
    }
}
