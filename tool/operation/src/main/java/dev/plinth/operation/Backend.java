package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Backend of a stack's state. Stacks with the same name in two backends are different stacks, although their states are equal
 * before the first update.
 */
public final class Backend {

    private static final String SIMULATED = "simulator";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Backend() {}

    /**
     * Finds the backend where the engine finds it: in {@code PULUMI_BACKEND_URL}, in Pulumi.yaml, or in what {@code pulumi
     * login} wrote, of which nothing but the name of the current backend is read.
     *
     * @param project the folder of Pulumi.yaml
     * @param simulated whether the simulator replaces the cloud; it has its own backend
     * @param environment the process environment
     * @return the backend without a password, such as {@code s3://states}
     * @throws UncheckedIOException when a file can't be read
     */
    public static String of(Path project, boolean simulated, Map<String, String> environment) {
        if (simulated) {
            return SIMULATED;
        }
        return variable(environment, "PULUMI_BACKEND_URL")
                .or(() -> text(YAML, project.resolve("Pulumi.yaml"), "/backend/url"))
                .or(() -> text(JSON, folder(environment).resolve("credentials.json"), "/current"))
                .map(Backend::withoutPassword)
                .orElse("none: not logged in");
    }

    private static Path folder(Map<String, String> environment) {
        return variable(environment, "PULUMI_CREDENTIALS_PATH")
                .or(() -> variable(environment, "PULUMI_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".pulumi"));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static Optional<String> text(ObjectMapper format, Path file, String path) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode value = format.readTree(file.toFile()).at(path);
            return List.of("", "null").contains(value.asText()) ? Optional.empty() : Optional.of(value.asText());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static String withoutPassword(String url) {
        return url.replaceFirst("://[^/?#]*@", "://").replaceAll("([?&](?:ssl)?password=)[^&#]*", "$1…");
    }
}
