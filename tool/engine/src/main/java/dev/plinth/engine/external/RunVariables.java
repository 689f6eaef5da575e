package dev.plinth.engine.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.engine.program.ProgramRun;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The environment variables in which every SDK finds the stack's configuration. */
final class RunVariables {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RunVariables() {}

    /** Returns the configuration and the keys of its secrets, each as JSON. */
    static Map<String, String> config(ProgramRun run) {
        try {
            return Map.of(
                    "PULUMI_CONFIG",
                    JSON.writeValueAsString(new TreeMap<>(run.config())),
                    "PULUMI_CONFIG_SECRET_KEYS",
                    JSON.writeValueAsString(new TreeSet<>(run.configSecretKeys())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }
}
