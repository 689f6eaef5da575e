package dev.plinth.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.model.Plan;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.Step;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import dev.plinth.preview.Block;
import dev.plinth.preview.Fixture;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.change.ChangeSection;
import dev.plinth.report.PreviewFormat;
import dev.plinth.report.Previews;
import dev.plinth.report.ReportStep;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PreviewTextTest {

    static final List<String> STACKS = Repository.STACKS;

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String QUEUE = "aws:sqs/queue:Queue";

    private static String print(PreviewReport report, int width, boolean full) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        new PreviewText(new Terminal(writer, writer, false, false, width), full).print(report);
        assertThat(out.toString().lines())
                .allSatisfy(line -> assertThat(TextLayout.width(line)).isLessThanOrEqualTo(width));
        return out.toString();
    }

    private static String print(PreviewReport report) {
        return print(report, Terminal.COLUMNS, false);
    }

    private static PreviewReport of(Section section, ResourceChange... changes) {
        return Previews.of(Fixture.change("production", changes), Previews.NO_POLICY, List.of(section));
    }

    private static PreviewReport of(ResourceChange... changes) {
        return Previews.of(Fixture.change("production", changes), Previews.NO_POLICY, List.of());
    }

    private static ResourceChange[] creations(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> Fixture.creation(Fixture.resource(QUEUE, "queue-" + index, Map.of())))
                .toArray(ResourceChange[]::new);
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void aPersonCanReadTheFirstPreviewOfAShippedStack(String stack) {
        PreviewReport report = Previews.first(stack);

        String text = print(report);

        assertThat(text.lines().count()).isLessThan(150);
        assertThat(text).contains("+ create  ", " in network: ", "policies: ", "… use --full to list each step");
        report.shown().stream()
                .filter(section -> !section.key().equals(ChangeSection.KEY) && !section.isUnaffected())
                .forEach(section -> assertThat(text).contains(section.title() + ": "));
        assertThat(text.lines().reduce((first, second) -> second).orElseThrow())
                .isEqualTo(stack + ": " + report.verdict());
        assertThat(print(report, Terminal.COLUMNS, true))
                .contains(report.change().changes().stream()
                        .filter(step -> step.resource().custom())
                        .map(step -> "+ create  " + step.resource().name())
                        .map(line -> line.substring(0, Math.min(line.length(), 60)))
                        .toList());
        print(report, 40, false);
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void aPreviewWithoutChangesHasAtMostThreeLines(String stack) {
        PreviewReport report = Previews.without(stack, resource -> false);

        String text = print(report);

        assertThat(text.lines().count()).isLessThanOrEqualTo(3);
        assertThat(text).startsWith("unchanged: ").endsWith(stack + ": no changes\n");
        assertThat(PreviewFormat.MARKDOWN.render(report).lines().count()).isLessThanOrEqualTo(5);
        assertThat(print(report, Terminal.COLUMNS, true)).contains("warning  ", "Monthly cost: ");
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void aChangedPropertyIsFirstAndOnlyItsEffectsAreShown(String stack) {
        PreviewReport report = Previews.with(
                stack,
                "database-instance",
                Map.of("instanceClass", "db.r6g.2xlarge", "autoMinorVersionUpgrade", false));

        List<String> lines = print(report).lines().toList();

        assertThat(lines.get(0)).isEqualTo("~ update  database-instance aws:rds/instance:Instance");
        assertThat(lines.get(1)).isEqualTo("    ~ autoMinorVersionUpgrade  true → false");
        assertThat(lines.get(2)).startsWith("    ~ instanceClass  db.").endsWith(" → db.r6g.2xlarge");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("warning") || line.startsWith("blocked"))
                .singleElement()
                .asString()
                .contains("rds-minor-upgrades");
        assertThat(lines).anyMatch(line -> line.startsWith("unchanged: ")).hasSizeLessThan(30);
        assertThat(lines).last().asString().contains(": 1 policy violation");
    }

    @Test
    void everyDangerousStepIsThereAndFirst() {
        PreviewReport report =
                Previews.without("production", resource -> resource.name().contains("database"));
        List<ReportStep> dangerous = ReportStep.of(report.change()).stream()
                .filter(step -> step.danger() != ReportStep.Danger.NONE)
                .toList();

        List<String> lines = print(report).lines().toList();

        assertThat(dangerous).hasSizeGreaterThan(20);
        assertThat(lines).filteredOn(line -> line.startsWith("- delete  ")).hasSameSizeAs(dangerous);
        assertThat(dangerous)
                .allSatisfy(step -> assertThat(lines).anyMatch(line -> line.startsWith("- delete  " + step.name())));
        assertThat(lines.subList(0, 2))
                .containsExactly(
                        "- delete  database-postgresql-log-group aws:cloudwatch/logGroup:LogGroup",
                        "    irreversible: its data is deleted");
    }

    @Test
    void hundredsOfDeletionsAreNeverFolded() {
        List<ResourceChange> changes = new ArrayList<>(List.of(creations(300)));
        IntStream.range(0, 300)
                .forEach(index -> changes.add(Fixture.delete(Fixture.resource(BUCKET, "bucket-" + index, Map.of()))));

        String text = print(of(changes.toArray(ResourceChange[]::new)));

        assertThat(text.lines().filter(line -> line.startsWith("- delete  bucket-")))
                .hasSize(300);
        assertThat(text.lines().filter(line -> line.startsWith("+ create")))
                .containsExactly("+ create  300 outside components: 300 Queue");
        assertThat(text).contains("600 changes: 300 deletions, 300 creations\n");
    }

    @Test
    void fewStepsAreToldOneByOne() {
        var before = Fixture.resource(QUEUE, "jobs", Map.of("delaySeconds", 1));
        var after = Fixture.resource(QUEUE, "jobs", Map.of("delaySeconds", 2));

        assertThat(print(of(
                        Fixture.update(before, after, "delaySeconds"),
                        Fixture.same(Fixture.resource(QUEUE, "x", Map.of())))))
                .startsWith("~ update  jobs aws:sqs/queue:Queue\n    ~ delaySeconds  1 → 2\n1 update\n");
        assertThat(print(of(Fixture.replace(before, after, "delaySeconds"))))
                .startsWith(
                        "± replace jobs aws:sqs/queue:Queue\n    replaced: delaySeconds changes (1 → 2)\n1 replacement\n");
        assertThat(print(of())).isEqualTo("test: no changes\n");
    }

    @Test
    void anUnknownOperationIsAlwaysPrinted() {
        StackChange change = Fixture.change("production", creations(50));
        List<Step> steps = new ArrayList<>(
                Previews.of(change, Previews.NO_POLICY, List.of()).plan().steps());
        steps.add(new Step("discard", "urn:pulumi:test::shop::a:b:C::odd", "a:b:C", "odd", List.of(), List.of()));
        Plan plan = new Plan("shop", "test", steps, Map.of());

        String text = print(new PreviewReport(plan, change, Previews.NO_POLICY, List.of(), Optional.empty()));

        assertThat(text).startsWith("? discard odd a:b:C\n").contains("50 creations, 1 other\n");
    }

    @Test
    void theSameViolationOfManyResourcesIsToldOnce() {
        List<Violation> violations = new ArrayList<>();
        IntStream.range(0, 20)
                .forEach(index -> violations.add(new Violation(
                        "queue-encrypted",
                        Severity.HIGH,
                        Enforcement.ADVISORY,
                        "urn:pulumi:test::shop::" + QUEUE + "::queue-" + index,
                        "sqsManagedSseEnabled is false but must be true\nSet it:\n    .sqsManagedSseEnabled(true)")));
        violations.add(new Violation("no-bucket", Severity.LOW, Enforcement.MANDATORY, "urn::a", "must not be"));
        PolicyReport policies = new PolicyReport(violations, List.of(), List.of(), List.of(), 21, 2, 20);
        PreviewReport report = Previews.of(Fixture.change("production"), policies, List.of());

        assertThat(print(report).lines())
                .containsSubsequence(
                        "blocked  no-bucket (LOW) a",
                        "    must not be",
                        "warning  queue-encrypted (HIGH) queue-0",
                        "    sqsManagedSseEnabled is false but must be true",
                        "    Set it:",
                        "        .sqsManagedSseEnabled(true)",
                        "    … and so queue-1, queue-2, queue-3, queue-4, queue-5, queue-6 and 13 more: use --full to list",
                        "    them")
                .last()
                .isEqualTo("test: blocked: 1 policy violation");
        assertThat(print(report, Terminal.COLUMNS, true).lines().filter(line -> line.startsWith("warning")))
                .hasSize(20);
    }

    private record Told(Risk risk, List<Block> blocks, List<Finding> findings) implements Section {
        @Override
        public String key() {
            return "told";
        }

        @Override
        public String title() {
            return "Told";
        }

        @Override
        public String summary() {
            return "a summary";
        }

        @Override
        public com.fasterxml.jackson.databind.JsonNode toJson() {
            return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        }
    }

    @Test
    void aSectionIsFoldedUnlessAllIsAskedFor() {
        List<List<String>> rows = IntStream.range(0, 40)
                .mapToObj(index -> List.of("row " + index))
                .toList();
        Section section = new Told(
                Section.Risk.CRITICAL,
                List.of(
                        new Block.Warning("a warning"),
                        new Block.Table(List.of("heading"), rows, Set.of()),
                        new Block.Details("folded", List.of(new Block.Text("inside")))),
                List.of(
                        new Section.Finding("", "one is wrong", "fix it"),
                        new Section.Finding("", "two is wrong", "fix it"),
                        new Section.Finding("", "three is wrong", "leave it")));

        String brief = print(of(section));
        String full = print(of(section), Terminal.COLUMNS, true);

        assertThat(brief)
                .contains(
                        "\nTold: a summary\n  ! a warning\n  heading\n  row 0\n",
                        "  row 23\n",
                        "… 16 more rows: use --full")
                .contains(
                        """
                        blocked  one is wrong
                        blocked  two is wrong
                            → fix it
                        blocked  three is wrong
                            → leave it
                        """)
                .doesNotContain("folded", "inside", "row 24")
                .endsWith("\ntest: blocked: 3 findings in told\n");
        assertThat(full).contains("  row 39\n", "  ▾ folded\n    inside\n").doesNotContain("--full");
    }

    @Test
    void aValueControlsNoTerminal() {
        String hostile = "\u001b[31m\u202e\rred";
        Section section = new Told(
                Section.Risk.NONE,
                List.of(
                        new Block.Text(hostile),
                        new Block.Warning(hostile),
                        new Block.Table(List.of(hostile), List.of(List.of(hostile)), Set.of(0))),
                List.of(new Section.Finding("", hostile, hostile)));

        assertThat(print(of(section, Fixture.creation(Fixture.resource(QUEUE, "a" + hostile, Map.of())))))
                .contains("[31mred")
                .doesNotContain("\u001b", "\u202e", "\r");
    }
}
