package dev.plinth.policies.rules.cloudflare;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;

/** Rules for Cloudflare's R2 buckets and Workers. */
public final class CloudflareWorkersRules {

    private static final String SCRIPT = "cloudflare:index/workersScript:WorkersScript";

    /** Kinds of binding whose text every reader of the script's settings sees. */
    private static final Set<String> PLAIN = Set.of("plain_text", "json");

    private static final Rule R2_NOT_PUBLIC = Rule.named("cf-r2-not-public")
            .title("R2 buckets are not public through r2.dev")
            .severity(Severity.CRITICAL)
            .on("cloudflare:index/r2ManagedDomain:R2ManagedDomain", "enabled")
            .risk("Anyone can read the bucket, bypassing the firewall, rate limits and cache.")
            .remediation(
                    """
                    Disable the r2.dev domain, and use a domain of the zone where public access is needed:
                    R2ManagedDomainArgs.builder().enabled(false)
                    """)
            .neverWaivable()
            .requires(property("enabled").isNotTrue());

    private static final Rule R2_CORS = Rule.named("cf-r2-cors")
            .title("R2 bucket CORS rules name their origins")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/r2BucketCors:R2BucketCors", "rules[].allowed.origins")
            .risk("Any website can read and write the bucket with a visitor's link.")
            .remediation(
                    """
                    Name the allowed origins:
                    R2BucketCorsRuleAllowedArgs.builder().origins(List.of("https://www.example.com"))
                    """)
            .requires(each(
                    "rules",
                    rule -> each(rule + ".allowed.origins", origin -> property(origin)
                            .is(CloudflareWorkersRules::isOneOrigin, "one origin"))));

    private static final Rule R2_TLS = Rule.named("cf-r2-min-tls")
            .title("R2 custom domains require TLS 1.2 or newer")
            .severity(Severity.HIGH)
            .on("cloudflare:index/r2CustomDomain:R2CustomDomain", "minTls")
            .risk("Clients can negotiate TLS 1.0, which is the default and broken.")
            .remediation(
                    """
                    Set the minimum version to 1.2:
                    R2CustomDomainArgs.builder().minTls("1.2")
                    """)
            .requires(property("minTls").isOneOf("1.2", "1.3"));

    private static final Rule NO_DEV_SUBDOMAIN = Rule.named("cf-worker-no-dev-subdomain")
            .title("Workers are not reachable through workers.dev")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain", "enabled", "previewsEnabled")
            .risk("The worker can be called without the zone's firewall, rate limits and Access.")
            .remediation(
                    """
                    Disable the subdomain:
                    WorkersScriptSubdomainArgs.builder().enabled(false).previewsEnabled(false)
                    """)
            .requires(property("enabled")
                    .isFalse()
                    .and(property("previewsEnabled").isNotTrue()));

    private static final Rule ROUTES = Rule.named("cf-worker-routes")
            .title("Workers routes name a host and a script")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/workersRoute:WorkersRoute", "pattern", "script")
            .risk("A route without a script disables workers, including access checks. A route for every host "
                    + "matches more than intended.")
            .remediation(
                    """
                    Set the pattern and the script:
                    WorkersRouteArgs.builder().pattern("api.example.com/*").script("guard")
                    """)
            .requires(property("script")
                    .isText()
                    .and(property("pattern").is(CloudflareWorkersRules::namesHost, "a host and a path")));

    private static final Rule NO_PLAIN_SECRETS = Rule.named("cf-worker-no-plain-secrets")
            .title("Workers receive credentials as secrets, not as plain text")
            .severity(Severity.CRITICAL)
            .on(SCRIPT, "bindings[].type", "bindings[].name", "bindings[].text", "bindings[].json")
            .risk("Anyone who can view the worker can read the credential.")
            .remediation(
                    """
                    Use a secret binding:
                    WorkersScriptBindingArgs.builder().name("API_KEY").type("secret_text").text(config.requireSecret("apiKey"))
                    """)
            .neverWaivable()
            .requires(each("bindings", CloudflareWorkersRules::holdsNoCredential));

    public static final List<Rule> ALL =
            List.of(R2_NOT_PUBLIC, R2_CORS, R2_TLS, NO_DEV_SUBDOMAIN, ROUTES, NO_PLAIN_SECRETS);

    private CloudflareWorkersRules() {}

    private static boolean isOneOrigin(PropertyValue origin) {
        return origin.asText().filter(text -> !text.contains("*")).isPresent();
    }

    /** A host may begin with a star, for its subdomains. */
    private static boolean namesHost(PropertyValue pattern) {
        String text = pattern.asText().orElse("");
        String host = text.substring(text.indexOf("://") < 0 ? 0 : text.indexOf("://") + 3)
                .split("/", 2)[0];
        return !text.startsWith("http://") && host.replaceFirst("^\\*\\.?", "").contains(".");
    }

    private static Condition holdsNoCredential(String binding) {
        return (script, context) -> {
            PropertyValue type = script.input(binding + ".type");
            String name = script.input(binding + ".name").asText().orElse("");
            if (type.isUnknown()) {
                return Verdict.unknown(binding + ".type");
            }
            if (type.asText().orElse("").equals("secret_text")) {
                return Credentials.isMarked(binding + ".text").test(script, context);
            }
            return PLAIN.contains(type.asText().orElse("")) ? isHarmless(script, binding, name) : Verdict.PASS;
        };
    }

    private static Verdict isHarmless(GraphResource script, String binding, String name) {
        PropertyValue text = script.input(binding + ".text");
        if (text.isUnknown()) {
            return Verdict.unknown(binding + ".text");
        }
        boolean credential = Credentials.isHeldBy(name, text.asText().orElse(""))
                || Credentials.isHeldBy(
                        name, script.input(binding + ".json").asText().orElse(""));
        return Verdict.passIf(!credential, binding + " contains a plain text credential in " + name);
    }
}
