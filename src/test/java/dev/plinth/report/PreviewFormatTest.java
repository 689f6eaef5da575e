package dev.plinth.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.SarifSchema210;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.Timings;
import dev.plinth.policies.report.ReportFormat;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreviewFormatTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** It is blocked by sections, and a finding of reachability has no resource. */
    private static final PreviewReport REFUSED =
            Previews.without("production", resource -> resource.name().contains("database"));

    private static JsonSchema schema() {
        InputStream schema =
                Objects.requireNonNull(SarifSchema210.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatEndsItsLastLineAndIsTheSameEachTime(PreviewFormat format) {
        assertThat(format.render(REFUSED)).endsWith("\n").isEqualTo(format.render(REFUSED));
        assertThat(PreviewFormat.of(Path.of("out", "preview" + format.extension())))
                .contains(format);
        assertThat(PreviewFormat.of(Path.of("preview.txt"))).isEmpty();
    }

    @Test
    void sarifContainsFindingsOfSections() throws Exception {
        JsonNode document = MAPPER.readTree(PreviewFormat.SARIF.render(REFUSED));
        assertThat(schema().validate(document)).isEmpty();

        JsonNode run = document.at("/runs/0");
        JsonNode rules = run.at("/tool/driver/rules");
        List<JsonNode> results = StreamSupport.stream(run.get("results").spliterator(), false)
                .filter(result -> result.get("ruleId").asText().startsWith("plinth/"))
                .toList();
        List<Section.Finding> findings = REFUSED.refusing().stream()
                .flatMap(section -> section.findings().stream())
                .toList();
        assertThat(results).hasSameSizeAs(findings).hasSizeGreaterThan(5).allSatisfy(result -> {
            assertThat(result.get("level").asText()).isEqualTo("error");
            assertThat(rules.get(result.get("ruleIndex").asInt()).get("id")).isEqualTo(result.get("ruleId"));
        });
        assertThat(results)
                .extracting(result -> result.get("ruleId").asText())
                .contains("plinth/guards", "plinth/reachability");
        assertThat(results).anySatisfy(result -> {
            assertThat(result.at("/message/text").asText()).startsWith("database-instance cannot be deleted: ");
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .asText())
                    .endsWith("/PostgresDatabase.java");
            assertThat(result.at("/locations/0/logicalLocations/0/name").asText())
                    .isEqualTo("database-instance");
        });
        assertThat(results).anySatisfy(result -> {
            assertThat(result.at("/message/text").asText()).startsWith("intent ");
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .asText())
                    .isEqualTo("Pulumi.production.yaml");
            assertThat(result.at("/locations/0/logicalLocations").isMissingNode())
                    .isTrue();
        });
        assertThat(run.get("results").findValuesAsText("primaryLocationLineHash"))
                .doesNotHaveDuplicates();
    }

    @Test
    void sarifWithoutFindingsContainsPolicyResultsOnly() {
        PreviewReport report = Previews.of(REFUSED.change(), REFUSED.policies(), List.of());

        assertThat(PreviewFormat.SARIF.render(report)).isEqualTo(ReportFormat.SARIF.render(REFUSED.policies()));
    }

    @Test
    void jsonIsWhatTheCommandPrintsWithoutItsTimings() throws Exception {
        Duration second = Duration.ofSeconds(1);
        ObjectNode printed = Preview.of(
                        REFUSED.plan(),
                        REFUSED.change(),
                        new PolicyFindings(REFUSED.policies(), true),
                        REFUSED.sections(),
                        new Timings(second, second, second, second, second, second),
                        false,
                        PreviewRequest.DEFAULT)
                .toJson();

        assertThat(printed.remove("timings")).isNotNull();
        assertThat(MAPPER.readTree(PreviewFormat.JSON.render(REFUSED))).isEqualTo(MAPPER.readTree(printed.toString()));
        assertThat(printed.fieldNames())
                .toIterable()
                .contains(
                        "project", "stack", "steps", "summary", "policy", "guards", "cost", "recovery", "reachability");
    }
}
