package dev.plinth.policies.condition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonValues;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Verdict;
import java.util.function.Function;

/** Properties whose value is a JSON document in a string, also inside a secret. */
public final class JsonText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonText() {}

    /** Judges the document in a property: unknown while it is, a failure when it is no JSON. Messages quote nothing. */
    public static Verdict judge(GraphResource resource, String property, Function<JsonNode, Verdict> judge) {
        PropertyValue value = resource.input(property);
        if (value.containsUnknown()) {
            return Verdict.unknown(property);
        }
        PropertyValue revealed = value.revealed();
        if (revealed instanceof PropertyValue.ObjectValue || revealed instanceof PropertyValue.ListValue) {
            return judge.apply(JsonValues.toJson(revealed));
        }
        if (value.asText().isEmpty()) {
            return Verdict.fail(property + " is " + value.describe() + " but must be a JSON document", property);
        }
        try {
            return judge.apply(MAPPER.readTree(value.asText().orElseThrow()));
        } catch (JsonProcessingException e) {
            return Verdict.fail(property + " is not JSON", property);
        }
    }

    /** Reads a list that a provider's configuration holds as JSON in a string, or as a list. */
    public static PropertyValue parsed(PropertyValue value) {
        String text = value.asText().map(String::strip).orElse("");
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return value;
        }
        try {
            return JsonValues.parse(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            return value;
        }
    }
}
