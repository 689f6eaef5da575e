package dev.plinth.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.preview.PreviewReport;
import dev.plinth.report.Chromium.Device;
import dev.plinth.report.Chromium.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser; the pictures that it takes lie in {@code target/preview-report}. */
class HtmlReportBrowserTest {

    private static final Path PICTURES = Path.of("target", "preview-report");
    private static final Map<String, Supplier<PreviewReport>> REPORTS = new TreeMap<>(Map.of(
            "first", Reports::first,
            "risky", Reports::risky,
            "quiet", Reports::quiet,
            "hostile", Reports::hostile));

    private static final String SHOWN = "document.querySelectorAll('.step:not([hidden])').length";
    private static final String STATUS = "document.getElementById('shown').textContent";

    private static Chromium browser;

    @BeforeAll
    static void start(@TempDir Path profile) throws Exception {
        Optional<Path> binary = Chromium.find();
        assumeTrue(
                binary.isPresent(),
                "no Chromium on the PATH (chromium, chromium-browser, google-chrome) nor in the variable CHROMIUM: the"
                        + " HTML page is not tested in a browser");
        browser = Chromium.start(binary.get(), profile);
        Files.createDirectories(PICTURES);
        for (Map.Entry<String, Supplier<PreviewReport>> report : REPORTS.entrySet()) {
            Files.writeString(
                    page(report.getKey()), HtmlReport.render(report.getValue().get()));
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Path page(String name) {
        return PICTURES.resolve(name + ".html").toAbsolutePath();
    }

    private static Page open(String name, String fragment, Device device) {
        return browser.open(page(name), fragment, device);
    }

    private static Page risky() {
        return open("risky", "", Device.DESKTOP);
    }

    private static void search(Page page, String text) {
        page.click("#query");
        page.type(text);
    }

    @ParameterizedTest
    @CsvSource({
        "first, DESKTOP",
        "first, PHONE",
        "risky, DESKTOP",
        "risky, PHONE",
        "risky, DARK",
        "quiet, DARK_PHONE",
        "hostile, PHONE"
    })
    void isAccessibleAndFitsItsScreen(String name, String device) throws Exception {
        Device with = (Device) Device.class.getDeclaredField(device).get(null);
        Page page = open(name, "", with);
        if (page.evaluate("document.getElementById('open') !== null").asBoolean() && !name.equals("first")) {
            page.click("#open");
        }
        page.evaluate("document.querySelectorAll('details').forEach(details => {"
                + " if (!details.closest('.group')) { details.open = true; } })");

        assertThat(faults(page)).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
                .as("width of " + page.text(WIDEST))
                .isLessThanOrEqualTo(with.width());
        assertThat(page.requests()).isEmpty();
        assertThat(page.complaints()).isEmpty();
        page.evaluate("scrollTo(0, 0)");
        page.screenshot(PICTURES.resolve(name + "-" + device.toLowerCase(Locale.ROOT) + "-open.png"), true);
        Page closed = open(name, "", with);
        closed.screenshot(PICTURES.resolve(name + "-" + device.toLowerCase(Locale.ROOT) + ".png"), true);
    }

    private static final String WIDEST = "[...document.querySelectorAll('body *')].filter(element =>"
            + " element.getBoundingClientRect().right > innerWidth && !element.closest('.table, .canvas, .skip'))"
            + ".slice(0, 3).map(element => element.outerHTML.slice(0, 200)).join('\\n')";

    /** What axe-core finds against WCAG 2.2 A and AA and good practice; one line a node. */
    private static List<String> faults(Page page) throws IOException {
        try (var script = HtmlReportBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8) + "; 0");
        }
        JsonNode result = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(result =>"
                + " ({passes: result.passes.length, faults: result.violations.flatMap(violation => violation.nodes.map("
                + " node => violation.id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary))}))");
        assertThat(result.path("passes").asInt()).isGreaterThan(20);
        return Stream.of(result.path("faults"))
                .flatMap(faults -> {
                    Stream.Builder<String> lines = Stream.builder();
                    faults.forEach(fault -> lines.add(fault.asText()));
                    return lines.build();
                })
                .toList();
    }

    @Test
    void aSearchFindsNamesTypesPropertiesAndMessages() {
        Page page = risky();
        int all = page.evaluate(SHOWN).asInt();
        assertThat(page.text(STATUS)).isEqualTo(all + " of " + all + " steps");

        search(page, "DBNAME shop");
        page.await(SHOWN + " === 1");

        assertThat(page.text(STATUS)).startsWith("1 of " + all + " steps, ").contains("refusals and policy results");
        assertThat(page.text("document.querySelector('.step:not([hidden]) .name').textContent"))
                .isEqualTo("database-instance");
        assertThat(page.text("location.hash")).isEqualTo("#query=DBNAME+shop");
        for (String words :
                List.of("aws:rds/instance:Instance", "urn:pulumi database-instance", "stateful-not-replaced")) {
            page.evaluate("document.getElementById('query').value = ''");
            search(page, words);
            page.await("location.hash.includes(" + "'" + words.substring(0, 3) + "')");
            assertThat(page.evaluate(SHOWN).asInt()).as(words).isBetween(1, 4);
        }
        page.evaluate("document.getElementById('query').value = ''");
        search(page, "nothing has this");
        page.await(SHOWN + " === 0");
        assertThat(page.evaluate("document.getElementById('nothing').hidden").asBoolean())
                .isFalse();
    }

    @Test
    void filtersNarrowTogetherAndEscapeClearsThem() {
        Page page = risky();
        int all = page.evaluate(SHOWN).asInt();

        page.click("input[name=operation][value=delete]");
        int deleted = page.evaluate(SHOWN).asInt();
        assertThat(deleted).isBetween(1, all - 1);
        page.click("input[name=operation][value=replace]");
        assertThat(page.evaluate(SHOWN).asInt()).isEqualTo(deleted + 1);
        page.click("input[name=risk][value=critical]");
        assertThat(page.evaluate(SHOWN).asInt()).isBetween(2, deleted);
        assertThat(page.text("location.hash")).isEqualTo("#operation=delete%2Creplace&risk=critical");
        assertThat(page.text("document.querySelector('.group:not([hidden]) .matching').textContent"))
                .contains(" of ");
        page.evaluate("document.getElementById('type').value = 'aws:s3/bucketV2:BucketV2';"
                + " document.getElementById('type').dispatchEvent(new Event('change', {bubbles: true}))");
        assertThat(page.evaluate("[...document.querySelectorAll('.step:not([hidden])')].every(step =>"
                                + " step.dataset.type === 'aws:s3/bucketV2:BucketV2')")
                        .asBoolean())
                .isTrue();

        page.press("Escape");

        assertThat(page.evaluate(SHOWN).asInt()).isEqualTo(all);
        assertThat(page.text("location.hash")).isEmpty();
        assertThat(page.evaluate("document.querySelectorAll('input:checked').length")
                        .asInt())
                .isZero();
        assertThat(page.evaluate("document.getElementById('clear').disabled").asBoolean())
                .isTrue();
    }

    @Test
    void aLinkCarriesTheFilters() throws IOException {
        Page page = open("risky", "#query=bucket&operation=delete", Device.DESKTOP);
        int shown = page.evaluate(SHOWN).asInt();

        assertThat(shown).isPositive();
        assertThat(page.text("document.getElementById('query').value")).isEqualTo("bucket");
        page.evaluate("document.getElementById('steps').scrollIntoView({behavior: 'instant'})");
        page.screenshot(PICTURES.resolve("risky-filtered.png"), false);
        page.evaluate("location.hash = 'risk=critical'");
        page.await(SHOWN + " !== " + shown);
        assertThat(page.text("document.getElementById('query').value")).isEmpty();
    }

    @Test
    void aLinkToAStepOpensItAndClearsFilters() {
        Page page = risky();
        search(page, "uploads-bucket");
        page.await("document.querySelectorAll('.group:not([hidden])').length === 1");
        page.evaluate("document.getElementById('query').value = ''");
        search(page, "database-instance");
        page.await("location.hash.includes('database')");
        String link = "#policies a[href^='#step']";
        page.evaluate("document.querySelectorAll('.step details').forEach(details => { details.open = false; })");
        page.click("input[name=operation][value=delete]");

        page.evaluate("document.querySelector(\"" + link + "\").click()");

        String target = page.text("document.querySelector(\"" + link + "\").getAttribute('href')");
        assertThat(page.evaluate("document.querySelector('" + target + "').checkVisibility()")
                        .asBoolean())
                .isTrue();
        assertThat(page.evaluate("document.querySelector('" + target + " details').open")
                        .asBoolean())
                .isTrue();
        Page direct = open("risky", target, Device.DESKTOP);
        assertThat(direct.evaluate("document.querySelector('" + target + " details').open")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aShapeOfTheDiagramShowsItsSteps() throws IOException {
        Page page = risky();
        String chosen = "document.getElementById('selection').textContent";
        page.evaluate("[...document.querySelectorAll('#diagram [data-urn]')].find(shape =>"
                + " shape.dataset.urn.includes('database-instance')).id = 'shape'");

        page.click("#shape");

        assertThat(page.text(chosen)).contains("replace", "database-instance");
        assertThat(page.text("document.getElementById('shape').getAttribute('aria-pressed')"))
                .isEqualTo("true");
        page.screenshot(PICTURES.resolve("risky-shape.png"), false);
        page.press("Escape");
        assertThat(page.text(chosen)).isEmpty();

        page.evaluate("document.querySelector('#diagram [data-urn][tabindex=\"0\"]').focus()");
        page.press("ArrowRight");
        page.press("ArrowRight");
        page.press("Enter");
        assertThat(page.evaluate(
                                "[...document.querySelectorAll('#diagram [data-urn]')].indexOf(document.activeElement)")
                        .asInt())
                .isEqualTo(2);
        assertThat(page.text(chosen)).isNotEmpty();
        assertThat(page.evaluate("document.querySelectorAll('#diagram [tabindex=\"0\"]').length")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theKeyboardBeginsWithTheContent() {
        Page page = risky();

        page.press("Tab");
        assertThat(page.text("document.activeElement.textContent")).isEqualTo("Skip to the content");
        page.press("Enter");
        page.await("document.activeElement.id === 'main'");
        page.press("Tab");
        assertThat(page.evaluate("document.getElementById('main').contains(document.activeElement)")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void printsEverythingExpanded() {
        Page page = open("risky", "", Device.DESKTOP);
        page.media("print", false);

        page.evaluate("dispatchEvent(new Event('beforeprint'))");
        assertThat(page.evaluate("document.querySelectorAll('details:not([open])').length")
                        .asInt())
                .isZero();
        assertThat(page.evaluate("document.querySelector('.filters').checkVisibility()")
                        .asBoolean())
                .isFalse();
        page.evaluate("dispatchEvent(new Event('afterprint'))");
        assertThat(page.evaluate("document.querySelectorAll('details:not([open])').length")
                        .asInt())
                .isPositive();
    }

    @Test
    void doesNotRunContentOfThePreview() {
        Page page = open("hostile", "#query=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", Device.DESKTOP);

        assertThat(page.text("document.title")).startsWith("Blocked: ");
        assertThat(page.evaluate("document.images.length").asInt()).isZero();
        page.evaluate("document.getElementById('query').value");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void twoThousandStepsCanBeSearched() throws IOException {
        Path file = page("large");
        Files.writeString(file, HtmlReport.render(Reports.large(2_000)));
        Page page = browser.open(file, "", Device.DESKTOP);

        search(page, "queue-1999");
        page.await(SHOWN + " === 1");

        assertThat(page.text(STATUS)).startsWith("1 of 2000 steps");
    }

    @Test
    void canBeReadWithoutScript() throws IOException {
        Path file = page("no-script");
        Files.writeString(
                file, Files.readString(page("risky")).replaceFirst("script-src 'sha256-[^']+'", "script-src 'none'"));
        Page page = browser.open(file, "", Device.DESKTOP);

        assertThat(page.evaluate("document.documentElement.className").asText()).isEmpty();
        assertThat(page.evaluate("document.querySelector('.filters').checkVisibility()")
                        .asBoolean())
                .isFalse();
        page.evaluate("document.querySelectorAll('.group')[0].open = true");
        assertThat(page.evaluate("document.querySelector('.step .name').checkVisibility()")
                        .asBoolean())
                .isTrue();
    }
}
