package dev.plinth.policies.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.SarifSchema210;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.plinth.model.SourceLocation;
import dev.plinth.model.SourceLocations;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.PolicyReport.Approved;
import dev.plinth.policies.PolicyReport.UnknownResult;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.PolicyReport.Waived;
import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.policies.waiver.Waiver;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportFormatTest {

    private static final String URN = "urn:pulumi:production::shop::aws:rds/instance:Instance::database";
    private static final String OTHER = "urn:pulumi:production::shop::aws:rds/instance:Instance::reports";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Violation MANDATORY = new Violation(
            "rds-not-public",
            Severity.CRITICAL,
            Enforcement.MANDATORY,
            URN,
            "100% <script>alert('1')</script> & \"open\" | `rm` ]]> @admin #1 [x](http://e.example)\r\n"
                    + "::error::forged\u001b[31m \ud800 \u0085");
    private static final Violation ADVISORY = new Violation(
            "rds-multi-az", Severity.HIGH, Enforcement.ADVISORY, URN, "multiAz is false but must be true");
    private static final Waiver WAIVER =
            new Waiver("rds-final-snapshot", "*", "Rebuilt every night", "ops", LocalDate.parse("2026-06-30"));
    private static final Violation ACCEPTED =
            new Violation("rds-final-snapshot", Severity.HIGH, Enforcement.MANDATORY, URN, "skipFinalSnapshot is true");
    private static final Violation OLD = new Violation(
            "rds-multi-az", Severity.HIGH, Enforcement.MANDATORY, OTHER, "multiAz is false but must be true");

    private static final PolicyReport REPORT = new PolicyReport(
                    List.of(MANDATORY, ADVISORY, OLD),
                    List.of(new Waived(ACCEPTED, WAIVER)),
                    List.of(new Approved(
                            new Violation(
                                    "database-replaced", Severity.CRITICAL, Enforcement.MANDATORY, URN, "is replaced"),
                            new Approval("database-replaced", URN, "Moved to the new engine", "dba"))),
                    List.of(new UnknownResult("rds-encrypted", Severity.CRITICAL, OTHER, "storageEncrypted")),
                    7,
                    50,
                    3)
            .accepting(new Baseline(List.of(
                    new Baseline.Entry("rds-multi-az", OTHER, "multiAz"),
                    new Baseline.Entry("rds-multi-az", OTHER + "-gone", "multiAz"))))
            .withRemediated(List.of(
                    new PolicyReport.Remediated("rds-copy-tags", Severity.LOW, OTHER, "copyTagsToSnapshot was set")))
            .locatedBy(SourceLocations.of(Map.of(
                    URN,
                    List.of(
                            new SourceLocation(
                                    "dev.shop.Database", "components/src/main/java/dev/shop/Data base,1.java", 42),
                            new SourceLocation("dev.shop.Main", "src/main/java/dev/shop/Main.java", 7)))));
    private static final PolicyReport EMPTY = new PolicyReport(List.of(), List.of(), List.of(), List.of(), 0, 50, 0);

    private static String golden(String name, String actual) throws Exception {
        Path folder = Path.of("src/test/resources/dev/plinth/policies/report");
        if (Boolean.getBoolean("plinth.golden.update")) {
            Files.writeString(folder.resolve(name), actual);
        }
        return Files.readString(folder.resolve(name));
    }

    /** Byte for byte; {@code -Dplinth.golden.update=true} writes the files anew. The rules of SARIF are masked: they grow. */
    @ParameterizedTest
    @EnumSource
    void aReportHasTheSameBytesInEachRun(ReportFormat format) throws Exception {
        String text = format.render(REPORT);
        if (format == ReportFormat.SARIF) {
            JsonNode document = MAPPER.readTree(text);
            ((ObjectNode) document.at("/runs/0/tool/driver")).putArray("rules");
            document.at("/runs/0/results").forEach(result -> ((ObjectNode) result).remove("ruleIndex"));
            text = document.toPrettyString() + "\n";
        }

        String name = "golden-" + format.name().toLowerCase(Locale.ROOT) + ".txt";
        assertThat(text).isEqualTo(golden(name, text));
        assertThat(format.render(REPORT)).endsWith("\n").isEqualTo(format.render(REPORT));
    }

    /** Nobody must have to ask another format. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BADGE")
    void everyFormatContainsAllResults(ReportFormat format) {
        assertThat(format.render(REPORT))
                .contains("rds-not-public", "rds-multi-az", "rds-final-snapshot", "database-replaced", "rds-encrypted")
                .contains("Rebuilt every night", "ops", "2026-06-30")
                .contains("Moved to the new engine", "dba", "rds-copy-tags", "copyTagsToSnapshot was set")
                .contains("storageEncrypted", "baseline", "7", "50", "3")
                .contains("base", "42");
    }

    @ParameterizedTest
    @EnumSource
    void noFormatLetsAValueControlATerminalOrAddAnElement(ReportFormat format) {
        String text = format.render(REPORT);
        assertThat(text).doesNotContain("\u001b", "\r", "\ud800");
        assertThat(text.lines()).noneMatch(line -> line.startsWith("::error::forged"));
        if (format == ReportFormat.JUNIT || format == ReportFormat.BADGE) {
            assertThat(text).doesNotContain("<script");
        }
    }

    @Test
    void theTableIsAlignedAndCounts() {
        List<String> lines = ReportFormat.TABLE.render(REPORT).lines().toList();
        assertThat(lines.get(0)).startsWith("SEVERITY  RESULT      RULE                RESOURCE  WHERE");
        assertThat(lines.get(1)).startsWith("critical  mandatory   rds-not-public      database  components/");
        assertThat(ReportFormat.TABLE.render(EMPTY)).startsWith("0 violations");
    }

    @Test
    void theJsonKeepsItsContract() throws Exception {
        JsonNode json = MAPPER.readTree(ReportFormat.JSON.render(REPORT.locatedBy(SourceLocations.NONE)));
        assertThat(json.get("violations").get(1).toString())
                .isEqualTo("{\"rule\":\"rds-multi-az\",\"severity\":\"high\",\"enforcement\":\"advisory\",\"urn\":\""
                        + URN + "\",\"message\":\"multiAz is false but must be true\"}");
        assertThat(json.at("/waived/0/owner").asText()).isEqualTo("ops");
        assertThat(json.at("/unknown/0/property").asText()).isEqualTo("storageEncrypted");
        assertThat(json.get("evaluated").intValue()).isEqualTo(7);
    }

    private static JsonSchema sarifSchema() {
        InputStream schema =
                Objects.requireNonNull(SarifSchema210.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    }

    @Test
    void sarifFollowsItsSchema() throws Exception {
        JsonSchema schema = sarifSchema();
        assertThat(schema.validate(MAPPER.readTree(ReportFormat.SARIF.render(REPORT))))
                .isEmpty();
        assertThat(schema.validate(MAPPER.readTree(ReportFormat.SARIF.render(EMPTY))))
                .isEmpty();
        JsonNode broken = MAPPER.readTree(
                ReportFormat.SARIF.render(REPORT).replace("\"kind\" : \"external\"", "\"kind\" : \"other\""));
        assertThat(schema.validate(broken)).isNotEmpty();
    }

    @Test
    void sarifHasRulesPlacesAndSuppressions() throws Exception {
        JsonNode run = MAPPER.readTree(ReportFormat.SARIF.render(REPORT)).at("/runs/0");
        JsonNode rules = run.at("/tool/driver/rules");
        assertThat(rules).hasSize(RuleCatalogue.all().size()).allSatisfy(rule -> {
            assertThat(rule.at("/help/markdown").asText()).isNotBlank();
            assertThat(rule.at("/properties/security-severity").asText()).matches("\\d\\.\\d");
        });
        JsonNode results = run.get("results");
        assertThat(results).hasSize(7).allSatisfy(result -> {
            assertThat(result.at("/locations/0/physicalLocation/region/startLine")
                            .asInt())
                    .isPositive();
            JsonNode index = result.path("ruleIndex");
            assertThat(index.isMissingNode()
                            || rules.get(index.asInt()).path("id").equals(result.path("ruleId")))
                    .isTrue();
        });
        assertThat(results.at("/0/level").asText()).isEqualTo("error");
        assertThat(results.at("/1/level").asText()).isEqualTo("warning");
        assertThat(results.at("/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("components/src/main/java/dev/shop/Data%20base,1.java");
        assertThat(results.at("/0/relatedLocations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(7);
        assertThat(results.at("/2/kind").asText()).isEqualTo("open");
        assertThat(results.at("/2/level").asText()).isEqualTo("none");
        assertThat(results.at("/2/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("Pulumi.production.yaml");
        assertThat(results.at("/3/suppressions/0/justification").asText()).contains("Rebuilt every night");
        assertThat(results.at("/4/suppressions/0/justification").asText())
                .isEqualTo("approved by dba: Moved to the new engine");
        assertThat(results.at("/5/suppressions/0/status").asText()).isEqualTo("accepted");
        assertThat(results.findValuesAsText("primaryLocationLineHash"))
                .doesNotHaveDuplicates()
                .hasSize(7);
    }

    @Test
    void junitIsWellFormedAndFailsOnlyWhatIsMandatory() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(ReportFormat.JUNIT.render(REPORT))));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("7");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("5");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(7);
        assertThat(document.getElementsByTagName("skipped").getLength()).isEqualTo(5);
        assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
                .startsWith("100% <script>alert('1')</script> & \"open\"")
                .contains("]]>", "Data base,1.java:42");
    }

    @Test
    void githubAnnotationsAreOneLineEachAndNameTheLine() {
        List<String> lines = ReportFormat.GITHUB.render(REPORT).lines().toList();
        assertThat(lines).hasSize(9);
        assertThat(lines.get(0))
                .startsWith("::error file=components/src/main/java/dev/shop/Data base%2C1.java,line=42,"
                        + "title=rds-not-public::" + URN + ": 100%25 <script>")
                .contains("%0A::error::forged");
        assertThat(lines.get(1)).startsWith("::warning file=").contains(",title=rds-multi-az::");
        assertThat(lines.get(2)).startsWith("::notice title=rds-encrypted::");
    }

    private static PolicyReport large(int count) {
        List<Violation> many = new ArrayList<>();
        List<UnknownResult> unknown = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            many.add(new Violation(
                    index % 2 == 0 ? "rds-not-public" : "team-rule-" + index,
                    index % 2 == 0 ? Severity.CRITICAL : Severity.LOW,
                    Enforcement.MANDATORY,
                    URN + index,
                    "€`|".repeat(300)));
            unknown.add(new UnknownResult("rds-encrypted", Severity.CRITICAL, URN + index, "storageEncrypted"));
        }
        return new PolicyReport(many, List.of(), List.of(), unknown, count, count, count);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 100, 5_000})
    void markdownFitsIntoACommentAndCountsWhatDoesNot(int count) {
        String text = ReportFormat.MARKDOWN.render(large(count));

        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(Markdown.LIMIT);
        assertThat(text.split("<details>", -1)).hasSameSizeAs(text.split("</details>", -1));
        long rows = text.lines().filter(line -> line.contains("| `database")).count();
        Matcher omitted = Pattern.compile("\\*\\*(\\d+) findings are omitted").matcher(text);
        long left = omitted.find() ? Long.parseLong(omitted.group(1)) : 0;
        assertThat(rows + left).isEqualTo(2L * count);
        assertThat(left > 0).isEqualTo(count >= 100);
    }

    @Test
    void markdownTakesNothingForMarkup() {
        String text = ReportFormat.MARKDOWN.render(REPORT);
        String row =
                text.lines().filter(line -> line.contains("100% ")).findFirst().orElseThrow();

        // The bars of the table's own three cells, and nothing else that has a meaning.
        assertThat(row.split("(?<!\\\\)\\|", -1)).hasSize(5);
        assertThat(row).doesNotContain("<code>").contains("``100% <script>", " @admin #1 ", "``<br>`::error::forged");
    }

    @ParameterizedTest
    @CsvSource({"MANDATORY, 1, #c02020", "ADVISORY, 1, #8f5d00", "ADVISORY, 0, #1f7a34"})
    void theBadgeIsAPictureWithATitle(Enforcement enforcement, int count, String colour) throws Exception {
        List<Violation> violations =
                Collections.nCopies(count, new Violation("rds-multi-az", Severity.HIGH, enforcement, URN, "x"));
        String svg =
                ReportFormat.BADGE.render(new PolicyReport(violations, List.of(), List.of(), List.of(), 900, 181, 12));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        Element root = document.getDocumentElement();

        assertThat(root.getNodeName()).isEqualTo("svg");
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .startsWith("policies: " + count + " violations");
        assertThat(document.getElementsByTagName("text").item(1).getTextContent())
                .isEqualTo("181 rules, " + count + " violations");
        assertThat(svg).contains(colour).doesNotContain("href", "<image", "url(");
    }
}
