package dev.plinth.simulator.supabase;

import dev.plinth.simulator.cloud.Registry;
import java.util.List;
import java.util.Map;

/**
 * Projects of Supabase, their settings and API keys; everything is global. No database runs.
 *
 * @see <a href="https://github.com/supabase/terraform-provider-supabase/tree/v1.10.1/internal/provider">The provider's
 *     sources</a>
 */
public final class Supabase {

    private static final String PROJECT = "supabase:index/project:Project";

    /** Title of the provider's errors. */
    private static final String ERROR = "Client Error";

    private static final int LETTERS = 26;
    private static final int HEXADECIMAL = 16;

    private Supabase() {}

    /** Registers every Supabase type that has its own behaviour. */
    public static void register(Registry registry) {
        registry.type(PROJECT, "project")
                .global()
                .id("{simulatedReference}")
                .check(operation ->
                        operation.state().putIfAbsent("simulatedReference", reference(operation.hex(20, "reference"))))
                // The provider plans an update, which then fails.
                .check(operation -> List.of("region", "organizationId")
                        .forEach(property -> operation.require(
                                operation.old() == null || !operation.changes(property),
                                ERROR,
                                property + ": Update is not supported for this attribute")))
                .computed("instanceSize", operation -> "micro")
                .computed("legacyApiKeysEnabled", operation -> true)
                .inUse(ERROR, "The project is used by {users}");

        registry.type("supabase:index/settings:Settings", "settings")
                .global()
                .id("{projectRef}")
                .uses("projectRef", PROJECT, ERROR);

        registry.type("supabase:index/apikey:Apikey", "API key")
                .global()
                .id("{uuid}")
                .uses("projectRef", PROJECT, ERROR)
                .check(operation -> operation.require(
                        operation.siblings().stream()
                                .noneMatch(other -> other.text("name").equals(operation.text("name"))
                                        && other.text("projectRef").equals(operation.text("projectRef"))),
                        ERROR,
                        operation.render("An API key with the name {name} already exists")))
                .computed("type", operation -> "secret")
                .computed("apiKey", operation -> "sb_secret_" + operation.hex(31, "key"))
                .computed("secretJwtTemplate", operation -> Map.of("role", "service_role"));
    }

    /** Returns a project's reference: 20 lower case letters. */
    private static String reference(String hex) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < hex.length(); i++) {
            int digit = Character.digit(hex.charAt(i), HEXADECIMAL);
            letters.append((char) ('a' + (digit * 7 + i) % LETTERS));
        }
        return letters.toString();
    }
}
