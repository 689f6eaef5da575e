package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.model.GraphFile;
import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonFile;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.terraform.TerraformExport;
import dev.plinth.policies.terraform.TerraformPlan;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped stacks as plans of Terraform, and read again. */
class ExportOperationTest {

    /**
     * The option protect is Pulumi's own, so no plan has it: the last two take a protected bucket for critical. Nor has a plan the
     * Stash that the names of final snapshots end in.
     */
    private static final Set<String> EXCEPTIONS = Set.of(
            "rds-pulumi-protect",
            "cache-pulumi-protect",
            "efs-pulumi-protect",
            "kms-pulumi-protect",
            "rds-final-snapshot",
            "cache-final-snapshot",
            "s3-replication-complete",
            "backup-covers-data");

    private static final Map<String, ResourceGraph> GRAPHS = new ConcurrentHashMap<>();

    private static ResourceGraph graph(String stack) {
        return GRAPHS.computeIfAbsent(stack, name -> GraphOperation.record(Repository.project(), name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging", "development"})
    void everyRuleSaysTheSameOfWhatIsReadAgain(String stack) {
        ResourceGraph graph = graph(stack);
        TerraformExport.Result export = TerraformExport.of(graph);
        GraphFile file = TerraformPlan.read(new JsonFile.Document(export.plan()));
        PolicyParameters parameters = PolicyParameters.forStack(stack);
        RuleContext before = new RuleContext(graph, parameters);
        RuleContext after = new RuleContext(file.graph(), parameters);
        Set<String> differences = new TreeSet<>();
        int judged = 0;
        for (Map.Entry<String, String> entry : export.addresses().entrySet()) {
            GraphResource resource = graph.resource(entry.getKey()).orElseThrow();
            String urn =
                    "urn:pulumi:" + stack + "::" + graph.project() + "::" + resource.type() + "::" + entry.getValue();
            GraphResource twin = file.graph().resource(urn).orElseThrow();
            for (Rule rule : RuleCatalogue.all()) {
                if (rule.scope() != Rule.Scope.CHANGE && !EXCEPTIONS.contains(rule.id())) {
                    judged++;
                    Object expected =
                            PolicyEvaluator.judge(rule, resource, before).verdict();
                    Object actual = PolicyEvaluator.judge(rule, twin, after).verdict();
                    if (expected.getClass() != actual.getClass()) {
                        differences.add(rule.id() + " of " + entry.getValue() + ": " + actual + ", not " + expected);
                    }
                }
            }
        }
        assertThat(judged).isGreaterThan(10_000);
        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging", "development"})
    void everyResourceOfAwsAndCloudflareIsInAllParts(String stack) {
        ResourceGraph graph = graph(stack);
        TerraformExport.Result export = TerraformExport.of(graph);
        Set<String> addresses = new HashSet<>(export.addresses().values());
        long expected = graph.resources().stream()
                .filter(resource ->
                        resource.type().startsWith("aws:") || resource.type().startsWith("cloudflare:"))
                .count();

        assertThat(addresses).hasSize((int) expected);
        assertThat(addresses(export.plan().at("/planned_values/root_module/resources")))
                .isEqualTo(addresses);
        assertThat(addresses(export.plan().path("resource_changes"))).isEqualTo(addresses);
        assertThat(addresses(export.plan().at("/configuration/root_module/resources")))
                .isEqualTo(addresses);
        assertThat(export.left()).noneMatch(resource -> resource.type().startsWith("aws:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging", "development"})
    void aValueOfAnotherResourceIsAReferenceInThePlan(String stack) {
        TerraformExport.Result export = TerraformExport.of(graph(stack));
        Set<String> addresses = new HashSet<>(export.addresses().values());
        int references = 0;
        for (JsonNode resource : export.plan().at("/configuration/root_module/resources")) {
            for (JsonNode list : resource.path("expressions").findValues("references")) {
                for (JsonNode reference : list) {
                    references++;
                    assertThat(addresses).contains(reference.asText().replaceAll("\\.(?:arn|id)$", ""));
                }
            }
        }
        assertThat(references).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging", "development"})
    void aSecretIsSensitiveAndItsValueIsNowhere(String stack) {
        JsonNode plan = TerraformExport.of(graph(stack)).plan();
        int secrets = 0;
        for (JsonNode change : plan.path("resource_changes")) {
            JsonNode sensitive = change.at("/change/after_sensitive");
            for (Map.Entry<String, JsonNode> property : sensitive.properties()) {
                if (property.getValue().isBoolean()) {
                    secrets++;
                    assertThat(change.at("/change/after").has(property.getKey()))
                            .isFalse();
                    assertThat(change.at("/change/after_unknown")
                                    .path(property.getKey())
                                    .asBoolean())
                            .isTrue();
                }
            }
        }
        // Only production has a password of its own making; the others leave it to the database's service.
        assertThat(secrets > 0).isEqualTo(stack.equals("production"));
    }

    private static Set<String> addresses(JsonNode resources) {
        Set<String> addresses = new HashSet<>();
        resources.forEach(resource -> addresses.add(resource.path("address").asText()));
        return addresses;
    }
}
