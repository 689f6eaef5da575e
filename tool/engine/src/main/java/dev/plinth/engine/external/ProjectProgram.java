package dev.plinth.engine.external;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A project's program, as its Pulumi.yaml describes it.
 *
 * @param root the directory of Pulumi.yaml
 * @param directory the directory that the program runs in: {@code main}, or the directory of the file that {@code main} names
 * @param entryPoint the file in {@code directory} to run; {@code .} when Pulumi.yaml names none
 * @param runtime the language runtime, such as {@code nodejs}
 * @param options the runtime's options, an object
 * @see <a href="https://www.pulumi.com/docs/iac/concepts/projects/project-file/">Pulumi project file reference</a>
 */
public record ProjectProgram(Path root, Path directory, String entryPoint, String runtime, JsonNode options) {

    private static final List<String> FILES = List.of("Pulumi.yaml", "Pulumi.yml", "Pulumi.json");

    /**
     * Reads a project file.
     *
     * @param project the project's directory
     * @throws ConfigException when there is no project file, it is not YAML, {@code runtime} is missing, or {@code main}
     *     does not exist
     */
    public static ProjectProgram read(Path project) {
        Path root = project.toAbsolutePath().normalize();
        Path file = FILES.stream()
                .map(root::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> fault(root, "Pulumi.yaml", "does not exist", "a Pulumi project"));
        JsonNode settings = settings(file);
        JsonNode runtime = settings.path("runtime");
        String name = runtime.isObject() ? runtime.path("name").asText() : runtime.asText();
        if (name.isBlank()) {
            throw fault(file, "runtime", "is missing", "a language runtime, such as java, nodejs, python, go or yaml");
        }
        JsonNode options = runtime.path("options");
        Path main = root.resolve(settings.path("main").asText()).normalize();
        if (!Files.exists(main)) {
            throw fault(
                    file,
                    "main",
                    "is " + settings.path("main").asText() + ", which does not exist",
                    "a file or a directory of the project");
        }
        boolean directory = Files.isDirectory(main);
        return new ProjectProgram(
                root,
                directory ? main : main.resolveSibling(""),
                directory ? "." : String.valueOf(main.getFileName()),
                name,
                options.isObject() ? options : JsonNodeFactory.instance.objectNode());
    }

    /** Returns a text option of the runtime; empty when it is not set. */
    String option(String name) {
        return options.path(name).asText("");
    }

    private static JsonNode settings(Path file) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw fault(file, "the file", "is not YAML: " + e.getOriginalMessage(), "a Pulumi project");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static ConfigException fault(Path file, String key, String problem, String expected) {
        return new ConfigException(file.toString(), List.of(new ConfigException.Fault(key, problem, expected)));
    }
}
