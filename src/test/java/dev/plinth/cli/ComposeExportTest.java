package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.plinth.examples.Example;
import dev.plinth.testkit.SimulatedProject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plinth export --format compose} of the example printvision, with the JSON Schema of the Compose Specification. */
final class ComposeExportTest {

    private static final Example EXAMPLE = new Example("printvision");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String FILE = "compose.yaml";

    private Path folder;
    private SimulatedProject project;

    @BeforeEach
    void copyTheExample(@TempDir Path directory) {
        folder = directory;
        project = SimulatedProject.copy(EXAMPLE.folder(), folder.resolve("project"), EXAMPLE.program());
    }

    private SimulatedProject.Result export(String stack, String... options) {
        return project.run(Stream.concat(Stream.of("export", stack, "--format", "compose"), Stream.of(options))
                .toArray(String[]::new));
    }

    private SimulatedProject.Result exportTo(String... options) {
        return export(
                "development",
                Stream.concat(Stream.of("--output", folder.resolve(FILE).toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private String read(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    private List<String> exportedFiles(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(directory))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging", "development"})
    void conformsToTheComposeSpecification(String stack) throws IOException {
        SimulatedProject.Result exported = export(stack);

        assertThat(exported.exitCode()).as(exported.toString()).isZero();
        JsonNode document = YAML.readTree(exported.out());
        assertThat(composeSchema().validate(document)).isEmpty();
        assertThat(document.path("services").size()).isEqualTo(21);
    }

    private static JsonSchema composeSchema() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(ComposeExportTest.class.getResourceAsStream("compose/compose-spec.json"))) {
            JsonNode schema = YAML.readTree(file);
            // Its draft of JSON Schema has the keyword $id instead.
            schema.findParents("id").stream()
                    .filter(parent -> parent.path("id").isTextual())
                    .forEach(parent -> ((ObjectNode) parent).remove("id"));
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909)
                    .getSchema(schema);
        }
    }

    @Test
    void keepsLimitsHardeningHealthChecksAndOrder() throws IOException {
        exportTo();

        JsonNode document = YAML.readTree(read(FILE));
        JsonNode database = document.at("/services/supabase-db");
        assertThat(database.path("image").asText()).startsWith("supabase/postgres:");
        assertThat(database.path("read_only").asBoolean()).isTrue();
        assertThat(database.path("mem_limit").asText()).isEqualTo("1792m");
        assertThat(database.path("cap_drop").get(0).asText()).isEqualTo("ALL");
        assertThat(database.path("security_opt").get(0).asText()).isEqualTo("no-new-privileges:true");
        assertThat(database.at("/healthcheck/test").toString())
                .isEqualTo("[\"CMD\",\"pg_isready\",\"-U\",\"postgres\",\"-h\",\"localhost\"]");
        assertThat(database.at("/networks/supabase-backend/aliases/0").asText()).isEqualTo("db");
        assertThat(document.at("/services/supabase-setup/depends_on/supabase-db/condition")
                        .asText())
                .isEqualTo("service_healthy");
        assertThat(document.at("/services/supabase-auth/depends_on/supabase-setup/condition")
                        .asText())
                .isEqualTo("service_completed_successfully");
        assertThat(document.at("/services/supabase-studio/ports/0/host_ip").asText())
                .isEqualTo("127.0.0.1");
        assertThat(document.at("/networks/supabase-backend/internal").asBoolean())
                .isTrue();
        assertThat(database.at("/entrypoint/2").asText()).endsWith("exec \"$$@\"");
    }

    @Test
    void mountsEachVolumeAtItsPath() throws IOException {
        exportTo();

        JsonNode services = YAML.readTree(read(FILE)).path("services");
        assertThat(services.at("/app-redis/volumes").toString())
                .contains("{\"type\":\"volume\",\"source\":\"app-redis-data\",\"target\":\"/data\"}");
        assertThat(services.at("/supabase-imgproxy/volumes").toString())
                .contains("\"source\":\"supabase-storage\",\"target\":\"/home/node\",\"read_only\":true");
        assertThat(services.at("/supabase-gateway/networks").toString())
                .isEqualTo("{\"supabase-backend\":{\"aliases\":[\"gateway\"]},"
                        + "\"supabase-edge\":{\"aliases\":[\"gateway-in\"]}}");
    }

    @Test
    void exportsNoSecretAndListsTheFilesToProvide() throws IOException {
        SimulatedProject.Result exported = exportTo();

        assertThat(folder.resolve("secrets")).doesNotExist();
        assertThat(exported.err()).contains("\n  secrets/app-redis/run/plinth/password");
        assertThat(YAML.readTree(read(FILE))
                        .at("/secrets/app-redis-password/file")
                        .asText())
                .isEqualTo("./secrets/app-redis/run/plinth/password");
        // The program has generated the same values in this JVM, so that a leak can be found.
        exportTo("--generate-secrets");
        String password = read("secrets/app-redis/run/plinth/password");
        assertThat(password).matches("[A-Za-z0-9]{40}");
        String token = read("secrets/supabase-gateway/run/plinth/kong.yml")
                .lines()
                .filter(line -> line.contains("key: eyJ"))
                .findFirst()
                .orElseThrow()
                .strip()
                .substring("- key: ".length());
        for (String file : exportedFiles("configs")) {
            assertThat(read(file)).as(file).doesNotContain(password, token);
        }
        assertThat(read(FILE) + export("development").out() + exported.err()).doesNotContain(password, token);
    }

    @Test
    void generatesSecretsThatFitEachOther() throws IOException {
        SimulatedProject.Result exported = exportTo("--generate-secrets");

        assertThat(exported.exitCode()).as(exported.toString()).isZero();
        assertThat(exported.err()).doesNotContain("provide before");
        JsonNode document = YAML.readTree(read(FILE));
        Stream.concat(
                        document.path("secrets").findValues("file").stream(),
                        document.path("configs").findValues("file").stream())
                .forEach(file -> assertThat(folder.resolve(file.asText())).isRegularFile());
        String password = read("secrets/app-redis/run/plinth/password");
        assertThat(read("secrets/app-redis/run/plinth/redis.conf")).contains("requirepass " + password);
        assertThat(read("secrets/app-blue/run/plinth/environment")).contains("REDIS_URL='redis://:" + password + "@");
        assertThat(read("configs/app-switch/run/plinth/switch.sh")).startsWith("#!/bin/sh");
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(permissions("secrets")).isEqualTo("[OWNER_EXECUTE, OWNER_READ, OWNER_WRITE]");
            assertThat(permissions("secrets/app-redis/run/plinth/password")).contains("OTHERS_READ");
            assertThat(permissions("configs/app-switch/run/plinth/switch.sh")).contains("OTHERS_EXECUTE");
        }
    }

    private String permissions(String path) throws IOException {
        return Files.getPosixFilePermissions(folder.resolve(path)).stream()
                .map(Enum::name)
                .sorted()
                .toList()
                .toString();
    }

    @Test
    void keepsExistingSecrets() throws IOException {
        exportTo("--generate-secrets");
        String password = "secrets/app-redis/run/plinth/password";
        Files.writeString(folder.resolve(password), "mine");

        SimulatedProject.Result exported = exportTo("--generate-secrets");

        assertThat(exported.exitCode()).isEqualTo(2);
        assertThat(exported.err()).contains("secrets exists; delete it, or omit --generate-secrets");
        assertThat(exportTo().exitCode()).isZero();
        assertThat(read(password)).isEqualTo("mine");
    }

    @Test
    void namesImagesWithoutADigest() throws IOException {
        Path stackFile = project.directory().resolve("Pulumi.development.yaml");
        String digest = "ghcr.io/example/printvision@sha256:" + "a".repeat(64);
        Files.writeString(stackFile, Files.readString(stackFile).replaceFirst("blue: .*", "blue: " + digest));

        String text = export("development").out();

        assertThat(text)
                .contains("#   kong:2.8.1\n")
                .doesNotContain("#   ghcr.io")
                .contains("image: \"" + digest);
    }

    @Test
    void rejectsAStackWithoutContainers() {
        Shell.Ran ran = Shell.run("export", "production", "--format", "compose");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("the stack production has no Docker containers");
    }

    @Test
    void generatesSecretsOnlyBesideAComposeFile() {
        assertThat(export("development", "--generate-secrets").err())
                .contains("--generate-secrets requires --format compose and --output FILE");
        assertThat(Shell.run("export", "production", "--format", "graph", "--generate-secrets")
                        .exitCode())
                .isEqualTo(2);
    }
}
