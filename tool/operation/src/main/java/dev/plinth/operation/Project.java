package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plinth.engine.binary.PulumiBinary;
import dev.plinth.policies.server.AnalyzerService;
import dev.plinth.policies.waiver.WaiverFile;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.file.CachedFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A project on disk: this program's own, or any other Pulumi project.
 *
 * @param name the project's name, from Pulumi.yaml
 * @param folder the directory of Pulumi.yaml and the stack files
 * @param settings what Pulumi.yaml says
 * @param program the program in this JVM, if it is the project's own
 */
public record Project(String name, Path folder, JsonNode settings, Optional<StackProgram<?>> program) {

    /** The name of the project's file. */
    public static final String FILE = "Pulumi.yaml";

    /**
     * Reads a project.
     *
     * @param folder the directory of Pulumi.yaml
     * @param program the program in this JVM; it is the project's own where Pulumi.yaml names the jar that it lies in
     * @throws ConfigException when there is no Pulumi.yaml with a name
     */
    public static Project read(Path folder, @Nullable StackProgram<?> program) {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            throw new ConfigException(
                    folder.toString(),
                    List.of(new ConfigException.Fault(
                            FILE,
                            "does not exist there",
                            "the directory of a Pulumi project: run the command in one, or use --project DIR")));
        }
        try {
            JsonNode settings = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
            String name = settings.path("name").asText();
            if (!name.isBlank()) {
                return new Project(
                        name,
                        folder,
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
                file.toString(), List.of(new ConfigException.Fault("name", "is missing", "the project's name")));
    }

    /** Returns a directory that need not be one of a project, for what is judged without a program. */
    public static Project withoutSettings(Path folder) {
        return new Project("", folder, MissingNode.getInstance(), Optional.empty());
    }

    /** Returns whether {@code runtime.options.binary} is the jar, or the directory of classes, that a class was loaded from. */
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

    /**
     * Returns the configuration that Pulumi.yaml gives to every stack, by key with namespace; objects are JSON texts.
     *
     * @see <a href="https://www.pulumi.com/docs/iac/concepts/projects/project-file/#config-options">config options</a>
     */
    public Map<String, String> defaults() {
        Map<String, String> defaults = new TreeMap<>();
        settings.path("config").properties().forEach(entry -> {
            JsonNode value = entry.getValue().isObject()
                    ? entry.getValue().path(entry.getValue().has("value") ? "value" : "default")
                    : entry.getValue();
            String key = entry.getKey().contains(":") ? entry.getKey() : name + ":" + entry.getKey();
            if (!value.isMissingNode()) {
                defaults.put(key, value.isValueNode() ? value.asText() : value.toString());
            }
        });
        return defaults;
    }

    /** Returns the same project with another program in this JVM as its own. */
    public Project running(StackProgram<?> other) {
        return new Project(name, folder, settings, Optional.of(other));
    }

    /** The file of a stack's configuration. */
    public Path stackFile(String stack) {
        return StackFile.of(folder, stack);
    }

    /** Returns the file of the project's waivers, which need not exist. */
    public Path waivers() {
        return folder.resolve("policies").resolve(WaiverFile.NAME);
    }

    /** Returns the directory of Plinth's policy pack, which holds PulumiPolicy.yaml; it is the same for all projects. */
    public static Path policyPack() {
        return CachedFiles.write(
                "policy-pack",
                AnalyzerService.class,
                "pack/",
                List.of("PulumiPolicy.yaml", "plugin/pulumi-analyzer-policy-plinth"),
                System.getenv());
    }

    /** Finds or makes the engine. */
    public static PulumiBinary engine() {
        return new PulumiBinary(System.getenv());
    }
}
