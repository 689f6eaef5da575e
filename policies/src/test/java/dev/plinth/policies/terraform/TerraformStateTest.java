package dev.plinth.policies.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.GraphFile;
import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonFile;
import dev.plinth.model.PropertyValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerraformStateTest {

    private static final String URN = "urn:pulumi:terraform::terraform::";
    private static final String DATABASE = URN + "aws:rds/instance:Instance::module.data[\"a.b\"].aws_db_instance.main";
    private static final String KEY = URN + "aws:kms/key:Key::aws_kms_key.db";

    private static GraphFile file(String name) {
        try (var stream = TerraformStateTest.class.getResourceAsStream(name)) {
            return TerraformPlan.read(document(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonFile.Document document(String text) {
        return JsonFile.read(text.getBytes(StandardCharsets.UTF_8), TerraformPlan::isKnown)
                .documents()
                .get(0);
    }

    private static GraphResource resource(GraphFile file, String urn) {
        return file.graph().resource(urn).orElseThrow();
    }

    @Test
    void dependenciesAreInTheSameInstanceOfAModule() {
        String instance =
                """
                {"module": "%1$s", "mode": "managed", "type": "%2$s", "name": "main", "provider": "aws",
                 "instances": [{"attributes": {"id": "id"}, "dependencies": %3$s}]}
                """;
        List<String> all = new ArrayList<>();
        for (String key : List.of("a", "b.c]")) {
            String module = "module.env[\\\"" + key + "\\\"]";
            all.add(instance.formatted(module + ".module.net", "aws_vpc", "[\"aws_kms_key.main\"]"));
            all.add(instance.formatted(module, "aws_subnet", "[\"module.env.module.net.aws_vpc.main\"]"));
        }
        all.add("{\"mode\": \"managed\", \"type\": \"aws_kms_key\", \"name\": \"main\", \"provider\": \"aws\","
                + " \"instances\": [{\"attributes\": {}, \"dependencies\": [\"module.env.aws_subnet.main\"]}]}");
        GraphFile file = TerraformPlan.read(document("{\"version\": 4, \"terraform_version\": \"1.9.0\", \"serial\": 1,"
                + " \"lineage\": \"l\", \"resources\": " + all + "}"));
        String vpc = URN + "aws:ec2/vpc:Vpc::module.env[\"%s\"].module.net.aws_vpc.main";
        String subnet = URN + "aws:ec2/subnet:Subnet::module.env[\"%s\"].aws_subnet.main";
        String key = URN + "aws:kms/key:Key::aws_kms_key.main";
        for (String instanceKey : List.of("a", "b.c]")) {
            assertThat(resource(file, subnet.formatted(instanceKey)).dependencies())
                    .containsExactly(vpc.formatted(instanceKey));
            assertThat(resource(file, vpc.formatted(instanceKey)).dependencies())
                    .containsExactly(key);
        }
        assertThat(resource(file, key).dependencies()).containsExactly(subnet.formatted("a"), subnet.formatted("b.c]"));
    }

    @Test
    void readsVersion4() {
        GraphFile file = file("state-v4.json");
        assertThat(file.kind()).isEqualTo(GraphFile.Kind.TERRAFORM_STATE);
        assertThat(file.isComplete()).isTrue();
        assertThat(file.changes()).isEmpty();
        assertThat(file.environment()).isEqualTo(GraphFile.Environment.NONE);
        assertThat(file.graph().resources())
                .extracting(GraphResource::urn)
                .containsExactlyInAnyOrder(
                        DATABASE + "[0]",
                        DATABASE + "[\"b\"]",
                        KEY,
                        URN + "azurerm_resource_group::azurerm_resource_group.g");
        GraphResource database = resource(file, DATABASE + "[0]");
        assertThat(database.dependencies()).containsExactly(KEY);
        assertThat(database.input("storageEncrypted")).isEqualTo(PropertyValue.of(true));
        assertThat(database.input("password")).isInstanceOf(PropertyValue.Secret.class);
        assertThat(database.input("blueGreenUpdate").isAbsent()).isTrue();
        assertThat(database.inputs().properties()).doesNotContainKeys("id", "tagsAll");
        assertThat(database.output("tagsAll.project").asText()).contains("shop");
        assertThat(file.graph().references(database, "kmsKeyId"))
                .extracting(GraphResource::urn)
                .containsExactly(KEY);
        assertThat(resource(file, DATABASE + "[\"b\"]").input("tags")).isEqualTo(PropertyValue.of(Map.of("Name", "x")));
        assertThat(file.lines()).containsEntry(DATABASE + "[0]", 29).containsEntry(DATABASE + "[\"b\"]", 47);
    }

    @Test
    void readsVersion3() {
        GraphFile file = file("state-v3.json");
        String group = URN + "aws:ec2/securityGroup:SecurityGroup::module.net.module.inner.aws_security_group.db";
        String subnet = URN + "aws:ec2/subnet:Subnet::module.net.module.inner.aws_subnet.private[1]";
        assertThat(file.graph().resources())
                .extracting(GraphResource::urn)
                .containsExactlyInAnyOrder(KEY, group, subnet);
        assertThat(resource(file, KEY).output("id").asText()).contains("k-1");
        assertThat(resource(file, KEY).input("enableKeyRotation").asBoolean()).contains(true);
        assertThat(resource(file, subnet).dependencies()).containsExactly(group);
        GraphResource read = resource(file, group);
        assertThat(read.input("ingress"))
                .isEqualTo(PropertyValue.of(List.of(
                        Map.of("fromPort", "5432", "self", "true"),
                        Map.of("fromPort", "22", "cidrBlocks", List.of("0.0.0.0/0", "10.0.0.0/8")))));
        assertThat(read.input("egress").elements()).isEmpty();
        assertThat(read.input("tags"))
                .isEqualTo(PropertyValue.of(Map.of("Name", "db", "kubernetes.io/cluster", "owned")));
    }

    @Test
    void readsAShownState() {
        GraphFile file = TerraformPlan.read(
                document(
                        """
                {"format_version": "1.0", "terraform_version": "1.9.8", "values": {"root_module": {
                  "resources": [
                    {"address": "aws_kms_key.db", "mode": "managed", "type": "aws_kms_key", "name": "db",
                     "values": {"id": "k-1"}, "sensitive_values": {}},
                    {"address": "data.aws_ami.x", "mode": "data", "type": "aws_ami", "name": "x", "values": {"id": "a"}},
                    {"address": "aws_default_vpc.v", "index": 0, "mode": "managed", "type": "aws_default_vpc", "name": "v",
                     "values": {"id": "v-0"}},
                    {"address": "aws_default_vpc.v", "index": "b", "mode": "managed", "type": "aws_default_vpc", "name": "v",
                     "values": {"id": "v-1"}}],
                  "child_modules": [{"address": "module.data[\\"a.b\\"]", "resources": [
                    {"address": "module.data[\\"a.b\\"].aws_db_instance.main", "mode": "managed", "type": "aws_db_instance",
                     "name": "main", "values": {"password": "hunter2", "storage_encrypted": false},
                     "sensitive_values": {"password": true}, "depends_on": ["aws_kms_key.db"]}]}]}}}
                """));
        assertThat(file.kind()).isEqualTo(GraphFile.Kind.TERRAFORM_STATE);
        assertThat(file.graph().resources())
                .extracting(GraphResource::urn)
                .containsExactlyInAnyOrder(
                        KEY,
                        DATABASE,
                        URN + "aws:ec2/defaultVpc:DefaultVpc::aws_default_vpc.v[0]",
                        URN + "aws:ec2/defaultVpc:DefaultVpc::aws_default_vpc.v[\"b\"]");
        assertThat(resource(file, DATABASE).input("password")).isInstanceOf(PropertyValue.Secret.class);
        assertThat(file.lines()).containsEntry(DATABASE, 11);
    }

    @Test
    void readsPlannedValuesWithoutChanges() {
        GraphFile file = TerraformPlan.read(
                document(
                        """
                {"format_version": "0.2", "variables": {"stack": {"value": "shop"}, "env": {"value": "stg"}},
                 "planned_values": {"root_module": {"resources": [
                  {"address": "aws_kms_key.db", "mode": "managed", "type": "aws_kms_key", "name": "db", "values": {}}]}}}
                """));
        assertThat(file.kind()).isEqualTo(GraphFile.Kind.TERRAFORM_PLAN);
        assertThat(file.isComplete()).isFalse();
        assertThat(file.graph().resources()).hasSize(1);
        // The stack is named by the first variable, its tier by the first that names one.
        assertThat(file.graph().stack()).isEqualTo("shop");
        assertThat(file.environment()).isEqualTo(new GraphFile.Environment("stg", "the variable env"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\": 4, \"terraform_version\": \"1.0.0\", \"serial\": 1, \"resources\": []}",
                "{\"format_version\": \"1.0\", \"terraform_version\": \"1.9.8\"}",
                "{\"format_version\": \"1.0\", \"terraform_version\": \"1.9.8\", \"values\": {\"outputs\": {}}}"
            })
    void readsAnEmptyState(String text) {
        assertThat(TerraformPlan.read(document(text)).graph().resources()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"version\": 5, \"serial\": 1, \"resources\": []} | is a Terraform state of version 5; expected a version"
                        + " from 1 to 4",
                "{\"version\": 4, \"serial\": 1, \"resources\": [{\"mode\": \"managed\", \"name\": \"x\"}]} | has a resource"
                        + " without type at line 1; expected a string",
                "{\"format_version\": \"1.0\", \"values\": {\"root_module\": {\"resources\": [{\"type\": \"x\"}]}}} | has a"
                        + " resource without address at line 1; expected a string",
                "{\"format_version\": \"1.0\", \"resource_changes\": [{\"address\": \"a\", \"type\": \"b\", \"change\": {}}]} | has an"
                        + " element of resource_changes without change.actions at line 1; expected a list such as [\"create\"]",
                "{\"format_version\": \"1.0\", \"resource_changes\": [{\"type\": \"b\", \"change\": {\"actions\": [\"create\"]}}]} |"
                        + " has an element of resource_changes without address at line 1; expected a string"
            })
    void namesWhatIsMalformed(String text, String message) {
        assertThatThrownBy(() -> TerraformPlan.read(document(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** An empty text that the configuration does not set is no value before the change either. */
    @ParameterizedTest
    @CsvSource({"no-op, ''", "update, ''", "update, 'old'"})
    void anEmptyTextIsNoChange(String action, String before) {
        String text =
                """
                {"format_version": "1.2", "planned_values": {}, "resource_changes": [{"address": "aws_cloudwatch_log_group.a",
                 "mode": "managed", "type": "aws_cloudwatch_log_group", "name": "a", "change": {"actions": ["%s"],
                 "before": {"name": "a", "kms_key_id": "%s", "skip_destroy": null, "tags": {}, "log_group_class": ""},
                 "after": {"name": "a", "kms_key_id": "", "skip_destroy": null, "tags": null, "log_group_class": null},
                 "after_unknown": {}}}],
                 "configuration": {"root_module": {"resources": [{"address": "aws_cloudwatch_log_group.a",
                 "mode": "managed", "type": "aws_cloudwatch_log_group", "name": "a",
                 "expressions": {"name": {"constant_value": "a"}, "log_group_class": {"references": ["var.c"]}}}]}}}
                """;
        GraphFile file = TerraformPlan.read(document(text.formatted(action, before)));
        assertThat(file.changes()).singleElement().satisfies(change -> {
            assertThat(change.changes("kmsKeyId")).isEqualTo(!before.isEmpty());
            assertThat(change.changes("logGroupClass")).isFalse();
            assertThat(change.changes("tags")).isFalse();
            assertThat(change.before("kmsKeyId").isAbsent()).isEqualTo(before.isEmpty());
        });
    }

    @Test
    void reportsAnIncompletePlan() {
        String text =
                "{\"format_version\": \"1.2\", \"planned_values\": {}, \"resource_changes\": [{\"address\": \"a.b\","
                        + " \"type\": \"a\", \"change\": {\"actions\": [\"create\"], \"after\": {}}}], %s}";
        assertThat(TerraformPlan.read(document(text.formatted("\"errored\": true")))
                        .notes())
                .containsExactly("the plan is errored, so resources may be missing from the plan and from this report");
        assertThat(TerraformPlan.read(document(text.formatted("\"complete\": false")))
                        .notes())
                .containsExactly(
                        "the plan is incomplete, so resources may be missing from the plan and from this report");
        assertThat(TerraformPlan.read(document(text.formatted("\"errored\": false")))
                        .notes())
                .isEmpty();
    }
}
