package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins and stacks with the engine that Plinth has: a person needs no {@code pulumi} on the PATH. */
final class BackendCommandsIT {

    @TempDir
    private Path folder = Path.of("");

    private Run plinth(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.remove("PULUMI_BACKEND_URL");
        environment.put("PULUMI_HOME", folder.resolve("home").toString());
        environment.put("PULUMI_CONFIG_PASSPHRASE", "of this test");
        environment.put("PLINTH_PULUMI", TestProject.engine().toString());
        return Run.of(command, folder.resolve("project"), environment);
    }

    @Test
    void createsListsAndRemovesStacksOfABackend() throws IOException {
        Files.createDirectories(folder.resolve("backend"));
        Files.createDirectories(folder.resolve("project"));
        TestProject project = TestProject.in(folder.resolve("project"));
        Path stackFile = project.folder().resolve("Pulumi.development.yaml");
        Files.writeString(
                stackFile,
                Files.readString(stackFile)
                        .replace("example.com", "acme.io")
                        .replaceAll("\\b(0{12}|123456789012)\\b", "482910573811")
                        .replaceAll("0{31}\\d", "1234567890abcdef1234567890abcdef"));

        Run login = plinth("login", folder.resolve("backend").toUri().toString());
        assertThat(login.exitCode()).as(login.toString()).isZero();
        assertThat(plinth("stack", "init", "develop").exitCode()).isZero();
        assertThat(plinth("stack", "ls", "--json").json())
                .singleElement()
                .satisfies(stack -> assertThat(stack.path("name").asText()).isEqualTo("develop"));

        Run missing = plinth("outputs", "development");
        assertThat(missing.exitCode()).as(missing.toString()).isEqualTo(3);
        assertThat(missing.err())
                .contains("the backend has no stack development", "its stacks: develop")
                .contains("next: `plinth stack init development` creates the stack");

        Run removed = plinth("stack", "rm", "develop", "--yes");
        assertThat(removed.exitCode()).as(removed.toString()).isZero();
        assertThat(plinth("outputs", "development").err()).contains("it has no stacks of this project");
        Run unknown = plinth("stack", "select", "nowhere");
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.err()).contains("no stack named 'nowhere' found");
        assertThat(plinth("logout").exitCode()).isZero();
    }
}
