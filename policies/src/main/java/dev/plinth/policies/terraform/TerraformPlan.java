package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.collect.ImmutableSet;
import dev.plinth.model.GraphFile;
import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonFile;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.SourceLocations;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.terraform.TerraformStack.Dependencies;
import dev.plinth.policies.terraform.TerraformValues.Planned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan of Terraform or OpenTofu, as {@code terraform show -json} prints it, or a state, under Pulumi's names, so that
 * the rules judge it. The stack is the plan's variable {@code stack}, {@code environment} or {@code env}, and the project its
 * variable {@code project}; without them both are {@code terraform}. Data sources are no resources of the stack.
 */
public final class TerraformPlan {

    /** The variables that name the stack, the first of them that the plan has. */
    private static final List<String> STACK = List.of("stack", "environment", "env");

    /** The variables that can name the environment. */
    private static final List<String> ENVIRONMENT = Stream.concat(
                    STACK.stream(),
                    Stream.of(
                            "stage",
                            "tier",
                            "environment_name",
                            "env_name",
                            "environment_type",
                            "deploy_env",
                            "workspace"))
            .toList();

    private final JsonFile.Document document;
    private final JsonNode root;
    private final TerraformStack stack;
    private final TerraformReferences references;
    private final TerraformProviders providers;
    private final TerraformFacts facts;
    private final TerraformDocuments documents;
    private final SortedMap<String, GraphResource> after = new TreeMap<>();
    private final List<ResourceChange> changes = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    private TerraformPlan(JsonFile.Document document) {
        this.document = document;
        this.root = document.root();
        this.stack = new TerraformStack(name(STACK), name(List.of("project")));
        this.references = new TerraformReferences(root);
        this.providers = new TerraformProviders(root, stack);
        this.facts = new TerraformFacts(root);
        this.documents = new TerraformDocuments(references);
    }

    /** Returns whether a document is a plan or a state of Terraform or OpenTofu. */
    public static boolean isKnown(JsonNode root) {
        return isPlan(root) || isShownState(root) || TerraformState.isState(root);
    }

    private static boolean isPlan(JsonNode root) {
        boolean changes = root.path("resource_changes").isArray()
                && (root.has("format_version")
                        || root.path("resource_changes").path(0).has("change"));
        return changes || root.path("planned_values").isObject();
    }

    /** Of an empty state, Terraform prints the versions alone. */
    private static boolean isShownState(JsonNode root) {
        return root.path("format_version").isTextual()
                && (root.path("values").isObject()
                        || Set.of("format_version", "terraform_version")
                                .containsAll(ImmutableSet.copyOf(root.fieldNames())));
    }

    /**
     * Reads a plan or a state.
     *
     * @throws IllegalArgumentException when it is neither, or has a fault; the message ends "the file …"
     */
    public static GraphFile read(JsonFile.Document document) {
        JsonNode root = document.root();
        if (isPlan(root)) {
            return new TerraformPlan(document).read();
        }
        if (TerraformState.isState(root)) {
            return TerraformState.readState(document);
        }
        if (!isShownState(root)) {
            throw new IllegalArgumentException("is neither a Terraform plan nor a Terraform state");
        }
        TerraformStack stack = new TerraformStack(TerraformStack.DEFAULT_NAME, TerraformStack.DEFAULT_NAME);
        return TerraformState.readValues(
                document, GraphFile.Kind.TERRAFORM_STATE, root.path("values"), stack, GraphFile.Environment.NONE);
    }

    /** Returns Terraform's name of a type of a graph that was read here, which is the type itself where it has no token. */
    public static String typeName(String token) {
        return TerraformNames.type(token).orElse(token);
    }

    private GraphFile read() {
        if (root.path("resource_changes").isEmpty()) {
            GraphFile values = TerraformState.readValues(
                    document, GraphFile.Kind.TERRAFORM_PLAN, root.path("planned_values"), stack, environment());
            List<GraphResource> all = new ArrayList<>(providers.resources());
            all.addAll(values.graph().resources());
            return new GraphFile(
                    values.kind(),
                    new ResourceGraph(stack.project(), stack.stack(), all),
                    List.of(),
                    environment(),
                    values.lines(),
                    SourceLocations.NONE,
                    notes(),
                    facts.with(List.of(), values.graph().resources().isEmpty()));
        }
        for (JsonNode change : root.path("resource_changes")) {
            if (!change.path("mode").asText("managed").equals("managed")) {
                facts.addDataSource(change);
                documents.add(change);
            } else if (change.has("deposed")) {
                facts.addDeposed(stack.urn(text(change, "type"), text(change, "address")));
            } else {
                addChange(change);
            }
        }
        root.path("resource_changes").forEach(this::addDocuments);
        providers.resources().forEach(provider -> after.put(provider.urn(), provider));
        List<ResourceChange> drift = new ArrayList<>();
        for (JsonNode change : root.path("resource_drift")) {
            if (change.path("mode").asText("managed").equals("managed") && !change.has("deposed")) {
                drift.addAll(changes(change));
            }
        }
        return new GraphFile(
                GraphFile.Kind.TERRAFORM_PLAN,
                new ResourceGraph(stack.project(), stack.stack(), after.values()),
                changes,
                environment(),
                lines,
                SourceLocations.NONE,
                notes(),
                facts.with(drift, true));
    }

    private List<String> notes() {
        boolean errored = root.path("errored").asBoolean();
        boolean partial = !root.path("complete").asBoolean(true);
        return errored || partial
                ? List.of("the plan is " + (errored ? "errored" : "incomplete")
                        + ", so resources may be missing from the plan and from this report")
                : List.of();
    }

    private Optional<String> variable(String name) {
        JsonNode value = root.path("variables").path(name).path("value");
        return value.isTextual() && value.textValue().matches("[\\w.-]+")
                ? Optional.of(value.textValue())
                : Optional.empty();
    }

    private String name(List<String> variables) {
        return variables.stream()
                .flatMap(name -> variable(name).stream())
                .findFirst()
                .orElse(TerraformStack.DEFAULT_NAME);
    }

    /** The first variable that names an environment: one whose tier is known, before one whose is not. */
    private GraphFile.Environment environment() {
        List<String> present =
                ENVIRONMENT.stream().filter(name -> variable(name).isPresent()).toList();
        return present.stream()
                .filter(name -> Tier.named(variable(name).orElseThrow()).isPresent())
                .findFirst()
                .or(() -> present.stream().findFirst())
                .map(name -> new GraphFile.Environment(variable(name).orElseThrow(), "the variable " + name))
                .orElse(GraphFile.Environment.NONE);
    }

    /** Adds the unknown policies of a resource whose statements the plan has in a data source. */
    private void addDocuments(JsonNode node) {
        if (!node.path("mode").asText("managed").equals("managed") || node.has("deposed")) {
            return;
        }
        String address = node.path("address").asText();
        String type = node.path("type").asText();
        references.expressions(address).properties().forEach(expression -> {
            if (node.at("/change/after_unknown").path(expression.getKey()).asBoolean()) {
                documents
                        .of(address, expression.getValue())
                        .ifPresent(planned -> facts.addDocument(
                                stack.urn(type, address),
                                TerraformNames.pulumi(type, expression.getKey()).name(),
                                planned));
            }
        });
    }

    private void addChange(JsonNode node) {
        for (ResourceChange change : changes(node)) {
            String urn = change.resource().urn();
            change.after().ifPresent(resource -> after.put(urn, resource));
            lines.put(urn, document.line(node));
            changes.add(change);
            facts.add(node, List.of(urn));
        }
    }

    /** Returns the changes of an address: one, several where Pulumi has a resource for each setting, none for other actions. */
    private List<ResourceChange> changes(JsonNode node) {
        JsonNode change = node.path("change");
        if (change.path("actions").isEmpty()) {
            throw new IllegalArgumentException("has an element of resource_changes without change.actions at line "
                    + document.line(node) + "; expected a list such as [\"create\"]");
        }
        Set<String> actions = new HashSet<>();
        change.path("actions").forEach(action -> actions.add(action.asText()));
        Optional<Operation> operation = operation(actions);
        if (operation.isEmpty()) {
            return List.of();
        }
        Map<String, GraphResource> old = byUrn(
                resources(node, new Planned(change.path("before"), none(), change.path("before_sensitive")), false));
        Map<String, GraphResource> young = byUrn(resources(
                node,
                new Planned(change.path("after"), change.path("after_unknown"), change.path("after_sensitive")),
                true));
        if (actions.contains("forget")) {
            old.replaceAll((urn, resource) -> resource.withRetained());
        }
        Set<String> urns = new TreeSet<>(old.keySet());
        urns.addAll(young.keySet());
        List<ResourceChange> found = new ArrayList<>();
        for (String urn : urns) {
            boolean same = operation.get() == Operation.SAME && young.containsKey(urn);
            found.add(new ResourceChange(
                    operation.get(),
                    Optional.ofNullable(same ? young.get(urn) : old.get(urn)),
                    Optional.ofNullable(young.get(urn)),
                    replaceKeys(node.path("type").asText(), change.path("replace_paths")),
                    same ? List.of() : changed(old.get(urn), young.get(urn), computed(node))));
        }
        return found;
    }

    private static Map<String, GraphResource> byUrn(List<GraphResource> resources) {
        Map<String, GraphResource> byUrn = new LinkedHashMap<>();
        resources.forEach(resource -> byUrn.put(resource.urn(), resource));
        return byUrn;
    }

    static JsonNode none() {
        return MissingNode.getInstance();
    }

    /** Returns the operation on a resource; empty for a data source. A forgotten resource is deleted from the state only. */
    private static Optional<Operation> operation(Set<String> names) {
        if (names.contains("create") && (names.contains("delete") || names.contains("forget"))) {
            return Optional.of(Operation.REPLACE);
        }
        return names.stream().findFirst().flatMap(name -> switch (name) {
            case "no-op" -> Optional.of(Operation.SAME);
            case "create" -> Optional.of(Operation.CREATE);
            case "update" -> Optional.of(Operation.UPDATE);
            case "delete", "forget" -> Optional.of(Operation.DELETE);
            default -> Optional.empty();
        });
    }

    private static List<String> replaceKeys(String type, JsonNode paths) {
        List<String> keys = new ArrayList<>();
        paths.forEach(path ->
                keys.add(TerraformNames.pulumi(type, path.path(0).asText()).name()));
        return keys;
    }

    /** Returns the properties that the provider sets again: the configuration leaves them out, and they are unknown. */
    private Set<String> computed(JsonNode node) {
        JsonNode expressions = references.expressions(node.path("address").asText());
        Set<String> computed = new HashSet<>();
        if (expressions.isObject()) {
            node.at("/change/after_unknown").properties().forEach(entry -> {
                if (!expressions.has(entry.getKey()) && TerraformValues.containsTrue(entry.getValue())) {
                    computed.add(TerraformNames.pulumi(node.path("type").asText(), entry.getKey())
                            .name());
                }
            });
        }
        return computed;
    }

    private static List<String> changed(
            @Nullable GraphResource before, @Nullable GraphResource planned, Set<String> computed) {
        if (before == null || planned == null) {
            return List.of();
        }
        Set<String> keys = new TreeSet<>(before.inputs().properties().keySet());
        keys.addAll(planned.inputs().properties().keySet());
        keys.removeAll(computed);
        keys.removeIf(key -> value(before, key).equals(value(planned, key)));
        return List.copyOf(keys);
    }

    /** To a provider, an empty text is an absent one. */
    private static PropertyValue value(GraphResource resource, String key) {
        PropertyValue value = resource.inputs().get(key);
        return value.asText().filter(String::isEmpty).isPresent() ? PropertyValue.Null.VALUE : value;
    }

    /** The resource of a change, before or after it: none when there is none, several where Pulumi has one a setting. */
    private List<GraphResource> resources(JsonNode node, Planned values, boolean planned) {
        String type = text(node, "type");
        String address = text(node, "address");
        JsonNode expressions = references.expressions(address);
        SortedMap<String, List<String>> dependencies = new TreeMap<>();
        Set<String> all = new TreeSet<>();
        if (planned && values.value().isObject()) {
            expressions.properties().forEach(expression -> {
                boolean unknown = TerraformValues.containsTrue(values.unknown().path(expression.getKey()));
                List<String> urns = urns(
                        unknown
                                ? references.ofUnknown(address, expression.getKey(), expression.getValue())
                                : references.of(address, expression.getValue()));
                if (!urns.isEmpty()) {
                    dependencies.put(
                            TerraformNames.pulumi(type, expression.getKey()).name(), urns);
                }
            });
            all.addAll(urns(references.dependsOn(address)));
            dependencies.values().forEach(all::addAll);
        }
        return stack.resources(
                type,
                address,
                values,
                // What is deleted is configured nowhere.
                values.value().isObject() && !expressions.isMissingNode() ? expressions : none(),
                new Dependencies(all, dependencies),
                providerUrn(node));
    }

    private String text(JsonNode node, String key) {
        if (!node.path(key).isTextual()) {
            throw new IllegalArgumentException("has an element of resource_changes without " + key + " at line "
                    + document.line(node) + "; expected a string");
        }
        return node.get(key).textValue();
    }

    private List<String> urns(Set<String> addresses) {
        return addresses.stream()
                .map(address -> stack.urn(references.type(address), address))
                .toList();
    }

    private String providerUrn(JsonNode node) {
        return references
                .providerKey(node.path("address").asText())
                .map(key -> stack.providerUrn(key, providers.name(key)))
                .orElse("");
    }
}
