package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Rules for Supabase, as its Terraform provider describes it, for there is no other one for Pulumi. Backups and point in
 * time recovery are no part of it.
 */
final class SupabaseRules {

    private static final String PROJECT = "supabase:index/project:Project";
    private static final String SETTINGS = "supabase:index/settings:Settings";

    /** What Supabase's own production checklist asks for. */
    private static final int PASSWORD_LENGTH = 8;

    /** An hour, in seconds: what Supabase takes by default for tokens, and advises for one time passwords. */
    private static final int HOUR = 3600;

    private static final Rule NETWORK = Rule.named("supabase-network-restricted")
            .title("Supabase's databases take connections from named addresses only")
            .severity(Severity.HIGH)
            .on(SETTINGS, "network")
            .risk("The whole internet tries passwords at the database.")
            .remediation(
                    """
                    Name the ranges:
                    Map.of("network", "{\\"restrictions\\": [\\"203.0.113.0/24\\"]}")
                    """)
            .requires(SupabaseRules::isRestricted);

    private static final Rule SSL = Rule.named("supabase-ssl-enforced")
            .title("Supabase's databases take encrypted connections only")
            .severity(Severity.HIGH)
            .on(SETTINGS, "sslEnforcement")
            .risk("Passwords and data cross the internet in the clear.")
            .remediation(
                    """
                    Enforce it; the database restarts once:
                    Map.of("sslEnforcement", true)
                    """)
            .requires(property("sslEnforcement").isTrue());

    private static final Rule PASSWORD_SECRET = Rule.named("supabase-credentials-secret")
            .title("Passwords and secrets for Supabase are marked as secrets in the program")
            .severity(Severity.CRITICAL)
            .on(PROJECT, "databasePassword")
            .on(SETTINGS, "auth")
            .risk("The password stands in the state, in logs and in previews for everybody to read.")
            .remediation(
                    """
                    Read it from the configuration as a secret:
                    Map.of("databasePassword", config.requireSecret("databasePassword"))
                    """)
            .neverWaivable()
            .requires(SupabaseRules::hidesCredentials);

    private static final Rule LEGACY_KEYS = Rule.named("supabase-no-legacy-keys")
            .title("Supabase projects do without the legacy API keys, which never expire")
            .severity(Severity.MEDIUM)
            .on(PROJECT, "legacyApiKeysEnabled")
            .risk("A leaked service_role key opens all data, and changing it breaks every client at once.")
            .remediation(
                    """
                    Use publishable and secret keys:
                    Map.of("legacyApiKeysEnabled", false)
                    """)
            .requires(property("legacyApiKeysEnabled").isNotTrue());

    private static final Rule PROTECTED = Rule.named("supabase-pulumi-protect")
            .guardsDeletion()
            .readsPulumiOptions()
            .title("Pulumi refuses to delete production projects of Supabase")
            .severity(Severity.HIGH)
            .on(PROJECT)
            .risk("A change of the name or the region, or one wrong command, deletes the database with its backups.")
            .remediation(
                    """
                    Protect it:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requires((project, context) -> context.isProduction()
                    ? Verdict.passIf(project.protect(), "the option protect is false, it must be true")
                    : Verdict.NOT_APPLICABLE);

    private static final Rule PASSWORDS = Rule.named("supabase-auth-passwords")
            .title("Supabase Auth asks for passwords of eight characters or more")
            .severity(Severity.MEDIUM)
            .on(SETTINGS, "auth")
            .risk("Passwords are guessed.")
            .remediation(
                    """
                    Ask for more:
                    Map.of("auth", "{\\"password_min_length\\": 12}")
                    """)
            .requires(auth(document -> atLeast(document, "password_min_length", PASSWORD_LENGTH)));

    private static final Rule CONFIRM = Rule.named("supabase-auth-confirms-email")
            .title("Supabase Auth confirms e-mail addresses")
            .severity(Severity.MEDIUM)
            .on(SETTINGS, "auth")
            .risk("Anybody signs up with the address of somebody else.")
            .remediation(
                    """
                    Let people confirm it:
                    Map.of("auth", "{\\"mailer_autoconfirm\\": false}")
                    """)
            .requires(auth(document -> Verdict.passIf(
                    !document.path("mailer_autoconfirm").asBoolean(false),
                    "auth.mailer_autoconfirm is true, it must be false")));

    private static final Rule EXPIRY = Rule.named("supabase-auth-expiry")
            .title("Supabase Auth's tokens and one time passwords are valid for an hour at most")
            .severity(Severity.LOW)
            .on(SETTINGS, "auth")
            .risk("A stolen token, or an old mail, opens the account long after.")
            .remediation(
                    """
                    Leave the defaults:
                    Map.of("auth", "{\\"jwt_exp\\": 3600, \\"mailer_otp_exp\\": 3600}")
                    """)
            .requires(auth(document ->
                    Verdict.all(List.of(atMost(document, "jwt_exp", HOUR), atMost(document, "mailer_otp_exp", HOUR)))));

    private static final Rule SITE = Rule.named("supabase-auth-https-site")
            .title("Supabase Auth sends people to an HTTPS site")
            .severity(Severity.MEDIUM)
            .on(SETTINGS, "auth")
            .risk("Links in mails carry tokens over plain HTTP.")
            .remediation(
                    """
                    Use HTTPS:
                    Map.of("auth", "{\\"site_url\\": \\"https://www.example.com\\"}")
                    """)
            .requires(auth(document -> isHttps(document.path("site_url"))));

    static final List<Rule> ALL =
            List.of(NETWORK, SSL, PASSWORD_SECRET, LEGACY_KEYS, PROTECTED, PASSWORDS, CONFIRM, EXPIRY, SITE);

    private SupabaseRules() {}

    private static Verdict isRestricted(GraphResource settings, RuleContext context) {
        if (settings.input("network").isAbsent()) {
            return Verdict.fail("network is not set, it must hold restrictions");
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
                : Verdict.fail(property + " is " + value.describe() + ", it must be a JSON document");
    }

    private static Verdict isRange(String range) {
        IPAddress address = new IPAddressString(range.isBlank() ? "none" : range).getAddress();
        boolean world = address == null || (address.isPrefixed() && address.getNetworkPrefixLength() == 0);
        return Verdict.passIf(!world, "network.restrictions lets in " + range);
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
                                "auth." + entry.getKey() + " is plain text, it must be a secret"))
                        .toList()));
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
                "auth." + key + " is " + auth.path(key).asText("not set") + ", it must be at least " + least);
    }

    private static Verdict atMost(JsonNode auth, String key, int most) {
        return Verdict.passIf(
                auth.path(key).asInt(0) <= most,
                "auth." + key + " is " + auth.path(key) + ", it must be at most " + most);
    }

    private static Verdict isHttps(JsonNode site) {
        if (site.isMissingNode() || site.isNull()) {
            return Verdict.NOT_APPLICABLE;
        }
        return Verdict.passIf(site.asText().startsWith("https://"), "auth.site_url must begin with https://");
    }
}
