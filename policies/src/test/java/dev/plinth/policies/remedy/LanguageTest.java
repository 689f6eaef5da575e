package dev.plinth.policies.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policies.configuration.RuleLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path project;

    private Language of(String runtime) throws IOException {
        Files.writeString(project.resolve("Pulumi.yaml"), "name: shop\n" + runtime);
        return Language.of(project);
    }

    @ParameterizedTest
    @CsvSource({
        "java,JAVA",
        "nodejs,TYPESCRIPT",
        "python,PYTHON",
        "go,GO",
        "dotnet,CSHARP",
        "yaml,YAML",
        "'',JAVA",
        "scala,JAVA"
    })
    void isThatOfTheRuntime(String runtime, Language language) throws IOException {
        assertThat(of("runtime: '" + runtime + "'\n")).isEqualTo(language);
        assertThat(of("runtime:\n  name: '" + runtime + "'\n  options: {}\n")).isEqualTo(language);
    }

    @Test
    void isJavaWithoutAProject() throws IOException {
        assertThat(Language.of(project)).isEqualTo(Language.JAVA);
        assertThat(of("runtime: [\n")).isEqualTo(Language.JAVA);
    }

    @Test
    void decidesTheRemediesOfTheProjectsRules() throws IOException {
        of("runtime: python\n");
        assertThat(RuleLibrary.load(project, List.of())
                        .find("rds-not-public")
                        .orElseThrow()
                        .remediation())
                .endsWith("\npublicly_accessible=False");
    }
}
