package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.Repository;
import dev.plinth.operation.recovery.AwsLookup;
import dev.plinth.operation.recovery.CloudLookup.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Recovery on AWS identifies each resource of the shipped stacks: by an id or by tags that no other resource of its type has. */
class RecoverableResourcesTest {

    static final List<String> STACKS = Repository.STACKS;

    private static final List<String> NAMES = List.of("name", "bucket", "identifier", "replicationGroupId");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode PROVIDER =
            JSON.valueToTree(Map.of("region", "eu-central-1", "defaultTags", "{\"tags\":{\"stack\":\"test\"}}"));

    /** Looks each AWS resource up; returns those with one identification by it, the types without any under the empty text. */
    private static Map<String, List<String>> identifications(String stack) {
        Map<String, List<String>> identifications = new TreeMap<>();
        for (JsonNode resource : Repository.stack(stack).record().toJson().path("resources")) {
            String type = resource.path("type").asText();
            if (type.startsWith("aws:")) {
                String urn = resource.path("urn").asText();
                ObjectNode known = ((ObjectNode) resource).deepCopy();
                known.set("inputs", withValues(resource.path("inputs"), urn));
                List<String> commands = new ArrayList<>();
                Answer answer = new AwsLookup(command -> {
                            commands.add(type + " " + command);
                            return Optional.empty();
                        })
                        .find(known, PROVIDER, Set.of());
                String identification =
                        switch (answer.kind()) {
                            case LIKELY -> type + " " + answer.ids();
                            case NOT_MADE -> urn;
                            default -> String.join("", commands);
                        };
                identifications
                        .computeIfAbsent(identification, key -> new ArrayList<>())
                        .add(identification.isEmpty() ? type : urn);
            }
        }
        return identifications;
    }

    /** The inputs as a state has them, with a text for each that the cloud has yet to choose, and for names that the engine chooses. */
    private static JsonNode withValues(JsonNode inputs, String urn) {
        Map<String, Object> values = new HashMap<>();
        NAMES.forEach(name -> values.put(name, urn));
        inputs.properties()
                .forEach(input -> values.put(
                        input.getKey(),
                        input.getValue().has("unknown") ? urn + "." + input.getKey() : input.getValue()));
        return JSON.valueToTree(values);
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void noTwoResourcesHaveTheSameIdentification(String stack) {
        Map<String, List<String>> identifications = identifications(stack);
        identifications.remove("");

        assertThat(identifications).hasSizeGreaterThan(50).allSatisfy((identification, urns) -> assertThat(urns)
                .as(identification)
                .hasSize(1));
    }

    @Test
    void namesTheTypesThatThePersonLooksUp() {
        Set<String> types = new TreeSet<>();
        for (String stack : STACKS) {
            types.addAll(identifications(stack).getOrDefault("", List.of()));
        }

        // Their ids are AWS's choice, and they take no tags, or AWS lists none of them by tag.
        assertThat(types)
                .containsExactly(
                        "aws:backup/restoreTestingSelection:RestoreTestingSelection",
                        "aws:backup/selection:Selection",
                        "aws:cloudwatch/eventTarget:EventTarget",
                        "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
                        "aws:serverlessrepository/cloudFormationStack:CloudFormationStack");
    }
}
