package dev.plinth.policies.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Policies that differ in their form only have no difference. */
class AccessNormalisationTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Provide
    Arbitrary<String> policies() {
        Arbitrary<List<String>> actions = Arbitraries.of(
                        "s3:GetObject", "s3:PutObject", "s3:*", "sqs:SendMessage", "kms:Decrypt", "s3:Get*")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .uniqueElements();
        Arbitrary<List<String>> resources = Arbitraries.of(
                        "*", AccessStack.UPLOADS_ARN, AccessStack.UPLOADS_ARN + "/*", "arn:aws:s3:::other/*")
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .uniqueElements();
        Arbitrary<String> effects = Arbitraries.of("Allow", "Deny");
        Arbitrary<String> statements = Combinators.combine(effects, actions, resources)
                .as((effect, action, resource) -> "{'Effect':'" + effect + "','Action':['" + String.join("','", action)
                        + "'],'Resource':['" + String.join("','", resource) + "']}");
        return statements.list().ofMinSize(1).ofMaxSize(4).map(list -> AccessStack.policy(list.toArray(String[]::new)));
    }

    /** Splits statements by action, shuffles everything, and writes single values without a list. */
    private static String rewritten(String policy, long seed) {
        try {
            Random random = new Random(seed);
            List<ObjectNode> statements = new ArrayList<>();
            MAPPER.readTree(policy)
                    .path("Statement")
                    .forEach(statement -> statement.path("Action").forEach(action -> {
                        ObjectNode one = statement.deepCopy();
                        one.set("Action", action);
                        List<JsonNode> resources = new ArrayList<>();
                        statement.path("Resource").forEach(resources::add);
                        Collections.shuffle(resources, random);
                        ArrayNode array = one.putArray("Resource");
                        resources.forEach(array::add);
                        if (array.size() == 1) {
                            one.set("Resource", array.get(0));
                        }
                        one.put("Sid", "S" + statements.size());
                        statements.add(one);
                    }));
            Collections.shuffle(statements, random);
            ObjectNode document = MAPPER.createObjectNode();
            ArrayNode array = document.putArray("Statement");
            statements.forEach(array::add);
            return document.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = 200)
    void theFormOfAPolicyMakesNoDifference(@ForAll("policies") String policy, @ForAll long seed) {
        assertThat(AccessDifference.of(AccessStack.changes(
                                List.of(AccessStack.inline(policy)),
                                List.of(AccessStack.inline(rewritten(policy, seed)))))
                        .isEmpty())
                .isTrue();
    }

    @Property(tries = 200)
    void aChangeAndItsReverseMirrorEachOther(@ForAll("policies") String before, @ForAll("policies") String after) {
        assertThat(entries(before, after, true)).isEqualTo(entries(after, before, false));
    }

    private static Set<AccessEntry> entries(String before, String after, boolean added) {
        return AccessDifference.of(
                        AccessStack.changes(List.of(AccessStack.inline(before)), List.of(AccessStack.inline(after))))
                .changes()
                .stream()
                .filter(change -> change.added() == added)
                .map(AccessChange::entry)
                .collect(Collectors.toSet());
    }
}
