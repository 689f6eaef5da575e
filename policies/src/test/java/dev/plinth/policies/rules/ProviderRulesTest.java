package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.testkit.rule.Resources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Providers, the tags that they put on resources, and regions. */
class ProviderRulesTest {

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final PolicyParameters GERMANY =
            PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY).withAllowedRegions("eu-central-1");

    private static RuleContext context(PolicyParameters parameters, GraphResource... resources) {
        return new RuleContext(new ResourceGraph("shop", "production", List.of(resources)), parameters);
    }

    private static Verdict region(GraphResource resource) {
        return RuleCatalogue.find("allowed-regions").orElseThrow().judge(resource, context(GERMANY, resource));
    }

    @Test
    void tagsOfTheProviderCount() {
        GraphResource bucket = resource(BUCKET, "b", Map.of());
        GraphResource provider = with(
                ProviderFixtures.provider("eu-central-1"),
                "defaultTags",
                PropertyValue.of("{\"tags\":{\"project\":\"shop\",\"stack\":\"production\"}}"));
        assertThatRule("required-tags")
                .passes(bucket, provider)
                .failsWith("tags lacks project, stack", bucket, ProviderFixtures.provider("eu-central-1"))
                .isUnknown("tags", bucket)
                .isUnknown("tags", bucket, with(provider, "defaultTags", PropertyValue.Unknown.VALUE))
                .passes(with(bucket, "tags", PropertyValue.of(Map.of("project", "shop", "stack", "production"))));
    }

    @Test
    void missingTagsThatAreKnownAreSet() {
        Rule rule = RuleCatalogue.find("required-tags").orElseThrow();
        PolicyParameters parameters = PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY)
                .withRequiredTags("project", "stack", "owner");
        GraphResource bucket = resource(BUCKET, "b", Map.of("bucket", "assets", "tags", Map.of("stack", "blue")));
        PropertyValue corrected = rule.correction()
                .orElseThrow()
                .remediate(bucket, context(parameters, bucket))
                .at("tags");
        assertThat(corrected).isEqualTo(PropertyValue.of(Map.of("project", "shop", "stack", "blue")));
    }

    @Test
    void providersAndZonesAreInAllowedRegions() {
        String subnet = "aws:ec2/subnet:Subnet";
        assertThat(region(ProviderFixtures.provider("eu-central-1"))).isEqualTo(Verdict.PASS);
        assertThat(region(ProviderFixtures.provider("us-east-1")))
                .isEqualTo(Verdict.fail("region is us-east-1 but must be in one of eu-central-1"));
        assertThat(region(resource(subnet, "s", Map.of("availabilityZone", "eu-central-1b"))))
                .isEqualTo(Verdict.PASS);
        assertThat(region(resource(subnet, "s", Map.of("availabilityZone", "eu-central-1-ham-1a"))))
                .isEqualTo(Verdict.PASS);
        assertThat(region(resource(subnet, "s", Map.of("availabilityZone", "eu-central-2a"))))
                .isInstanceOf(Verdict.Fail.class);
        assertThat(region(resource(subnet, "s", Map.of("availabilityZone", PropertyValue.Unknown.VALUE))))
                .isEqualTo(Verdict.unknown("availabilityZone"));
        assertThat(region(resource(subnet, "s", Map.of()))).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(region(resource(
                        "aws:elasticache/replicationGroup:ReplicationGroup",
                        "c",
                        Map.of("preferredCacheClusterAzs", List.of("eu-central-1a", "us-east-1a")))))
                .isInstanceOf(Verdict.Fail.class);
    }

    /** Since version 7 of the provider, and 6 of Terraform's. */
    @Test
    void aResourceThatNamesItsRegionIsInAnAllowedOne() {
        assertThat(region(resource(BUCKET, "b", Map.of("region", "us-east-1"))))
                .isEqualTo(Verdict.fail("region is us-east-1 but must be in one of eu-central-1"));
        assertThat(region(resource("aws:s3/bucket:Bucket", "b", Map.of("region", "eu-central-1"))))
                .isEqualTo(Verdict.PASS);
        assertThat(region(resource(
                        "aws:ec2/subnet:Subnet",
                        "s",
                        Map.of("region", "us-east-1", "availabilityZone", "eu-central-1a"))))
                .isInstanceOf(Verdict.Fail.class);
        assertThat(region(resource(BUCKET, "b", Map.of("region", "")))).isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void withoutAListEveryRegionIsAllowed() {
        assertThatRule("allowed-regions").isNotApplicable(ProviderFixtures.provider("us-east-1"));
    }

    @Test
    void registryPasswordsInJsonArePlainText() {
        String type = "pulumi:providers:docker";
        assertThatRule("provider-no-static-keys")
                .failsWith(
                        "registryAuth[].password is plain text but must be a secret or absent",
                        resource(type, "p", Map.of("registryAuth", "[{\"password\":\"horse\"}]")))
                .passes(resource(type, "p", Map.of("registryAuth", List.of(Map.of("address", "registry.example")))));
    }

    @Test
    void developmentNeedsNoGuard() {
        GraphResource provider = ProviderFixtures.provider("eu-central-1");
        assertThatRule("provider-account-guard")
                .fails(provider)
                .in(Tier.DEVELOPMENT)
                .isNotApplicable(provider);
    }

    @Test
    void supabaseProjectsAreProtectedInProduction() {
        GraphResource project = resource("supabase:index/project:Project", "p", Map.of());
        assertThatRule("supabase-pulumi-protect")
                .passes(project)
                .failsWith("the option protect is false but must be true", Resources.protect(project, false))
                .in(Tier.STAGING)
                .isNotApplicable(Resources.protect(project, false));
    }

    @Test
    void developmentAloneTakesNoSensitiveVariables() {
        String type = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
        GraphResource variable =
                resource(type, "v", Map.of("key", "API_KEY", "sensitive", false, "targets", List.of("development")));
        assertThatRule("vercel-env-sensitive")
                .passes(variable)
                .fails(with(variable, "targets", PropertyValue.of(List.of("development", "preview"))))
                .passes(resource(type, "v", Map.of("key", "LOG_LEVEL", "sensitive", false)));
    }
}
