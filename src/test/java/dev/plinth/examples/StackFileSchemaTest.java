package dev.plinth.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.plinth.operation.Project;
import dev.plinth.operation.ProjectRules;
import dev.plinth.operation.StackDefinition;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.ConfigurationSchema;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.reference.RecordDocumentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON Schemas of this repository's projects. {@code -Dplinth.docs.update=true} writes the files that editors use.
 */
final class StackFileSchemaTest {

    private static final String FILE = "plinth.schema.json";
    private static final String MODELINE = "# yaml-language-server: $schema=" + FILE + "\n";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static Iterable<Project> projects() {
        return Example.projects();
    }

    private static ObjectNode schema(Project project) {
        Class<? extends Record> configuration = project.program()
                .<Class<? extends Record>>map(StackProgram::configuration)
                .orElseThrow();
        return ConfigurationSchema.of(
                project.name(),
                configuration,
                ProjectRules.of(project.folder()).all(),
                new RecordDocumentation(project.folder()));
    }

    private static JsonSchema validator(JsonNode schema) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }

    @ParameterizedTest
    @MethodSource("projects")
    void theFileForEditorsIsCurrent(Project project) throws IOException {
        Path file = project.folder().resolve(FILE);
        String current = schema(project).toPrettyString() + "\n";
        if (Boolean.getBoolean("plinth.docs.update")) {
            Files.writeString(file, current);
        }

        assertThat(file).content().isEqualTo(current);
    }

    @ParameterizedTest
    @MethodSource("projects")
    void acceptsEveryStackFile(Project project) throws IOException {
        JsonSchema validator = validator(schema(project));
        for (String stack : StackFile.stacks(project.folder())) {
            String text = Files.readString(project.stackFile(stack));

            assertThat(text).startsWith(MODELINE);
            assertThat(validator.validate(YAML.readTree(text))).as(stack).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("projects")
    void anUnknownKeyIsRejectedBySchemaAndCommand(Project project, @TempDir Path folder) throws IOException {
        Files.copy(project.folder().resolve(Project.FILE), folder.resolve(Project.FILE));
        ObjectNode document = (ObjectNode) YAML.readTree(Files.readString(project.stackFile("development")));
        ((ObjectNode) document.path("config")).putObject(project.name() + ":netwrok");
        Files.writeString(folder.resolve("Pulumi.development.yaml"), YAML.writeValueAsString(document));
        Project copy = Project.read(folder, null).running(project.program().orElseThrow());

        assertThat(validator(schema(project)).validate(document)).isNotEmpty();
        assertThatThrownBy(() -> StackDefinition.read(copy, "development"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(project.name() + ":netwrok");
    }
}
