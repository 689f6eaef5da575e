package dev.plinth.policies.rules.supabase;

import static dev.plinth.policies.rule.Property.property;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.PlatformTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Rules for Supabase, with the schema of its Terraform provider, because no native Pulumi provider exists. The schema has no
 * property for backups or point-in-time recovery, so that only the instance size can be judged; and row level security is
 * part of the database, which is not a resource.
 *
 * @see <a href="https://supabase.com/docs/guides/platform/backups">Backups: point-in-time recovery requires at least the size
 *     small</a>
 * @see <a href="https://supabase.com/docs/guides/database/hardening-data-api">Hardening the Data API</a>
 */
public final class SupabaseRules {

    private static final String PROJECT = PlatformTypes.SUPABASE_PROJECT;
    private static final String SETTINGS = "supabase:index/settings:Settings";

    /** Requirements of Supabase's production checklist. */
    private static final int PASSWORD_LENGTH = 8;

    /** An hour, in seconds: what Supabase takes by default for tokens, and advises for one time passwords. */
    private static final int HOUR = 3600;

    private static final Set<String> SMALL_SIZES = Set.of("pico", "nano", "micro");

    /** Schemas of Supabase's services and of PostgreSQL. */
    private static final Set<String> INTERNAL_SCHEMAS = Set.of(
            "auth",
            "extensions",
            "information_schema",
            "pg_catalog",
            "realtime",
            "storage",
            "supabase_functions",
            "vault");

    private static final Rule NETWORK = Rule.named("supabase-network-restricted")
            .title("Supabase databases accept connections from named addresses only")
            .severity(Severity.HIGH)
            .on(SETTINGS, "network")
            .risk("Anyone on the internet can try passwords at the database.")
            .remediation(
                    """
                    Name the address ranges:
                    Map.of("network", "{\\"restrictions\\": [\\"203.0.113.0/24\\"]}")
                    """)
            .requires(SupabaseRules::isRestricted);

    private static final Rule SSL = Rule.named("supabase-ssl-enforced")
            .title("Supabase databases require TLS")
            .severity(Severity.HIGH)
            .on(SETTINGS, "sslEnforcement")
            .risk("Passwords and data cross the internet unencrypted.")
            .remediation(
                    """
                    Enforce TLS. The database restarts once:
                    Map.of("sslEnforcement", true)
                    """)
            .requires(property("sslEnforcement").isTrue());

    private static final Rule PASSWORD_SECRET = Rule.named("supabase-credentials-secret")
            .title("Supabase passwords and secrets are marked as secrets in the program")
            .severity(Severity.CRITICAL)
            .on(PROJECT, "databasePassword")
            .on(SETTINGS, "auth")
            .risk("Anyone who can read the state, logs or previews can read the password.")
            .remediation(
                    """
                    Read it from secret configuration:
                    Map.of("databasePassword", config.requireSecret("databasePassword"))
                    """)
            .neverWaivable()
            .requires(SupabaseRules::hidesCredentials);

    private static final Rule LEGACY_KEYS = Rule.named("supabase-no-legacy-keys")
            .title("Supabase projects have legacy API keys disabled")
            .severity(Severity.MEDIUM)
            .on(PROJECT, "legacyApiKeysEnabled")
            .risk("Legacy keys never expire. A leaked service_role key exposes all data, and replacing it "
                    + "breaks every client.")
            .remediation(
                    """
                    Use publishable and secret keys:
                    Map.of("legacyApiKeysEnabled", false)
                    """)
            .requires(property("legacyApiKeysEnabled").isNotTrue());

    private static final Rule PROTECTED = Rule.named("supabase-pulumi-protect")
            .guardsDeletion()
            .readsPulumiOptions()
            .title("Production Supabase projects have Pulumi's protect option")
            .severity(Severity.HIGH)
            .on(PROJECT)
            .risk("A change of the name or the Region, or a wrong command, deletes the database and its backups.")
            .remediation(
                    """
                    Set the protect option:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requires((project, context) -> context.isProduction()
                    ? Verdict.passIf(project.protect(), "the option protect is false but must be true")
                    : Verdict.NOT_APPLICABLE);

    private static final Rule RECOVERY = Rule.named("supabase-size-allows-pitr")
            .title("Production Supabase projects have an instance size that allows point-in-time recovery")
            .severity(Severity.MEDIUM)
            .on(PROJECT, "instanceSize")
            .risk("Without point-in-time recovery, up to a day of data is lost with a restore.")
            .remediation(
                    """
                    Use at least the size small, and enable the add-on with Supabase's Management API:
                    Map.of("instanceSize", "small")
                    """)
            .requires(property("instanceSize")
                    .is(
                            size -> size.asText()
                                    .filter(text -> !SMALL_SIZES.contains(text))
                                    .isPresent(),
                            "small or larger")
                    .inProduction());

    private static final Rule SCHEMAS = Rule.named("supabase-api-schemas")
            .title("Supabase Data APIs do not expose internal schemas")
            .severity(Severity.CRITICAL)
            .on(SETTINGS, "api")
            .risk("Users, sessions, files or secrets can be read with the public key.")
            .remediation(
                    """
                    Expose the schema of the application:
                    Map.of("api", "{\\"db_schema\\": \\"public\\"}")
                    """)
            .requires((settings, context) -> settings.input("api").isAbsent()
                    ? Verdict.PASS
                    : judgeText(settings, "api", SupabaseRules::exposesNoInternalSchema));

    private static final Rule PASSWORDS = Rule.named("supabase-auth-passwords")
            .title("Supabase Auth requires passwords of at least eight characters")
            .severity(Severity.MEDIUM)
            .on(SETTINGS, "auth")
            .risk("Short passwords can be guessed.")
            .remediation(
                    """
                    Increase the minimum length:
                    Map.of("auth", "{\\"password_min_length\\": 12}")
                    """)
            .requires(auth(document -> atLeast(document, "password_min_length", PASSWORD_LENGTH)));

    private static final Rule CONFIRM = Rule.named("supabase-auth-confirms-email")
            .title("Supabase Auth requires email confirmation")
            .severity(Severity.MEDIUM)
            .on(SETTINGS, "auth")
            .risk("Anyone can sign up with another person's email address.")
            .remediation(
                    """
                    Require email confirmation:
                    Map.of("auth", "{\\"mailer_autoconfirm\\": false}")
                    """)
            .requires(auth(document -> Verdict.passIf(
                    !document.path("mailer_autoconfirm").asBoolean(false),
                    "auth.mailer_autoconfirm is true but must be false")));

    private static final Rule EXPIRY = Rule.named("supabase-auth-expiry")
            .title("Supabase Auth tokens and one-time passwords expire within an hour")
            .severity(Severity.LOW)
            .on(SETTINGS, "auth")
            .risk("A stolen token or an old email still grants access.")
            .remediation(
                    """
                    Keep the defaults:
                    Map.of("auth", "{\\"jwt_exp\\": 3600, \\"mailer_otp_exp\\": 3600}")
                    """)
            .requires(auth(document ->
                    Verdict.all(List.of(atMost(document, "jwt_exp", HOUR), atMost(document, "mailer_otp_exp", HOUR)))));

    private static final Rule SITE = Rule.named("supabase-auth-https-site")
            .title("Supabase Auth uses an HTTPS site URL")
            .severity(Severity.MEDIUM)
            .on(SETTINGS, "auth")
            .risk("Links in emails carry tokens over plain HTTP.")
            .remediation(
                    """
                    Use HTTPS:
                    Map.of("auth", "{\\"site_url\\": \\"https://www.example.com\\"}")
                    """)
            .requires(auth(document -> isHttps(document.path("site_url"))));

    public static final List<Rule> ALL = List.of(
            NETWORK, SSL, PASSWORD_SECRET, LEGACY_KEYS, PROTECTED, RECOVERY, SCHEMAS, PASSWORDS, CONFIRM, EXPIRY, SITE);

    private SupabaseRules() {}

    private static Verdict isRestricted(GraphResource settings, RuleContext context) {
        if (settings.input("network").isAbsent()) {
            return Verdict.fail("network is not set but must contain restrictions");
        }
        return judgeText(settings, "network", document -> {
            List<Verdict> verdicts = new ArrayList<>();
            document.path("restrictions").forEach(range -> verdicts.add(isRange(range.asText())));
            return verdicts.isEmpty() ? Verdict.fail("network.restrictions must name ranges") : Verdict.all(verdicts);
        });
    }

    /** The provider takes JSON in a string, and nothing else. */
    private static Verdict judgeText(GraphResource resource, String property, Function<JsonNode, Verdict> judge) {
        PropertyValue value = resource.input(property);
        boolean text = value.isUnknown() || value.asText().isPresent();
        return text
                ? JsonText.judge(resource, property, judge)
                : Verdict.fail(property + " is " + value.describe() + " but must be a JSON document");
    }

    private static Verdict isRange(String range) {
        IPAddress address = new IPAddressString(range.isBlank() ? "none" : range).getAddress();
        boolean world = address == null || (address.isPrefixed() && address.getNetworkPrefixLength() == 0);
        return Verdict.passIf(!world, "network.restrictions allows " + range);
    }

    /** The settings of Auth are JSON in which secrets of providers may stand. */
    private static Verdict hidesCredentials(GraphResource resource, RuleContext context) {
        if (resource.type().equals(PROJECT)) {
            return Credentials.isMarked("databasePassword").test(resource, context);
        }
        PropertyValue auth = resource.input("auth");
        if (auth.isAbsent() || auth instanceof PropertyValue.Secret) {
            return Verdict.PASS;
        }
        return judgeText(
                resource,
                "auth",
                document -> Verdict.all(document.properties().stream()
                        .map(entry -> Verdict.passIf(
                                !isCredential(entry.getKey(), entry.getValue()),
                                "auth." + entry.getKey() + " is plain text but must be a secret"))
                        .toList()));
    }

    private static Verdict exposesNoInternalSchema(JsonNode api) {
        List<String> exposed = Arrays.stream(api.path("db_schema").asText("").split(",", -1))
                .map(String::strip)
                .filter(INTERNAL_SCHEMAS::contains)
                .toList();
        return Verdict.passIf(exposed.isEmpty(), "api.db_schema exposes " + String.join(", ", exposed));
    }

    private static boolean isCredential(String key, JsonNode value) {
        return value.isTextual()
                && (Credentials.isHeldBy(key, value.asText())
                        || (key.endsWith("_pass") && !value.asText().isBlank()));
    }

    /** Judges the settings of Auth, where a stack has any. */
    private static Condition auth(Function<JsonNode, Verdict> judge) {
        return (settings, context) -> settings.input("auth").isAbsent()
                ? Verdict.NOT_APPLICABLE
                : judgeText(
                        settings,
                        "auth",
                        document -> document.isObject()
                                ? judge.apply(document)
                                : Verdict.fail("auth must be a JSON object"));
    }

    private static Verdict atLeast(JsonNode auth, String key, int least) {
        return Verdict.passIf(
                auth.path(key).asInt(0) >= least,
                "auth." + key + " is " + auth.path(key).asText("not set") + " but must be at least " + least);
    }

    private static Verdict atMost(JsonNode auth, String key, int most) {
        return Verdict.passIf(
                auth.path(key).asInt(0) <= most,
                "auth." + key + " is " + auth.path(key) + " but must be at most " + most);
    }

    private static Verdict isHttps(JsonNode site) {
        if (site.isMissingNode() || site.isNull()) {
            return Verdict.NOT_APPLICABLE;
        }
        return Verdict.passIf(site.asText().startsWith("https://"), "auth.site_url must begin with https://");
    }
}
