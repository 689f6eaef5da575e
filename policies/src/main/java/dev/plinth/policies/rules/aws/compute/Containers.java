package dev.plinth.policies.rules.aws.compute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The containers of an ECS task definition, which its property {@code containerDefinitions} holds as JSON. */
final class Containers {

    private static final String PROPERTY = "containerDefinitions";

    private Containers() {}

    /** Judges each container; all must comply. */
    static Condition each(Function<JsonNode, Verdict> judge) {
        return (resource, context) -> JsonText.judge(resource, PROPERTY, document -> all(document, judge));
    }

    private static Verdict all(JsonNode document, Function<JsonNode, Verdict> judge) {
        if (!document.isArray()) {
            return Verdict.fail(PROPERTY + " must be a list of containers");
        }
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
        for (JsonNode container : document) {
            verdicts.add(
                    container.isObject()
                            ? judge.apply(container)
                            : Verdict.fail(PROPERTY + " must be a list of containers"));
        }
        return Verdict.all(verdicts);
    }

    /** Returns the path of a container property, for messages. */
    static String at(JsonNode container, String key) {
        return PROPERTY + "[" + container.path("name").asText("?") + "]." + key;
    }
}
