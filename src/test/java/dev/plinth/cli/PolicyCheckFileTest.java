package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.cli.text.LargePlan;
import dev.plinth.policies.report.ReportFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plinth policy check --file} on files that other programs wrote, and people cut. */
class PolicyCheckFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private Path file(String name) {
        Path file = folder.resolve(name);
        try (InputStream stream = PolicyCheckFileTest.class.getResourceAsStream("files/" + name)) {
            Files.write(file, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Shell.Ran check(Path file, String... options) {
        List<String> line = new ArrayList<>(List.of("policy", "check", "--file", file.toString()));
        line.addAll(List.of(options));
        return Shell.run(line.toArray(String[]::new));
    }

    private static List<String> rules(Shell.Ran ran) {
        return ran.json().path("violations").findValuesAsText("rule");
    }

    @Test
    void theUsualNamesOfProductionAreProduction() {
        Shell.Ran ran = check(file("environment-prod.json"), "--json");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
        assertThat(rules(ran)).contains("rds-not-public", "rds-encrypted");
        assertThat(ran.json().at("/input/environments/0").toString())
                .isEqualTo("{\"stack\":\"prod\",\"tier\":\"production\",\"enforcement\":\"mandatory\","
                        + "\"reason\":\"the variable environment is \\\"prod\\\"\"}");
        assertThat(check(file("environment-prod.json")).out())
                .contains("tier production, enforcement mandatory: the variable environment is \"prod\"");
    }

    @ParameterizedTest
    @CsvSource({
        "prd, production, 1",
        "live, production, 1",
        "stg, staging, 1",
        "stage, staging, 1",
        "qa, development, 0",
        "non-prod, development, 0",
        "shop, production, 1"
    })
    void theNameDecidesTheTier(String name, String tier, int exit) throws IOException {
        Path file = file("environment-prod.json");
        Files.writeString(file, Files.readString(file).replace("\"prod\"", "\"" + name + "\""));
        Shell.Ran ran = check(file, "--json");
        assertThat(ran.exitCode()).isEqualTo(exit);
        assertThat(ran.json().at("/input/environments/0/tier").asText()).isEqualTo(tier);
    }

    @Test
    void remediesForTerraformAreHcl() {
        assertThat(check(file("environment-prod.json"), "--format", "markdown").out())
                .contains("```hcl\nDisable public accessibility:\npublicly_accessible = false\n```")
                .doesNotContain("```java", "builder()");
        assertThat(check(file("environment-prod.json"), "--format", "sarif").out())
                .contains("```hcl\\npublicly_accessible = false\\n```")
                .doesNotContain("```java", "builder()");
    }

    @Test
    void tagsDecideWhereNoNameDoes() throws IOException {
        Path file = file("environment-prod.json");
        String plan = Files.readString(file)
                .replace("{\"environment\":{\"value\":\"prod\"}}", "{}")
                .replace("\"engine\":\"postgres\",", "\"engine\":\"postgres\",\"tags\":{\"Environment\":\"Dev\"},");
        Shell.Ran ran = check(Files.writeString(file, plan), "--json");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json().at("/input/environments/0/reason").asText()).isEqualTo("the tag Environment is \"Dev\"");
        Files.writeString(file, plan.replace("\"Dev\"", "\"blue\""));
        assertThat(check(file).out())
                .contains(
                        "tier production, enforcement mandatory: the file has no environment name, so the strictest tier"
                                + " applies; set it with --tier");
    }

    @Test
    void optionsDecideBeforeEverything() {
        Path file = file("environment-prod.json");
        assertThat(check(file, "--tier", "development").exitCode()).isZero();
        assertThat(check(file, "--tier", "development").out())
                .contains("tier development, enforcement advisory: --tier");
        Shell.Ran advisory = check(file, "--enforcement", "advisory", "--json");
        assertThat(advisory.exitCode()).isZero();
        assertThat(advisory.json().at("/input/environments/0/reason").asText())
                .isEqualTo("the variable environment is \"prod\"; --enforcement");
        // Production asks for more, whatever a violation does.
        assertThat(rules(advisory)).contains("rds-multi-az");
        assertThat(check(file, "--tier", "development", "--enforcement", "mandatory")
                        .exitCode())
                .isEqualTo(1);
        assertThat(check(file, "--enforcement", "disabled").err()).contains("expected mandatory or advisory");
        assertThat(Shell.run("policy", "check", "production", "--tier", "staging")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void theStacksOwnFileDecidesInItsProject() throws IOException {
        Path file = file("environment-prod.json");
        Files.writeString(file, Files.readString(file).replace("\"prod\"", "\"staging\""));
        assertThat(check(file).out()).contains("tier staging, enforcement mandatory: Pulumi.staging.yaml sets it");
    }

    @Test
    void eachOfSeveralPlansIsJudged() {
        Shell.Ran ran = check(file("two-plans.json"), "--json");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(rules(ran)).contains("sns-private-encrypted", "rds-not-public", "rds-encrypted");
        assertThat(ran.json().at("/input/notes").toString())
                .contains("the file holds 2 JSON objects, each checked separately");
    }

    @Test
    void oneBrokenPlanOfSeveralIsAnError() throws IOException {
        Path file = file("two-plans.json");
        String text = Files.readString(file).stripTrailing();
        Files.writeString(file, text.substring(0, text.length() - 10));
        Shell.Ran cut = check(file);
        assertThat(cut.exitCode()).isEqualTo(2);
        assertThat(cut.err()).contains("two-plans.json", "is cut off: it ends before the object that begins at line 2");
        Files.writeString(file, text + "\n{\"name\": \"shop\"}");
        assertThat(check(file).err()).contains("holds 3 JSON objects, and the one at line 3 is an object with name");
        Files.writeString(file, text + "\nDone.");
        assertThat(check(file).err()).contains("has text after the JSON object, at line 3, column 1");
        assertThat(check(file).exitCode()).isEqualTo(2);
    }

    @Test
    void theLogOfAWrapperIsSkippedAndToldOf() throws IOException {
        Path file = file("environment-prod.json");
        Files.writeString(file, "[command]/usr/bin/terraform show -json\n" + Files.readString(file));
        Shell.Ran ran = check(file);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("rds-not-public", "skipped 1 line of text before the JSON");
    }

    @Test
    void readsTheOutputOfPowerShell() {
        assertThat(rules(check(file("utf-16.json"), "--json"))).contains("rds-not-public");
    }

    @Test
    void anUnchangedResourceIsNotAChange() {
        Shell.Ran ran = check(file("unchanged-empty-key.json"), "--json");
        assertThat(rules(ran)).containsExactly("logs-retention-kms", "required-tags");
        assertThat(ran.json().path("unknown")).isEmpty();
    }

    @Test
    void typesWithoutRulesAreListedAndNothingJudgedIsSaid() throws IOException {
        Path file = file("types-without-rules.json");
        // Only types that no rule will ever look at.
        Files.writeString(file, Files.readString(file).replace("aws_elb", "azurerm_lb"));
        Shell.Ran ran = check(file);
        assertThat(ran.out())
                .contains("rules checked 0 of 2 resources")
                .contains("types without a rule: azurerm_lb (1), azurerm_storage_account (1)")
                .contains("no resources were checked: no rule applies to any of the 2 resources");
        assertThat(check(file, "--strict").exitCode()).isEqualTo(2);
        assertThat(check(file, "--strict").err()).contains("no rule applies to any resource");
        JsonNode json = check(file, "--json").json();
        assertThat(json.at("/coverage").toString())
                .isEqualTo(
                        "{\"resources\":2,\"judged\":0,\"typesWithoutRule\":{\"azurerm_lb\":1,\"azurerm_storage_account\":1}}");
        assertThat(check(write("empty.json", "{\"format_version\": \"1.0\"}"), "--strict")
                        .exitCode())
                .isEqualTo(2);
        assertThat(check(file("environment-prod.json"), "--strict").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BADGE")
    void everyFormatSaysThatNothingWasJudged(ReportFormat format) throws IOException {
        Path file = file("types-without-rules.json");
        Files.writeString(file, Files.readString(file).replace("aws_elb", "azurerm_lb"));
        assertThat(check(file, "--format", format.name()).out())
                .contains("no resources were checked", "azurerm", "tier production");
    }

    @ParameterizedTest
    @EnumSource
    void noFormatShowsACredential(ReportFormat format) {
        Shell.Ran ran =
                check(file("plain-credentials.json"), "--format", format.name().toLowerCase(Locale.ROOT));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out() + ran.err()).doesNotContain("CANARY");
    }

    @Test
    void sarifPointsToTheFileThatWasJudged() throws IOException {
        Path file = file("replica-empty-text.json");
        // The first element begins on the line after that of the list.
        int line = Files.readAllLines(file).indexOf(" \"resource_changes\": [") + 2;
        assertThat(check(file, "--format", "sarif").json().at("/runs/0/results"))
                .filteredOn(result -> result.at("/locations/0/logicalLocations/0/name")
                        .asText()
                        .equals("aws_db_instance.this"))
                .isNotEmpty()
                .allSatisfy(result -> {
                    JsonNode place = result.at("/locations/0/physicalLocation");
                    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("file://" + file);
                    assertThat(place.at("/region/startLine").asInt()).isEqualTo(line);
                });
    }

    @Test
    void sarifPointsToTheProgramIfTheStateHasItsLocations() throws IOException {
        Path file = file("state-inline-and-empty.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "\"id\": \"inline\",",
                                "\"id\": \"inline\", \"sourcePosition\": \"project:///index.ts#7,3\","));
        JsonNode results = check(file, "--format", "sarif").json().at("/runs/0/results");
        assertThat(results)
                .filteredOn(result -> result.at("/locations/0/logicalLocations/0/name")
                        .asText()
                        .equals("inline"))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(
                                result.at("/locations/0/physicalLocation").toString())
                        .isEqualTo("{\"artifactLocation\":{\"uri\":\"index.ts\"},\"region\":{\"startLine\":7}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"@level\": \"info\", \"@message\": \"Terraform 1.9\"} | is a log of Terraform, such as `terraform plan -json` prints",
                "{\"meta\": {}, \"encrypted_data\": \"x\"} | is an encrypted state of OpenTofu: print it with `tofu show -json`",
                "{\"AWSTemplateFormatVersion\": \"2010-09-09\", \"Resources\": {}} | is a CloudFormation template",
                "{\"resource\": {\"aws_s3_bucket\": {}}} | is a configuration of Terraform, not a plan",
                "{\"sequence\": 1, \"timestamp\": 2} | is a log of the engine's events",
                "password: hunter2 | is not JSON"
            })
    void saysWhatAFileIsInstead(String text, String message) {
        Shell.Ran ran = check(write("file.json", text));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("file.json: 1 fault\n  the file " + message)
                .contains("terraform show -json")
                .doesNotContain("hunter2", "bug in Plinth");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(check(folder.resolve("none.json")).err()).contains("none.json: 1 fault\n  the file does not exist");
        assertThat(check(folder).err()).contains("the file is a directory");
    }

    /** A repository of Terraform has no Pulumi.yaml. */
    @Test
    void aProjectIsNotNeeded() {
        Path file = file("environment-prod.json");
        Shell.Ran ran = check(file, "--project", folder.toString());
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
        assertThat(ran.out()).contains("rds-not-public");
        assertThat(check(file, "--project", folder.resolve("none").toString()).exitCode())
                .isEqualTo(2);
    }

    /** The rules that must find something in each file, and those that must not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unchanged-empty-key.json | logs-retention-kms | encryption-key-kept",
                "replica-empty-text.json | rds-encrypted rds-backup-retention rds-final-snapshot rds-managed-password"
                        + " rds-customer-key rds-deletion-protection | encryption-key-kept",
                "bucket-inline-policy.json | s3-policy-not-public s3-tls-only s3-versioning | tags-valid",
                "state-inline-and-empty.json | s3-policy-not-public s3-tls-only s3-versioning rds-encrypted"
                        + " rds-backup-retention rds-final-snapshot | iam-no-star-star iam-no-service-star",
                "key-policy-lockout.json | kms-policy-administrable | kms-rotation"
            })
    void eachFileGetsTheRightAnswer(String name, String found, String absent) {
        List<String> rules = rules(check(file(name), "--json"));
        assertThat(rules).contains(found.split(" ")).doesNotContain(absent.split(" "));
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000})
    void tenThousandResourcesAreReadWithinSeconds(int count) throws IOException {
        Path file = folder.resolve("large.json");
        LargePlan.write(file, count);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long started = threads.getCurrentThreadCpuTime();
        Shell.Ran ran = check(file, "--json");
        long seconds = (threads.getCurrentThreadCpuTime() - started) / 1_000_000_000L;
        assertThat(ran.json().at("/coverage/resources").asInt()).isEqualTo(count);
        assertThat(ran.json().at("/coverage/judged").asInt()).isEqualTo(count);
        assertThat(seconds).isLessThan(30);
    }
}
