package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Reference.checkov;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules for the providers' own configuration. */
final class ProviderRules {

    static final String AWS = "pulumi:providers:aws";
    private static final String CLOUDFLARE = "pulumi:providers:cloudflare";

    private static final Map<String, List<String>> CREDENTIALS =
            Map.of(AWS, List.of("accessKey", "secretKey"), CLOUDFLARE, List.of("apiKey", "apiToken"));

    private static final Rule NO_STATIC_KEYS = Rule.named("provider-no-static-keys")
            .title("Providers take no credentials in plain text")
            .severity(Severity.CRITICAL)
            .on(AWS, "accessKey", "secretKey")
            .on(CLOUDFLARE, "apiKey", "apiToken")
            .risk("The key stands in the program, the state and the logs, and opens the whole account.")
            .remediation(
                    """
                    Let the environment bring short-lived credentials (a role, OIDC), or pass a secret:
                    ProviderArgs.builder().apiToken(context.config().requireSecret("cloudflareApiToken"))
                    """)
            .references(checkov("CKV_AWS_41"))
            .requires((provider, context) -> Verdict.all(CREDENTIALS.getOrDefault(provider.type(), List.of()).stream()
                    .map(property -> isMarked(provider, property))
                    .toList()));

    private static final Rule ACCOUNT_GUARD = Rule.named("provider-account-guard")
            .title("Production providers name their account, their Region and an owner tag")
            .severity(Severity.HIGH)
            .on(AWS, "allowedAccountIds", "region", "defaultTags.tags")
            .risk(
                    "With the wrong credentials, production is built in another account, or an account's stack is changed by mistake.")
            .remediation(
                    """
                    Name the account:
                    ProviderArgs.builder().region("eu-central-1").allowedAccountIds("123456789012")
                            .defaultTags(ProviderDefaultTagsArgs.builder().tags(Map.of("owner", "platform")).build())
                    """)
            .requires((provider, context) -> context.isProduction() ? isGuarded(provider) : Verdict.NOT_APPLICABLE);

    static final List<Rule> ALL = List.of(NO_STATIC_KEYS, ACCOUNT_GUARD);

    private ProviderRules() {}

    private static Verdict isMarked(GraphResource provider, String property) {
        PropertyValue value = provider.input(property);
        if (value instanceof PropertyValue.Unknown) {
            return Verdict.unknown(property);
        }
        // The message must not quote the value.
        return Verdict.passIf(
                value.isAbsent() || value instanceof PropertyValue.Secret,
                property + " is plain text, it must be left out or be a secret");
    }

    private static Verdict isGuarded(GraphResource provider) {
        return Verdict.all(
                List.of(isFilled(provider, "allowedAccountIds"), isFilled(provider, "region"), hasOwner(provider)));
    }

    private static Verdict isFilled(GraphResource provider, String property) {
        PropertyValue value = JsonText.parsed(provider.input(property));
        if (value.containsUnknown()) {
            return Verdict.unknown(property);
        }
        boolean filled = property.equals("region")
                ? value.asText().filter(region -> !region.isBlank()).isPresent()
                : !value.elements().isEmpty();
        return Verdict.passIf(filled, property + " is " + value.describe() + ", it must be set");
    }

    private static Verdict hasOwner(GraphResource provider) {
        PropertyValue tags = JsonText.parsed(provider.input("defaultTags")).at("tags");
        if (tags.isUnknown()) {
            return Verdict.unknown("defaultTags.tags");
        }
        Optional<String> owner = tags.revealed() instanceof PropertyValue.ObjectValue object
                ? object.properties().keySet().stream()
                        .filter("owner"::equalsIgnoreCase)
                        .findFirst()
                : Optional.empty();
        return Verdict.passIf(owner.isPresent(), "defaultTags.tags lacks the tag owner");
    }
}
