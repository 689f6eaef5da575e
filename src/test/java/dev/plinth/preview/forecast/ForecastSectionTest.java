package dev.plinth.preview.forecast;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.creation;
import static dev.plinth.preview.Fixture.same;
import static dev.plinth.preview.Fixture.update;
import static dev.plinth.preview.forecast.Steps.history;
import static dev.plinth.preview.forecast.Steps.key;
import static dev.plinth.preview.forecast.Steps.past;
import static dev.plinth.preview.forecast.Steps.resource;
import static dev.plinth.preview.forecast.Steps.took;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import dev.plinth.operation.StackDefinition;
import dev.plinth.preview.Block;
import dev.plinth.preview.PastUpdate;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.UpdateTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastSectionTest {

    private static final String INSTANCE = "aws:rds/instance:Instance";

    private static ResourceChange growing(boolean standby, boolean immediately) {
        Map<String, Object> inputs = Map.of("multiAz", standby, "applyImmediately", immediately);
        GraphResource database = resource(INSTANCE, "database", inputs);
        return update(database, database, "instanceClass");
    }

    private static String text(Section section) {
        return section.blocks().stream()
                .map(block -> block instanceof Block.Text text
                        ? text.text()
                        : block instanceof Block.Warning warning ? "! " + warning.text() : "")
                .collect(Collectors.joining("\n"));
    }

    @Test
    void summarizesAnEmptyChange() {
        Section section = ForecastSection.of(change("production", same(key("a"))));

        assertThat(section.summary()).isEqualTo("no changes");
        assertThat(section.risk()).isEqualTo(Section.Risk.NONE);
        assertThat(section.blocks()).isEmpty();
        assertThat(section.toJson().path("seconds").asDouble()).isZero();
    }

    @Test
    void theTotalIsTheCriticalPathAndNotTheSum() {
        GraphResource a = key("a");
        GraphResource b = key("b", a);
        GraphResource c = key("c");
        PastUpdate past = past(
                1,
                Optional.empty(),
                took(a, Operation.CREATE, 100),
                took(b, Operation.CREATE, 200),
                took(c, Operation.CREATE, 250));
        StackChange change =
                change("staging", creation(a), creation(b), creation(c)).knowing(history(past));

        JsonNode json = ForecastSection.of(change).toJson();

        // Five seconds of the engine, and those of a and b.
        assertThat(json.path("seconds").asDouble()).isEqualTo(305);
        assertThat(json.path("criticalPath"))
                .extracting(step -> step.path("seconds").asDouble())
                .containsExactly(100.0, 200.0);
        UpdateTimes one = new UpdateTimes(List.of(past), Set.of(), 1);
        assertThat(ForecastSection.of(change.knowing(one))
                        .toJson()
                        .path("seconds")
                        .asDouble())
                .isEqualTo(555);
    }

    @Test
    void downtimeIsAWarningInProductionOnly() {
        Section production = ForecastSection.of(change("production", growing(true, true)));
        Section staging = ForecastSection.of(change("staging", growing(true, true)));

        assertThat(production.summary()).isEqualTo("about 20 min (10–31 min); downtime of database: 60–120 s");
        assertThat(production.risk()).isEqualTo(Section.Risk.WARNING);
        assertThat(text(production)).contains("! database: 60–120 s during the update: ");
        assertThat(staging.risk()).isEqualTo(Section.Risk.NONE);
        assertThat(text(staging)).contains("database: 60–120 s").doesNotContain("!");
        assertThat(production.findings()).isEmpty();
    }

    @Test
    void deferredDowntimeIsNotDowntimeOfTheUpdate() {
        Section section = ForecastSection.of(change("production", growing(true, false)));

        assertThat(section.summary()).endsWith("; no downtime during the update, 1 downtime after the update");
    }

    @Test
    void unknownDowntimeIsNeverZero() {
        GraphResource exotic = resource("aws:x/y:Z", "exotic", Map.of());

        Section section = ForecastSection.of(change("production", update(exotic, exotic, "shape")));

        assertThat(section.summary()).endsWith("downtime of 1 step unknown");
        JsonNode downtime = section.toJson().path("downtimes").path(0);
        assertThat(downtime.path("lowSeconds").isNull()).isTrue();
        assertThat(downtime.path("highSeconds").isNull()).isTrue();
        assertThat(section.risk()).isEqualTo(Section.Risk.WARNING);
    }

    @ParameterizedTest
    @CsvSource({
        "production, 10, false, true, 1",
        "production, 15, false, true, 0",
        "production, 1, true, true, 1",
        "production, 2, true, true, 0",
        "production, 0, true, false, 0",
        "staging, 0, false, true, 0"
    })
    void downtimeAboveTheMaximumBlocksInProduction(
            String stack, int maximum, boolean standby, boolean immediately, int findings, @TempDir Path folder)
            throws IOException {
        Repository.copyProject(folder);
        Path file = folder.resolve("Pulumi." + stack + ".yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("config:\n", "config:\n  plinth:forecast: {maxDowntimeMinutes: " + maximum + "}\n"));
        StackChange change = StackChange.of(
                "shop",
                "test",
                StackDefinition.read(Repository.project(folder), stack).settings(),
                List.of(growing(standby, immediately)));

        Section section = ForecastSection.of(change);

        assertThat(section.findings()).hasSize(findings).allSatisfy(finding -> {
            assertThat(finding.message()).endsWith("exceeds plinth:forecast.maxDowntimeMinutes: " + maximum);
            assertThat(finding.urn()).endsWith("database");
        });
        assertThat(section.risk() == Section.Risk.CRITICAL).isEqualTo(findings > 0);
    }

    @Test
    void reportsForecastAccuracyFromThreeUpdates() {
        GraphResource a = key("a");
        // They took 105 s each.
        PastUpdate[] past = {
            past(1, Optional.of(1050L), took(a, Operation.CREATE, 100)),
            past(2, Optional.of(105L), took(a, Operation.CREATE, 100)),
            past(3, Optional.of(126L), took(a, Operation.CREATE, 100)),
            past(4, Optional.of(84L), took(a, Operation.CREATE, 100)),
            past(5, Optional.of(210L), took(a, Operation.CREATE, 100)),
            past(6, Optional.of(115L), took(a, Operation.CREATE, 100)),
            past(7, Optional.empty(), took(a, Operation.DELETE, 100)),
        };
        StackChange change = change("staging", creation(a));

        assertThat(ForecastSection.of(change.knowing(history(past))).blocks().toString())
                .contains("forecast accuracy: median error of 20 % in the last 5 updates");
        assertThat(ForecastSection.of(change.knowing(history(past[0], past[1], past[6])))
                        .blocks()
                        .toString())
                .doesNotContain("accuracy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "staging", "development"})
    void forecastsOfShippedStacksArePlausibleAndReproducible(String stack) {
        StackChange change = created(stack);
        Section section = ForecastSection.of(change);

        assertThat(section.toJson())
                .isEqualTo(ForecastSection.of(created(stack)).toJson());
        assertThat(section.blocks())
                .isEqualTo(ForecastSection.of(created(stack)).blocks());
        assertThat(Duration.ofSeconds(section.toJson().path("seconds").asLong()))
                .isBetween(Duration.ofMinutes(8), Duration.ofMinutes(60));
        assertThat(section.toJson().path("downtimes")).isEmpty();
        double sum = 0;
        for (JsonNode step : section.toJson().path("steps")) {
            sum += step.path("seconds").asDouble();
        }
        assertThat(section.toJson().path("seconds").asDouble()).isLessThan(sum);
    }

    /** Whoever adds a type to the components says what its updates interrupt. */
    @ParameterizedTest
    @ValueSource(strings = {"production", "staging", "development"})
    void knowsUpdatesOfAllShippedTypes(String stack) {
        ResourceChange[] updates = graph(stack).resources().stream()
                .filter(GraphResource::custom)
                .filter(resource -> !UNTOLD.contains(resource.type()))
                .map(resource -> update(resource, resource, "tier"))
                .toArray(ResourceChange[]::new);

        List<Interruption> unknown = Downtime.of(Forecast.of(change("production", updates))).stream()
                .filter(interruption -> interruption.reason().contains("nothing of what an update of"))
                .toList();

        assertThat(updates).hasSizeGreaterThan(80);
        assertThat(unknown).isEmpty();
    }

    /** Turning DNSSEC off or on too early makes a zone unreachable; nothing in the stack tells whether it is. */
    private static final Set<String> UNTOLD = Set.of("cloudflare:index/zoneDnssec:ZoneDnssec");

    @Test
    void eachFigureHasASourceAndASoundRange() {
        TypicalTimes times = TypicalTimes.shipped();

        assertThat(times.entries()).hasSizeGreaterThan(60).allSatisfy(entry -> {
            assertThat(entry.estimate().source()).isNotBlank();
            assertThat(entry.estimate().low()).isPositive();
            assertThat(entry.type()).matches("[a-z-]+:[a-zA-Z0-9]+(/[a-zA-Z0-9]+)?:[A-Za-z0-9]+");
        });
        // Two figures of one thing would leave it to chance which counts.
        assertThat(times.entries().stream()
                        .map(entry -> entry.type() + entry.operation() + entry.property() + entry.when())
                        .toList())
                .doesNotHaveDuplicates();
    }

    private static StackChange created(String stack) {
        ResourceGraph graph = graph(stack);
        return StackChange.between(
                Repository.settings(stack), new ResourceGraph(graph.project(), graph.stack(), List.of()), graph);
    }

    private static ResourceGraph graph(String stack) {
        return GraphOperation.record(Repository.project(), stack);
    }

    private static ResourceChange newVersion(GraphResource task) {
        return new ResourceChange(
                Operation.REPLACE,
                Optional.of(task),
                Optional.of(task),
                List.of("containerDefinitions"),
                List.of("containerDefinitions"));
    }

    @Test
    void showsThePhasesOfADeploymentByCodeDeploy() {
        GraphResource task = resource("aws:ecs/taskDefinition:TaskDefinition", "api-task", Map.of());
        GraphResource service = resource(
                "aws:ecs/service:Service",
                "api-service",
                Map.of("deploymentController", Map.of("type", "CODE_DEPLOY")),
                task);
        GraphResource group = resource(
                "aws:codedeploy/deploymentGroup:DeploymentGroup",
                "api-group",
                Map.of(
                        "deploymentConfigName",
                        "CodeDeployDefault.ECSCanary10Percent5Minutes",
                        "blueGreenDeploymentConfig",
                        Map.of(
                                "deploymentReadyOption",
                                Map.of("actionOnTimeout", "STOP_DEPLOYMENT", "waitTimeInMinutes", 60),
                                "terminateBlueInstancesOnDeploymentSuccess",
                                Map.of("terminationWaitTimeInMinutes", 30))),
                service);

        Section section = ForecastSection.of(change("production", newVersion(task), same(service), same(group)));

        assertThat(text(section))
                .contains("api-service: after the update, a CodeDeploy deployment: health checks, test traffic,"
                        + " an approval within 60 min, 10 % of the requests for 5 min, then 100 %, then the old tasks stay"
                        + " for 30 min");
        assertThat(section.toJson().path("deployments")).hasSize(1);
        assertThat(text(ForecastSection.of(
                        change("production", same(task), same(service), update(group, group, "tags")))))
                .doesNotContain("CodeDeploy deployment");
    }
}
