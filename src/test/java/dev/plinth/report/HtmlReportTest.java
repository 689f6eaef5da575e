package dev.plinth.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.preview.Block;
import dev.plinth.preview.Fixture;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseErrorList;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {

    private static final Map<String, String> PAGES = Map.of(
            "risky", HtmlReport.render(Reports.risky()),
            "first", HtmlReport.render(Reports.first()),
            "quiet", HtmlReport.render(Reports.quiet()),
            "hostile", HtmlReport.render(Reports.hostile()));

    static Set<String> pages() {
        return PAGES.keySet();
    }

    private static String page(String name) {
        return Objects.requireNonNull(PAGES.get(name));
    }

    private static Document risky() {
        return Jsoup.parse(page("risky"));
    }

    private static Element step(Document page, String name) {
        return page.select(".step").stream()
                .filter(step -> step.select(".name").text().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isWellFormedAndComplete(String name) {
        String html = page(name);
        Parser parser = Parser.htmlParser().setTrackErrors(10);
        Document page = parser.parseInput(html, "");
        ParseErrorList errors = parser.getErrors();

        assertThat(errors).as(errors.toString()).isEmpty();
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("header, main, footer")).hasSize(3);
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("meta[charset=utf-8], meta[name=viewport]")).hasSize(2);
        assertThat(html).endsWith("</html>\n");
        assertThat(html.replace("{{project}}", "")).doesNotContain("{{");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void idsAreUniqueAndLinksResolve(String name) {
        String html = page(name);
        Document page = Jsoup.parse(html);
        Set<String> ids = new HashSet<>();
        page.select("[id]")
                .forEach(element ->
                        assertThat(ids.add(element.id())).as(element.id()).isTrue());

        assertThat(page.select("a")).isNotEmpty();
        page.select("a[href]").forEach(link -> assertThat(link.attr("href")).startsWith("#"));
        page.select("a[href]")
                .forEach(link -> assertThat(ids).contains(link.attr("href").substring(1)));
        page.select("[aria-labelledby], [aria-describedby], label[for]").forEach(element -> assertThat(ids)
                .contains((element.attr("aria-labelledby") + element.attr("aria-describedby") + element.attr("for"))
                        .split(" ", -1)[0]));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void headingsDescendByOne(String name) {
        String html = page(name);
        int level = 0;
        for (Element heading : Jsoup.parse(html).select("h1, h2, h3, h4")) {
            int next = heading.tagName().charAt(1) - '0';
            assertThat(next).as(heading.text()).isLessThanOrEqualTo(level + 1);
            level = next;
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void loadsAndRunsOnlyItsOwnContent(String name) throws Exception {
        String html = page(name);
        Document page = Jsoup.parse(html);
        String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");

        assertThat(policy).startsWith("default-src 'none'; ").doesNotContain("unsafe");
        assertThat(page.select("script")).hasSize(1);
        for (Element own : page.select("script, style")) {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((own.data() + own.wholeText()).getBytes(StandardCharsets.UTF_8));
            assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        assertThat(page.select("[src], [style], iframe, object, embed, base, img, form[action]"))
                .isEmpty();
        assertThat(page.select("link")).hasSize(1);
        assertThat(page.select("*")).allSatisfy(element -> assertThat(element.attributes())
                .noneMatch(attribute -> attribute.getKey().startsWith("on")));
    }

    @Test
    void escapesValuesOfThePreview() {
        String html = HtmlReport.render(Reports.hostile());
        Document page = Jsoup.parse(html);

        assertThat(page.select("img")).isEmpty();
        assertThat(page.select("h1").text()).contains("</script></style><img src=x", "{{project}} & '");
        assertThat(page.select(".step .name").text()).contains("<img src=x", "[U+202E]`");
        assertThat(page.select(".properties del").text()).contains("<img src=x");
        assertThat(page.select(".properties code").text()).contains("<img src=x");
        assertThat(html).doesNotContain("\u202E").doesNotContain("<img");
    }

    @Test
    void secretsAreMasked() {
        GraphResource before = Fixture.resource(
                "aws:sqs/queue:Queue",
                "jobs",
                Map.of("secret", new PropertyValue.Secret(new PropertyValue.Text("hunter2"))));
        GraphResource after = Fixture.resource(
                "aws:sqs/queue:Queue",
                "jobs",
                Map.of("secret", new PropertyValue.Secret(new PropertyValue.Text("hunter3")), "plain", "x"));
        GraphResource made = Fixture.resource(
                "aws:sqs/queue:Queue",
                "made",
                Map.of("nested", Map.of("deep", List.of(new PropertyValue.Secret(new PropertyValue.Text("hunter4"))))));
        String html = HtmlReport.render(
                Reports.of(Fixture.change("staging", Fixture.update(before, after, "secret"), Fixture.creation(made))));

        assertThat(html).contains("[secret]").doesNotContain("hunter");
    }

    @Test
    void beginsWithVerdictAndBlockingFindings() {
        Document page = risky();

        assertThat(page.select(".verdict .word").text()).contains("Blocked");
        assertThat(page.title()).isEqualTo("Blocked: plinth / production");
        assertThat(page.select(".refusal h3 a").eachText()).contains("database-instance", "uploads-bucket");
        Element database = page.expectFirst(".refusal:contains(database-instance)");
        assertThat(database.select(".source").eachText()).contains("Guards", "stateful-not-replaced");
        assertThat(database.select(".remedy code").eachText()).contains("plinth simulator restore-test production");
        assertThat(database.select(".reason:contains(stateful-not-replaced) .remedy")
                        .text())
                .contains("ignoreChanges");
        assertThat(page.select("main > section").eachAttr("id"))
                .startsWith("refused", "glance", "diagram", "steps", "policies");
        assertThat(page.select("#approve")).hasSize(1);
    }

    @Test
    void stepsShowValuesBeforeAndAfterAndReasons() {
        Element step = step(risky(), "database-instance");

        assertThat(step.attr("data-operation")).isEqualTo("replace");
        assertThat(step.attr("data-risk")).isEqualTo("critical");
        assertThat(step.select(".operation").text()).isEqualTo("± replace");
        assertThat(step.select(".because").text()).contains("dbName changes (laser → shop)");
        assertThat(step.select(".properties li").eachText())
                .containsExactly(
                        "dbName before: laser after: shop", "instanceClass before: db.r6g.large after: db.r6g.xlarge");
        assertThat(step.select(".line").text()).contains(".java:");
        assertThat(step.expectFirst("details").hasAttr("open")).isTrue();
        assertThat(risky().select(".group:has(#" + step.id() + ") h3").text()).contains("database", "plinth:database:");
    }

    @Test
    void listsEveryStepOnceSortedByRisk() {
        PreviewReport report = Reports.risky();
        Document page = risky();
        List<String> urns = page.select(".step").eachAttr("data-urn");

        assertThat(urns)
                .containsExactlyInAnyOrderElementsOf(report.change().changes().stream()
                        .filter(change -> change.operation() != Operation.SAME)
                        .filter(change -> change.resource().custom())
                        .map(change -> change.resource().urn())
                        .toList());
        assertThat(page.select(".group .step:first-child").eachAttr("data-risk"))
                .isSortedAccordingTo(Comparator.comparing(List.of("critical", "warning", "info")::indexOf));
    }

    @Test
    void showsAllSectionsAndBlocks() {
        PreviewReport report = Reports.risky();
        Document page = risky();

        for (Section section : report.shown()) {
            String id = section.key().equals("change") ? "steps" : "section-" + section.key();
            assertThat(page.select("#" + id)).as(id).hasSize(1);
            assertThat(page.select(".card[href=#" + id + "] .summary").text())
                    .isEqualTo(section.isUnaffected() ? "" : section.summary());
            if (!id.equals("steps")) {
                assertTold(page.expectFirst("#" + id).text(), section.blocks());
            }
        }
        assertThat(page.select("main > section[id^=section-]").eachAttr("id").get(0))
                .isEqualTo("section-guards");
    }

    private static void assertTold(String text, List<Block> blocks) {
        for (Block block : blocks) {
            if (block instanceof Block.Text told) {
                assertThat(text).contains(told.text());
            } else if (block instanceof Block.Warning told) {
                assertThat(text).contains(told.text());
            } else if (block instanceof Block.Table table) {
                table.rows().forEach(row -> row.forEach(cell -> assertThat(text).contains(cell)));
            } else if (block instanceof Block.Details details) {
                assertThat(text).contains(details.summary());
                assertTold(text, details.content());
            }
        }
    }

    @Test
    void listsPolicyResultsByEffect() {
        PreviewReport report = Reports.risky();
        Element policies = risky().expectFirst("#policies");

        assertThat(policies.select("details > summary").eachText())
                .contains("Violations " + report.policies().violations().size())
                .contains(
                        "Known after the update " + report.policies().unknown().size());
        assertThat(policies.select("li").size())
                .isEqualTo(report.policies().violations().size()
                        + report.policies().waived().size()
                        + report.policies().unknown().size());
    }

    @Test
    void reportsAnEmptyChange() {
        Document page = Jsoup.parse(HtmlReport.render(Reports.quiet()));

        assertThat(page.select("#steps").text()).contains("No changes.");
        assertThat(page.select(".step, .filters, #refused")).isEmpty();
    }

    @Test
    void isReproducible() {
        assertThat(HtmlReport.render(Reports.risky())).isEqualTo(page("risky"));
        assertThat(PreviewFormat.of(Path.of("preview.html"))).contains(PreviewFormat.HTML);
        assertThat(PreviewFormat.HTML.render(Reports.risky())).isEqualTo(page("risky"));
    }

    @Test
    void twoThousandStepsStayAFewMegabytes() {
        String html = HtmlReport.render(Reports.large(2_000));

        assertThat(Jsoup.parse(html).select(".step")).hasSize(2_000);
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(4_000_000);
        assertThat(Jsoup.parse(html).select(".step details[open]")).isEmpty();
    }

    @Test
    void reportsAChangeOfTheStackOnly() {
        String html =
                HtmlReport.render(Reports.of(StackChange.of("shop", "test", Fixture.config("staging"), List.of())));

        assertThat(Jsoup.parse(html).select(".verdict .word").text()).isNotEmpty();
    }

    @Test
    void showsTheSameDifferencesAsTheOtherReports() {
        var before = Fixture.resource("aws:iam/policy:Policy", "task", Map.of("policy", "{\"Statement\":[]}"));
        var after = Fixture.resource(
                "aws:iam/policy:Policy",
                "task",
                Map.of("policy", "{\"Statement\":[{\"Sid\":\"Read\",\"Action\":\"s3:GetObject\"}]}", "path", "/a/"));
        PreviewReport report = Previews.of(
                Fixture.change("production", Fixture.update(before, after, "policy", "path")),
                Previews.NO_POLICY,
                List.of());

        Document page = Jsoup.parse(HtmlReport.render(report));

        assertThat(page.select("ul.properties li").eachText())
                .containsExactlyElementsOf(ReportStep.of(report.change()).get(0).differences().stream()
                        .map(each -> each.path() + " " + each.after())
                        .toList())
                .containsExactly("path /a/", "policy.Statement[Read] {Action: s3:GetObject}");
        assertThat(page.select("ul.properties ins")).hasSize(2);
        assertThat(page.select("ul.properties del")).isEmpty();
    }
}
