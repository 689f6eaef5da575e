package dev.plinth.settings;

import java.util.List;
import java.util.Optional;

/**
 * An entry of the section {@code managedSecrets}: a secret without its value.
 *
 * @param owner who creates and rotates the value, such as a team's e-mail address
 * @param rotationDays maximum age of a value, in days
 * @param target the service that keeps the value: AWS is Secrets Manager
 * @param location the place in that service: logical name, name or ARN of a secret in Secrets Manager; id of a project at Vercel;
 *     reference of a project at Supabase
 * @param variable name of the environment variable at Vercel or Supabase; default: the entry's name
 * @param environments environments of the variable at Vercel
 * @param team id of the team at Vercel that owns the project
 * @param usedBy services that read the value when they start
 */
public record ManagedSecret(
        @Matches(regex = "\\S(.{0,98}\\S)?", allowed = "a person or a team such as payments@example.com") String owner,
        @Default("90") @Range(min = 1, max = 3650) int rotationDays,
        @Default("\"AWS\"") Target target,
        @Matches(regex = "[A-Za-z0-9:/_+=.@!-]{1,2048}", allowed = "a secret's name or ARN, or a project's id")
                String location,
        @Matches(regex = "[A-Za-z_][A-Za-z0-9_]{0,255}", allowed = "the name of an environment variable")
                Optional<String> variable,
        @Default("[\"production\"]")
                @Matches(regex = "production|preview|development", allowed = "production, preview or development")
                List<String> environments,
        @Matches(regex = "team_[A-Za-z0-9]+", allowed = "the id of a team such as team_a1b2c3") Optional<String> team,
        @Default("[]") @Matches(regex = "\\S+", allowed = "names of services") List<String> usedBy) {

    /** A service that keeps values of secrets. */
    public enum Target {
        /** AWS Secrets Manager. */
        AWS,
        /** Environment variables of a project at Vercel. */
        VERCEL,
        /** Secrets of a project's functions at Supabase. */
        SUPABASE
    }
}
