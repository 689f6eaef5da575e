package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plinth preview --file} in a directory without a project. */
class PreviewFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private Path file(String name) {
        Path file = folder.resolve(name);
        try (InputStream stream = PreviewFileTest.class.getResourceAsStream("files/" + name)) {
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

    private Shell.Ran preview(Path file, String... options) {
        List<String> line =
                new ArrayList<>(List.of("preview", "--file", file.toString(), "--project", folder.toString()));
        line.addAll(List.of(options));
        return Shell.run(line.toArray(String[]::new));
    }

    private static List<String> rules(Shell.Ran ran) {
        return ran.json().at("/policy/violations").findValuesAsText("rule");
    }

    private static Path plan(Path to, String changes) {
        try {
            return Files.writeString(
                    to,
                    "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"variables\":{\"environment\":{\"value\":"
                            + "\"prod\"}},\"resource_changes\":[" + changes + "]}",
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String change(String address, String actions, String before, String after, String more) {
        String type = address.replaceAll("^.*?(aws_\\w+)\\.\\w+(\\[.*])?$", "$1");
        return "{\"address\":\"" + address.replace("\"", "\\\"") + "\",\"mode\":\"managed\",\"type\":\"" + type
                + "\",\"name\":\"x\",\"provider_name\":\"registry.terraform.io/hashicorp/aws\",\"change\":{\"actions\":["
                + actions + "],\"before\":" + before + ",\"after\":" + after
                + ",\"after_unknown\":{},\"before_sensitive\":{},\"after_sensitive\":{}}" + more + "}";
    }

    @Test
    void everySectionIsThereWithoutAProject() {
        Shell.Ran ran = preview(file("environment-prod.json"), "--json");

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
        JsonNode json = ran.json();
        assertThat(json.path("stack").asText()).isEqualTo("prod");
        assertThat(json.at("/steps/0/op").asText()).isEqualTo("create");
        assertThat(json.at("/file/tier").asText()).isEqualTo("production");
        assertThat(json.at("/file/tierReason").asText()).isEqualTo("the variable environment is \"prod\"");
        assertThat(json.has("cost")
                        && json.has("guards")
                        && json.has("recovery")
                        && json.has("reachability")
                        && json.has("forecast")
                        && json.has("change")
                        && json.has("support"))
                .isTrue();
        assertThat(rules(ran)).contains("rds-not-public", "rds-encrypted");
    }

    @ParameterizedTest
    @CsvSource({
        "bucket-inline-policy.json, s3-policy-not-public",
        "key-policy-lockout.json, kms-policy-administrable",
        "plain-credentials.json, rds-managed-password",
        "replica-empty-text.json, rds-encrypted",
        "state-inline-and-empty.json, s3-policy-not-public",
        "utf-16.json, rds-not-public"
    })
    void filesOfOtherProgramsAreCheckedAsByPolicyCheck(String name, String rule) {
        assertThat(rules(preview(file(name), "--tier", "production", "--json"))).contains(rule);
    }

    @Test
    void aMembershipInAPlanGivesAUserThePoliciesOfItsGroup() {
        String policy = "{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"s3:GetObject\\\","
                + "\\\"Resource\\\":\\\"arn:aws:s3:::uploads/*\\\"}]}";
        Path plan = plan(
                folder.resolve("plan.json"),
                String.join(
                        ",",
                        existing("aws_iam_user.alice", "{\"name\":\"alice\"}"),
                        existing("aws_iam_group.readers", "{\"name\":\"readers\"}"),
                        existing(
                                "aws_iam_group_policy.readers",
                                "{\"group\":\"readers\",\"policy\":\"" + policy + "\"}"),
                        existing("aws_s3_bucket.uploads", "{\"bucket\":\"uploads\",\"arn\":\"arn:aws:s3:::uploads\"}"),
                        change(
                                "aws_iam_user_group_membership.alice",
                                "\"create\"",
                                "null",
                                "{\"user\":\"alice\",\"groups\":[\"readers\"]}",
                                "")));

        JsonNode json = preview(plan, "--json").json();

        assertThat(json.at("/access/changes/0/principal").asText()).isEqualTo("aws_iam_user.alice");
        assertThat(json.at("/access/changes/0/actions/0").asText()).isEqualTo("s3:GetObject");
        assertThat(json.at("/reachability/data/gained")).singleElement().satisfies(gained -> {
            assertThat(gained.path("principal").asText()).isEqualTo("aws_iam_user.alice");
            assertThat(gained.path("operation").asText()).isEqualTo("read");
        });
    }

    private static String existing(String address, String values) {
        return change(address, "\"no-op\"", values, values, "");
    }

    @Test
    void theTierDecidesHowStrictlyAFileIsChecked() {
        Path file = file("environment-prod.json");

        assertThat(preview(file, "--sections", "none").exitCode()).isEqualTo(1);
        Shell.Ran development = preview(file, "--sections", "none", "--tier", "development");
        assertThat(development.exitCode()).isZero();
        assertThat(development.out()).contains("checked as development (--tier)");
    }

    @Test
    void noEmptyTextIsAChange() {
        Shell.Ran ran = preview(file("unchanged-empty-key.json"));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("no change").contains("us-east-1 (assumed; the file names none)");
    }

    @Test
    void severalPlansAreRejected() {
        Shell.Ran ran = preview(file("two-plans.json"));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("holds 2 JSON objects").contains("one plan");
    }

    @Test
    void aFileWithoutARuleForAnyResourceDoesNotPassSilently() {
        Path file = plan(
                folder.resolve("azure.json"),
                change("azurerm_storage_account.s", "\"create\"", "null", "{\"name\":\"s\"}", "")
                        .replace("\"type\":\"azurerm_storage_account.s\"", "\"type\":\"azurerm_storage_account\""));
        Shell.Ran ran = preview(file);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("nothing was checked: no rule applies to any resource of the file")
                .contains("prod: 1 warning: 1 in file");
        assertThat(preview(file, "--json")
                        .json()
                        .at("/file/unjudged/azurerm_storage_account")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".md", ".html", ".json", ".sarif"})
    void noCredentialReachesAnyOutput(String extension) throws IOException {
        Path file = file("plain-credentials.json");
        Path report = folder.resolve("report" + extension);
        Shell.Ran ran =
                extension.isEmpty() ? preview(file, "--full") : preview(file, "--json", "--report", report.toString());

        String all = ran.out() + ran.err() + (extension.isEmpty() ? "" : Files.readString(report));
        assertThat(all).contains("main").doesNotContain("CANARY");
    }

    @Test
    void marksOfSensitiveValuesMaskThemAtAnyDepth() throws IOException {
        String values =
                "{\"name\":\"a\",\"environment\":[{\"variables\":{\"PLAIN\":\"shown-%1$s\",\"WORD\":\"CANARY-%1$s\"}}],"
                        + "\"layers\":[\"shown-%1$s\",\"CANARY-%1$s\"],\"tags\":{\"a\":\"CANARY-%1$s\"}}";
        String marks =
                "{\"environment\":[{\"variables\":{\"WORD\":true}}],\"layers\":[false,true],\"tags\":{\"a\":true}}";
        Path file = plan(
                folder.resolve("sensitive.json"),
                change("aws_lambda_function.f", "\"update\"", values.formatted("old"), values.formatted("new"), "")
                        .replace("\"before_sensitive\":{}", "\"before_sensitive\":" + marks)
                        .replace("\"after_sensitive\":{}", "\"after_sensitive\":" + marks));
        for (String extension : List.of(".md", ".html", ".json", ".sarif")) {
            Path report = folder.resolve("report" + extension);
            Shell.Ran ran = preview(file, "--full", "--report", report.toString());

            assertThat(ran.out()).contains("shown-old").doesNotContain("CANARY");
            assertThat(Files.readString(report))
                    .contains("aws_lambda_function.f")
                    .doesNotContain("CANARY");
        }
    }

    @Test
    void theDeletionOfAStoreNeedsAnApprovalWithoutEvidenceThatAFileCannotHave() {
        Path file = plan(
                folder.resolve("delete.json"),
                change(
                        "aws_dynamodb_table.orders",
                        "\"delete\"",
                        "{\"name\":\"orders\",\"hash_key\":\"id\"}",
                        "null",
                        ",\"action_reason\":\"delete_because_no_resource_config\""));
        Shell.Ran blocked = preview(file, "--sections", "guards");

        assertThat(blocked.exitCode()).isEqualTo(1);
        assertThat(blocked.out())
                .contains("aws_dynamodb_table.orders cannot be deleted: not approved (a file has no backups)")
                .doesNotContain("no recovery point;");
        assertThat(blocked.err())
                .contains("--file " + file + " --approve 'stateful-not-deleted@")
                .contains("aws_dynamodb_table.orders'");
        Shell.Ran approved = preview(
                file,
                "--sections",
                "guards",
                "--approve",
                "stateful-not-deleted@::aws_dynamodb_table.orders",
                "--reason",
                "moved to the new account");
        assertThat(approved.exitCode()).as(approved.out()).isZero();
        assertThat(approved.out()).contains("approved  stateful-not-deleted");
        assertThat(preview(file, "--json")
                        .json()
                        .at("/file/remarks")
                        .findValue("urn:pulumi:prod::terraform::aws:dynamodb/table:Table::aws_dynamodb_table.orders")
                        .get(0)
                        .asText())
                .isEqualTo("deleted because it is not in the configuration");
    }

    @Test
    void aForgottenResourceStaysInTheCloud() {
        Path file = plan(
                folder.resolve("forget.json"),
                change("aws_dynamodb_table.orders", "\"forget\"", "{\"name\":\"orders\"}", "null", ""));
        Shell.Ran ran = preview(file, "--sections", "guards");

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(ran.out())
                .contains("1 resource remains in the cloud, and on the bill, after leaving the stack")
                .contains("aws_dynamodb_table.orders");
    }

    @Test
    void modulesGroupTheirResources() {
        Path file = plan(
                folder.resolve("modules.json"),
                change(
                        "module.network[\"eu\"].module.inner.aws_vpc.main[0]",
                        "\"update\"",
                        "{\"cidr_block\":\"10.0.0.0/16\",\"enable_dns_support\":false}",
                        "{\"cidr_block\":\"10.0.0.0/16\",\"enable_dns_support\":true}",
                        ""));
        JsonNode json = preview(file, "--json").json();

        assertThat(json.at("/change/components/0/component").asText()).endsWith("::module.network[\"eu\"]");
        assertThat(json.at("/change/components/0/steps/0/properties/0/path").asText())
                .isEqualTo("enableDnsSupport");
        assertThat(json.path("steps")).hasSize(1);
    }

    @Test
    void driftIsShown() {
        Path file = write(
                "drift.json",
                "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"resource_changes\":["
                        + change(
                                "aws_vpc.main",
                                "\"no-op\"",
                                "{\"enable_dns_support\":false}",
                                "{\"enable_dns_support\":false}",
                                "")
                        + "],\"resource_drift\":["
                        + change(
                                "aws_vpc.main",
                                "\"update\"",
                                "{\"enable_dns_support\":true}",
                                "{\"enable_dns_support\":false}",
                                "")
                        + "]}");
        Shell.Ran ran = preview(file, "--sections", "none");

        assertThat(ran.out()).contains("1 resource drifted").containsPattern("aws_vpc.main +enableDnsSupport");
    }

    @Test
    void aPlanWithoutChangesSaysThatTheyAreUnknown() {
        Path file = write(
                "values.json",
                "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"planned_values\":{\"root_module\":{"
                        + "\"resources\":[{\"address\":\"aws_vpc.main\",\"mode\":\"managed\",\"type\":\"aws_vpc\","
                        + "\"name\":\"main\",\"values\":{\"cidr_block\":\"10.0.0.0/16\"}}]}}}");

        assertThat(preview(file, "--sections", "none").out())
                .contains("changes are unknown, because the file has no resource_changes");
    }

    private static final String STEP =
            """
            {"op":"%s","urn":"urn:pulumi:prod::shop::aws:sqs/queue:Queue::%s",
             "oldState":{"urn":"urn:pulumi:prod::shop::aws:sqs/queue:Queue::%2$s","type":"aws:sqs/queue:Queue","custom":true,
               "inputs":{"delaySeconds":1,"policy":"[secret]"},"outputs":{}},
             "newState":{"urn":"urn:pulumi:prod::shop::aws:sqs/queue:Queue::%2$s","type":"aws:sqs/queue:Queue","custom":true,
               "inputs":{"delaySeconds":2,"policy":"[secret]","kmsMasterKeyId":"04da6b54-80e4-46f7-96ec-b56ff0331ba9"},"outputs":{}},
             "detailedDiff":{"delaySeconds":{"kind":"update"},"kmsMasterKeyId":{"kind":"add"}}}""";

    @Test
    void aPreviewOfPulumiWithoutUnchangedResourcesSaysWhatIsMissing() {
        Path file = write(
                "preview.json",
                "{\"steps\":[" + STEP.formatted("update", "jobs") + "],\"changeSummary\":{\"same\":12,\"update\":1}}");
        Shell.Ran ran = preview(file);

        assertThat(ran.out())
                .contains("preview of Pulumi, checked as production (the stack is \"prod\")")
                .contains("12 unchanged resources missing from the file")
                .contains("Access: unknown: the file has no unchanged resources")
                .contains("Reachability: unknown: the file has no unchanged resources")
                .contains("Recovery: unknown: the file has no unchanged resources")
                .contains("delaySeconds  1 → 2")
                .contains("known after the update");
        assertThat(Shell.run("policy", "check", "--file", file.toString()).err())
                .contains("create it with --show-sames");
    }

    @Test
    void theEventsOfAPreviewAreAPreview() {
        String metadata = STEP.formatted("update", "jobs")
                .replace("oldState", "old")
                .replace("newState", "new")
                .replace("\n", "");
        Path file = write(
                "events.json",
                "{\"sequence\":0,\"timestamp\":1,\"preludeEvent\":{\"config\":{}}}\n"
                        + "{\"sequence\":1,\"timestamp\":1,\"resourcePreEvent\":{\"metadata\":" + metadata + "}}\n"
                        + "{\"sequence\":2,\"timestamp\":2,\"summaryEvent\":{\"resourceChanges\":{\"update\":1}}}\n");
        JsonNode json = preview(file, "--json").json();

        assertThat(json.at("/steps/0/op").asText()).isEqualTo("update");
        assertThat(json.at("/steps/0/name").asText()).isEqualTo("jobs");
        assertThat(json.at("/steps/0/changedPaths").toString()).isEqualTo("[\"delaySeconds\",\"kmsMasterKeyId\"]");
        assertThat(json.at("/file/missingUnchanged").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--simulate",
                "--snapshot=s.json",
                "--save=plan.json",
                "--policy-pack=.",
                "--target=a",
                "--exclude=a"
            })
    void optionsThatNeedAStackAreRejected(String option) throws IOException {
        write("PulumiPolicy.yaml", "runtime: nodejs");
        String typed = option.equals("--policy-pack=.") ? "--policy-pack=" + folder : option;
        Shell.Ran ran = preview(file("environment-prod.json"), typed);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("cannot be combined").contains("needs a stack");
    }

    @Test
    void aStackAndAFileAreAlternatives() {
        assertThat(Shell.run("preview").exitCode()).isEqualTo(2);
        assertThat(Shell.run("preview").err()).contains("STACK").contains("--file");
        assertThat(preview(file("environment-prod.json"), "staging").exitCode()).isEqualTo(2);
        assertThat(preview(folder.resolve("missing.json")).exitCode()).isEqualTo(2);
        assertThat(preview(folder.resolve("missing.json")).err()).contains("does not exist");
    }
}
