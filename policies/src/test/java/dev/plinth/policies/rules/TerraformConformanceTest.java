package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonFile;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.terraform.TerraformExport;
import dev.plinth.policies.terraform.TerraformPlan;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule says the same of a resource and of what is read from the Terraform plan that it was written to. */
class TerraformConformanceTest {

    static List<RuleFixture> fixtures() {
        return RuleFixtures.all().stream()
                // Of other vendors, and of Pulumi's own resources, a plan has no words.
                .filter(fixture -> fixture.compliant().type().matches("(aws|cloudflare):.*"))
                // An older name of a type that the provider has under a newer one.
                .filter(fixture -> !fixture.compliant().type().equals("aws:s3/bucketAcl:BucketAcl"))
                // A secret's value is not written, so what turns on it is unknown.
                .filter(fixture -> !containsSecret(fixture.compliant().inputs()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void saysTheSameOfWhatComplies(RuleFixture fixture) {
        assertSame(fixture, fixture.compliant(), fixture.beside());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void saysTheSameOfWhatDoesNot(RuleFixture fixture) {
        List<GraphResource> beside = new ArrayList<>(fixture.beside());
        GraphResource resource = fixture.compliant();
        if (fixture.neighbourDecides()) {
            beside.set(0, Resources.with(beside.get(0), fixture.path(), fixture.bad()));
        } else {
            resource = Resources.with(resource, fixture.path(), fixture.bad());
        }
        assertSame(fixture, resource, beside);
    }

    private static void assertSame(RuleFixture fixture, GraphResource resource, List<GraphResource> beside) {
        List<GraphResource> all = new ArrayList<>(beside);
        all.add(resource);
        ResourceGraph graph = new ResourceGraph("shop", "production", all);
        TerraformExport.Result export = TerraformExport.of(graph);
        ResourceGraph read =
                TerraformPlan.read(new JsonFile.Document(export.plan())).graph();
        Rule rule = RuleCatalogue.find(fixture.rule()).orElseThrow();
        assertThat(export.addresses()).containsKey(resource.urn());
        String urn = "urn:pulumi:production::shop::" + resource.type() + "::"
                + export.addresses().get(resource.urn());
        GraphResource twin = read.resource(urn).orElseThrow();
        Verdict expected = judge(rule, resource, graph);
        Verdict actual = judge(rule, twin, read);
        assertThat(actual.getClass()).as("%s, not %s", actual, expected).isEqualTo(expected.getClass());
    }

    private static Verdict judge(Rule rule, GraphResource resource, ResourceGraph graph) {
        return rule.judge(
                resource, new RuleContext(graph, PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY)));
    }

    private static boolean containsSecret(PropertyValue value) {
        if (value instanceof PropertyValue.ListValue list) {
            return list.elements().stream().anyMatch(TerraformConformanceTest::containsSecret);
        }
        if (value instanceof PropertyValue.ObjectValue object) {
            return object.properties().values().stream().anyMatch(TerraformConformanceTest::containsSecret);
        }
        return value instanceof PropertyValue.Secret;
    }
}
