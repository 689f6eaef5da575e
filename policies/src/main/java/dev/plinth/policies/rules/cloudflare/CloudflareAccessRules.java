package dev.plinth.policies.rules.cloudflare;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.condition.Elements.onType;
import static dev.plinth.policies.rule.Property.property;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.CidrBlocks;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules for access to the Cloudflare account and to applications behind Cloudflare Access. */
public final class CloudflareAccessRules {

    private static final String APPLICATION = "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication";
    private static final String POLICY = "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy";
    private static final String API_TOKEN = "cloudflare:index/apiToken:ApiToken";
    private static final String ACCOUNT_TOKEN = "cloudflare:index/accountToken:AccountToken";
    private static final String TUNNEL = "cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared";
    private static final String TUNNEL_CONFIG =
            "cloudflare:index/zeroTrustTunnelCloudflaredConfig:ZeroTrustTunnelCloudflaredConfig";

    /** Application types without a service behind them. */
    private static final Set<String> WITHOUT_POLICIES = Set.of("app_launcher", "bookmark", "warp", "biso");

    /** A day, the session's length that Cloudflare takes by default. */
    private static final int SESSION_HOURS = 24;

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");

    private static final Pattern ADMIN_SERVICE = Pattern.compile("(?i)(ssh|rdp|smb|tcp|unix)(://|:).*");

    private static final Rule TOKEN_EXPIRES = Rule.named("cf-token-expires")
            .title("Cloudflare API tokens have an expiry date")
            .severity(Severity.MEDIUM)
            .on(API_TOKEN, "expiresOn")
            .on(ACCOUNT_TOKEN, "expiresOn")
            .risk("A token that leaked years ago still grants access to the account.")
            .remediation(
                    """
                    Set an expiry date:
                    ApiTokenArgs.builder().expiresOn("2027-01-01T00:00:00Z")
                    """)
            .requires(property("expiresOn").isText());

    private static final Rule TOKEN_ADDRESSES = Rule.named("cf-token-addresses")
            .title("Cloudflare API tokens are restricted to known IP addresses")
            .severity(Severity.LOW)
            .on(API_TOKEN, "condition.requestIp.ins")
            .on(ACCOUNT_TOKEN, "condition.requestIp.ins")
            .risk("A leaked token can be used from anywhere.")
            .remediation(
                    """
                    Allow the addresses of the runners:
                    ApiTokenConditionRequestIpArgs.builder().ins(List.of("203.0.113.0/24"))
                    """)
            .requires(property("condition.requestIp.ins")
                    .isFilled()
                    .and(each("condition.requestIp.ins", address -> property(address)
                            .is(CidrBlocks::isNarrow, "at most a /16 for IPv4, or a /32 for IPv6"))));

    private static final Rule TOKEN_SCOPED = Rule.named("cf-token-scoped")
            .title("Cloudflare API tokens name the accounts and zones that they apply to")
            .severity(Severity.HIGH)
            .on(API_TOKEN, "policies[].effect", "policies[].resources")
            .on(ACCOUNT_TOKEN, "policies[].effect", "policies[].resources")
            .risk("A leaked token can change every zone and account of its owner.")
            .remediation(
                    """
                    Name the zone:
                    ApiTokenPolicyArgs.builder().effect("allow").resources("{\\"com.cloudflare.api.account.zone.0123\\": \\"*\\"}")
                    """)
            .requires(each("policies", policy -> namesItsResources(policy + ".resources")
                    .onlyIf((token, context) ->
                            !token.input(policy + ".effect").asText().orElse("").equals("deny"))));

    private static final Rule TWO_FACTOR = Rule.named("cf-account-two-factor")
            .title("Cloudflare accounts require two-factor authentication")
            .severity(Severity.HIGH)
            .on("cloudflare:index/account:Account", "settings.enforceTwofactor")
            .risk("A stolen password grants access to DNS, certificates and the firewall.")
            .remediation(
                    """
                    Enforce two-factor authentication:
                    AccountSettingsArgs.builder().enforceTwofactor(true)
                    """)
            .requires(property("settings.enforceTwofactor").isTrue());

    private static final Rule HAS_POLICIES = Rule.named("cf-access-app-has-policies")
            .title("Cloudflare Access applications have policies")
            .severity(Severity.MEDIUM)
            .on(APPLICATION, "policies", "type")
            .risk("Access to the application is undefined until somebody adds a policy manually.")
            .remediation(
                    """
                    Add a policy:
                    ZeroTrustAccessApplicationArgs.builder().policies(List.of(ZeroTrustAccessApplicationPolicyArgs.builder().id(policy.id()).build()))
                    """)
            .requires(property("policies")
                    .isFilled()
                    .onlyIf((application, context) -> !WITHOUT_POLICIES.contains(
                            application.input("type").asText().orElse(""))));

    private static final Rule NO_BYPASS = Rule.named("cf-access-no-bypass")
            .title("Cloudflare Access policies do not bypass login")
            .severity(Severity.HIGH)
            .on(POLICY, "decision")
            .on(APPLICATION, "policies[].decision")
            .risk("Visitors enter without a login and without a log entry.")
            .remediation(
                    """
                    Use the decision allow:
                    ZeroTrustAccessPolicyArgs.builder().decision("allow")
                    """)
            .requires(onType(POLICY, property("decision").isOneOf("allow", "deny", "non_identity"))
                    .and(onType(APPLICATION, each("policies", policy -> property(policy + ".decision")
                            .isNoneOf("bypass")))));

    private static final Rule NOT_EVERYONE = Rule.named("cf-access-not-everyone")
            .title("Cloudflare Access policies allow named people and groups, not everyone")
            .severity(Severity.CRITICAL)
            .on(POLICY, "decision", "includes[].everyone")
            .on(APPLICATION, "policies[].decision", "policies[].includes[].everyone")
            .risk("Anyone with an email address can log in.")
            .remediation(
                    """
                    Name the people or groups that may log in:
                    ZeroTrustAccessPolicyIncludeArgs.builder().emailDomain(ZeroTrustAccessPolicyIncludeEmailDomainArgs.builder().domain("example.com").build())
                    """)
            .requires(onType(POLICY, admitsNamed(""))
                    .and(onType(APPLICATION, each("policies", policy -> admitsNamed(policy + ".")))));

    private static final Rule SESSION = Rule.named("cf-access-session")
            .title("Cloudflare Access sessions last at most 24 hours")
            .severity(Severity.LOW)
            .on(APPLICATION, "sessionDuration")
            .on(POLICY, "sessionDuration")
            .risk("A stolen cookie, or a person who has left the company, keeps access for weeks.")
            .remediation(
                    """
                    Limit the session duration to 24 hours:
                    ZeroTrustAccessApplicationArgs.builder().sessionDuration("24h")
                    """)
            .requires(property("sessionDuration").is(CloudflareAccessRules::isShort, "at most 24h"));

    private static final Rule COOKIES = Rule.named("cf-access-cookies")
            .title("Cloudflare Access cookies are HttpOnly")
            .severity(Severity.MEDIUM)
            .on(APPLICATION, "httpOnlyCookieAttribute")
            .risk("A script injected into the page can steal the session.")
            .remediation(
                    """
                    Keep the attribute enabled:
                    ZeroTrustAccessApplicationArgs.builder().httpOnlyCookieAttribute(true)
                    """)
            .requires(property("httpOnlyCookieAttribute").isNotFalse());

    private static final Rule CORS = Rule.named("cf-access-cors")
            .title("Cloudflare Access applications do not allow credentials from every origin")
            .severity(Severity.MEDIUM)
            .on(
                    APPLICATION,
                    "corsHeaders.allowAllOrigins",
                    "corsHeaders.allowedOrigins",
                    "corsHeaders.allowCredentials")
            .risk("Any website that a user visits can read the application in that user's session.")
            .remediation(
                    """
                    Name the allowed origins:
                    ZeroTrustAccessApplicationCorsHeadersArgs.builder().allowedOrigins(List.of("https://www.example.com"))
                    """)
            .requires(property("corsHeaders.allowAllOrigins")
                    .isNotTrue()
                    .and(each("corsHeaders.allowedOrigins", origin -> property(origin)
                            .isNoneOf("*")))
                    .onlyIf((application, context) -> sharesCredentials(application)));

    private static final Rule SERVICE_TOKEN = Rule.named("cf-service-token-expires")
            .title("Cloudflare Access service tokens expire within a year")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/zeroTrustAccessServiceToken:ZeroTrustAccessServiceToken", "duration")
            .risk("A token that leaked grants access to the application indefinitely.")
            .remediation(
                    """
                    Limit the duration to one year, which is the default:
                    ZeroTrustAccessServiceTokenArgs.builder().duration("8760h")
                    """)
            .requires(property("duration").is(value -> value.isAbsent() || hours(value) <= 8760, "at most 8760h"));

    private static final Rule TUNNEL_TLS = Rule.named("cf-tunnel-verifies-origin")
            .title("Cloudflare Tunnels verify the TLS certificate of the origin")
            .severity(Severity.HIGH)
            .on(TUNNEL_CONFIG, "config.originRequest.noTlsVerify", "config.ingresses[].originRequest.noTlsVerify")
            .risk("Traffic behind the tunnel can be intercepted by another server.")
            .remediation(
                    """
                    Set the CA of the origin instead:
                    ZeroTrustTunnelCloudflaredConfigConfigOriginRequestArgs.builder().caPool("/etc/ssl/origin.pem")
                    """)
            .requires(property("config.originRequest.noTlsVerify")
                    .isNotTrue()
                    .and(each("config.ingresses", ingress -> property(ingress + ".originRequest.noTlsVerify")
                            .isNotTrue())));

    private static final Rule TUNNEL_ACCESS = Rule.named("cf-tunnel-admin-needs-access")
            .title("Cloudflare Tunnels protect SSH, RDP and other TCP services with Access")
            .severity(Severity.HIGH)
            .on(
                    TUNNEL_CONFIG,
                    "config.ingresses[].service",
                    "config.ingresses[].originRequest.access.required",
                    "config.originRequest.access.required")
            .risk("Anyone on the internet can attempt to log in to the machine behind the tunnel.")
            .remediation(
                    """
                    Require an Access token:
                    ZeroTrustTunnelCloudflaredConfigConfigIngressOriginRequestAccessArgs.builder().required(true).teamName("example")
                    """)
            .requires(each("config.ingresses", ingress -> property(ingress + ".service")
                    .is(
                            service -> !ADMIN_SERVICE
                                    .matcher(service.asText().orElse("ssh:?"))
                                    .matches(),
                            "an HTTP service, or require Access")
                    .or(property(ingress + ".originRequest.access.required").isTrue())
                    .or(property("config.originRequest.access.required").isTrue())));

    private static final Rule TUNNEL_SECRET = Rule.named("cf-tunnel-secret")
            .title("Cloudflare Tunnel secrets are marked as secrets in the program")
            .severity(Severity.CRITICAL)
            .on(TUNNEL, "tunnelSecret")
            .risk("Anyone who can read the state or a preview can run the tunnel and receive its traffic.")
            .remediation(
                    """
                    Generate the secret, or read it from secret configuration:
                    ZeroTrustTunnelCloudflaredArgs.builder().tunnelSecret(secret.b64Std())
                    """)
            .neverWaivable()
            .requires(Credentials.isMarked("tunnelSecret"));

    public static final List<Rule> ALL = List.of(
            TOKEN_EXPIRES,
            TOKEN_ADDRESSES,
            TOKEN_SCOPED,
            TWO_FACTOR,
            HAS_POLICIES,
            NO_BYPASS,
            NOT_EVERYONE,
            SESSION,
            COOKIES,
            CORS,
            SERVICE_TOKEN,
            TUNNEL_TLS,
            TUNNEL_ACCESS,
            TUNNEL_SECRET);

    private CloudflareAccessRules() {}

    /** The resources of a token's policy are JSON: a resource's name → what of it. */
    private static Condition namesItsResources(String path) {
        return (token, context) -> JsonText.judge(token, path, document -> isNamed(path, document));
    }

    private static Verdict isNamed(String path, JsonNode resources) {
        if (!resources.isObject()) {
            return Verdict.fail(path + " must be an object");
        }
        return Verdict.all(resources.properties().stream()
                .map(resource -> Verdict.passIf(
                        !resource.getKey().endsWith("*"), path + " applies to every " + resource.getKey()))
                .toList());
    }

    private static Condition admitsNamed(String policy) {
        return each(policy + "includes", include -> property(include + ".everyone")
                        .is(PropertyValue::isAbsent, "absent"))
                .onlyIf((resource, context) -> !decides(resource, policy, "deny"));
    }

    private static boolean decides(GraphResource resource, String policy, String decision) {
        return resource.input(policy + "decision").asText().orElse("").equals(decision);
    }

    private static boolean sharesCredentials(GraphResource application) {
        PropertyValue shares = application.input("corsHeaders.allowCredentials");
        return shares.isUnknown() || shares.asBoolean().orElse(false);
    }

    private static boolean isShort(PropertyValue duration) {
        return duration.isAbsent() || hours(duration) <= SESSION_HOURS;
    }

    /** Returns the hours in a duration such as 2h45m; what is none lasts for ever. */
    private static double hours(PropertyValue duration) {
        Matcher part = DURATION.matcher(duration.asText().orElse(""));
        double hours = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            hours += Double.parseDouble(part.group(1)) * hoursOf(part.group(2));
            end = part.end();
        }
        return end > 0 && end == duration.asText().orElse("").length() ? hours : Double.POSITIVE_INFINITY;
    }

    private static double hoursOf(String unit) {
        return switch (unit) {
            case "h" -> 1;
            case "m" -> 1.0 / 60;
            case "s" -> 1.0 / 3600;
            default -> 0;
        };
    }
}
