package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Projects as {@code plinth new} makes them, outside of the checkout: built from published artifacts, and run. */
final class NewProjectIT {

    private static final Logger LOG = Logger.getLogger(NewProjectIT.class.getName());

    @TempDir
    private Path folder = Path.of("");

    /** Every template that there is. */
    static List<String> templates() {
        Matcher names = Pattern.compile("one of (.+)")
                .matcher(plinth("new", "nowhere", "--template", "none", "--yes").err());
        assertThat(names.find()).isTrue();
        return List.of(names.group(1).split(", "));
    }

    @Test
    void listsTemplates() {
        assertThat(templates()).contains("minimal", "platform", "service");
    }

    /** From an empty directory to a stack on the simulator and back, with the project's own launcher. */
    @ParameterizedTest
    @MethodSource("templates")
    void aProjectComesUpAtOnce(String template) {
        Instant start = Instant.now();
        Path project = create(template);

        succeeds(project, "./plinth", "up", "development", "--simulate", "--yes");
        Duration up = Duration.between(start, Instant.now());
        Run preview = succeeds(project, "./plinth", "preview", "development", "--simulate", "--json");
        assertThat(preview.json().path("summary").properties()).hasSize(1);
        assertThat(preview.json().path("summary").path("same").asInt()).isGreaterThan(50);
        for (String stack : List.of("development", "staging", "production")) {
            succeeds(project, "./plinth", "policy", "check", stack);
        }
        succeeds(project, "./plinth", "destroy", "development", "--simulate", "--yes");
        // What data is restored from outlives the stack.
        assertThat(succeeds(project, "./plinth", "simulator", "list", "--json").json())
                .allSatisfy(
                        resource -> assertThat(resource.path("type").asText()).isIn((Object[]) TestProject.RETAINED));

        LOG.info(() -> template + ": built and up in " + up.toSeconds() + " s, all in "
                + Duration.between(start, Instant.now()).toSeconds() + " s");
    }

    /** All templates have the same tests. Without the launcher, the jar starts nevertheless, and so does the policy pack. */
    @Test
    void aProjectHasTestsAndRunsInPlainPulumi(@TempDir Path own) throws IOException {
        Path project = create("minimal");
        succeeds(project, "./mvnw", "-q", "-B", "-ntp", "package");
        assertThat(Files.readString(project.resolve("target/surefire-reports/com.example.myshop.StacksTest.txt")))
                .contains("Tests run: 4, Failures: 0, Errors: 0, Skipped: 0");

        try (Simulator cloud = Simulator.open(own.resolve("cloud.db"))) {
            cloud.start();
            BarePulumi pulumi = new BarePulumi(project, own, cloud.debugProviders());
            assertThat(pulumi.run("stack", "init", "development").exitCode()).isZero();
            Run preview = pulumi.run("preview", "-s", "development", "--policy-pack", "policies");
            assertThat(preview.exitCode()).as(preview.toString()).isZero();
            assertThat(preview.out()).contains("Policies:", "plinth", "files-bucket");
        }
    }

    private Path create(String template) {
        Path project = folder.resolve("my-shop");
        Run made = plinth("new", project.toString(), "--template", template, "--yes");
        assertThat(made.exitCode()).as(made.toString()).isZero();
        return project;
    }

    private static Run plinth(String... command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = PlinthCommand.run(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false), null, command);
        return new Run(exitCode, out.toString(), err.toString());
    }

    private static Run succeeds(Path project, String... command) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        // The repository that this build installed the artifacts into.
        String repository = System.getProperty("localRepository", "");
        if (!repository.isEmpty()) {
            environment.put("MAVEN_ARGS", "-Dmaven.repo.local=" + repository);
        }
        Run run = Run.of(new ArrayList<>(List.of(command)), project, environment);
        assertThat(run.exitCode()).as(List.of(command) + ": " + run).isZero();
        return run;
    }
}
