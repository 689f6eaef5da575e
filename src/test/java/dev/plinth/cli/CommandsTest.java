package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.Repository;
import dev.plinth.engine.Workspace;
import dev.plinth.engine.grpc.LocalServer;
import dev.plinth.operation.ProjectRules;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.simulator.Simulator;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.ResourceProviderGrpc;

/** Commands that need no engine, on a copy of the project. */
class CommandsTest {

    static final List<String> STACKS = Repository.STACKS;

    private static final String QUEUE = "urn:pulumi:staging::plinth::aws:sqs/queue:Queue::orders";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path project;

    @BeforeEach
    void setUp() throws IOException {
        Repository.copyProject(project);
    }

    private Shell.Ran run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--project", project.toString()));
        return Shell.run(line.toArray(String[]::new));
    }

    private void edit(String stack, String from, String to) throws IOException {
        Path file = project.resolve("Pulumi." + stack + ".yaml");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config check", "graph", "policy check", "preview", "up", "refresh", "destroy", "outputs"})
    void rejectAFileWithAllItsFaults(String command) throws IOException {
        edit("staging", "cidr: 10.20.0.0/16", "cidr: 10.20.0.0/33");
        edit("staging", "natStrategy: SINGLE", "natStrateggy: SINGLE");
        edit("staging", "multiAz: true", "multiAz: perhaps");

        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        line.addAll(List.of("staging", "--json"));
        Shell.Ran ran = run(line.toArray(String[]::new));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("error: Pulumi.staging.yaml: 3 faults")
                .contains("plinth:network.cidr is \"10.20.0.0/33\"; allowed: an IPv4 network")
                .contains("plinth:network.natStrateggy is unknown; did you mean natStrategy?")
                .contains("plinth:databases.database.multiAz is \"perhaps\"; allowed: true or false")
                .doesNotContain("\tat ");
    }

    @Test
    void showAStackTraceOnlyWithErrors() {
        assertThat(run("graph", "nowhere").err())
                .contains("stack nowhere has no file")
                .doesNotContain("\tat ");
        assertThat(run("graph", "nowhere", "--errors").err())
                .contains("stack nowhere has no file")
                .contains("\tat dev.plinth.settings.StackFile");
        assertThat(run("simulator", "set", "nothing", "a", "b", "--errors").err())
                .contains("\tat dev.plinth.cli.simulator.SimulatorCommand");
    }

    @Test
    void rejectADirectoryWithoutAProject(@TempDir Path empty) {
        Shell.Ran ran = Shell.run("graph", "staging", "--project", empty.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(empty + ": 1 fault").contains("Pulumi.yaml does not exist there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preview", "up", "refresh", "destroy", "unprotect", "outputs"})
    void blockPlaceholdersInRealAccounts(String command) {
        Shell.Ran ran = run(command, "production");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("aws:allowedAccountIds is the placeholder 123456789012")
                .contains("plinth:edge.zone is the placeholder example.com");
    }

    @Test
    void configSchemaNeedsNoStack() {
        Shell.Ran ran = run("config", "schema");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.json().at("/properties/config/properties/plinth:services/patternProperties"))
                .hasSize(1);
        assertThat(run("config", "schema", "--json").out()).isEqualTo(ran.out());
    }

    /** A stack without placeholders, which may never be changed. */
    private void closeForever() throws IOException {
        edit("development", "[\"123456789012\"]", "[\"210987654321\"]");
        edit("development", "zone: development.example.com", "zone: plinth.dev");
        edit("development", "\"0000000000000000000000000000000", "\"0123456789abcdef012345678000000");
        edit("development", "operations@example.com", "operations@plinth.dev");
        edit(
                "development",
                "  plinth:edge:",
                "  plinth:deployment: {freezes: [{firstDay: \"2020-01-01\", lastDay: \"2999-12-31\", reason: closed}]}"
                        + "\n  plinth:edge:");
    }

    @Test
    void upIsBlockedOutsideTheDeploymentWindow() throws IOException {
        closeForever();

        Shell.Ran text = run("up", "development", "--yes");
        Shell.Ran json = run("up", "development", "--yes", "--json");

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.err())
                .contains("blocked: no changes from 2020-01-01 to 2999-12-31: closed")
                .contains("next: wait for the window, or override it with --outside-window REASON");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.json().path("result").asText()).isEqualTo("refused");
    }

    /** Past the window, what comes next is the plan, which isn't there. */
    @Test
    void upGoesOnOutsideOfTheWindowForAReason() throws IOException {
        closeForever();
        String plan = project.resolve("none.json").toString();

        Shell.Ran given = run("up", "development", "--plan", plan, "--outside-window", "checkout is down");
        Shell.Ran simulated = run("up", "development", "--plan", plan, "--simulate");
        Shell.Ran tooShort = run("up", "development", "--plan", plan, "--outside-window", "asap");

        assertThat(given.err()).contains("none.json").doesNotContain("no changes from");
        assertThat(simulated.err()).contains("none.json").doesNotContain("no changes from");
        assertThat(tooShort.exitCode()).isEqualTo(2);
        assertThat(tooShort.err()).contains("--outside-window is \"asap\"; allowed: 10 characters or more");
    }

    @Test
    void configCheckListsPlaceholders() {
        Shell.Ran text = run("config", "check", "production");
        Shell.Ran json = run("config", "check", "production", "--json");

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.err()).isEmpty();
        assertThat(text.out())
                .startsWith("Pulumi.production.yaml is valid. Before an update of real accounts, replace these")
                .contains("plinth:edge.zoneId is the placeholder 0000")
                .contains("plinth:observability.emails is the placeholder operations@example.com");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.json().path("stack").asText()).isEqualTo("production");
        assertThat(json.json().path("placeholders").findValuesAsText("key"))
                .containsExactly(
                        "aws:allowedAccountIds",
                        "plinth:edge.zone",
                        "plinth:edge.zoneId",
                        "plinth:edge.accountId",
                        "plinth:observability.emails");
    }

    @Test
    void configCheckRejectsUnknownNames() throws IOException {
        edit("production", "deny: cache -> any", "deny: cash -> any");

        Shell.Ran ran = run("config", "check", "production");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("Pulumi.production.yaml: 1 fault")
                .contains("plinth:reachability[5] names the unknown endpoint \"cash\"; did you mean cache?")
                .contains("database-replica-1");

        edit("production", "deny: cash -> any", "deny: cache -> any");
        edit("production", "  plinth:tags:", "  plinth:cost: {storageGigabytes: {asets: 5}}\n  plinth:tags:");
        assertThat(run("config", "check", "production").err())
                .contains("plinth:cost.storageGigabytes.asets is unknown; did you mean assets?");
        assertThat(run("cost", "production").exitCode()).isEqualTo(2);
    }

    @Test
    void configCheckIsContentWithRealValues() throws IOException {
        edit("staging", "123456789012", "210987654321");
        edit("staging", "example.com", "plinth.dev");
        edit("staging", "00000000000000000000000000000000", "0123456789abcdef0123456789abcdef");
        edit("staging", "00000000000000000000000000000001", "123456789abcdef0123456789abcdef0");

        Shell.Ran ran = run("config", "check", "staging");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .isEqualTo("Pulumi.staging.yaml is valid and has no placeholders" + System.lineSeparator());
        assertThat(run("config", "check", "staging", "--json").json().path("placeholders"))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void graphPrintsTheContract(String stack) {
        Shell.Ran ran = run("graph", stack, "--json");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        JsonNode document = ran.json();
        assertThat(document.fieldNames()).toIterable().containsExactly("project", "stack", "resources");
        assertThat(document.path("project").asText()).isEqualTo("plinth");
        assertThat(document.path("stack").asText()).isEqualTo(stack);
        List<String> urns = document.path("resources").findValuesAsText("urn");
        assertThat(urns).hasSizeGreaterThan(50).isSorted().doesNotHaveDuplicates();
        assertThat(document.path("resources")).allSatisfy(resource -> {
            assertThat(resource.fieldNames())
                    .toIterable()
                    .contains("urn", "type", "name", "parent", "provider", "dependencies", "inputs");
            assertThat(resource.path("urn").asText())
                    .startsWith("urn:pulumi:" + stack + "::plinth::")
                    .endsWith(resource.path("type").asText() + "::"
                            + resource.path("name").asText());
            assertThat(urns)
                    .containsAll(
                            StreamSupport.stream(resource.path("dependencies").spliterator(), false)
                                    .map(JsonNode::asText)
                                    .toList());
            if (!resource.path("parent").isNull()) {
                assertThat(urns).contains(resource.path("parent").asText());
            }
        });
        assertThat(ran.out()).contains("\"unknown\" : true");
    }

    @Test
    void graphIsTheSameFromRunToRun() {
        assertThat(run("graph", "production", "--json").out())
                .isEqualTo(run("graph", "production", "--json").out());
        assertThat(run("graph", "staging").out())
                .isEqualTo(run("graph", "staging").out());
    }

    @Test
    void graphPrintsATree() {
        Shell.Ran ran = run("graph", "staging");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("plinth-staging  pulumi:pulumi:Stack")
                .contains("\n  network  plinth:network:Network\n    network-")
                .containsPattern("\ndefault_\\S+  pulumi:providers:cloudflare\n")
                .containsPattern("\n\\d+ resources, of which \\d+ in a cloud\\R$")
                .doesNotContain("\u001b");
        assertThat(Shell.run(true, "graph", "staging", "--project", project.toString())
                        .out())
                .contains("\u001b[90mplinth:network:Network\u001b[0m");
    }

    @Test
    void graphLeavesNothingBehind() throws IOException {
        run("graph", "staging");

        try (var files = Files.list(project)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "Pulumi.yaml",
                            "Pulumi.development.yaml",
                            "Pulumi.production.yaml",
                            "Pulumi.staging.yaml",
                            "services");
        }
    }

    @Test
    void policyListNamesEveryRule() {
        JsonNode rules = run("policy", "list", "--json").json().path("rules");

        assertThat(rules)
                .hasSize(ProjectRules.of(Repository.fixtures()).all().size())
                .isNotEmpty()
                .allSatisfy(rule -> {
                    assertThat(rule.path("title").asText()).isNotBlank();
                    assertThat(rule.path("severity").asText()).isIn("critical", "high", "medium", "low");
                    assertThat(rule.path("remediation").asText()).isNotBlank();
                });
        assertThat(run("policy", "list").out().lines()).hasSize(rules.size());
    }

    @Test
    void policyCheckJudgesAStackAndAFileAlike() throws IOException {
        Shell.Ran ofStack = run("policy", "check", "staging", "--json");
        Path file = project.resolve("graph.json");
        Files.writeString(file, run("graph", "staging", "--json").out());
        Shell.Ran ofFile = run("policy", "check", "--file", file.toString(), "--json");

        assertThat(ofStack.json().path("evaluated").asInt()).as(ofStack.err()).isPositive();
        JsonNode judged = ofStack.json();
        assertThat(judged.findValues("locations")).isNotEmpty();
        ObjectNode report = ofFile.json().deepCopy();
        assertThat(report.remove("input").path("environments").toString()).contains("Pulumi.staging.yaml sets it");
        // Only a stack has a program, which decides documents that a recorded graph leaves unknown.
        assertThat(report.putArray("unknown")).isEmpty();
        assertThat(report).isEqualTo(withoutLocations(judged));
        assertThat(ofFile.exitCode()).isEqualTo(ofStack.exitCode());
    }

    /** A file does not say which line made a resource. */
    private static JsonNode withoutLocations(JsonNode report) {
        JsonNode copy = report.deepCopy();
        copy.findParents("locations").forEach(entry -> ((ObjectNode) entry).remove("locations"));
        return copy;
    }

    @Test
    void policyListIsFilteredByPackSeverityAndService() {
        JsonNode all = run("policy", "list", "--json").json().path("rules");
        JsonNode some = run(
                        "policy", "list", "--severity", "critical", "--service", "rds", "--pack", "aws-fsbp", "--json")
                .json()
                .path("rules");

        assertThat(some).isNotEmpty().hasSizeLessThan(all.size()).allSatisfy(rule -> {
            assertThat(rule.path("severity").asText()).isEqualTo("critical");
            assertThat(rule.path("types").toString()).contains("aws:rds/");
            assertThat(rule.path("packs").path("aws-fsbp")).isNotEmpty();
        });
        assertThat(run("policy", "list", "--service", "rds").out())
                .contains("rds-encrypted")
                .doesNotContain("s3-");
    }

    @ParameterizedTest
    @CsvSource({
        "policy list --pack aws-fsbb, there is no pack 'aws-fsbb'; did you mean aws-fsbp?",
        "policy list --service rdz, there is no service 'rdz'; did you mean",
        "policy explain rds-encrypted --language pyton, --language is pyton; did you mean python?; expected one of java",
        "policy explain rds-encryptet, there is no rule 'rds-encryptet'; did you mean rds-encrypted?",
        "policy explain deletion-protection-of-all, rds-deletion-protection",
    })
    void rejectsUnknownNamesAndSuggestsTheNearest(String line, String message) {
        Shell.Ran ran = run(line.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(message).doesNotContain("bug in Plinth");
    }

    @Test
    void policyExplainPrintsAllDetailsOfEveryRule() {
        assertThat(RuleCatalogue.all()).allSatisfy(rule -> {
            Shell.Ran ran = run("policy", "explain", rule.id());
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out())
                    .startsWith(rule.title())
                    .contains(rule.id(), "\nRisk\n", "\nProperties\n", "\nRemedy\n", "\nPacks\n", "\nRemediation\n")
                    .contains(rule.types().firstKey(), "\nWaiver\n")
                    .doesNotContain("\u001b", "null");
            if (!rule.isWaivable()) {
                assertThat(ran.out()).doesNotContain("expires:");
            }
        });
        assertThat(run("policy", "explain", "rds-not-public", "--language", "python")
                        .out())
                .contains("\n  publicly_accessible=False\n");
        JsonNode json = run("policy", "explain", "rds-encrypted", "--json").json();
        assertThat(json.path("reads").path("aws:rds/instance:Instance").toString())
                .contains("storageEncrypted");
        assertThat(json.path("packs").path("aws-fsbp").toString()).contains("RDS.3");
        assertThat(json.path("waivable").isBoolean()).isTrue();
    }

    /** A mandatory violation that a team could begin with, and one that nothing accepts. */
    private Path violatingGraph() throws IOException {
        String urn = "urn:pulumi:production::shop::aws:rds/instance:Instance::";
        Path file = project.resolve("violating.json");
        Files.writeString(
                file,
                """
                {"project": "shop", "stack": "production", "resources": [
                  {"urn": "%sa", "type": "aws:rds/instance:Instance", "name": "a", "dependencies": [],
                   "inputs": {"multiAz": false, "publiclyAccessible": true}},
                  {"urn": "%sb", "type": "aws:rds/instance:Instance", "name": "b", "dependencies": [],
                   "inputs": {"multiAz": false}}]}
                """
                        .formatted(urn, urn));
        return file;
    }

    @Test
    void aBaselineAcceptsWhatWasThereAndNothingNew() throws IOException {
        String graph = violatingGraph().toString();
        Shell.Ran made = run("policy", "baseline", "--file", graph);
        assertThat(made.exitCode()).isZero();
        assertThat(made.out()).contains("rds-multi-az").doesNotContain("rds-not-public");
        assertThat(made.err()).contains("cannot be accepted: rds-not-public");
        Path file = project.resolve("baseline.json");
        Files.writeString(file, made.out());

        JsonNode before = run("policy", "check", "--file", graph, "--json").json();
        JsonNode after = run("policy", "check", "--file", graph, "--baseline", file.toString(), "--json")
                .json();

        assertThat(before.path("violations").findValuesAsText("rule")).contains("rds-multi-az", "rds-not-public");
        assertThat(after.path("violations").findValuesAsText("rule"))
                .contains("rds-not-public")
                .doesNotContain("rds-multi-az");
        assertThat(after.path("baselined").findValuesAsText("rule")).contains("rds-multi-az");
        assertThat(after.path("violations").size() + after.path("baselined").size())
                .isEqualTo(before.path("violations").size());
        assertThat(after.path("settled")).isEmpty();

        Files.writeString(Path.of(graph), Files.readString(Path.of(graph)).replace("false", "true"));
        Shell.Ran mended = run("policy", "check", "--file", graph, "--baseline", file.toString());
        assertThat(mended.out()).contains("obsolete: rds-multi-az", "obsolete baseline entries: 2;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy check", "preview", "up"})
    void rejectABaselineWithAllItsFaults(String command) throws IOException {
        Path file = project.resolve("baseline.json");
        Files.writeString(
                file, "{\"version\": 1, \"violations\": [{\"rule\": \"no-such\", \"urn\": \"x\", \"property\": 3}]}");
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        line.addAll(List.of("staging", "--baseline", file.toString()));

        Shell.Ran ran = run(line.toArray(String[]::new));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("baseline.json: violations[0].rule is 'no-such'")
                .contains("violations[0].urn is 'x'")
                .contains("violations[0].property is 3 but must be a string");
    }

    @Test
    void policyCheckJudgesWhatAPreviewChanges() throws IOException {
        String state =
                "{\"urn\":\"%1$s\",\"type\":\"aws:ebs/volume:Volume\",\"custom\":true,\"inputs\":{\"size\":%2$d}}";
        String urn = "urn:pulumi:staging::plinth::aws:ebs/volume:Volume::scratch";
        Path file = project.resolve("preview.json");
        Files.writeString(
                file,
                "{\"steps\":[{\"op\":\"update\",\"urn\":\"" + urn + "\",\"oldState\":" + state.formatted(urn, 100)
                        + ",\"newState\":" + state.formatted(urn, 50) + ",\"diffReasons\":[\"size\"]}],"
                        + "\"changeSummary\":{\"update\":1}}");

        Shell.Ran ran = run("policy", "check", "--file", file.toString(), "--json");

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
        assertThat(ran.json().path("violations"))
                .filteredOn(violation -> violation.path("rule").asText().equals("storage-not-shrunk"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.path("message").asText())
                        .startsWith("size goes from 100 to 50 but must not decrease"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--approve stateful-not-deleted@::database-instance",
                "--approve stateful-not-deleted@::database-instance --reason short",
                "--approve rds-encrypted@::database-instance --reason long-enough-reason",
                "--approve everything --reason long-enough-reason",
                "--reason nothing-is-approved"
            })
    void anApprovalThatCannotBeReadEndsBeforeAnythingRuns(String options) {
        for (String verb : List.of("preview", "up")) {
            List<String> command = new ArrayList<>(List.of(verb, "staging", "--simulate"));
            command.addAll(List.of(options.split(" ", -1)));
            Shell.Ran ran = run(command.toArray(String[]::new));
            assertThat(ran.exitCode()).as(options).isEqualTo(2);
            assertThat(ran.err()).contains("--").doesNotContain("bug in Plinth");
            assertThat(ran.out()).isEmpty();
        }
    }

    @Test
    void policyCheckSaysWhatAFileIsInstead() throws IOException {
        Path file = project.resolve("package.json");
        Files.writeString(file, "{\"name\":\"shop\",\"version\":\"1\"}");

        Shell.Ran ran = run("policy", "check", "--file", file.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("package.json")
                .contains("is an object with name, version")
                .contains("pulumi preview --json --show-sames");
    }

    @Test
    void policyCheckRejectsAFileWithoutAStack() throws IOException {
        Path file = project.resolve("graph.json");
        Files.writeString(file, "[1, 2");

        Shell.Ran ran = run("policy", "check", "--file", file.toString());
        Shell.Ran missing =
                run("policy", "check", "--file", project.resolve("none.json").toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("graph.json").doesNotContain("bug in Plinth");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("none.json").doesNotContain("bug in Plinth");
    }

    @Test
    void doctorChecksEachStack() throws IOException {
        edit("development", "availabilityZones: 2", "availabilityZones: 9");

        JsonNode checks = run("doctor", "--json").json().path("checks");

        assertThat(checks.findValuesAsText("name"))
                .containsExactly("java", "engine", "development", "production", "staging");
        assertThat(checks.get(2).path("ok").asBoolean()).isFalse();
        assertThat(checks.get(2).path("detail").asText()).contains("plinth:network.availabilityZones is 9");
        assertThat(checks.get(3).path("ok").asBoolean()).isTrue();
        Shell.Ran text = run("doctor");
        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.out().lines()).anyMatch(line -> line.startsWith("fault development"));
    }

    @Test
    void simulatorStartsEmpty() {
        Shell.Ran ran = run("simulator", "list", "--json");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json()).isEmpty();
        assertThat(run("simulator", "list").err()).contains("0 resources");
    }

    @Test
    void simulatorListsChangesAndForgetsResources() throws IOException {
        createQueue();
        Path state = Workspace.simulatorFile(project).resolveSibling("state");
        Files.createDirectories(state.resolve(".pulumi"));

        assertThat(run("simulator", "list", "--json").json()).singleElement().satisfies(queue -> {
            assertThat(queue.path("urn").asText()).isEqualTo(QUEUE);
            assertThat(queue.path("name").asText()).isEqualTo("orders");
            assertThat(queue.at("/state/delaySeconds").asInt()).isZero();
        });
        assertThat(run("simulator", "list").out())
                .contains("aws:sqs/queue:Queue")
                .contains("orders");
        assertThat(run("simulator", "list", "--type", "aws:s3/*", "--json").json())
                .isEmpty();
        assertThat(run("simulator", "list", "--type", "aws:sqs/*", "--json").json())
                .hasSize(1);

        Shell.Ran set = run("simulator", "set", "orders", "delaySeconds", "7");
        assertThat(set.exitCode()).as(set.err()).isZero();
        assertThat(set.out()).isEmpty();
        assertThat(set.err()).contains("orders: delaySeconds is now 7");
        assertThat(run("simulator", "list", "--json")
                        .json()
                        .at("/0/state/delaySeconds")
                        .asInt())
                .isEqualTo(7);

        Shell.Ran unknown = run("simulator", "set", "orders", "delaySecond", "7");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("delaySecond").contains("delaySeconds");

        Shell.Ran refused = run("simulator", "reset");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("--yes");
        assertThat(run("simulator", "list", "--json").json()).hasSize(1);

        assertThat(run("simulator", "reset", "--yes").exitCode()).isZero();
        assertThat(run("simulator", "list", "--json").json()).isEmpty();
        assertThat(state).doesNotExist();
        assertThat(project.resolve("Pulumi.staging.yaml")).exists();
    }

    @Test
    void eachSimulatorCommandTakesADatabaseFile(@TempDir Path elsewhere) throws IOException {
        String file = elsewhere.resolve("cloud.sqlite").toString();
        createQueue(Path.of(file));
        Path state = Workspace.simulatorFile(project).resolveSibling("state");
        Files.createDirectories(state);

        assertThat(run("simulator", "list", "--json").json()).isEmpty();
        assertThat(run("simulator", "list", "--json", "--database", file).json())
                .hasSize(1);
        assertThat(run("simulator", "set", "orders", "delaySeconds", "7", "--database", file)
                        .exitCode())
                .isZero();
        assertThat(run("simulator", "list", "--json", "--database", file)
                        .json()
                        .at("/0/state/delaySeconds")
                        .asInt())
                .isEqualTo(7);
        // The stack has no store in that file.
        assertThat(run("simulator", "backup", "staging", "--database", file).exitCode())
                .isEqualTo(2);
        assertThat(run("simulator", "restore-test", "staging", "--database", file)
                        .exitCode())
                .isEqualTo(2);
        assertThat(run("simulator", "reset", "--yes", "--database", file).exitCode())
                .isZero();
        assertThat(run("simulator", "list", "--json", "--database", file).json())
                .isEmpty();
        // The simulated stacks belong to the project's own file.
        assertThat(state).exists();
    }

    @Test
    void simulatorSetRejectsAnUnknownResource() {
        Shell.Ran ran = run("simulator", "set", "nothing", "delaySeconds", "7");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("no resource 'nothing'").doesNotContain("\tat ");
    }

    /** Makes a queue as the engine would. */
    private void createQueue() throws IOException {
        createQueue(Workspace.simulatorFile(project));
    }

    private static void createQueue(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (Simulator simulator = Simulator.open(file);
                LocalServer server = LocalServer.start(List.of(), simulator::addTo)) {
            ManagedChannel channel = ManagedChannelBuilder.forTarget(server.address())
                    .usePlaintext()
                    .build();
            try {
                var provider = ResourceProviderGrpc.newBlockingStub(channel);
                provider.configure(ConfigureRequest.newBuilder()
                        .setArgs(Struct.newBuilder()
                                .putFields(
                                        "region",
                                        Value.newBuilder()
                                                .setStringValue("eu-central-1")
                                                .build()))
                        .build());
                Struct inputs = provider.check(CheckRequest.newBuilder()
                                .setUrn(QUEUE)
                                .setNews(Struct.newBuilder()
                                        .putFields(
                                                "delaySeconds",
                                                Value.newBuilder()
                                                        .setNumberValue(0)
                                                        .build()))
                                .build())
                        .getInputs();
                provider.create(CreateRequest.newBuilder()
                        .setUrn(QUEUE)
                        .setProperties(inputs)
                        .build());
            } finally {
                channel.shutdownNow();
            }
        }
    }
}
