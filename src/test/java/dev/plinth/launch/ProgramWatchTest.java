package dev.plinth.launch;

import static dev.plinth.launch.LaunchedProject.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watch of a launched program: each save runs the command with the new classes, in one process. */
@Timeout(120)
final class ProgramWatchTest {

    private static final String WATCHING = "Watching for changes; press Ctrl-C to stop";

    private static final String PROGRAM =
            """
            package shop;

            import com.pulumi.Context;
            import dev.plinth.cli.launch.ProgramWatch;
            import dev.plinth.cli.terminal.Terminal;
            import dev.plinth.settings.StackProgram;
            import dev.plinth.settings.StackSettings;
            import java.nio.file.Path;
            import java.util.Map;
            import java.util.Set;

            public final class Main implements StackProgram<Main.Config> {
                public record Config() {}

                public Class<Config> configuration() {
                    return Config.class;
                }

                public void create(Context context, Config config, StackSettings settings) {}

                public String toString() {
                    return Text.VALUE;
                }

                public static void main(String[] arguments) {
                    Path project = Path.of("").toAbsolutePath();
                    Terminal terminal = Terminal.system(Map.of());
                    System.exit(new ProgramWatch(terminal, project, Set.of(project.resolve("Pulumi.written.yaml")))
                            .run(new Main(), program -> {
                                terminal.say("runs " + program);
                                return true;
                            }));
                }
            }
            """;

    @Test
    void runsAgainOnEachSave(@TempDir Path parent) throws IOException {
        LaunchedProject project = new LaunchedProject(parent);
        project.write("Pulumi.yaml", "name: shop\nruntime:\n  name: java\n  options:\n    binary: target/shop.jar\n");
        project.write("src/main/java/shop/Main.java", PROGRAM);
        Process process = project.start();
        try (BufferedReader messages = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(until(messages, WATCHING)).contains("runs one");

            project.write("src/main/java/shop/Text.java", text("two"));
            assertThat(until(messages, WATCHING)).contains("Changed: src/main/java/shop/Text.java", "runs two");

            project.write("src/main/java/shop/Text.java", text("three").replace("String", "Strin"));
            assertThat(until(messages, WATCHING))
                    .contains("src/main/java/shop/Text.java:4: error: cannot find symbol")
                    .contains("error: the program does not compile")
                    .noneMatch(line -> line.startsWith("runs"));

            project.write("Pulumi.written.yaml", "written by the command");
            project.write("src/main/java/shop/.Text.java.swp", "an editor's file");
            project.write("src/main/java/shop/more/Other.java", "package shop.more;\n\nclass Other {}\n");
            project.write("src/main/java/shop/Text.java", text("four"));
            assertThat(until(messages, WATCHING)).contains("runs four").noneMatch(line -> line.contains("written"));

            project.write("Pulumi.staging.yaml", "config: {}");
            assertThat(until(messages, WATCHING)).contains("Changed: Pulumi.staging.yaml", "runs four");
        } finally {
            process.destroy();
        }
        assertThat(project.builds()).isEqualTo(1);
    }

    private static List<String> until(BufferedReader messages, String last) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = messages.readLine(); line != null; line = messages.readLine()) {
            lines.add(line);
            if (line.equals(last)) {
                return lines;
            }
        }
        throw new AssertionError("the process ended: " + lines);
    }
}
