package dev.plinth.operation.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.recovery.CloudLookup.Answer;
import dev.plinth.operation.recovery.CloudLookup.Kind;
import dev.plinth.operation.recovery.Recovery.Action;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateRecoveryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "urn:pulumi:test::shop::";
    private static final String ROOT = PREFIX + "pulumi:pulumi:Stack::shop-test";
    private static final String PROVIDER = PREFIX + "pulumi:providers:aws::default";
    private static final String VPC = PREFIX + "aws:ec2/vpc:Vpc::main";
    private static final String SUBNET = PREFIX + "aws:ec2/subnet:Subnet::first";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private final Map<String, Answer> cloud = new HashMap<>();
    private final List<String> refreshed = new ArrayList<>();
    private JsonNode export = state("");

    private final StateRecovery.Stack stack = new StateRecovery.Stack() {
        @Override
        public JsonNode export() {
            return export.deepCopy();
        }

        @Override
        public void restore(JsonNode state) {
            export = state;
        }

        @Override
        public void refresh(List<String> urns) {
            refreshed.addAll(urns);
        }

        @Override
        public ResourceGraph program() {
            return ResourceGraph.fromState(state(
                    """
                    , {"urn": "%s", "custom": true, "id": "unused", "type": "aws:ec2/subnet:Subnet", "parent": "%s",
                       "provider": "%s::7", "dependencies": ["%s"], "inputs": {"cidrBlock": "10.0.0.0/24"}}
                    """
                            .formatted(SUBNET, ROOT, PROVIDER, VPC)));
        }
    };

    private static JsonNode state(String more) {
        return json(
                """
                {"version": 3, "deployment": {"resources": [
                  {"urn": "%s", "custom": false, "type": "pulumi:pulumi:Stack"},
                  {"urn": "%s", "custom": true, "id": "7", "type": "pulumi:providers:aws", "parent": "%s",
                   "inputs": {"region": "eu-central-1"}},
                  {"urn": "%s", "custom": true, "id": "vpc-1", "type": "aws:ec2/vpc:Vpc", "parent": "%s", "provider": "%s::7",
                   "inputs": {}, "outputs": {}}%s]}}
                """
                        .formatted(ROOT, PROVIDER, ROOT, VPC, ROOT, PROVIDER, more));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pending(String type, String urn, String token) {
        export.withObject("/deployment")
                .withArray("pending_operations")
                .add(json(
                        """
                        {"type": "%s", "resource": {"urn": "%s", "custom": true, "type": "%s", "parent": "%s",
                         "provider": "%s::7", "dependencies": ["%s"], "inputs": {"cidrBlock": "10.0.0.0/24"}}}
                        """
                                .formatted(type, urn, token, ROOT, PROVIDER, VPC)));
    }

    private StateRecovery recovery() {
        return new StateRecovery(
                stack,
                Optional.empty(),
                (resource, provider, known) -> {
                    assertThat(provider.path("region").asText()).isEqualTo("eu-central-1");
                    return cloud.getOrDefault(resource.path("urn").asText(), new Answer(Kind.NOT_MADE, List.of(), ""));
                },
                folder.resolve("failed.json"));
    }

    private JsonNode resource(String urn) {
        for (JsonNode resource : export.path("deployment").path("resources")) {
            if (resource.path("urn").asText().equals(urn)
                    && !resource.path("delete").asBoolean()) {
                return resource;
            }
        }
        throw new AssertionError("no " + urn + " in " + export);
    }

    @Test
    void aStateWithNothingPendingNeedsNothing() {
        assertThat(recovery().find().isEmpty()).isTrue();
    }

    @Test
    void importsACreatedResourceFromTheCloud() {
        pending("creating", SUBNET, "aws:ec2/subnet:Subnet");
        cloud.put(SUBNET, new Answer(Kind.MADE, List.of("subnet-1"), ""));

        Recovery found = recovery().find();
        recovery().apply(found);

        assertThat(found.items()).extracting(Recovery.Item::action).containsExactly(Action.ADOPT);
        JsonNode subnet = resource(SUBNET);
        assertThat(subnet.path("id").asText()).isEqualTo("subnet-1");
        assertThat(subnet.path("provider").asText()).isEqualTo(PROVIDER + "::7");
        assertThat(subnet.path("dependencies"))
                .containsExactly(subnet.path("dependencies").get(0))
                .hasSize(1);
        assertThat(subnet.path("inputs")).isEmpty();
        assertThat(refreshed).containsExactly(SUBNET);
        assertThat(export.path("deployment").has("pending_operations")).isFalse();
        assertThat(recovery().find().isEmpty()).isTrue();
    }

    @Test
    void removesAPendingCreationWithoutAResource() {
        pending("creating", SUBNET, "aws:ec2/subnet:Subnet");

        Recovery found = recovery().find();
        recovery().apply(found);

        assertThat(found.items()).extracting(Recovery.Item::action).containsExactly(Action.FORGET);
        assertThat(export).isEqualTo(state(""));
        assertThat(refreshed).isEmpty();
    }

    @Test
    void anUnfinishedUpdateOrDeletionIsComparedWithTheCloud() {
        pending("updating", VPC, "aws:ec2/vpc:Vpc");
        pending("deleting", SUBNET, "aws:ec2/subnet:Subnet");

        Recovery found = recovery().find();
        recovery().apply(found);

        assertThat(found.items()).extracting(Recovery.Item::action).containsExactly(Action.COMPARE, Action.FORGET);
        assertThat(refreshed).containsExactly(VPC);
    }

    @Test
    void theSuccessorOfAResourceIsAdoptedAndTheOldOneWaitsToBeDeleted() {
        pending("creating", VPC, "aws:ec2/vpc:Vpc");
        cloud.put(VPC, new Answer(Kind.MADE, List.of("vpc-2"), ""));

        recovery().apply(recovery().find());

        assertThat(resource(VPC).path("id").asText()).isEqualTo("vpc-2");
        assertThat(export.path("deployment").path("resources"))
                .anyMatch(resource -> resource.path("id").asText().equals("vpc-1")
                        && resource.path("delete").asBoolean());
    }

    @Test
    void nothingIsDoneWhileSomethingIsUndecided() {
        pending("creating", SUBNET, "aws:ec2/subnet:Subnet");
        cloud.put(SUBNET, new Answer(Kind.UNDECIDED, List.of("subnet-1", "subnet-2"), "several have its tags"));

        Recovery found = recovery().find();

        assertThat(found.lines())
                .containsExactly(
                        "aws:ec2/subnet:Subnet first may have been created: several have its tags: subnet-1, subnet-2");
        assertThatThrownBy(() -> recovery().apply(found)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> found.deciding(Map.of("second", "subnet-2")))
                .hasMessageContaining("second names 0 of the resources");

        recovery().apply(found.deciding(Map.of("first", "subnet-2")));

        assertThat(resource(SUBNET).path("id").asText()).isEqualTo("subnet-2");
    }

    /** The engine forgets a creation that failed, also where the provider crashed once it had made the resource. */
    @Test
    void addsTheResourceOfAFailedCreationWithTheProgramsInputs() throws IOException {
        recovery().note(List.of(SUBNET));
        assertThat(recovery().find().isEmpty()).as("nothing was made").isTrue();
        cloud.put(SUBNET, new Answer(Kind.MADE, List.of("subnet-1"), ""));

        recovery().apply(recovery().find());

        assertThat(resource(SUBNET).path("parent").asText()).isEqualTo(ROOT);
        assertThat(resource(SUBNET).path("provider").asText()).isEqualTo(PROVIDER + "::7");
        assertThat(Files.exists(folder.resolve("failed.json"))).isFalse();
    }
}
