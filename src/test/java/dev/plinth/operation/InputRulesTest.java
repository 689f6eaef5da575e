package dev.plinth.operation;

import static dev.plinth.testkit.rule.Resources.graph;
import static dev.plinth.testkit.rule.Resources.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.model.GraphFile;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.Secret;
import dev.plinth.model.PropertyValue.Unknown;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.policy.InputRules;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InputRulesTest {

    static final List<String> STACKS = Repository.STACKS;

    private static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    private static final String DATABASE = "aws:rds/instance:Instance";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String TASK = "aws:ecs/taskDefinition:TaskDefinition";

    private static final Rule RULE = new InputRules().rules().get(0);

    private static Verdict judge(ResourceChange change) {
        return RULE.judge(
                change,
                new RuleContext(
                        change.after().map(after -> graph(after)).orElseGet(() -> graph()),
                        PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY),
                        List.of(change),
                        LocalDate.parse("2026-06-01")));
    }

    private static ResourceChange creation(GraphResource resource) {
        return new ResourceChange(Operation.CREATE, Optional.empty(), Optional.of(resource), List.of(), List.of());
    }

    private static Verdict created(String type, Map<String, ?> inputs) {
        return judge(creation(resource(type, "tested", inputs)));
    }

    private static Map<String, Object> database(Map<String, ?> others) {
        Map<String, Object> inputs = new HashMap<>(Map.of(
                "instanceClass", "db.t4g.medium", "engine", "postgres", "allocatedStorage", 100, "storageType", "gp3"));
        inputs.putAll(others);
        return inputs;
    }

    private static Map<String, Object> task(String cpu, Object memory) {
        return Map.of(
                "family",
                "api",
                "requiresCompatibilities",
                List.of("FARGATE"),
                "networkMode",
                "awsvpc",
                "cpu",
                cpu,
                "memory",
                memory,
                "containerDefinitions",
                "[{\"name\":\"api\",\"image\":\"api:1\"}]");
    }

    private static void assertRejected(Verdict verdict, String property, String... texts) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Fail.class, failure -> {
            assertThat(failure.properties()).containsExactly(property);
            assertThat(failure.message()).contains(texts);
        });
    }

    private static void assertAccepted(Verdict verdict) {
        assertThat(verdict).isNotInstanceOf(Verdict.Fail.class);
    }

    @Test
    void rejectsALogRetention() {
        assertRejected(
                created(LOG_GROUP, Map.of("name", "api", "retentionInDays", 31)),
                "retentionInDays",
                "retentionInDays is 31",
                "did you mean 30?",
                "must be one of 0, 1, 3, 5",
                "30, 60");
        assertAccepted(created(LOG_GROUP, Map.of("name", "api", "retentionInDays", 30)));
    }

    @ParameterizedTest
    @CsvSource({"gp4, gp3", "io3, io1", "standart, standard"})
    void rejectsAStorageType(String wrong, String meant) {
        assertRejected(
                created(DATABASE, database(Map.of("storageType", wrong))),
                "storageType",
                "storageType is " + wrong,
                "did you mean",
                meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodejs17.x", "node22", "pyton3.13", "java17.al2024x"})
    void rejectsARuntime(String wrong) {
        assertRejected(
                created(FUNCTION, Map.of("runtime", wrong, "handler", "index.handler")),
                "runtime",
                "runtime is " + wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodejs28.x", "python3.16", "nodejs22.x"})
    void acceptsARuntimeNewerThanTheTables(String newer) {
        assertAccepted(created(FUNCTION, Map.of("runtime", newer, "handler", "index.handler")));
    }

    @Test
    void rejectsAFargateSize() {
        assertRejected(created(TASK, task("256", "4096")), "memory", "256 CPU, 4096 memory", "512 to 2048 MiB");
        assertRejected(created(TASK, task("300", "512")), "cpu", "300 CPU", "256, 512, 1024");
        assertAccepted(created(TASK, task("256", "1024")));
        assertAccepted(created(TASK, task("256", Unknown.VALUE)));
    }

    @Test
    void rejectsARange() {
        assertRejected(
                created(DATABASE, database(Map.of("backupRetentionPeriod", 40))), "backupRetentionPeriod", "35", "40");
        assertAccepted(created(FUNCTION, Map.of("reservedConcurrentExecutions", -1, "handler", "index.handler")));
    }

    @Test
    void neverShowsASecret() {
        assertAccepted(
                created(DATABASE, database(Map.of("storageType", new Secret(new PropertyValue.Text("gp-secret"))))));
    }

    @Test
    void skipsUnknownValuesAndTypes() {
        assertAccepted(created(LOG_GROUP, Map.of("retentionInDays", Unknown.VALUE)));
        assertAccepted(created("aws:quantum/computer:Computer", Map.of("retentionInDays", 31)));
    }

    @Test
    void skipsPropertiesOfAnotherProviderVersion() {
        assertAccepted(created(LOG_GROUP, Map.of("name", List.of("not a text here"), "logGroupClazz", "STANDARD")));
    }

    @Test
    void acceptsAValueThatTheResourceHas() {
        GraphResource before = resource(DATABASE, "tested", database(Map.of("storageType", "gp4")));
        GraphResource after =
                resource(DATABASE, "tested", database(Map.of("storageType", "gp4", "allocatedStorage", 200)));
        assertAccepted(judge(new ResourceChange(
                Operation.UPDATE, Optional.of(before), Optional.of(after), List.of(), List.of("allocatedStorage"))));
        assertRejected(
                judge(new ResourceChange(
                        Operation.UPDATE,
                        Optional.of(resource(DATABASE, "tested", database(Map.of()))),
                        Optional.of(after),
                        List.of(),
                        List.of("storageType"))),
                "storageType",
                "gp4");
    }

    @Test
    void skipsDeletions() {
        GraphResource before = resource(LOG_GROUP, "tested", Map.of("retentionInDays", 31));
        assertThat(judge(new ResourceChange(
                        Operation.DELETE, Optional.of(before), Optional.empty(), List.of(), List.of())))
                .isEqualTo(Verdict.NOT_APPLICABLE);
    }

    @Test
    void leavesVersionsAndClassesToTheirRules() {
        assertAccepted(created(DATABASE, database(Map.of("engineVersion", "16.99", "instanceClass", "db.t4g.mediun"))));
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void acceptsTheStacks(String stack) {
        assertThat(failures(Repository.stack(stack).record())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "change", "events"})
    void acceptsPlansOfTerraform(String plan, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("plan.json.gz");
        try (InputStream stream =
                InputRulesTest.class.getResourceAsStream("/dev/plinth/cli/plans/" + plan + ".json.gz")) {
            Files.write(file, stream.readAllBytes());
        }
        for (GraphFile stack : GraphOperation.readChanges(file).stacks()) {
            assertThat(failures(stack.graph())).isEmpty();
        }
    }

    private static List<String> failures(ResourceGraph graph) {
        return graph.resources().stream()
                .filter(GraphResource::custom)
                .flatMap(resource -> judge(creation(resource)) instanceof Verdict.Fail failure
                        ? Stream.of(resource.type() + " " + resource.name() + ": " + failure.message())
                        : Stream.empty())
                .toList();
    }
}
