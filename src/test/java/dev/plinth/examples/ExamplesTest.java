package dev.plinth.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.setup.ProjectExample;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.StackDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The format of the examples, as examples/README.md describes it. */
final class ExamplesTest {

    static List<Example> examples() {
        return Example.all();
    }

    @Test
    void listsEveryExample() throws IOException {
        String readme = Files.readString(Repository.root().resolve("examples/README.md"));

        assertThat(ProjectExample.names())
                .containsExactlyElementsOf(
                        examples().stream().map(Example::name).toList())
                .allSatisfy(name -> assertThat(readme).contains("[" + name + "](" + name + "/README.md)"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("examples")
    void hasThreeValidStacks(Example example) {
        assertThat(example.stacks()).contains("development", "production", "staging");
        assertThat(example.stacks()).allSatisfy(stack -> assertThat(StackDefinition.read(example.project(), stack))
                .isNotNull());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("examples")
    void aNewProjectHasTheValuesOfTheUser(Example example, @TempDir Path folder) throws IOException {
        Path project = folder.resolve("web-store");
        StringWriter out = new StringWriter();
        int exitCode = PlinthCommand.run(
                new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), false, false),
                null,
                ("new " + project + " --from " + example.name()
                                + " --region us-east-1 --domain acme.io --account 210987654321"
                                + " --email ops@acme.io --repository acme/store --yes")
                        .split(" ", -1));

        assertThat(exitCode).as(out.toString()).isZero();
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.filter(path -> path.toString().matches(".*(\\.java|\\.yaml|\\.yml|pom\\.xml)"))
                    .toList()) {
                assertThat(Files.readString(file))
                        .as(project.relativize(file).toString())
                        .doesNotContain(
                                "com.example." + example.name().replace("-", ""),
                                "\"" + example.name() + ":",
                                "operations@example.com",
                                "2027-02-26",
                                "target/" + example.name() + ".jar");
            }
        }
        assertThat(project.resolve("src/main/java/io/acme/webstore/EnvironmentProgram.java"))
                .isRegularFile();
        for (String stack : example.stacks()) {
            assertThat(Files.readString(project.resolve("Pulumi." + stack + ".yaml")))
                    .as(stack)
                    .contains("  web-store:")
                    .doesNotContain("\n  " + example.name() + ":", "123456789012", "aws:region: eu-", "@example.com");
        }
    }
}
