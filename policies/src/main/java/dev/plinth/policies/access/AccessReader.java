package dev.plinth.policies.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonValues;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.access.AccessEntry.Layer;
import dev.plinth.policies.rule.ResourceTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the policies of a stack: inline and attached policies, those of a user's groups, trust policies, boundaries, and policies of
 * resources.
 */
final class AccessReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String POLICY = "policy";
    private static final String POLICY_ARN = "policyArn";

    /** The properties that name the principals of an attached policy, and their types. */
    private static final Map<String, String> ATTACHED_TO = Map.of(
            "role", AwsTypes.IAM_ROLE,
            "user", AwsTypes.IAM_USER,
            "group", AwsTypes.IAM_GROUP,
            "roles", AwsTypes.IAM_ROLE,
            "users", AwsTypes.IAM_USER,
            "groups", AwsTypes.IAM_GROUP);

    private final ResourceGraph graph;
    private final ResourceNames names;
    private final List<AccessGrant> grants = new ArrayList<>();
    private final List<AccessDocument> unknown = new ArrayList<>();
    private final Map<String, AccessModel.Boundary> boundaries = new HashMap<>();
    private final List<GraphResource> attached = new ArrayList<>();

    AccessReader(ResourceGraph graph, ResourceNames names) {
        this.graph = graph;
        this.names = names;
    }

    AccessModel read() {
        PolicyPlace.ALL.forEach(place -> ofType(place.type()).forEach(resource -> read(place, resource)));
        ofType(AwsTypes.IAM_ROLE).forEach(this::inline);
        ofType(
                        AwsTypes.IAM_ROLE_POLICY_ATTACHMENT,
                        AwsTypes.IAM_USER_POLICY_ATTACHMENT,
                        AwsTypes.IAM_GROUP_POLICY_ATTACHMENT,
                        AwsTypes.IAM_POLICY_ATTACHMENT)
                .forEach(this::attachment);
        ofType(AwsTypes.IAM_ROLE, AwsTypes.IAM_USER).forEach(this::boundary);
        ofType(AwsTypes.IAM_POLICY).stream()
                .filter(policy -> !attached.contains(policy))
                .forEach(policy -> document(
                        policy,
                        policy,
                        POLICY,
                        Layer.IDENTITY,
                        new Holder(policy.urn(), AccessPattern.named(policy.urn(), "holders of " + policy.name()))));
        AccessModel members = new GroupMemberships(graph, names, new AccessModel(grants, unknown, Map.of())).read();
        grants.addAll(members.grants());
        unknown.addAll(members.unknown());
        ofType(AwsTypes.LAMBDA_PERMISSION).forEach(this::permission);
        ofType(AwsTypes.KMS_GRANT).forEach(this::keyGrant);
        return new AccessModel(grants, unknown, boundaries);
    }

    /** Principal of an identity policy, or resource of another policy. */
    private record Holder(String id, AccessPattern pattern) {}

    private List<GraphResource> ofType(String... types) {
        return graph.ofType(ResourceTypes.withAliases(types));
    }

    private void read(PolicyPlace place, GraphResource resource) {
        holders(resource, place.holderProperty(), place.holderTypes())
                .forEach(holder -> document(resource, resource, place.property(), place.layer(), holder));
    }

    /** Returns what a property names; the value itself where that is outside the stack. */
    private List<Holder> holders(GraphResource resource, String property, List<String> types) {
        if (property.isEmpty()) {
            return List.of(holder(resource));
        }
        List<GraphResource> found = graph.references(resource, property, types.toArray(String[]::new));
        if (!found.isEmpty()) {
            return found.stream().map(this::holder).toList();
        }
        PropertyValue value = resource.input(property);
        List<PropertyValue> values =
                value.revealed() instanceof PropertyValue.ListValue ? value.elements() : List.of(value);
        return values.stream()
                .map(each -> each.asText()
                        .map(text -> new Holder(text, names.named(text)))
                        .orElseGet(() -> new Holder("", AccessPattern.of(property + " of " + resource.name()))))
                .toList();
    }

    private Holder holder(GraphResource resource) {
        return new Holder(resource.urn(), names.named(resource));
    }

    private void inline(GraphResource role) {
        PropertyValue inline = role.input("inlinePolicies");
        if (inline.isUnknown()) {
            unknown.add(describe(role, role, "inlinePolicies", Layer.IDENTITY, holder(role)));
        }
        for (int i = 0; i < inline.elements().size(); i++) {
            document(role, role, "inlinePolicies[" + i + "].policy", Layer.IDENTITY, holder(role));
        }
        managed(role, "managedPolicyArns", holder(role));
    }

    private void attachment(GraphResource attachment) {
        ATTACHED_TO.forEach((property, type) -> {
            if (!attachment.input(property).isAbsent()) {
                holders(attachment, property, List.of(type)).forEach(holder -> managed(attachment, POLICY_ARN, holder));
            }
        });
    }

    /** Reads the policies that a property attaches: those of the stack by their documents, others by their ARNs. */
    private void managed(GraphResource resource, String property, Holder holder) {
        PropertyValue value = resource.input(property);
        List<GraphResource> own = graph.references(resource, property, AwsTypes.IAM_POLICY);
        own.forEach(policy -> {
            attached.add(policy);
            document(policy, resource, POLICY, Layer.IDENTITY, holder);
        });
        List<PropertyValue> values =
                value.revealed() instanceof PropertyValue.ListValue ? value.elements() : List.of(value);
        for (PropertyValue each : values) {
            String arn = each.asText().orElse("");
            if (each.isUnknown() && own.isEmpty()) {
                unknown.add(describe(resource, resource, property, Layer.MANAGED, holder));
            } else if (!arn.isEmpty()
                    && names.resource(arn)
                            .filter(policy ->
                                    own.stream().anyMatch(ours -> ours.urn().equals(policy.urn())))
                            .isEmpty()) {
                AccessDocument document = describe(resource, resource, property, Layer.MANAGED, holder);
                grants.add(new AccessGrant(
                        new AccessEntry(
                                Layer.MANAGED,
                                true,
                                PatternSet.of(holder.pattern()),
                                PatternSet.of(new AccessPattern(arn, arn, arn.substring(arn.lastIndexOf('/') + 1))),
                                PatternSet.ALL,
                                AccessCondition.NONE),
                        document));
            }
        }
    }

    private void boundary(GraphResource principal) {
        PropertyValue value = principal.input("permissionsBoundary");
        if (value.isAbsent()) {
            return;
        }
        Optional<GraphResource> policy =
                graph.references(principal, "permissionsBoundary", AwsTypes.IAM_POLICY).stream()
                        .findFirst();
        boundaries.put(
                principal.urn(),
                new AccessModel.Boundary(
                        policy.map(GraphResource::name)
                                .or(() -> value.asText().map(arn -> arn.substring(arn.lastIndexOf('/') + 1)))
                                .orElse("unknown"),
                        policy));
        policy.ifPresent(document -> {
            attached.add(document);
            document(document, principal, POLICY, Layer.BOUNDARY, holder(principal));
        });
    }

    private static AccessDocument describe(
            GraphResource resource, GraphResource origin, String property, Layer layer, Holder holder) {
        return new AccessDocument(
                resource.urn(),
                property,
                origin.urn(),
                "",
                layer,
                holder.id(),
                holder.pattern().shown(),
                resource.input(property) instanceof PropertyValue.Secret);
    }

    /**
     * Reads a document.
     *
     * @param resource the resource with the document
     * @param origin the resource that gives it to the holder, such as an attachment
     */
    private void document(GraphResource resource, GraphResource origin, String property, Layer layer, Holder holder) {
        PropertyValue value = resource.input(property);
        if (value.isAbsent()) {
            return;
        }
        AccessDocument document = describe(resource, origin, property, layer, holder);
        Optional<JsonNode> policy = parse(value);
        if (policy.isEmpty()) {
            unknown.add(document);
        }
        policy.ifPresent(json -> add(json, document, holder));
    }

    private void add(JsonNode policy, AccessDocument document, Holder holder) {
        new StatementReader(document.layer(), holder.pattern(), names)
                .read(policy)
                .forEach(entry -> grants.add(new AccessGrant(entry, document)));
    }

    /** Parses a document; empty for one that is unknown, even in part, or not JSON. */
    private static Optional<JsonNode> parse(PropertyValue value) {
        if (value.containsUnknown()) {
            return Optional.empty();
        }
        if (value.revealed() instanceof PropertyValue.ObjectValue object) {
            return Optional.of(JsonValues.toJson(object));
        }
        try {
            JsonNode node = MAPPER.readTree(value.asText().orElse(""));
            return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Reads a permission of a function as the statement that Lambda adds to the function's policy. */
    private void permission(GraphResource permission) {
        ObjectNode statement = statement();
        String principal = permission.input("principal").asText().orElse("");
        ObjectNode principals = statement.putObject("Principal");
        principals.put(principal.contains(".amazonaws.com") ? "Service" : "AWS", principal);
        statement.set("Action", text(permission, "action"));
        ObjectNode condition = statement.putObject("Condition");
        condition(condition, "ArnLike", "AWS:SourceArn", permission, "sourceArn");
        condition(condition, "StringEquals", "AWS:SourceAccount", permission, "sourceAccount");
        condition(condition, "StringEquals", "aws:PrincipalOrgID", permission, "principalOrgId");
        synthetic(permission, statement, "function", AwsTypes.LAMBDA_FUNCTION, "principal", "action");
    }

    private static void condition(
            ObjectNode condition, String operator, String key, GraphResource resource, String property) {
        if (!resource.input(property).isAbsent()) {
            condition.withObjectProperty(operator).set(key, text(resource, property));
        }
    }

    /** Reads a grant of a key as a statement of the key's policy. */
    private void keyGrant(GraphResource grant) {
        ObjectNode statement = statement();
        statement.putObject("Principal").set("AWS", text(grant, "granteePrincipal"));
        var actions = statement.putArray("Action");
        grant.input("operations")
                .elements()
                .forEach(operation -> operation.asText().ifPresent(text -> actions.add("kms:" + text)));
        ObjectNode condition = statement.putObject("Condition");
        if (!grant.input("constraints").isEmpty()) {
            condition
                    .putObject("StringEquals")
                    .put(
                            "kms:EncryptionContext",
                            JsonValues.toJson(grant.input("constraints")).toString());
        }
        synthetic(grant, statement, "keyId", AwsTypes.KMS_KEY, "granteePrincipal", "operations");
    }

    private static ObjectNode statement() {
        return JsonNodeFactory.instance.objectNode().put("Effect", "Allow");
    }

    /** Returns a property's text; that of the resource which a property comes from while it is unknown. */
    private static JsonNode text(GraphResource resource, String property) {
        return JsonNodeFactory.instance.textNode(
                resource.input(property).asText().orElse("unknown"));
    }

    private void synthetic(
            GraphResource resource, ObjectNode statement, String holderProperty, String type, String... needed) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.putArray("Statement").add(statement);
        boolean isUnknown = List.of(needed).stream()
                .anyMatch(property -> resource.input(property).containsUnknown());
        for (Holder holder : holders(resource, holderProperty, List.of(type))) {
            AccessDocument document = describe(resource, resource, needed[needed.length - 1], Layer.RESOURCE, holder);
            if (isUnknown) {
                unknown.add(document);
            } else {
                add(policy, document, holder);
            }
        }
    }
}
