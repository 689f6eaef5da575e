package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.plinth.Repository;
import dev.plinth.settings.ConfigurationSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of stack files accepts what the reader accepts, and refuses what a schema can refuse. */
class ConfigurationSchemaTest {

    static final List<String> STACKS = Repository.STACKS;

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final JsonSchema SCHEMA = FACTORY.getSchema(schema());

    private static JsonNode schema() {
        return ConfigurationSchema.of("plinth", EnvironmentConfig.class);
    }

    /** What the schema says of a stack file; empty for one that it accepts. */
    static Set<ValidationMessage> messages(JsonNode stackFile) {
        return SCHEMA.validate(stackFile);
    }

    @Test
    void isAValidSchema() {
        JsonSchema meta = FACTORY.getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));

        assertThat(meta.validate(schema())).isEmpty();
        assertThat(schema().at("/properties/config/required").toString())
                .isEqualTo("[\"aws:region\",\"aws:allowedAccountIds\"]");
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void acceptsTheShippedFiles(String stack) throws IOException {
        for (var folder : List.of(Repository.root(), Repository.fixtures())) {
            JsonNode file = new ObjectMapper(new YAMLFactory())
                    .readTree(Files.readString(folder.resolve("Pulumi." + stack + ".yaml")));

            assertThat(messages(file)).isEmpty();
        }
    }

    @Test
    void acceptsTheFewestKeys() {
        assertThat(messages(EditedStackFile.fewest().document())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/plinth:netwrok | {}",
                "/plinth:network/cird | \"10.0.0.0/16\"",
                "/plinth:services/api/hostname | [\"api\"]",
                "/plinth:database | {}",
                "/plinth:token | \"clear\"",
                "/plinth:network/natStrategy | \"single\"",
                "/plinth:network/availabilityZones | 4",
                "/plinth:buckets/UP | {}",
                "/plinth:policy/tier | \"prod\"",
                "/plinth:policy/requiredTag | []",
                "/plinth:services | []",
            })
    void rejectsValuesThatTheReaderRejects(String place, String value) {
        EditedStackFile file = EditedStackFile.of("production").with(place, value);

        assertThat(file.faults()).isNotEmpty();
        assertThat(messages(file.document())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/aws:region", "/plinth:databases/database/engineVersion", "/plinth:jobs/report/schedule"})
    void asksForWhatIsRequired(String place) {
        assertThat(messages(EditedStackFile.fewest().without(place).document()))
                .anySatisfy(message -> assertThat(message.getType()).isEqualTo("required"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/plinth:token | {\"secure\": \"v1:abc\"}",
                "/plinth:buckets/photos | null",
                "/datadog:site | \"datadoghq.eu\"",
            })
    void acceptsSecretsEmptyEntriesAndOtherNamespaces(String place, String value) {
        EditedStackFile file = EditedStackFile.of("production").with(place, value);

        assertThat(file.read()).isNotNull();
        assertThat(messages(file.document())).isEmpty();
    }

    @Test
    void leavesTheKeysOfAForeignProgramAlone() {
        JsonSchema foreign = FACTORY.getSchema(ConfigurationSchema.of("shop", null));
        JsonNode file = EditedStackFile.fewest()
                .with("/shop:anything", "{\"a\": [1]}")
                .without("/plinth:network")
                .document();

        assertThat(foreign.validate(file))
                .extracting(ValidationMessage::getMessage)
                .isNotEmpty()
                .allMatch(message -> message.contains("plinth:"));
    }
}
