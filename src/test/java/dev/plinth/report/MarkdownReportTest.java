package dev.plinth.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.report.Markdown;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import dev.plinth.preview.Block;
import dev.plinth.preview.Fixture;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.change.ChangeSection;
import dev.plinth.report.ReportStep.Danger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MarkdownReportTest {

    static final List<String> STACKS = dev.plinth.Repository.STACKS;

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String HOSTILE =
            "<img src=x onerror=alert(1)> | `rm` @admin #12 GH-7 https://e.example ![a](b) [x](y) </details> <!-- \n\n"
                    + "# h\u202e\u001b[31m";

    private record Told(String title, String summary, Risk risk, List<Block> blocks, List<Finding> findings)
            implements Section {
        @Override
        public String key() {
            return "told";
        }

        @Override
        public JsonNode toJson() {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private static GraphResource resource(String type, String name, String parent) {
        return new GraphResource(
                "urn:pulumi:production::shop::" + type + "::" + name,
                type,
                name,
                parent.isEmpty() ? null : parent,
                "",
                List.of(),
                new TreeMap<>(),
                (PropertyValue.ObjectValue) PropertyValue.of(Map.of()),
                PropertyValue.ObjectValue.EMPTY,
                false,
                !type.startsWith("plinth:"));
    }

    private static StackChange change(List<ResourceChange> changes) {
        return StackChange.of("shop", "production", Fixture.config("production"), changes);
    }

    private static String render(StackChange change, Section... sections) {
        String text = MarkdownReport.render(Previews.of(change, Previews.NO_POLICY, List.of(sections)));
        assertThat(Markdown.length(text)).isLessThan(Markdown.LIMIT);
        assertThat(text).endsWith("\n").doesNotContain("\r");
        return text;
    }

    /** So many deletions of buckets, each in one of some components. */
    private static StackChange deletions(int count, int components, IntFunction<String> name) {
        List<ResourceChange> changes = new ArrayList<>();
        List<GraphResource> parents = IntStream.range(0, components)
                .mapToObj(index -> resource(
                        "plinth:storage:ProtectedBucket", "customer-uploads-of-the-tenants-in-frankfurt-" + index, ""))
                .toList();
        parents.forEach(parent -> changes.add(Fixture.delete(parent)));
        for (int index = 0; index < count; index++) {
            changes.add(Fixture.delete(resource(
                    BUCKET, name.apply(index), parents.get(index % components).urn())));
        }
        return change(changes);
    }

    @Test
    void beginsWithStackAndBlockingFindings() {
        Section refusing = new Told(
                "Guards",
                "1 irreversible",
                Section.Risk.CRITICAL,
                List.of(),
                List.of(new Section.Finding("", "it is gone for good", "don't: `plinth --help`")));
        Section quiet =
                new Told("Monthly cost", "+0.00 USD", Section.Risk.NONE, List.of(new Block.Text("a row")), List.of());

        List<String> blocked =
                render(change(List.of()), refusing, quiet).lines().toList();

        assertThat(blocked.get(0)).isEqualTo("<!-- plinth preview shop/production -->");
        assertThat(blocked.get(2)).isEqualTo("## ❌ `production`: blocked: 1 finding in guards");
        assertThat(blocked)
                .contains(
                        "| ✅ | **Monthly cost** | +0.00 USD |",
                        "### ❌ Blocking findings: 1",
                        "| Guards |  | it is gone for good | don't: `plinth --help` |");
        assertThat(blocked.indexOf("### ❌ Guards: 1 irreversible"))
                .isPositive()
                .isLessThan(blocked.indexOf("### ✅ Monthly cost: +0.00 USD"));
        assertThat(render(change(List.of()), quiet)).contains("## ✅ `production`: no changes\n");
    }

    /** A column of names is set as code, and needs no backticks of its own within. */
    @Test
    void aNameIsSetAsCodeOnce() {
        Section telling = new Told(
                "Guards",
                "1 lossy",
                Section.Risk.NONE,
                List.of(new Block.Table(List.of("resource"), List.of(List.of("`uploads-bucket`")), Set.of())),
                List.of());

        assertThat(render(change(List.of()), telling)).contains("| `uploads-bucket` |");
    }

    @Test
    void anApprovalIsACommandToCopy() {
        PreviewReport report = new PreviewReport(
                Previews.of(change(List.of()), Previews.NO_POLICY, List.of()).plan(),
                change(List.of()),
                Previews.NO_POLICY,
                List.of(),
                Optional.of("plinth up production --approve 'stateful-not-deleted@::a'"));

        assertThat(MarkdownReport.render(report))
                .contains("```sh\nplinth up production --approve 'stateful-not-deleted@::a'\n```\n");
    }

    /** The longest names that a component and a resource plausibly have: 63 characters are the most that S3 takes. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void twoThousandDeletionsAreAllNamed(Shape shape) {
        StackChange change = deletions(2_000, shape.components(), shape.name());

        String text = render(
                change, Previews.of(change, Previews.NO_POLICY).sections().toArray(Section[]::new));

        MarkdownPage page = MarkdownPage.read(text);
        Set<String> names = page.names();
        assertThat(ReportStep.of(change)).hasSize(2_000).allSatisfy(step -> {
            assertThat(step.danger()).isEqualTo(Danger.IRREVERSIBLE);
            assertThat(names).contains(step.name());
        });
        assertThat(page.text()).contains("Irreversible steps: 2000").doesNotContain("more steps");
    }

    record Shape(String words, int components, IntFunction<String> name) {
        @Override
        public String toString() {
            return words;
        }
    }

    static final List<Shape> NAMES = List.of(
            new Shape("numbered", 1, index -> "uploads-" + index),
            new Shape(
                    "long and numbered, in one component",
                    1,
                    index -> String.format("customer-uploads-of-the-tenants-in-frankfurt-%04d-bucket", index)),
            new Shape(
                    "long and numbered, in 40 components",
                    40,
                    index -> String.format(
                            "customer-uploads-of-the-tenants-in-frankfurt-%d-%04d-bucket", index % 40, index)),
            new Shape(
                    "each in its own component",
                    2_000,
                    index -> "customer-uploads-of-the-tenants-in-frankfurt-" + index + "-replica-bucket"),
            new Shape(
                    "with a random end, as physical names have",
                    20,
                    index -> "customer-uploads-of-the-tenants-in-frankfurt-" + Integer.toHexString(index * 0x9E3779B1)),
            new Shape(
                    "with random middles",
                    20,
                    index -> Integer.toHexString(index * 0x9E3779B1) + Integer.toHexString(index * 0x85EBCA6B)
                            + "-production-uploads-bucket"));

    /** Names without anything in common can't be told in fewer characters than they have; that is said, not hidden. */
    @Test
    void countsUnknownResults() {
        java.util.Random random = new java.util.Random(7);
        List<String> names = IntStream.range(0, 2_000)
                .mapToObj(index -> random.ints(90, 'a', 'z' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();
        StackChange change = deletions(2_000, 3, names::get);

        MarkdownPage page = MarkdownPage.read(render(change));

        long told = names.stream().filter(page.names()::contains).count();
        Matcher left = Pattern.compile("(\\d+) more steps: see the HTML report or the job's artifact")
                .matcher(page.text());
        assertThat(left.find()).isTrue();
        assertThat(told).isGreaterThan(400);
        assertThat(told + Long.parseLong(left.group(1))).isEqualTo(2_000);
    }

    @Test
    void irreversibleStepsHavePriority() {
        List<ResourceChange> changes = new ArrayList<>();
        for (int index = 0; index < 3_000; index++) {
            changes.add(Fixture.creation(
                    resource("aws:sqs/queue:Queue", "a-queue-with-a-long-name-" + "x".repeat(40) + index, "")));
            changes.add(Fixture.delete(resource("aws:sqs/queue:Queue", "an-old-queue-" + "x".repeat(40) + index, "")));
        }
        changes.add(Fixture.delete(resource(BUCKET, "uploads-bucket", "")));
        StackChange change = change(changes);
        Section section = new Told(
                "Cost",
                "much",
                Section.Risk.WARNING,
                List.of(new Block.Table(
                        List.of("a", "b"),
                        IntStream.range(0, 5_000)
                                .mapToObj(index -> List.of("row " + index, "€".repeat(50)))
                                .toList(),
                        Set.of())),
                List.of());

        String text = render(change, section);

        assertThat(text)
                .contains("| delete | `uploads-bucket` |  | `aws:s3/bucketV2:BucketV2` | its data is deleted |")
                .contains("| row 0 | `€")
                .containsPattern("\\*\\d+ rows and paragraphs omitted");
        MarkdownPage.read(text);
    }

    @Test
    void fixedPartsFit() {
        Section[] sections = IntStream.range(0, 12)
                .mapToObj(index -> new Told(
                        "$".repeat(1_000),
                        "$".repeat(1_000),
                        Section.Risk.CRITICAL,
                        List.of(new Block.Text("$".repeat(10_000))),
                        List.of(new Section.Finding("", "$".repeat(10_000), "$".repeat(10_000)))))
                .toArray(Section[]::new);

        MarkdownPage.read(render(deletions(2_000, 1, index -> "uploads-" + index), sections));
    }

    @Test
    void aValueIsInertWhereverItStands() {
        List<Block> blocks = List.of(
                new Block.Text(HOSTILE),
                new Block.Warning(HOSTILE),
                new Block.Table(List.of("name", HOSTILE), List.of(List.of(HOSTILE, "x")), Set.of(1)),
                new Block.Details(HOSTILE, List.of(new Block.Text(HOSTILE))));
        Section section = new Told(
                HOSTILE,
                HOSTILE,
                Section.Risk.CRITICAL,
                blocks,
                List.of(new Section.Finding("urn:pulumi:a::b::c::" + HOSTILE, HOSTILE, HOSTILE)));
        StackChange change = change(List.of(
                Fixture.delete(resource(BUCKET, "a" + HOSTILE, "")),
                Fixture.creation(resource("aws:sqs/queue:Queue", "b" + HOSTILE, ""))));
        PolicyReport policies = new PolicyReport(
                List.of(
                        new Violation("x" + HOSTILE, Severity.HIGH, Enforcement.MANDATORY, "urn" + HOSTILE, HOSTILE),
                        new Violation("y" + HOSTILE, Severity.HIGH, Enforcement.ADVISORY, "urn" + HOSTILE, HOSTILE)),
                List.of(),
                List.of(),
                List.of(),
                1,
                1,
                1);

        String text = MarkdownReport.render(Previews.of(change, policies, List.of(section)));

        MarkdownPage page = MarkdownPage.read(text);
        assertThat(text).doesNotContain("\u001b", "\u202e", "\r");
        assertThat(page.text()).contains("<img src=x onerror=alert(1)>");
        assertThat(page.code()).anyMatch(span -> span.contains("@admin"));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of(
                        "@team",
                        "#1",
                        "https://x.example",
                        "www.x.example",
                        "<b>",
                        "</details>",
                        "<!--",
                        "`",
                        "``",
                        "|",
                        "\\",
                        "*",
                        "_",
                        "~~",
                        "[a](b)",
                        "&amp;",
                        " ",
                        "\n",
                        "long ",
                        "word",
                        "-",
                        "1. ",
                        "🌈",
                        "€",
                        "$1$",
                        "a:key:b")
                .list()
                .ofMaxSize(10)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<Block> blocks(int depth) {
        Arbitrary<Block> flat = Arbitraries.oneOf(
                texts().map(Block.Text::new),
                texts().map(Block.Warning::new),
                texts().list()
                        .ofSize(3)
                        .list()
                        .ofMaxSize(40)
                        .map(rows -> new Block.Table(List.of("a", "b", "c"), rows, Set.of(2))));
        return depth == 0
                ? flat
                : Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, flat),
                        net.jqwik.api.Tuple.of(
                                1,
                                Combinators.combine(
                                                texts(),
                                                blocks(depth - 1).list().ofMaxSize(4))
                                        .as(Block.Details::new)));
    }

    @Provide
    Arbitrary<Section> sections() {
        return Combinators.combine(
                        texts(),
                        texts(),
                        Arbitraries.of(Section.Risk.class),
                        blocks(2).list().ofMaxSize(30),
                        Combinators.combine(texts(), texts(), texts())
                                .as(Section.Finding::new)
                                .list()
                                .ofMaxSize(30))
                .as(Told::new);
    }

    @Provide
    Arbitrary<StackChange> changes() {
        Arbitrary<ResourceChange> step = Combinators.combine(
                        Arbitraries.of(Operation.CREATE, Operation.UPDATE, Operation.REPLACE, Operation.DELETE),
                        Arbitraries.of(BUCKET, "aws:sqs/queue:Queue", "aws:rds/instance:Instance", "aws:kms/key:Key"),
                        texts(),
                        Arbitraries.integers().between(0, 100_000))
                .as((operation, type, name, number) -> {
                    GraphResource resource = resource(type, "n" + name + number, "");
                    return switch (operation) {
                        case CREATE -> Fixture.creation(resource);
                        case DELETE -> Fixture.delete(resource);
                        case REPLACE -> Fixture.replace(resource, resource, "name");
                        case UPDATE, SAME -> Fixture.update(resource, resource, "tags");
                    };
                });
        return step.list()
                .ofMaxSize(300)
                .map(steps -> change(new ArrayList<>(steps.stream()
                        .collect(java.util.stream.Collectors.toMap(
                                each -> each.resource().urn(), each -> each, (one, other) -> one, TreeMap::new))
                        .values())));
    }

    @Property(tries = 150)
    void everyPreviewFitsTheLimit(
            @ForAll("changes") StackChange change, @ForAll("sections") Section one, @ForAll("sections") Section other) {
        String text = render(change, one, other);

        MarkdownPage page = MarkdownPage.read(text);
        Set<String> names = page.names();
        for (ReportStep step : ReportStep.of(change)) {
            if (step.danger() == Danger.IRREVERSIBLE) {
                assertThat(names)
                        .contains(step.name().replaceAll("[\\n\\t]+", " ").strip());
            }
        }
        assertThat(render(change, one, other)).isEqualTo(text);
    }

    private static ResourceChange replacement(int number, String statement) {
        GraphResource before = Fixture.resource(
                BUCKET,
                "bucket-" + number,
                Map.of("bucket", "a" + number, "policy", "{\"Statement\":[]}", "text", HOSTILE));
        GraphResource after = Fixture.resource(
                BUCKET,
                "bucket-" + number,
                Map.of(
                        "bucket",
                        "b" + number,
                        "policy",
                        "{\"Statement\":[" + statement + "]}",
                        "text",
                        HOSTILE + "`````"));
        return Fixture.replace(before, after, "bucket", "policy", "text");
    }

    @Test
    void carriesTheFullDifferenceOfRiskySteps() {
        StackChange change = Fixture.change(
                "production",
                replacement(1, "{\"Sid\":\"Open\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}"));

        String text = render(change);

        assertThat(text)
                .contains(
                        "### Differences of the risky steps\n",
                        "@@ replace bucket-1 (" + BUCKET + ") @@\n",
                        "- bucket: a1\n+ bucket: b1\n",
                        "+ policy.Statement[Open]: {Action: *, Effect: Allow, Resource: *}\n");
        assertThat(MarkdownPage.read(text).text()).doesNotContain("Open");
    }

    @Test
    void differencesThatDoNotFitAreCounted() {
        ResourceChange[] many = IntStream.range(0, 2_000)
                .mapToObj(number ->
                        replacement(number, "{\"Sid\":\"S" + number + "\",\"Action\":\"" + "a".repeat(200) + "\"}"))
                .toArray(ResourceChange[]::new);

        String text = render(Fixture.change("production", many));

        assertThat(Markdown.length(text)).isLessThanOrEqualTo(MarkdownReport.LIMIT);
        assertThat(text).containsPattern("\\*\\d+ lines omitted: see the HTML report");
        MarkdownPage.read(text);
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void theFirstPreviewOfAShippedStackFits(String stack) {
        PreviewReport report = Previews.first(stack);

        String text = MarkdownReport.render(report);

        assertThat(Markdown.length(text)).isLessThan(Markdown.LIMIT);
        MarkdownPage page = MarkdownPage.read(text);
        report.shown().stream()
                .filter(section -> !section.key().equals(ChangeSection.KEY) && !section.isUnaffected())
                .forEach(section -> assertThat(page.text()).contains(section.title()));
        assertThat(ReportStep.of(report.change())).hasSizeGreaterThan(100);
        assertThat(MarkdownReport.render(Previews.first(stack))).isEqualTo(text);
    }
}
