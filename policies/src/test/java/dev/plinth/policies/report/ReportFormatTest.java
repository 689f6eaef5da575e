package dev.plinth.policies.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.PolicyReport.Undecided;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.PolicyReport.Waived;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.waiver.Waiver;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportFormatTest {

    private static final String URN = "urn:pulumi:production::shop::aws:rds/instance:Instance::database";

    private static final Violation MANDATORY = new Violation(
            "rds-not-public",
            Severity.CRITICAL,
            Enforcement.MANDATORY,
            URN,
            "100% <public> & \"open\"\n::error::forged\u001b[31m");
    private static final Violation ADVISORY = new Violation(
            "rds-multi-az", Severity.HIGH, Enforcement.ADVISORY, URN, "multiAz is false, it must be true");
    private static final Waiver WAIVER =
            new Waiver("rds-final-snapshot", "*", "Rebuilt every night", "ops", LocalDate.parse("2026-06-30"));
    private static final Violation ACCEPTED =
            new Violation("rds-final-snapshot", Severity.HIGH, Enforcement.MANDATORY, URN, "skipFinalSnapshot is true");

    private static final PolicyReport REPORT = new PolicyReport(
            List.of(MANDATORY, ADVISORY),
            List.of(new Waived(ACCEPTED, WAIVER)),
            List.of(),
            List.of(new Undecided("rds-encrypted", Severity.CRITICAL, URN, "storageEncrypted")),
            7,
            50,
            3);
    private static final PolicyReport EMPTY = new PolicyReport(List.of(), List.of(), List.of(), List.of(), 0, 50, 0);

    @Test
    void theTableIsAlignedAndCounts() {
        List<String> lines = ReportFormat.TABLE.render(REPORT).lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).startsWith("SEVERITY  RESULT     RULE                RESOURCE  MESSAGE");
        assertThat(lines.get(1)).startsWith("critical  mandatory  rds-not-public      database  100% <public>");
        assertThat(lines.get(3)).contains("unknown", "storageEncrypted is known only after the update");
        assertThat(lines.get(4)).contains("waived until 2026-06-30 by ops: Rebuilt every night");
        assertThat(lines.get(6))
                .isEqualTo("2 violations (1 mandatory), 1 waived, 1 unknown; 50 rules judged 3 resources, 7 times");
        assertThat(ReportFormat.TABLE.render(REPORT)).doesNotContain("\u001b");
        assertThat(ReportFormat.TABLE.render(EMPTY)).startsWith("0 violations");
    }

    @Test
    void theJsonKeepsItsContract() throws Exception {
        JsonNode json = new ObjectMapper().readTree(ReportFormat.JSON.render(REPORT));
        assertThat(json.get("violations").get(1).toString())
                .isEqualTo("{\"rule\":\"rds-multi-az\",\"severity\":\"high\",\"enforcement\":\"advisory\",\"urn\":\""
                        + URN + "\",\"message\":\"multiAz is false, it must be true\"}");
        assertThat(json.at("/waived/0/owner").asText()).isEqualTo("ops");
        assertThat(json.at("/unknown/0/property").asText()).isEqualTo("storageEncrypted");
        assertThat(json.get("evaluated").intValue()).isEqualTo(7);
    }

    @Test
    void sarifHasRulesResultsAndSuppressions() throws Exception {
        JsonNode sarif = new ObjectMapper().readTree(ReportFormat.SARIF.render(REPORT));
        assertThat(sarif.get("version").asText()).isEqualTo("2.1.0");
        JsonNode run = sarif.at("/runs/0");
        assertThat(run.at("/tool/driver/rules")).hasSize(RuleCatalogue.all().size());
        JsonNode results = run.get("results");
        assertThat(results).hasSize(4);
        assertThat(results.at("/0/level").asText()).isEqualTo("error");
        assertThat(results.at("/1/level").asText()).isEqualTo("warning");
        assertThat(results.at("/2/suppressions/0/justification").asText()).contains("Rebuilt every night");
        assertThat(results.at("/3/kind").asText()).isEqualTo("open");
        assertThat(results.at("/3/level").asText()).isEqualTo("none");
        assertThat(results.at("/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("Pulumi.production.yaml");
        assertThat(results.at("/0/locations/0/logicalLocations/0/fullyQualifiedName")
                        .asText())
                .isEqualTo(URN);
    }

    @Test
    void junitIsWellFormedAndFailsOnlyWhatIsMandatory() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(ReportFormat.JUNIT.render(REPORT))));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("2");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
                .startsWith("100% <public> & \"open\"");
    }

    @Test
    void githubAnnotationsAreOneLineEach() {
        List<String> lines = ReportFormat.GITHUB.render(REPORT).lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0))
                .startsWith("::error title=rds-not-public::" + URN + ": 100%25 <public>")
                .contains("%0A::error::forged");
        assertThat(lines.get(1)).startsWith("::warning title=rds-multi-az::");
        assertThat(lines.get(2)).startsWith("::notice title=rds-encrypted::");
    }
}
