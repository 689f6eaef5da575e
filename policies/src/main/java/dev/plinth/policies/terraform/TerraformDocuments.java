package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.PlanFacts.PlannedDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Policy documents of {@code data.aws_iam_policy_document}. A document is unknown to the plan because of one ARN in it, although
 * the plan has its statements. Each unknown text of a statement gets a stand-in.
 *
 * <p>The plan does not have the expression around an identifier. A stand-in is therefore an ARN in one set and the objects below
 * it in the other, so that a verdict that depends on the difference stays unknown. In a list, they alternate.
 */
final class TerraformDocuments {

    private static final String TYPE = "aws_iam_policy_document";
    private static final Set<String> JSON = Set.of("json", "minified_json");

    /** Other documents in a document, which are not rendered here. */
    private static final List<String> SOURCES =
            List.of("source_json", "override_json", "source_policy_documents", "override_policy_documents");

    private static final Map<String, String> LISTS = Map.of(
            "actions", "Action", "not_actions", "NotAction", "resources", "Resource", "not_resources", "NotResource");

    private static final Map<String, String> PRINCIPALS =
            Map.of("principals", "Principal", "not_principals", "NotPrincipal");

    private static final String ACCOUNT = "123456789012";
    private static final String REGION = "us-east-1";

    private final TerraformReferences references;
    private final Map<String, JsonNode> changes = new HashMap<>();

    TerraformDocuments(TerraformReferences references) {
        this.references = references;
    }

    /** Adds a data source of a plan. */
    void add(JsonNode change) {
        if (change.path("type").asText().equals(TYPE)) {
            changes.put(change.path("address").asText(), change.path("change"));
        }
    }

    /** Returns the document that an unknown value is; empty where the plan does not have its statements. */
    Optional<PlannedDocument> of(String address, JsonNode expression) {
        return references
                .dataSource(address, expression, JSON)
                .filter(changes::containsKey)
                .flatMap(source -> new Rendering(source).document());
    }

    /** Rendering of one document. */
    private final class Rendering {

        private final String address;
        private final JsonNode values;
        private final JsonNode unknown;
        private final JsonNode expressions;
        private final Map<String, String> others = new HashMap<>();
        private boolean complete = true;

        Rendering(String address) {
            JsonNode change = changes.getOrDefault(address, MissingNode.getInstance());
            this.address = address;
            this.values = change.path("after");
            this.unknown = change.path("after_unknown");
            this.expressions = references.expressions(address);
        }

        Optional<PlannedDocument> document() {
            boolean composed =
                    SOURCES.stream().anyMatch(name -> !values.path(name).isEmpty() || unknown.has(name));
            JsonNode statements = values.path("statement");
            if (composed || !statements.isArray() || unknown.path("statement").isBoolean()) {
                return Optional.empty();
            }
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.put(
                    "Version",
                    values.path("version").isTextual() ? values.get("version").textValue() : "2012-10-17");
            ArrayNode rendered = document.putArray("Statement");
            for (int i = 0; i < statements.size(); i++) {
                JsonNode expression = expressions.path("statement");
                rendered.add(statement(
                        statements.path(i),
                        unknown.path("statement").path(i),
                        expression.size() == statements.size() ? expression.path(i) : expression));
            }
            return complete && !others.isEmpty()
                    ? Optional.of(new PlannedDocument(document.toString(), others))
                    : Optional.empty();
        }

        private ObjectNode statement(JsonNode statement, JsonNode marks, JsonNode expression) {
            ObjectNode rendered = JsonNodeFactory.instance.objectNode();
            complete &= Stream.of("sid", "effect").noneMatch(name -> TerraformValues.containsTrue(marks.path(name)));
            if (statement.path("sid").isTextual()) {
                rendered.set("Sid", statement.get("sid"));
            }
            rendered.put(
                    "Effect",
                    statement.path("effect").isTextual()
                            ? statement.get("effect").textValue()
                            : "Allow");
            LISTS.forEach((name, key) -> {
                if (name.endsWith("actions")) {
                    complete &= !TerraformValues.containsTrue(marks.path(name));
                }
                put(rendered, key, texts(statement.path(name), marks.path(name), expression.path(name)));
            });
            PRINCIPALS.forEach((name, key) ->
                    principals(rendered, key, statement.path(name), marks.path(name), expression.path(name)));
            conditions(rendered, statement.path("condition"), marks.path("condition"), expression.path("condition"));
            return rendered;
        }

        private void principals(ObjectNode rendered, String key, JsonNode blocks, JsonNode marks, JsonNode expression) {
            ObjectNode principals = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < blocks.size(); i++) {
                String type = blocks.path(i).path("type").asText();
                complete &= !TerraformValues.containsTrue(marks.path(i).path("type"));
                List<String> identifiers =
                        texts(blocks.path(i).path("identifiers"), marks.path(i).path("identifiers"), expression);
                if (blocks.size() == 1 && type.equals("*") && identifiers.equals(List.of("*"))) {
                    rendered.put(key, "*");
                    return;
                }
                ArrayNode array = principals.withArrayProperty(type);
                identifiers.forEach(array::add);
            }
            if (!principals.isEmpty()) {
                rendered.set(key, principals);
            }
        }

        private void conditions(ObjectNode rendered, JsonNode blocks, JsonNode marks, JsonNode expression) {
            ObjectNode conditions = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < blocks.size(); i++) {
                JsonNode block = blocks.path(i);
                JsonNode blockMarks = marks.path(i);
                complete &= Stream.of("test", "variable")
                        .noneMatch(name -> TerraformValues.containsTrue(blockMarks.path(name)));
                ObjectNode variables =
                        conditions.withObjectProperty(block.path("test").asText());
                put(
                        variables,
                        block.path("variable").asText(),
                        texts(block.path("values"), blockMarks.path("values"), expression));
            }
            if (!conditions.isEmpty()) {
                rendered.set("Condition", conditions);
            }
        }

        private void put(ObjectNode target, String key, List<String> texts) {
            if (texts.size() == 1) {
                target.put(key, texts.get(0));
            } else if (!texts.isEmpty()) {
                ArrayNode array = target.putArray(key);
                texts.forEach(array::add);
            }
        }

        /** Returns the texts of a list, with a stand-in for each unknown one. */
        private List<String> texts(JsonNode list, JsonNode marks, JsonNode expression) {
            if (marks.isBoolean() && marks.booleanValue()) {
                complete = false;
            }
            List<String> texts = new ArrayList<>();
            int unknowns = 0;
            for (int i = 0; i < list.size(); i++) {
                if (!marks.path(i).asBoolean()) {
                    texts.add(list.path(i).asText().replace("&{", "${"));
                    continue;
                }
                List<String> origins = List.copyOf(references.of(address, expression));
                if (origins.isEmpty()) {
                    complete = false;
                    return texts;
                }
                // Of several resources, nobody can say which identifier is whose, so that each element has its own.
                String origin = origins.size() == 1 ? origins.get(0) : origins + "[" + i + "]";
                String type = references.type(origins.get(0));
                boolean objects = unknowns++ % 2 == 1;
                String standIn = arn(type, "stand-in " + origin) + (objects ? "/*" : "");
                others.put(standIn, arn(type, "other stand-in " + origin) + (objects ? "" : "/*"));
                texts.add(standIn);
            }
            return texts;
        }

        private static String arn(String type, String seed) {
            String service = TerraformNames.token(type)
                    .map(token -> token.split("[:/]", -1)[1])
                    .orElse("service");
            String name = "stand-in-" + UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
            return switch (service) {
                case "s3" -> "arn:aws:s3:::" + name;
                case "iam" -> "arn:aws:iam::" + ACCOUNT + ":" + type.replaceFirst("aws_iam_", "") + "/" + name;
                default -> "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + name;
            };
        }
    }
}
