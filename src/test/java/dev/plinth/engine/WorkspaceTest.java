package dev.plinth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plinth.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path PLUGIN = Path.of("/plinth/policies/plugin");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path project;

    @BeforeEach
    void setUp() throws IOException {
        Repository.copyProject(project);
    }

    private Workspace simulated(Map<String, String> environment) {
        return Workspace.simulated(project, "staging", environment, PLUGIN);
    }

    private static JsonNode yaml(Path file) throws IOException {
        return YAML.readTree(Files.readString(file));
    }

    /** The user's own files with their bytes and times. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(project)) {
            for (Path file : list.filter(Files::isRegularFile).toList()) {
                files.put(
                        file.getFileName().toString(), Files.getLastModifiedTime(file) + " " + Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void realWorkspaceIsTheProjectWithTheEnvironmentAsItIs() {
        Map<String, String> environment = Map.of("AWS_PROFILE", "company", "PULUMI_ACCESS_TOKEN", "pul-1");

        Workspace workspace = Workspace.real(project, environment, Path.of("plugin"));

        assertThat(workspace.folder()).isEqualTo(project);
        assertThat(workspace.simulated()).isFalse();
        assertThat(workspace.environment())
                .containsAllEntriesOf(environment)
                .containsEntry("PULUMI_SKIP_UPDATE_CHECK", "true")
                // The engine looks for the policy pack's executable there.
                .containsEntry("PATH", "plugin")
                .hasSize(4);
        assertThat(project.resolve(".plinth")).doesNotExist();
    }

    @Test
    void writesASimulatedProjectAndLeavesTheUsersFilesAlone() throws IOException {
        Map<String, String> before = files();

        Workspace workspace = simulated(Map.of());
        simulated(Map.of());

        assertThat(files()).isEqualTo(before).hasSize(4);
        assertThat(workspace.simulated()).isTrue();
        assertThat(workspace.simulatorFile()).isEqualTo(Workspace.simulatorFile(project));
        JsonNode settings = yaml(workspace.folder().resolve("Pulumi.yaml"));
        assertThat(settings.path("name").asText()).isEqualTo("plinth");
        assertThat(settings.path("runtime").asText()).isEqualTo("java");
        assertThat(settings.at("/plugins/analyzers/0/path").asText()).isEqualTo(PLUGIN.toString());
        assertThat(yaml(workspace.folder().resolve("Pulumi.staging.yaml")).path("config"))
                .isEqualTo(yaml(project.resolve("Pulumi.staging.yaml")).path("config"));
        assertThat(workspace.folder().resolve("Pulumi.production.yaml")).doesNotExist();
    }

    @Test
    void keepsThePluginsOfATeamsPolicyPacks() throws IOException {
        Files.writeString(
                project.resolve("Pulumi.yaml"),
                """
                name: plinth
                runtime: java
                plugins:
                  providers:
                    - {name: aws, path: elsewhere}
                  analyzers:
                    - {name: policy-plinth, path: policies/plugin}
                    - {name: policy-team, path: ../team/plugin, version: 1.0.0}
                """);

        JsonNode plugins =
                yaml(simulated(Map.of()).folder().resolve("Pulumi.yaml")).path("plugins");

        assertThat(plugins.path("providers").isMissingNode()).isTrue();
        assertThat(plugins.path("analyzers")).hasSize(2);
        assertThat(plugins.at("/analyzers/0/path").asText()).isEqualTo(PLUGIN.toString());
        assertThat(plugins.at("/analyzers/1/name").asText()).isEqualTo("policy-team");
        assertThat(plugins.at("/analyzers/1/version").asText()).isEqualTo("1.0.0");
        assertThat(plugins.at("/analyzers/1/path").asText())
                .isEqualTo(project.resolve("../team/plugin")
                        .toAbsolutePath()
                        .normalize()
                        .toString());
    }

    @Test
    void followsTheUsersFilesOnEachCall() throws IOException {
        simulated(Map.of());
        Path file = project.resolve("Pulumi.staging.yaml");
        Files.writeString(file, Files.readString(file).replace("10.20.0.0/16", "10.99.0.0/16"));

        Workspace workspace = simulated(Map.of());

        assertThat(workspace.folder().resolve("Pulumi.staging.yaml"))
                .content()
                .contains("10.99.0.0/16")
                .doesNotContain("10.20.0.0/16");
    }

    @Test
    void letsNoCredentialIntoTheSimulation() {
        Workspace workspace = simulated(Map.ofEntries(
                Map.entry("AWS_ACCESS_KEY_ID", "AKIA"),
                Map.entry("AWS_PROFILE", "company"),
                Map.entry("CLOUDFLARE_API_TOKEN", "token"),
                Map.entry("PULUMI_ACCESS_TOKEN", "pul-1"),
                Map.entry("PULUMI_BACKEND_URL", "s3://company-state"),
                Map.entry("PULUMI_CONFIG_PASSPHRASE", "correct horse"),
                Map.entry("DOCKER_AUTH_CONFIG", "{}"),
                Map.entry("GOOGLE_CREDENTIALS", "{}"),
                Map.entry("AZURE_CLIENT_SECRET", "secret"),
                Map.entry("ARM_CLIENT_SECRET", "secret"),
                Map.entry("PATH", "/usr/bin"),
                Map.entry("HOME", "/home/user")));

        Path root = project.resolve(".plinth").resolve("simulator");
        assertThat(workspace.environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PATH",
                        "/usr/bin",
                        "HOME",
                        "/home/user",
                        "PULUMI_HOME",
                        root.resolve("home").toString(),
                        "PULUMI_BACKEND_URL",
                        root.resolve("state").toUri() + "?metadata=skip&dir_file_mode=448",
                        "PULUMI_CONFIG_PASSPHRASE_FILE",
                        root.resolve("passphrase").toString(),
                        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
                        "true",
                        "PULUMI_SKIP_UPDATE_CHECK",
                        "true"));
    }

    @Test
    void makesAPassphraseOnceAndKeepsItToTheUser() throws IOException {
        simulated(Map.of());
        Path passphrase = project.resolve(Path.of(".plinth", "simulator", "passphrase"));
        String first = Files.readString(passphrase);

        simulated(Map.of());

        assertThat(passphrase).hasContent(first);
        assertThat(first).matches("[0-9a-f]{48}");
        assertThat(Files.getPosixFilePermissions(passphrase)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void keepsTheSimulationsSaltAndDropsTheUsersSecretsProvider() throws IOException {
        Path file = project.resolve("Pulumi.staging.yaml");
        Files.writeString(
                file,
                "secretsprovider: awskms://alias/company\nencryptedkey: abc\nencryptionsalt: v1:company\n"
                        + Files.readString(file));
        Path copy = simulated(Map.of()).folder().resolve("Pulumi.staging.yaml");
        assertThat(copy)
                .content()
                .doesNotContain("company:")
                .doesNotContain("secretsprovider", "encryptedkey", "encryptionsalt");

        Files.writeString(copy, "encryptionsalt: v1:simulated\n" + Files.readString(copy));
        simulated(Map.of());

        assertThat(yaml(copy).path("encryptionsalt").asText()).isEqualTo("v1:simulated");
    }

    @Test
    void replacesSecretsWhoseKeyTheSimulationLacks() throws IOException {
        Path file = project.resolve("Pulumi.staging.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        + """
                            cloudflare:apiToken:
                              secure: v1:company
                            other:nested:
                              list: [{secure: v1:company}, plain]
                              both: {secure: v1:kept, more: 1}
                          """);

        Path copy = simulated(Map.of()).folder().resolve("Pulumi.staging.yaml");

        JsonNode config = yaml(copy).path("config");
        assertThat(config.path("cloudflare:apiToken").asText()).isEqualTo("simulated");
        assertThat(config.at("/other:nested/list/0").asText()).isEqualTo("simulated");
        assertThat(config.at("/other:nested/list/1").asText()).isEqualTo("plain");
        assertThat(config.at("/other:nested/both/more").asInt()).isEqualTo(1);
        assertThat(copy).content().doesNotContain("v1:company");
        assertThat(file).content().contains("v1:company");
    }

    @Test
    void anIsolatedWorkspaceKnowsNothingOfTheUser(@TempDir Path root) {
        Map<String, String> environment = Map.of(
                "PATH", "/bin",
                "LANG", "C.UTF-8",
                "HOME", "/home/ada",
                "AWS_PROFILE", "poison",
                "GITHUB_TOKEN", "poison",
                "PULUMI_ACCESS_TOKEN", "poison",
                "PULUMI_BACKEND_URL", "s3://poison");

        Workspace workspace = Workspace.isolated(
                root,
                project,
                project.resolve("Pulumi.staging.yaml"),
                "staging",
                environment,
                Path.of("plugin"),
                "removed-from-the-snapshot");

        assertThat(workspace.environment())
                .containsEntry("PATH", "/bin")
                .containsEntry("LANG", "C.UTF-8")
                .containsEntry("HOME", root.resolve("home").toString())
                .containsOnlyKeys(
                        "PATH",
                        "LANG",
                        "HOME",
                        "PULUMI_HOME",
                        "PULUMI_BACKEND_URL",
                        "PULUMI_CONFIG_PASSPHRASE_FILE",
                        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
                        "PULUMI_SKIP_UPDATE_CHECK");
        assertThat(workspace.environment().values()).noneMatch(value -> value.contains("poison"));
        assertThat(workspace.folder()).startsWithRaw(root);
        assertThat(workspace.simulatorFile()).startsWithRaw(root);
    }

    @Test
    void forgetsTheSimulatedStacksOnly() throws IOException {
        Workspace.forgetSimulatedStacks(project);
        Workspace workspace = simulated(Map.of());
        Path state = workspace.folder().resolveSibling("state");
        Path stack = state.resolve(Path.of(".pulumi", "stacks", "plinth", "staging.json"));
        Files.createDirectories(stack.getParent());
        Files.writeString(stack, "{}");

        Workspace.forgetSimulatedStacks(project);

        assertThat(state).doesNotExist();
        assertThat(workspace.folder().resolve("Pulumi.yaml")).exists();
        assertThat(project.resolve("Pulumi.staging.yaml")).exists();
    }
}
