package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.secret;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.NOT_APPLICABLE;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;

/** Fixtures of the rules for Supabase. */
final class SupabaseFixtures {

    private static final String PROJECT = "supabase:index/project:Project";
    private static final String SETTINGS = "supabase:index/settings:Settings";

    /** Rules that turn on no property: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY = List.of("supabase-pulumi-protect");

    private SupabaseFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "supabase-network-restricted",
                        SETTINGS,
                        "network",
                        "{\"restrictions\":[\"203.0.113.0/24\"]}",
                        "{\"restrictions\":[\"0.0.0.0/0\"]}",
                        FAIL),
                property("supabase-ssl-enforced", SETTINGS, "sslEnforcement", true, false, FAIL),
                secret("supabase-credentials-secret", PROJECT, "databasePassword"),
                property(
                                "supabase-credentials-secret",
                                SETTINGS,
                                "auth",
                                "{\"site_url\":\"https://www.example.com\"}",
                                "{\"smtp_pass\":\"correct horse\"}",
                                PASS)
                        .secretComplies(),
                property("supabase-size-allows-pitr", PROJECT, "instanceSize", "small", "micro", FAIL),
                property(
                        "supabase-api-schemas",
                        SETTINGS,
                        "api",
                        "{\"db_schema\":\"public,graphql_public\"}",
                        "{\"db_schema\":\"public, auth\"}",
                        PASS),
                property("supabase-no-legacy-keys", PROJECT, "legacyApiKeysEnabled", false, true, PASS),
                property(
                        "supabase-auth-passwords",
                        SETTINGS,
                        "auth",
                        "{\"password_min_length\":12}",
                        "{\"password_min_length\":6}",
                        NOT_APPLICABLE),
                property(
                        "supabase-auth-confirms-email",
                        SETTINGS,
                        "auth",
                        "{\"mailer_autoconfirm\":false}",
                        "{\"mailer_autoconfirm\":true}",
                        NOT_APPLICABLE),
                property(
                        "supabase-auth-expiry",
                        SETTINGS,
                        "auth",
                        "{\"jwt_exp\":3600}",
                        "{\"jwt_exp\":604800}",
                        NOT_APPLICABLE),
                property(
                        "supabase-auth-https-site",
                        SETTINGS,
                        "auth",
                        "{\"site_url\":\"https://www.example.com\"}",
                        "{\"site_url\":\"http://www.example.com\"}",
                        NOT_APPLICABLE));
    }
}
