package dev.plinth.stack;

import com.pulumi.core.Output;
import dev.plinth.components.security.Secret;
import dev.plinth.stack.config.SecretConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The secrets that a container refers to, and the keys that they are encrypted with. */
final class SecretSources {

    private final EnvironmentConfig config;
    private final DataStores stores;
    private final Map<String, Output<String>> keyArns = new LinkedHashMap<>();

    SecretSources(EnvironmentConfig config, DataStores stores) {
        this.config = config;
        this.stores = stores;
    }

    /** The keys of all secrets so far, each once. */
    List<Output<String>> keyArns() {
        return List.copyOf(keyArns.values());
    }

    /**
     * Adds the key of a secret.
     *
     * @param name the entry that the secret belongs to
     */
    void addKey(String name, Output<String> keyArn) {
        keyArns.put(name, keyArn);
    }

    /**
     * Returns the sources of variables: an ARN, or the name of an entry, with {@code :key} after it for one key of its JSON.
     *
     * @param variables sources by variable as the configuration has them
     */
    Map<String, Output<String>> of(Map<String, String> variables) {
        Map<String, Output<String>> sources = new LinkedHashMap<>();
        variables.forEach((variable, source) -> sources.put(variable, of(source)));
        return sources;
    }

    private Output<String> of(String source) {
        if (source.startsWith("arn:")) {
            return Output.of(source);
        }
        String name = name(source);
        Output<String> arn = arn(name);
        return name.equals(source)
                ? arn
                : Output.format("%s:%s::", arn, Output.of(source.substring(name.length() + 1)));
    }

    /** The name of the entry that a source refers to. */
    static String name(String source) {
        return source.split(":", 2)[0];
    }

    private Output<String> arn(String name) {
        Secret secret = stores.secrets().get(name);
        if (secret != null) {
            addKey(name, secret.kmsKeyArn());
            return secret.secretArn();
        }
        SecretConfig existing = config.secrets().get(name);
        if (existing == null) {
            throw new IllegalArgumentException("no secret " + name);
        }
        existing.kmsKeyArn().ifPresent(keyArn -> addKey(name, Output.of(keyArn)));
        return Output.of(existing.arn().orElseThrow());
    }
}
