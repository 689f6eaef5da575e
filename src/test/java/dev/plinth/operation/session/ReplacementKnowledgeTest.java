package dev.plinth.operation.session;

import static dev.plinth.preview.Fixture.resource;
import static dev.plinth.preview.Fixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.Plan;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplacementKnowledgeTest {

    private static ResourceChange changed(String type, String path) {
        GraphResource resource = resource(type, "one", Map.of());
        return update(resource, resource, path);
    }

    @Test
    void anUpdateOfWhatTheTableLacksMayBeAReplacement() {
        List<ResourceChange> marked = new ReplacementKnowledge()
                .ofChanges(List.of(
                        changed("aws:dynamodb/table:Table", "hashKey"),
                        changed("aws:dynamodb/table:Table", "tags.team"),
                        changed("aws:ec2/vpc:Vpc", "enableDnsSupport"),
                        changed("pulumi:providers:aws", "defaultTags")));

        assertThat(marked).extracting(ResourceChange::replacementUnknown).containsExactly(true, false, false, false);
    }

    @Test
    void theStepSaysSoInJson() {
        ResourceChange table = changed("aws:dynamodb/table:Table", "hashKey").withReplacementUnknown();
        Step step = new Step(
                "update", table.resource().urn(), table.resource().type(), "one", List.of(), List.of("hashKey"));
        Step other = new Step("update", "urn:other", "aws:ec2/vpc:Vpc", "two", List.of(), List.of());

        Plan plan = new Plan(
                "shop", "test", new ReplacementKnowledge().ofSteps(List.of(step, other), List.of(table)), Map.of());

        assertThat(plan.toJson().path("steps").findValuesAsText("replacement")).containsExactly("unknown");
    }
}
