package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rules.Elements.each;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;

/** Rules for Cloudflare's R2 buckets and Workers. */
final class CloudflareWorkersRules {

    private static final String SCRIPT = "cloudflare:index/workersScript:WorkersScript";

    /** Kinds of binding whose text every reader of the script's settings sees. */
    private static final Set<String> PLAIN = Set.of("plain_text", "json");

    private static final Rule R2_NOT_PUBLIC = Rule.named("cf-r2-not-public")
            .title("R2 buckets are not public under r2.dev")
            .severity(Severity.CRITICAL)
            .on("cloudflare:index/r2ManagedDomain:R2ManagedDomain", "enabled")
            .risk("Everybody reads the bucket, around the firewall, the rate limits and the cache.")
            .remediation(
                    """
                    Serve it through a domain of the zone, or not at all:
                    R2ManagedDomainArgs.builder().enabled(false)
                    """)
            .neverWaivable()
            .requires(property("enabled").isNotTrue());

    private static final Rule R2_CORS = Rule.named("cf-r2-cors")
            .title("R2 buckets let named origins read them in browsers")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/r2BucketCors:R2BucketCors", "rules[].allowed.origins")
            .risk("Any page reads and writes the bucket with a visitor's link.")
            .remediation(
                    """
                    Name the origins:
                    R2BucketCorsRuleAllowedArgs.builder().origins("https://www.example.com")
                    """)
            .requires(each(
                    "rules",
                    rule -> each(rule + ".allowed.origins", origin -> property(origin)
                            .is(CloudflareWorkersRules::isOneOrigin, "one origin"))));

    private static final Rule R2_TLS = Rule.named("cf-r2-min-tls")
            .title("R2 domains offer TLS 1.2 or newer only")
            .severity(Severity.HIGH)
            .on("cloudflare:index/r2CustomDomain:R2CustomDomain", "minTls")
            .risk("Clients negotiate TLS 1.0, which is the default and broken.")
            .remediation(
                    """
                    Ask for 1.2 at least:
                    R2CustomDomainArgs.builder().minTls("1.2")
                    """)
            .requires(property("minTls").isOneOf("1.2", "1.3"));

    private static final Rule NO_DEV_SUBDOMAIN = Rule.named("cf-worker-no-dev-subdomain")
            .title("Workers answer on the zone's names, not on workers.dev")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain", "enabled", "previewsEnabled")
            .risk("The worker can be reached around the zone's firewall, rate limits and Access.")
            .remediation(
                    """
                    Switch the subdomain off:
                    WorkersScriptSubdomainArgs.builder().enabled(false).previewsEnabled(false)
                    """)
            .requires(property("enabled")
                    .isFalse()
                    .and(property("previewsEnabled").isNotTrue()));

    private static final Rule ROUTES = Rule.named("cf-worker-routes")
            .title("Workers routes name a host and a script")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/workersRoute:WorkersRoute", "pattern", "script")
            .risk(
                    "A route without a script switches workers off where they may check who comes in, and one for every host catches more than was meant.")
            .remediation(
                    """
                    Name both:
                    WorkersRouteArgs.builder().pattern("api.example.com/*").script("guard")
                    """)
            .requires(property("script")
                    .isText()
                    .and(property("pattern").is(CloudflareWorkersRules::namesHost, "a host and a path")));

    private static final Rule NO_PLAIN_SECRETS = Rule.named("cf-worker-no-plain-secrets")
            .title("Workers get credentials as secrets, not as plain text")
            .severity(Severity.CRITICAL)
            .on(SCRIPT, "bindings[].type", "bindings[].name", "bindings[].text", "bindings[].json")
            .risk("Everybody who may look at the worker reads the credential.")
            .remediation(
                    """
                    Bind a secret:
                    WorkersScriptBindingArgs.builder().name("API_KEY").type("secret_text").text(config.requireSecret("apiKey"))
                    """)
            .neverWaivable()
            .requires(each("bindings", CloudflareWorkersRules::holdsNoCredential));

    static final List<Rule> ALL = List.of(R2_NOT_PUBLIC, R2_CORS, R2_TLS, NO_DEV_SUBDOMAIN, ROUTES, NO_PLAIN_SECRETS);

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
        return Verdict.passIf(!credential, binding + " holds a credential in plain text in " + name);
    }
}
