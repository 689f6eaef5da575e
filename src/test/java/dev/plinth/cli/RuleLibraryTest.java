package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.policies.rule.Rule;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The example rule of docs/policies.md and its test, compiled, packaged and run as by a team. */
final class RuleLibraryTest {

    private static final Path CLASS = Path.of("com", "acme", "AcmeRules.class");
    private static final String SERVICE = "META-INF/services/dev.plinth.policies.rule.RuleProvider";
    private static final String ID = "acme-vpc-dns-names";

    /** Where the test kit's classes are before they are packed. */
    private static final Path TEST_KIT =
            Repository.root().resolve("policies").resolve("target").resolve("test-classes");

    private final Path project;
    private final Path work;

    RuleLibraryTest(@TempDir Path project, @TempDir Path work) throws IOException {
        this.project = project;
        this.work = work;
        Repository.copyProject(project);
    }

    private static String documented() throws IOException {
        return documented("final class AcmeRules ");
    }

    private static String documented(String declaration) throws IOException {
        String document = Files.readString(Repository.root().resolve("docs").resolve("policies.md"));
        return Pattern.compile("```java\n(package com\\.acme;.*?)```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(code -> code.group(1))
                .filter(code -> code.contains(declaration))
                .findFirst()
                .orElseThrow();
    }

    private byte[] compiled(String source) throws IOException {
        compile("AcmeRules", source);
        return Files.readAllBytes(work.resolve("classes").resolve(CLASS));
    }

    private void compile(String name, String source) throws IOException {
        Path file = Files.createDirectories(work.resolve("src/com/acme")).resolve(name + ".java");
        Files.writeString(file, source);
        String rules =
                Rule.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        String classes = work.resolve("classes").toString();
        int result = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                rules,
                                classes,
                                TEST_KIT.toString(),
                                System.getProperty("java.class.path")),
                        "-d",
                        classes,
                        file.toString());
        assertThat(result).isZero();
    }

    private TestExecutionSummary test(String rules) throws IOException, ClassNotFoundException {
        compile("AcmeRules", rules);
        compile("AcmeRulesTest", documented("class AcmeRulesTest "));
        URL[] urls = {work.resolve("classes").toUri().toURL(), TEST_KIT.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, RuleLibraryTest.class.getClassLoader())) {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(
                                            DiscoverySelectors.selectClass(loader.loadClass("com.acme.AcmeRulesTest")))
                                    .build(),
                            listener);
            return listener.getSummary();
        }
    }

    private static void jar(Path file, byte[] compiled) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (OutputStream stream = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(stream)) {
            jar.putNextEntry(new JarEntry("com/acme/AcmeRules.class"));
            jar.write(compiled);
            jar.putNextEntry(new JarEntry(SERVICE));
            jar.write("com.acme.AcmeRules\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private Shell.Ran check() {
        return Shell.run("policy", "check", "staging", "--json", "--project", project.toString());
    }

    private static List<String> violated(Shell.Ran ran) {
        return ran.json().path("violations").findValuesAsText("rule");
    }

    private void configure(String policy) throws IOException {
        Path file = project.resolve("Pulumi.staging.yaml");
        String text = Files.readString(file);
        assertThat(text).contains("  plinth:policy:\n");
        Files.writeString(file, text.replace("  plinth:policy:\n", "  plinth:policy:\n" + policy));
    }

    @Test
    void theDocumentedRuleRunsFromTheProjectsFolder() throws IOException {
        int rules = check().json().path("rules").asInt();

        jar(project.resolve("policies/rules/acme.jar"), compiled(documented()));

        Shell.Ran with = check();
        assertThat(with.json().path("rules").asInt()).isEqualTo(rules + 1);
        assertThat(violated(with)).doesNotContain(ID);
    }

    @Test
    void aViolationOfItStopsTheStackAndTheStackConfiguresIt() throws IOException {
        String opposite = documented().replace(".isTrue()", ".isFalse()");
        jar(work.resolve("elsewhere/acme.jar"), compiled(opposite));
        configure("    libraries: [" + work.resolve("elsewhere") + "]\n    packs: [cis-aws-5.0]\n");

        Shell.Ran refused = check();
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(1);
        JsonNode violation = refused.json().path("violations").get(0);
        assertThat(violation.path("rule").asText()).isEqualTo(ID);
        assertThat(violation.path("message").asText()).isEqualTo("enableDnsHostnames is true but must be false");

        configure("    rules: {" + ID + ": advisory}\n");
        assertThat(check().exitCode()).isZero();
    }

    private Shell.Ran policy(String... arguments) {
        return Shell.run(Stream.of(List.of("policy"), List.of(arguments), List.of("--project", project.toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    @Test
    void itIsListedExplainedReportedAndBaselinedAsAnyOther() throws IOException {
        jar(project.resolve("policies/rules/acme.jar"), compiled(documented().replace(".isTrue()", ".isFalse()")));

        assertThat(policy("list", "--json").json().path("rules").findValuesAsText("id"))
                .contains(ID, "rds-encrypted");
        assertThat(policy("explain", ID).out()).contains("Instances have no DNS names.");
        assertThat(policy("check", "staging", "--format", "markdown").out())
                .contains("VPCs assign DNS names to instances", "VpcArgs.builder().enableDnsHostnames(true)");
        JsonNode sarif = policy("check", "staging", "--format", "sarif").json();
        assertThat(sarif.at("/runs/0/tool/driver/rules").findValuesAsText("id")).contains(ID);

        Path baseline = work.resolve("baseline.json");
        Files.writeString(baseline, policy("baseline", "staging").out());
        Shell.Ran accepted = policy("check", "staging", "--json", "--baseline", baseline.toString());
        assertThat(accepted.exitCode()).as(accepted.toString()).isZero();
        assertThat(accepted.json().path("baselined").findValuesAsText("rule")).contains(ID);
    }

    @Test
    void aFolderOfClassesIsALibraryToo() throws IOException {
        compiled(documented().replace(".isTrue()", ".isFalse()"));
        Path service = work.resolve("classes").resolve(SERVICE);
        Files.createDirectories(Objects.requireNonNull(service.getParent()));
        Files.writeString(service, "com.acme.AcmeRules\n");
        configure("    libraries: [" + work.resolve("classes") + "]\n");

        assertThat(violated(check())).contains(ID);
    }

    @Test
    void aBrokenLibraryIsAnErrorAndNeverAGreenCheck() throws IOException {
        Path jar = project.resolve("policies/rules/acme.jar");
        Files.createDirectories(Objects.requireNonNull(jar.getParent()));
        Files.writeString(jar, "this is no jar");
        assertThat(refusal()).contains("acme.jar is not a readable jar");

        jar(jar, new byte[] {1, 2, 3});
        assertThat(refusal()).contains("cannot load").contains("acme.jar").contains("ClassFormatError");

        jar(jar, compiled(documented().replace(ID, "rds-encrypted")));
        assertThat(refusal()).contains("has a rule rds-encrypted, whose id is already in use");

        jar(jar, compiled(documented().replaceFirst("(?s)List\\.of\\(.*\\);\n    }", "List.of();\n    }")));
        assertThat(refusal()).contains("provides no rules");

        jar(
                jar,
                compiled(documented()
                        .replaceFirst(
                                "return List", "if (true) throw new IllegalStateException(\"no\"); return List")));
        assertThat(refusal()).contains("IllegalStateException: no");

        Files.delete(jar);
        configure("    libraries: [nowhere.jar]\n");
        assertThat(refusal()).contains("nowhere.jar").contains("must be a jar, or a directory of jars");
    }

    @Test
    void theDocumentedTestPassesAndSeesARuleThatIsWrong() throws IOException, ClassNotFoundException {
        TestExecutionSummary right = test(documented());
        assertThat(right.getFailures()).isEmpty();
        assertThat(right.getTestsSucceededCount()).isGreaterThanOrEqualTo(10);

        TestExecutionSummary wrong = test(documented().replace(".isTrue()", ".isFalse()"));
        assertThat(wrong.getTestsFailedCount()).isGreaterThanOrEqualTo(4);
    }

    private String refusal() {
        Shell.Ran ran = check();
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        return ran.err();
    }
}
