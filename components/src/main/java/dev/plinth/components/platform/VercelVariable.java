package dev.plinth.components.platform;

import com.pulumi.core.Output;
import java.util.List;

/**
 * Environment variable of a Vercel project.
 *
 * @param key the variable's name
 * @param value its value
 * @param targets the environments that have it: {@code production}, {@code preview} and {@code development}
 * @param sensitive whether nobody can read the value after it is set; not for {@code development}
 * @see <a href="https://vercel.com/docs/environment-variables/sensitive-environment-variables">Sensitive environment
 *     variables</a>
 */
public record VercelVariable(String key, Output<String> value, List<String> targets, boolean sensitive) {

    private static final List<String> DEPLOYED = List.of("preview", "production");

    /** Copies the list. */
    public VercelVariable {
        targets = List.copyOf(targets);
    }

    /** Returns a variable of production and preview deployments that team members can read. */
    public static VercelVariable of(String key, Output<String> value) {
        return new VercelVariable(key, value, DEPLOYED, false);
    }

    /** As {@link #of(String, Output)}, with a known value. */
    public static VercelVariable of(String key, String value) {
        return of(key, Output.of(value));
    }

    /** Returns a sensitive variable of production deployments only: a preview runs code that nobody has reviewed. */
    public static VercelVariable secret(String key, Output<String> value) {
        return new VercelVariable(key, value.asSecret(), List.of("production"), true);
    }
}
