package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.secret;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for providers, tags and regions. */
final class ProviderFixtures {

    /** Rules that turn on no property: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY = List.of("allowed-regions", "retention-limited");

    private ProviderFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                secret("provider-no-static-keys", "pulumi:providers:aws", "secretKey"),
                secret("provider-no-static-keys", "pulumi:providers:aws", "token"),
                secret("provider-no-static-keys", "pulumi:providers:cloudflare", "apiToken"),
                secret("provider-no-static-keys", "pulumi:providers:docker", "keyMaterial"),
                secret("provider-no-static-keys", "pulumi:providers:supabase", "accessToken"),
                secret("provider-no-static-keys", "pulumi:providers:vercel", "apiToken"),
                property(
                                "provider-no-static-keys",
                                "pulumi:providers:docker",
                                "registryAuth",
                                List.of(Map.of("address", "registry.example", "password", RuleFixtures.SECRET)),
                                List.of(Map.of("address", "registry.example", "password", "correct horse")),
                                PASS)
                        .secretComplies(),
                property(
                        "provider-account-guard",
                        "pulumi:providers:aws",
                        "allowedAccountIds",
                        "[\"123456789012\"]",
                        "[\"production\"]",
                        FAIL,
                        Map.of(
                                "region",
                                "eu-central-1",
                                "defaultTags",
                                "{\"tags\":{\"Owner\":\"platform\",\"stack\":\"production\"}}")),
                property(
                        "provider-account-guard",
                        "pulumi:providers:aws",
                        "region",
                        "eu-central-1",
                        " ",
                        FAIL,
                        Map.of(
                                "allowedAccountIds",
                                "[\"123456789012\"]",
                                "defaultTags",
                                "{\"tags\":{\"Owner\":\"platform\",\"stack\":\"production\"}}")),
                property(
                        "provider-account-guard",
                        "pulumi:providers:aws",
                        "defaultTags",
                        "{\"tags\":{\"owner\":\"platform\",\"environment\":\"production\"}}",
                        "{\"tags\":{\"owner\":\"platform\"}}",
                        FAIL,
                        Map.of("region", "eu-central-1", "allowedAccountIds", "[\"123456789012\"]")),
                property(
                        "tags-valid",
                        "aws:s3/bucketV2:BucketV2",
                        "tags",
                        Map.of("team", "research and development"),
                        Map.of("team", "research & development"),
                        PASS),
                property(
                                "required-tags",
                                "aws:s3/bucketV2:BucketV2",
                                "tags",
                                Map.of("project", "shop", "stack", "production"),
                                Map.of("project", "shop", "stack", " "),
                                FAIL)
                        .beside(provider("us-east-1")));
    }

    /** The provider of {@link Resources#resource}. */
    static GraphResource provider(String region) {
        return resource("pulumi:providers:aws", "default", Map.of("region", region));
    }
}
