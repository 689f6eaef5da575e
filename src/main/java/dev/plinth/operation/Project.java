package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plinth.config.ConfigException;
import dev.plinth.engine.PulumiBinary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A project on disk, and the Plinth that operates on it.
 *
 * @param name the project's name, from Pulumi.yaml
 * @param folder the folder of Pulumi.yaml and the stack files
 * @param home the folder of Plinth itself: its policy pack and its engine's module
 */
public record Project(String name, Path folder, Path home) {

    /**
     * Reads a project.
     *
     * @param folder the folder of Pulumi.yaml
     * @param home the folder of Plinth itself
     * @throws ConfigException when there is no Pulumi.yaml with a name
     */
    public static Project read(Path folder, Path home) {
        Path file = folder.resolve("Pulumi.yaml");
        try {
            JsonNode settings = Files.exists(file)
                    ? new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file))
                    : new ObjectMapper().createObjectNode();
            String name = settings.path("name").asText();
            if (!name.isBlank()) {
                return new Project(name, folder, home);
            }
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(), List.of(new ConfigException.Fault("the file", "is not YAML", "a Pulumi project")));
        }
        throw new ConfigException(
                file.toString(),
                List.of(new ConfigException.Fault(
                        "name", "is missing", "the project's name; is " + folder + " the folder of a project?")));
    }

    /** The file of a stack's configuration. */
    public Path stackFile(String stack) {
        return folder.resolve("Pulumi." + stack + ".yaml");
    }

    /** The folder of the policy pack, which holds PulumiPolicy.yaml. */
    public Path policyPack() {
        return home.resolve("policies");
    }

    /** Finds or makes the engine. */
    public PulumiBinary engine() {
        return new PulumiBinary(home.resolve("engine"), System.getenv());
    }
}
