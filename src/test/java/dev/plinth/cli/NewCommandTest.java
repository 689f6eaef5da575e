package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.cli.options.PlinthVersion;
import dev.plinth.cli.setup.ProjectTemplate;
import dev.plinth.cli.setup.ProjectValues;
import dev.plinth.cli.setup.ProjectValues.Kind;
import dev.plinth.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NewCommandTest {

    @TempDir
    private Path folder = Path.of("");

    static List<String> templates() {
        return ProjectTemplate.names();
    }

    private static Shell.Ran run(boolean interactive, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = PlinthCommand.run(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, interactive),
                null,
                arguments);
        return new Shell.Ran(exitCode, out.toString(), err.toString());
    }

    private Shell.Ran create(String... options) {
        return run(
                false,
                Stream.concat(Stream.of("new", folder.resolve("shop").toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve("shop").resolve(file));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void writesAProjectWithTheGivenValues(String template) throws IOException {
        Shell.Ran ran = create(
                "--template",
                template,
                "--json",
                "--name",
                "web-store",
                "--region",
                "us-east-1",
                "--domain",
                "acme.io",
                "--email",
                "ops@acme.io",
                "--repository",
                "acme/store",
                "--account",
                "210987654321");

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.json().path("name").asText()).isEqualTo("web-store");
        assertThat(ran.json().path("next")).isNotEmpty();
        List<String> files = ran.json()
                .path("files")
                .valueStream()
                .map(file -> file.asText())
                .toList();
        assertThat(files)
                .contains(
                        ".editorconfig",
                        ".github/notify-deployment",
                        ".github/run-plinth",
                        ".github/workflows/ci.yml",
                        ".github/workflows/preview.yml",
                        ".github/workflows/scan.yml",
                        ".gitignore",
                        ".mvn/wrapper/maven-wrapper.properties",
                        "Pulumi.development.yaml",
                        "Pulumi.production.yaml",
                        "Pulumi.staging.yaml",
                        "Pulumi.yaml",
                        "README.md",
                        "mvnw",
                        "plinth",
                        "policies/PulumiPolicy.yaml",
                        "policies/plugin/pulumi-analyzer-policy-plinth",
                        "policies/waivers.yaml",
                        "pom.xml",
                        "src/main/java/io/acme/webstore/EnvironmentProgram.java",
                        "src/main/java/io/acme/webstore/Main.java",
                        "src/test/java/io/acme/webstore/StacksTest.java");
        for (String file : files) {
            assertThat(folder.resolve("shop").resolve(file)).isRegularFile();
            assertThat(read(file)).as(file).doesNotContain("{%", "dev.plinth.stack", "src/target", "\"plinth:network");
        }
        for (String script : List.of(
                "plinth",
                "mvnw",
                ".github/notify-deployment",
                ".github/run-plinth",
                "policies/plugin/pulumi-analyzer-policy-plinth")) {
            assertThat(folder.resolve("shop").resolve(script)).as(script).isExecutable();
        }
        assertThat(read("Pulumi.yaml"))
                .contains("name: web-store\n", "binary: target/web-store.jar\n", "path: policies/plugin\n");
        assertThat(read("plinth")).contains("jar=$home/target/web-store.jar\n");
        assertThat(read("pom.xml"))
                .contains("<groupId>io.acme</groupId>", "<plinth.version>" + PlinthVersion.current() + "<");
        for (String stack : Repository.STACKS) {
            assertThat(read("Pulumi." + stack + ".yaml"))
                    .contains(
                            "aws:region: us-east-1\n",
                            "210987654321",
                            "ops@acme.io",
                            "  web-store:network:\n",
                            "  plinth:policy:\n")
                    .doesNotContain(
                            "plinth:network", ": plinth-", "example.com", "laser", "eu-", "secondRegion: us-east-1");
        }
    }

    @Test
    void takesDefaultsFromTheDirectory() throws IOException {
        Shell.Ran ran = create("--yes");

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("created " + folder.resolve("shop")).contains("next:\n  cd ");
        assertThat(read("Pulumi.yaml")).contains("name: shop\n");
        assertThat(read("Pulumi.production.yaml")).contains("operations@example.com");
    }

    @Test
    void reportsEveryFaultAtOnceAndWritesNothing() {
        Shell.Ran ran = create(
                "--yes",
                "--name",
                "aws",
                "--region",
                "europe",
                "--domain",
                "x",
                "--email",
                "me",
                "--repository",
                "store");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("5 faults")
                .contains("--name is \"aws\"", "--region is \"europe\"", "--domain is \"x\"", "--email is \"me\"")
                .contains("--repository is \"store\"; allowed: owner and name");
        assertThat(folder.resolve("shop")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--name, Shop",
        "--name, s",
        "--name, shop-",
        "--name, 1shop",
        "--name, plinth",
        "--name, a23456789012345678901",
        "--region, eu-central-9",
        "--domain, example",
        "--domain, -a.example",
        "--email, a@b",
        "--repository, a/b/c",
        "--account, 1234",
    })
    void rejectsAnInvalidValue(String option, String value) {
        Shell.Ran ran = create("--yes", option, value);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("1 fault", option + " is \"" + value + "\"");
    }

    @Test
    void rejectsAnUnknownTemplateWithThoseThatExist() {
        Shell.Ran ran = create("--yes", "--template", "serverless", "--name", "X");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("2 faults", "--template is \"serverless\"; allowed: one of minimal, platform, service");
    }

    @Test
    void leavesADirectoryWithFilesAlone() throws IOException {
        Files.createDirectories(folder.resolve("shop/.git"));
        Files.writeString(folder.resolve("shop/notes.txt"), "mine");

        Shell.Ran refused = create("--yes");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is not empty: it has notes.txt;");
        assertThat(folder.resolve("shop")).isDirectoryNotContaining("glob:**Pulumi.yaml");

        Files.delete(folder.resolve("shop/notes.txt"));
        assertThat(create("--yes").exitCode())
                .as("a clone of an empty repository")
                .isZero();
    }

    @Test
    void rejectsAFileAndAnotherProject() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(run(false, "new", file.toString(), "--yes").err()).contains("is a file");
        assertThat(create("--yes", "--project", folder.toString()).err()).contains("--project does not apply");
    }

    @Test
    void doesNotPromptWithoutATerminal() {
        Shell.Ran ran = create("--name", "shop");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "missing: --region, --domain, --email, --repository, --account; use --yes to take the defaults");
    }

    @Test
    void asksOnATerminalUntilTheAnswerIsValid() throws IOException {
        InputStream before = System.in;
        System.setIn(
                new ByteArrayInputStream("Shop\nstore\n\nacme.io\n\nacme/store\n\n".getBytes(StandardCharsets.UTF_8)));
        Shell.Ran ran;
        try {
            ran = run(true, "new", folder.resolve("shop").toString());
        } finally {
            System.setIn(before);
        }

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.err())
                .contains("Name of the project [shop]: ", "--name is \"Shop\"", "AWS Region [eu-central-1]: ")
                .contains("Domain [example.com]: ", "E-mail address for alarms [operations@acme.io]: ")
                .contains("Repository on GitHub [example/store]: ", "AWS account id [123456789012]: ");
        assertThat(read("Pulumi.yaml")).contains("name: store\n");
        assertThat(read("Pulumi.staging.yaml")).contains("operations@acme.io");
        assertThat(read("README.md")).contains("acme/store");
    }

    @Test
    void endsWhenTheInputEnds() {
        InputStream before = System.in;
        System.setIn(InputStream.nullInputStream());
        try {
            Shell.Ran ran = run(true, "new", folder.resolve("shop").toString());
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("no answer; use --yes");
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shop, example.com, com.example.shop",
        "my-shop, acme-labs.io, io.acme_labs.myshop",
        "new, 1und1.de, de._1und1.new_",
    })
    void packageNamesAreValidInJava(String name, String domain, String expected) {
        assertThat(new ProjectValues(Map.of(Kind.NAME, name, Kind.DOMAIN, domain)).packageName())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "eu-central-1, eu-west-1",
        "eu-west-1, eu-central-1",
        "us-east-1, us-east-2",
        "sa-east-1, eu-west-1",
    })
    void copiesGoToAnotherRegion(String region, String second) {
        assertThat(new ProjectValues(Map.of(Kind.REGION, region)).secondRegion("eu-west-1"))
                .isEqualTo(second);
    }

    /** A project builds with the plugins, and its workflows with the actions, that this repository is tested with. */
    @Test
    void pinsTheVersionsOfThisRepository() throws IOException {
        assertThat(create("--yes").exitCode()).isZero();
        Map<String, String> ours = plugins(Files.readString(Repository.root().resolve("pom.xml")));

        assertThat(plugins(read("pom.xml"))).hasSizeGreaterThan(5).allSatisfy((plugin, version) -> assertThat(ours)
                .containsEntry(plugin, version));
        assertThat(actions(read(".github/workflows/ci.yml")))
                .isNotEmpty()
                .isSubsetOf(actions(WorkflowFiles.text(".github/workflows/ci.yml")
                        + WorkflowFiles.text(".github/workflows/preview.yml")));
    }

    private static Map<String, String> plugins(String pom) {
        Map<String, String> versions = new TreeMap<>();
        Matcher plugins = Pattern.compile("<artifactId>(maven-\\w+-plugin)</artifactId>\\s*<version>([^<]+)<")
                .matcher(pom);
        while (plugins.find()) {
            versions.put(plugins.group(1), plugins.group(2));
        }
        return versions;
    }

    private static Set<String> actions(String workflow) {
        return workflow.lines()
                .filter(line -> line.contains("uses:"))
                .map(String::strip)
                .collect(Collectors.toSet());
    }
}
