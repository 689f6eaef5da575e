package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.preview.catalog.Sections;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plinth preview --file} on plans of Terraform with more than fifty resources; see src/test/terraform. */
class PreviewPlansTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private Path file(String name) {
        Path file = folder.resolve(name + ".json.gz");
        try (InputStream stream = PreviewPlansTest.class.getResourceAsStream("plans/" + name + ".json.gz")) {
            Files.write(file, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private Shell.Ran preview(Path file, String... options) {
        List<String> line =
                new ArrayList<>(List.of("preview", "--file", file.toString(), "--project", folder.toString()));
        line.addAll(List.of(options));
        return Shell.run(line.toArray(String[]::new));
    }

    private static List<String> rules(JsonNode json) {
        return json.at("/policy/violations").findValuesAsText("rule");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "change", "events"})
    void everySectionIsFilledOrNamedAsEmpty(String name) throws IOException {
        Path markdown = folder.resolve("preview.md");
        Path html = folder.resolve("preview.html");
        Path json = folder.resolve("preview.json");
        Shell.Ran ran = preview(
                file(name),
                "--full",
                "--report",
                markdown.toString(),
                "--report",
                html.toString(),
                "--report",
                json.toString(),
                "--report",
                folder.resolve("preview.sarif").toString());

        assertThat(ran.exitCode()).isEqualTo(1);
        JsonNode document = new ObjectMapper().readTree(json.toFile());
        assertThat(document.at("/file/resources").asInt()).isGreaterThan(50);
        assertThat(document.path("steps")).hasSizeGreaterThan(50);
        String empty = ran.out()
                .lines()
                .dropWhile(line -> !line.contains("Empty sections:"))
                .limit(3)
                .reduce("", (one, other) -> one + " " + other.strip());
        Map<String, String> titles = new TreeMap<>(Map.of(
                "access", "Access",
                "forecast", "Duration",
                "cost", "Monthly cost",
                "reachability", "Reachability",
                "guards", "Guards",
                "recovery", "Recovery",
                "support", "End of support"));
        Sections.keys().stream().filter(titles::containsKey).forEach(key -> {
            assertThat(document.has(key)).as(key).isTrue();
            assertThat(ran.out().contains("\n" + titles.get(key) + ":") || empty.contains(titles.get(key)))
                    .as(key)
                    .isTrue();
        });
        for (Path report : List.of(markdown, html, json, folder.resolve("preview.sarif"))) {
            assertThat(Files.readString(report)).isNotEmpty().doesNotContain("canary-cache", "canary-plain");
        }
        assertThat(ran.out()).doesNotContain("canary-cache", "canary-plain");
    }

    @Test
    void pathsAndCostsFollowReferencesWhereAllIdentifiersAreUnknown() {
        JsonNode json = preview(file("first"), "--json").json();

        assertThat(json.path("summary").toString()).isEqualTo("{\"create\":73}");
        List<String> flows = new ArrayList<>();
        json.at("/reachability/opened")
                .forEach(flow -> flows.add(flow.path("source").asText() + " -> "
                        + flow.path("destination").asText() + ":"
                        + flow.path("toPort").asText() + " "
                        + flow.path("certainty").asText()));
        assertThat(flows)
                .contains(
                        "internet -> module.service.aws_ecs_service.this:8080 open",
                        "module.service.aws_lb.this -> module.service.aws_ecs_service.this:8080 open",
                        "module.service.aws_ecs_service.this -> module.database:5432 open",
                        "module.service.aws_ecs_service.this -> aws_elasticache_replication_group.cache:6379 open");
        // By the names on the way, data_subnets means the instances of aws_subnet.this for data.
        assertThat(rules(json)).contains("ecs-no-secret-env").doesNotContain("rds-private-subnets");
        assertThat(json.at("/cost/before").asDouble()).isZero();
        assertThat(json.at("/cost/after").asDouble()).isGreaterThan(500);
        assertThat(json.at("/forecast/criticalPath").toString()).contains("module.database.aws_db_instance.this");
        JsonNode diagram = Shell.run("diagram", "--file", file("first").toString(), "--json")
                .json();
        assertThat(diagram.toString()).contains("module.network.aws_vpc.this[0]", "3 NAT gateways", "Private subnets");
    }

    @Test
    void decidesDocumentsWhoseStatementsThePlanHas() throws IOException {
        JsonNode json = preview(file("first"), "--json").json();

        assertThat(json.at("/policy/unknown")).isEmpty();
        assertThat(rules(json)).doesNotContain("s3-tls-only", "s3-policy-not-public", "iam-no-star-star");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"effect\":\"Deny\"', '\"effect\":\"Allow\"', s3-policy-not-public, aws_s3_bucket_policy.this",
        "'\"actions\":[\"s3:GetObject\",\"s3:PutObject\"]', '\"actions\":[\"s3:*\"]', iam-no-service-star, aws_iam_role_policy.task"
    })
    void blocksADocumentByItsStatements(String statement, String wrong, String rule, String resource)
            throws IOException {
        String plan;
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(file("first")))) {
            plan = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(plan).contains(statement);
        Path changed = folder.resolve("changed.json");
        Files.writeString(changed, plan.replace(statement, wrong));

        JsonNode json = preview(changed, "--json").json();

        assertThat(json.at("/policy/violations"))
                .filteredOn(violation -> violation.path("rule").asText().equals(rule))
                .isNotEmpty()
                .allSatisfy(violation -> {
                    assertThat(violation.path("urn").asText()).endsWith(resource);
                    assertThat(violation.path("message").asText()).doesNotContain("stand-in");
                });
    }

    @Test
    void leavesADocumentUnknownThatContainsAnother() throws IOException {
        JsonNode plan;
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(file("first")))) {
            plan = new ObjectMapper().readTree(stream);
        }
        plan.path("resource_changes").forEach(change -> {
            if (change.path("type").asText().equals("aws_iam_policy_document")) {
                ((ObjectNode) change.at("/change/after_unknown")).put("source_policy_documents", true);
            }
        });
        Path changed = folder.resolve("changed.json");
        Files.writeString(changed, plan.toString());

        assertThat(preview(changed, "--json").json().at("/policy/unknown").findValuesAsText("property"))
                .contains("policy");
    }

    @Test
    void aChangeOfExistingResourcesShowsValuesLossesCostsAndDowntime() {
        JsonNode json = preview(file("change"), "--json").json();

        assertThat(json.path("summary").toString()).isEqualTo("{\"delete\":4,\"replace\":1,\"same\":65,\"update\":3}");
        List<String> properties = new ArrayList<>();
        json.at("/change/components")
                .forEach(component -> component.path("steps").forEach(step -> step.path("properties")
                        .forEach(property ->
                                properties.add(step.path("urn").asText().replaceFirst(".*::", "") + " "
                                        + property.path("path").asText()))));
        assertThat(properties)
                .filteredOn(property -> !property.contains("containerDefinitions"))
                .containsExactlyInAnyOrder(
                        "aws_sqs_queue.orders visibilityTimeoutSeconds",
                        "module.database.aws_db_instance.this identifier",
                        "module.database.aws_db_instance.this instanceClass",
                        "module.service.aws_ecs_service.this taskDefinition");
        assertThat(json.at("/cost/before").asDouble()).isGreaterThan(500);
        assertThat(json.at("/cost/difference").asDouble()).isBetween(100.0, 1000.0);
        assertThat(rules(json)).contains("stateful-not-deleted");
        assertThat(json.path("guards").toString())
                .contains("module.bucket[\\\"exports\\\"].aws_s3_bucket.this\",\"op\":\"delete\",\"reversibility\":"
                        + "\"irreversible\"");
        assertThat(json.at("/forecast").toString()).contains("failover to the standby");
        assertThat(json.at("/file/remarks").toString())
                .contains("deleted because its module is not in the configuration");
    }

    @Test
    void resourcesOfOtherProvidersAreCounted() throws IOException {
        JsonNode plan;
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(file("events")))) {
            plan = new ObjectMapper().readTree(stream);
        }
        for (String name : List.of("a", "b")) {
            ((ArrayNode) plan.path("resource_changes"))
                    .add(new ObjectMapper()
                            .readTree("{\"address\":\"datadog_monitor." + name
                                    + "\",\"mode\":\"managed\",\"type\":\"datadog_monitor\",\"change\":{\"actions\":"
                                    + "[\"create\"],\"before\":null,\"after\":{\"name\":\"a\"}}}"));
        }
        Path other = Files.writeString(folder.resolve("other.json"), plan.toString());
        JsonNode json = preview(other, "--json").json();

        assertThat(json.path("summary").toString()).isEqualTo("{\"create\":70}");
        assertThat(json.at("/file/unjudged/datadog_monitor").asInt()).isEqualTo(2);
        assertThat(json.at("/support").toString()).contains("nodejs22.x");
    }

    @Test
    void anErroredPlanDoesNotPassSilently() {
        Path file = folder.resolve("errored.json");
        try {
            Files.writeString(
                    file,
                    "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"planned_values\":{\"root_module\":{}},"
                            + "\"errored\":true}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        assertThat(preview(file).out()).contains("the plan is errored").contains("terraform: 1 warning: 1 in file");
    }
}
