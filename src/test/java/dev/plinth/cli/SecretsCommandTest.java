package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.engine.Workspace;
import dev.plinth.simulator.Simulator;
import dev.plinth.stack.EnvironmentProgram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on secrets against the simulator. */
class SecretsCommandTest {

    private static final String VALUE = "sk_live_4242";

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void addSecrets() throws IOException {
        Repository.copyProject(folder);
        Path file = folder.resolve("Pulumi.staging.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        + """
                          plinth:managedSecrets:
                            STRIPE_KEY:
                              owner: payments@example.com
                              location: arn:aws:secretsmanager:eu-central-1:123456789012:secret:stripe-AbCdEf
                              rotationDays: 30
                              usedBy: [api]
                            SESSION_KEY: {owner: web@example.com, target: VERCEL, location: prj_1}
                            FUNCTION_KEY: {owner: web@example.com, target: SUPABASE, location: abcdefghijklmnopqrst}
                        """);
    }

    private Shell.Ran run(String input, String... command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("secrets"));
        arguments.addAll(List.of(command));
        arguments.addAll(List.of("--simulate", "--project", folder.toString()));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            int exitCode = PlinthCommand.run(
                    new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false),
                    new EnvironmentProgram(),
                    arguments.toArray(String[]::new));
            return new Shell.Ran(exitCode, out.toString(), err.toString());
        } finally {
            System.setIn(before);
        }
    }

    private JsonNode list() {
        return run("", "list", "staging", "--json").json().path("secrets");
    }

    @Test
    void setsListsAndRotates() throws IOException {
        assertThat(list()).hasSize(3).noneMatch(entry -> entry.has("lastChange"));
        assertThat(run("", "list", "staging", "--check").exitCode()).isEqualTo(1);

        for (String name : List.of("STRIPE_KEY", "SESSION_KEY", "FUNCTION_KEY")) {
            Shell.Ran set = run(VALUE + "\n", "set", "staging", name);
            assertThat(set.exitCode()).as(set.toString()).isZero();
            assertThat(set.out() + set.err())
                    .contains("set " + name + " of staging")
                    .doesNotContain(VALUE);
        }
        assertThat(list()).allMatch(entry -> entry.has("lastChange"));
        assertThat(run("", "list", "staging", "--check").exitCode()).isZero();

        try (Simulator simulator = Simulator.open(Workspace.simulatorFile(folder))) {
            simulator.advance(Duration.ofDays(40));
        }
        Shell.Ran overdue = run("", "list", "staging", "--check");
        assertThat(overdue.exitCode()).isEqualTo(1);
        assertThat(overdue.out()).contains("overdue", "payments@example.com").doesNotContain(VALUE);

        Shell.Ran rotated = run("", "rotate", "staging", "STRIPE_KEY", "--generate");
        assertThat(rotated.exitCode()).as(rotated.toString()).isZero();
        assertThat(rotated.out()).contains("rotated STRIPE_KEY of staging", "redeployed automatically", "used by: api");
        assertThat(run("", "list", "staging", "--check").exitCode()).isZero();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(VALUE);
            }
        }
    }

    @Test
    void aRotationNeedsAValue() {
        Shell.Ran ran = run(VALUE, "rotate", "staging", "SESSION_KEY");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("has no value yet", "plinth secrets set staging SESSION_KEY --simulate");
    }

    @Test
    void rejectsAnUnknownNameAndAnEmptyValue() {
        assertThat(run(VALUE, "set", "staging", "STRIPE_KEI").err())
                .contains("no secret STRIPE_KEI", "did you mean STRIPE_KEY?")
                .doesNotContain(VALUE);
        assertThat(run("\n", "set", "staging", "STRIPE_KEY").err()).contains("has 0 bytes");
        assertThat(run("", "list", "production").err()).contains("has no section plinth:managedSecrets");
    }
}
