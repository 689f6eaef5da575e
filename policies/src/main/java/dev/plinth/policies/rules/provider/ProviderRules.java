package dev.plinth.policies.rules.provider;

import static dev.plinth.policies.rule.Reference.checkov;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Rules for the providers' own configuration. */
public final class ProviderRules {

    private static final String CLOUDFLARE = "pulumi:providers:cloudflare";
    private static final String SENTRY = "pulumi:providers:sentry";
    private static final String SUPABASE = "pulumi:providers:supabase";
    private static final String VERCEL = "pulumi:providers:vercel";

    private static final Map<String, List<String>> CREDENTIALS = Map.of(
            ProviderTypes.AWS_PROVIDER,
            List.of("accessKey", "secretKey", "token"),
            CLOUDFLARE,
            List.of("apiKey", "apiToken", "apiUserServiceKey"),
            ProviderTypes.DOCKER_PROVIDER,
            List.of("keyMaterial", "registryAuth[].password"),
            SENTRY,
            List.of("token"),
            SUPABASE,
            List.of("accessToken"),
            VERCEL,
            List.of("apiToken"));

    private static final List<String> OWNER_TAGS = List.of("owner");

    /** Tag keys for the environment of a resource. */
    private static final List<String> ENVIRONMENT_TAGS = List.of("environment", "env", "stack");

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private static final Rule NO_STATIC_KEYS = credentials(Rule.named("provider-no-static-keys"))
            .title("Providers have no credentials in plain text")
            .severity(Severity.CRITICAL)
            .risk("The credential is stored in the program, the state and the logs, and grants access to the "
                    + "account.")
            .remediation(
                    """
                    Use short-lived credentials from the environment (a role or OIDC), or pass a secret:
                    ProviderArgs.builder().apiToken(context.config().requireSecret("cloudflareApiToken"))
                    """)
            .references(checkov("CKV_AWS_41"))
            .neverWaivable()
            .requires((provider, context) -> Verdict.all(CREDENTIALS.getOrDefault(provider.type(), List.of()).stream()
                    .map(property -> isMarked(provider, property))
                    .toList()));

    private static final Rule ACCOUNT_GUARD = Rule.named("provider-account-guard")
            .title("Production providers set their account, their Region and the tags owner and environment")
            .severity(Severity.HIGH)
            .on(ProviderTypes.AWS_PROVIDER, "allowedAccountIds", "region", "defaultTags.tags")
            .risk("With the wrong credentials, the stack is deployed to another account.")
            .remediation(
                    """
                    Set the allowed account, the Region and the tags:
                    ProviderArgs.builder().region("eu-central-1").allowedAccountIds(List.of("123456789012"))
                            .defaultTags(ProviderDefaultTagsArgs.builder().tags(Map.of("owner", "platform", "environment", "production")).build())
                    """)
            .requires((provider, context) -> context.isProduction() ? isGuarded(provider) : Verdict.NOT_APPLICABLE);

    public static final List<Rule> ALL = List.of(NO_STATIC_KEYS, ACCOUNT_GUARD);

    private ProviderRules() {}

    private static Rule.Builder credentials(Rule.Builder rule) {
        CREDENTIALS.forEach((type, properties) -> rule.on(type, properties.toArray(String[]::new)));
        return rule;
    }

    /** A provider's configuration holds lists and objects as JSON in strings. */
    private static Verdict isMarked(GraphResource provider, String property) {
        String[] steps = property.split("\\[]\\.", 2);
        if (steps.length == 1) {
            return isMarked(property, provider.input(property));
        }
        PropertyValue list = provider.input(steps[0]);
        if (list.isUnknown()) {
            return Verdict.unknown(steps[0]);
        }
        PropertyValue parsed = JsonText.parsed(list);
        if (!parsed.isAbsent() && !(parsed.revealed() instanceof PropertyValue.ListValue)) {
            return Verdict.fail(steps[0] + " must be a list");
        }
        boolean secret = list instanceof PropertyValue.Secret;
        return Verdict.all(parsed.elements().stream()
                .map(element -> secret ? Verdict.PASS : isMarked(property, element.at(steps[1])))
                .toList());
    }

    private static Verdict isMarked(String property, PropertyValue value) {
        if (value instanceof PropertyValue.Unknown) {
            return Verdict.unknown(property);
        }
        // The message must not quote the value.
        return Verdict.passIf(
                value.isAbsent() || value instanceof PropertyValue.Secret,
                property + " is plain text but must be a secret or absent");
    }

    private static Verdict isGuarded(GraphResource provider) {
        return Verdict.all(List.of(
                namesAccounts(provider),
                namesRegion(provider),
                hasTag(provider, OWNER_TAGS),
                hasTag(provider, ENVIRONMENT_TAGS)));
    }

    private static Verdict namesAccounts(GraphResource provider) {
        PropertyValue accounts = JsonText.parsed(provider.input("allowedAccountIds"));
        if (accounts.containsUnknown()) {
            return Verdict.unknown("allowedAccountIds");
        }
        boolean named = !accounts.elements().isEmpty()
                && accounts.elements().stream()
                        .allMatch(account ->
                                ACCOUNT.matcher(account.asText().orElse("")).matches());
        return Verdict.passIf(
                named,
                "allowedAccountIds is " + accounts.describe() + " but must be a list of account ids of 12 digits");
    }

    private static Verdict namesRegion(GraphResource provider) {
        PropertyValue region = provider.input("region");
        if (region.isUnknown()) {
            return Verdict.unknown("region");
        }
        return Verdict.passIf(
                region.asText().filter(text -> !text.isBlank()).isPresent(),
                "region is " + region.describe() + " but must be set");
    }

    private static Verdict hasTag(GraphResource provider, List<String> names) {
        PropertyValue tags = Tags.ofProvider(provider);
        if (tags.isUnknown()) {
            return Verdict.unknown("defaultTags.tags");
        }
        boolean present = tags.revealed() instanceof PropertyValue.ObjectValue object
                && object.properties().keySet().stream().anyMatch(key -> names.contains(key.toLowerCase(Locale.ROOT)));
        return Verdict.passIf(present, "defaultTags.tags lacks the tag " + names.get(0));
    }
}
