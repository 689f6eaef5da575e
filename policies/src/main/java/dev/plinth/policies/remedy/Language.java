package dev.plinth.policies.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Language of the examples in remedies. */
public enum Language {
    /** Pulumi programs in Java. */
    JAVA("java"),
    /** Pulumi programs in TypeScript or JavaScript. */
    TYPESCRIPT("nodejs"),
    /** Pulumi programs in Python. */
    PYTHON("python"),
    /** Pulumi programs in Go. */
    GO("go"),
    /** Pulumi programs in C#. */
    CSHARP("dotnet"),
    /** Pulumi programs in YAML. */
    YAML("yaml"),
    /** Terraform configurations. */
    HCL("");

    private static final YAMLMapper MAPPER = new YAMLMapper();

    private final String runtime;

    Language(String runtime) {
        this.runtime = runtime;
    }

    /** Returns the name in commands and in Markdown, such as {@code typescript}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the names of all languages. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Language::key).toList();
    }

    /** Finds a language by its name. */
    public static Optional<Language> named(String key) {
        return Arrays.stream(values())
                .filter(language -> language.key().equals(key))
                .findFirst();
    }

    /**
     * Returns the language of the Pulumi project in a directory: that of its runtime; Java where there is no project or
     * the runtime is another one.
     */
    public static Language of(Path project) {
        Path file = project.resolve("Pulumi.yaml");
        try {
            JsonNode runtime =
                    Files.isRegularFile(file) ? MAPPER.readTree(file.toFile()).path("runtime") : MAPPER.missingNode();
            String name = runtime.path("name").asText(runtime.asText());
            return Arrays.stream(values())
                    .filter(language -> !language.runtime.isEmpty() && language.runtime.equals(name))
                    .findFirst()
                    .orElse(JAVA);
        } catch (IOException e) {
            // The engine reports an invalid project file.
            return JAVA;
        }
    }
}
