package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plinth.engine.PulumiBinary;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackProgram;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A project on disk, and the Plinth that operates on it.
 *
 * @param name the project's name, from Pulumi.yaml
 * @param folder the directory of Pulumi.yaml and the stack files
 * @param home the directory of Plinth itself: its policy pack and its engine's module
 * @param settings what Pulumi.yaml says
 * @param program the program in this JVM, if it is the project's own
 */
public record Project(String name, Path folder, Path home, JsonNode settings, Optional<StackProgram<?>> program) {

    /** The name of the project's file. */
    public static final String FILE = "Pulumi.yaml";

    /**
     * Reads a project.
     *
     * @param folder the directory of Pulumi.yaml
     * @param home the directory of Plinth itself
     * @param program the program in this JVM; it is the project's own where Pulumi.yaml names the jar that it lies in
     * @throws ConfigException when there is no Pulumi.yaml with a name
     */
    public static Project read(Path folder, Path home, @Nullable StackProgram<?> program) {
        Path file = folder.resolve(FILE);
        try {
            JsonNode settings = Files.exists(file)
                    ? new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file))
                    : new ObjectMapper().createObjectNode();
            String name = settings.path("name").asText();
            if (!name.isBlank()) {
                return new Project(
                        name,
                        folder,
                        home,
                        settings,
                        program != null && isBinary(folder, settings, program.getClass())
                                ? Optional.of(program)
                                : Optional.empty());
            }
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(), List.of(new ConfigException.Fault("the file", "is not YAML", "a Pulumi project")));
        }
        throw new ConfigException(
                file.toString(),
                List.of(new ConfigException.Fault(
                        "name", "is missing", "the project's name; is " + folder + " the directory of a project?")));
    }

    /** Whether {@code runtime.options.binary} is the jar, or the directory of classes, that a class was loaded from. */
    private static boolean isBinary(Path folder, JsonNode settings, Class<?> type) throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        String binary = settings.at("/runtime/options/binary").asText();
        Path path = folder.resolve(binary);
        try {
            return source != null
                    && !binary.isBlank()
                    && Files.exists(path)
                    && Files.isSameFile(path, Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Returns the same project with another program in this JVM as its own. */
    public Project running(StackProgram<?> other) {
        return new Project(name, folder, home, settings, Optional.of(other));
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
        return new PulumiBinary(home.resolve(Path.of("tool", "engine", "go")), System.getenv());
    }
}
