package dev.plinth.policies.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.GraphFile;
import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonFile;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerraformPlanTest {

    private static final String URN = "urn:pulumi:production::shop::";
    private static final String GROUP =
            URN + "aws:ec2/securityGroup:SecurityGroup::module.network[\"a\"].aws_security_group.db";
    private static final String KEY = URN + "aws:kms/key:Key::aws_kms_key.db";

    private final GraphFile file = TerraformPlan.read(document(plan()));
    private final GraphResource database = resource("aws:rds/instance:Instance::aws_db_instance.main");

    private static JsonFile.Document document(JsonNode root) {
        return new JsonFile.Document(root);
    }

    private static JsonNode plan() {
        try (var stream = TerraformPlanTest.class.getResourceAsStream("plan.json")) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private GraphResource resource(String typeAndName) {
        return file.graph().resource(URN + typeAndName).orElseThrow();
    }

    @Test
    void readsTheResourcesThatWillBeThere() {
        assertThat(file.kind()).isEqualTo(GraphFile.Kind.TERRAFORM_PLAN);
        assertThat(file.isComplete()).isFalse();
        assertThat(file.graph().stack()).isEqualTo("production");
        assertThat(file.graph().project()).isEqualTo("shop");
        assertThat(file.graph().resources())
                .extracting(GraphResource::name)
                .containsExactlyInAnyOrder(
                        "aws_db_instance.main",
                        "aws_kms_key.db",
                        "module.network[\"a\"].aws_security_group.db",
                        "aws_subnet.private[0]",
                        "aws_subnet.private[1]",
                        "aws_route_table_association.private[1]",
                        "cloudflare_record.www",
                        "cloudflare_zone_settings_override.main.settings.ssl",
                        "cloudflare_zone_settings_override.main.settings.min_tls_version",
                        "cloudflare_zone_settings_override.main.settings.brotli",
                        "example_thing.x",
                        "aws");
    }

    @Test
    void readsValuesUnderPulumisNames() {
        assertThat(database.input("storageEncrypted")).isEqualTo(PropertyValue.of(true));
        assertThat(database.input("blueGreenUpdate")).isEqualTo(PropertyValue.of(Map.of("enabled", true)));
        assertThat(database.input("tags")).isEqualTo(PropertyValue.of(Map.of("cost_center", "a")));
        assertThat(database.input("deletionProtection")).isEqualTo(PropertyValue.of(false));
        assertThat(database.input("kmsKeyId").isUnknown()).isTrue();
        assertThat(database.input("vpcSecurityGroupIds[0]").isUnknown()).isTrue();
        assertThat(file.graph().resource(GROUP).orElseThrow().input("ingress[0].cidrBlocks[0]"))
                .isEqualTo(PropertyValue.of("10.0.0.0/8"));
    }

    @Test
    void leavesOutWhatOnlyTheProviderFillsIn() {
        assertThat(database.inputs().properties())
                .doesNotContainKeys("arn", "id", "address", "tagsAll", "licenseModel", "restoreToPointInTime");
    }

    @Test
    void keepsASecretMarkedAndNeverPrintsIt() {
        assertThat(database.input("password")).isInstanceOf(PropertyValue.Secret.class);
        assertThat(file.toString() + file.graph().toJson()).doesNotContain("hunter2");
        assertThat(resource("pulumi:providers:aws::aws").input("secretKey")).isInstanceOf(PropertyValue.Secret.class);
    }

    @Test
    void readsTheProviderWithItsVariables() {
        GraphResource provider = resource("pulumi:providers:aws::aws");
        assertThat(provider.input("region")).isEqualTo(PropertyValue.of("eu-central-1"));
        assertThat(provider.input("defaultTags.tags.Owner")).isEqualTo(PropertyValue.of("team"));
        assertThat(database.provider()).isEqualTo(provider.urn());
    }

    @Test
    void followsReferencesAlsoThroughModules() {
        assertThat(database.propertyDependencies().get("kmsKeyId")).containsExactly(KEY);
        assertThat(database.propertyDependencies().get("vpcSecurityGroupIds")).containsExactly(GROUP);
        assertThat(database.dependencies()).containsExactlyInAnyOrder(KEY, GROUP);
        GraphResource group = file.graph().resource(GROUP).orElseThrow();
        assertThat(group.propertyDependencies().get("description")).containsExactly(KEY);
    }

    @Test
    void takesTheInstanceBesideForCount() {
        GraphResource association =
                resource("aws:ec2/routeTableAssociation:RouteTableAssociation::aws_route_table_association.private[1]");
        assertThat(association.propertyDependencies().get("subnetId"))
                .containsExactly(URN + "aws:ec2/subnet:Subnet::aws_subnet.private[1]");
        assertThat(association.dependencies()).contains(KEY);
    }

    @Test
    void readsTheNamesOfOlderCloudflareProviders() {
        assertThat(resource("cloudflare:index/dnsRecord:DnsRecord::cloudflare_record.www")
                        .input("content"))
                .isEqualTo(PropertyValue.of("192.0.2.1"));
        GraphResource setting =
                resource("cloudflare:index/zoneSetting:ZoneSetting::cloudflare_zone_settings_override.main"
                        + ".settings.min_tls_version");
        assertThat(setting.inputs())
                .isEqualTo(PropertyValue.of(Map.of("zoneId", "z", "settingId", "min_tls_version", "value", "1.0")));
    }

    @ParameterizedTest
    @CsvSource({
        "aws_db_instance.main, REPLACE",
        "aws_kms_key.db, CREATE",
        "module.network[\"a\"].aws_security_group.db, SAME",
        "aws_sns_topic.old, DELETE"
    })
    void readsWhatHappens(String address, ResourceChange.Operation operation) {
        assertThat(change(address).operation()).isEqualTo(operation);
    }

    @Test
    void readsWhatChanges() {
        assertThat(change("aws_db_instance.main").replaceKeys()).containsExactly("storageEncrypted");
        assertThat(change("aws_db_instance.main").changedPaths())
                .contains("storageEncrypted")
                .doesNotContain("multiAz");
        assertThat(change("aws_db_instance.main").before("storageEncrypted")).isEqualTo(PropertyValue.of(false));
        assertThat(change("module.network[\"a\"].aws_security_group.db").changedPaths())
                .isEmpty();
        assertThat(change("aws_sns_topic.old").after()).isEmpty();
    }

    private ResourceChange change(String address) {
        return file.changes().stream()
                .filter(change -> change.resource().name().equals(address))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "aws_db_instance, aws:rds/instance:Instance",
        "aws_lb, aws:lb/loadBalancer:LoadBalancer",
        "aws_s3_bucket, aws:s3/bucketV2:BucketV2",
        "aws_s3_bucket_server_side_encryption_configuration,"
                + " aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
        "aws_config_configuration_recorder, aws:cfg/recorder:Recorder",
        "aws_vpc_security_group_ingress_rule, aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "cloudflare_zone_dnssec, cloudflare:index/zoneDnssec:ZoneDnssec"
    })
    void knowsTypesBothWays(String type, String token) {
        assertThat(TerraformNames.token(type)).contains(token);
        assertThat(TerraformNames.type(token)).contains(type);
    }

    @ParameterizedTest
    @CsvSource({
        "aws_cloudwatch_metric_alarm, alarm_name, name, PLAIN",
        "aws_route_table, route, routes, PLAIN",
        "aws_wafv2_web_acl, rule, rules, PLAIN",
        "aws_wafv2_web_acl, rule.statement, statement, ONE",
        "aws_wafv2_web_acl, rule.statement.and_statement.statement, statements, PLAIN",
        "aws_s3_bucket_lifecycle_configuration, rule.filter, filter, ONE",
        "aws_db_instance, multi_az, multiAz, PLAIN"
    })
    void knowsPropertiesBothWays(String type, String path, String name, TerraformNames.Nesting nesting) {
        assertThat(TerraformNames.pulumi(type, path)).isEqualTo(new TerraformNames.Name(name, nesting));
        int dot = path.lastIndexOf('.') + 1;
        assertThat(TerraformNames.terraform(type, path.substring(0, dot), name)).isEqualTo(path.substring(dot));
    }

    @Test
    void rejectsAFileThatIsNotAPlan() throws IOException {
        assertThatThrownBy(() -> TerraformPlan.read(document(new ObjectMapper().readTree("{\"resources\":[]}"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("is neither a Terraform plan nor a Terraform state");
        assertThat(TerraformPlan.isKnown(new ObjectMapper().readTree("{\"resources\":[]}")))
                .isFalse();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String created(String address, String type) {
        return "{\"address\":\"" + address + "\",\"mode\":\"managed\",\"type\":\"" + type
                + "\",\"change\":{\"actions\":[\"create\"],\"before\":null,\"after\":{},\"after_unknown\":{\"vpc_id\":true}}}";
    }

    /** A plan has no values of locals. */
    @Test
    void followsALocalToTheOnlyResourceOfThePropertysType() {
        GraphFile read = TerraformPlan.read(document(json(
                """
                {"format_version":"1.2","resource_changes":[%s,%s,%s],"configuration":{"root_module":{"module_calls":{
                 "n":{"module":{"outputs":{"vpc":{"expression":{"references":["aws_vpc.this[0].id","aws_vpc.this[0]","aws_vpc.this"]}}},
                  "resources":[{"address":"aws_vpc.this","type":"aws_vpc"},
                   {"address":"aws_subnet.a","type":"aws_subnet","expressions":{"vpc_id":{"references":["local.vpc_id"]}}}]}},
                 "s":{"expressions":{"network":{"references":["module.n.vpc","module.n"]}},"module":{"resources":[
                  {"address":"aws_security_group.g","type":"aws_security_group",
                   "expressions":{"vpc_id":{"references":["local.id"]}}}]}}}}}}"""
                        .formatted(
                                created("module.n.aws_vpc.this[0]", "aws_vpc"),
                                created("module.n.aws_subnet.a[0]", "aws_subnet"),
                                created("module.s.aws_security_group.g", "aws_security_group")))));
        String prefix = "urn:pulumi:terraform::terraform::aws:ec2/";
        String network = prefix + "vpc:Vpc::module.n.aws_vpc.this[0]";

        assertThat(List.of(
                        prefix + "subnet:Subnet::module.n.aws_subnet.a[0]",
                        prefix + "securityGroup:SecurityGroup::module.s.aws_security_group.g"))
                .allSatisfy(urn -> assertThat(
                                read.graph().resource(urn).orElseThrow().propertyDependencies())
                        .isEqualTo(Map.of("vpcId", List.of(network))));
    }

    @Test
    void readsTheSettingsOfAProviderAsFarAsTheyAreKnown() {
        GraphFile read = TerraformPlan.read(document(json(
                """
                {"format_version":"1.2","variables":{"env":{"value":"prod"},"region":{"value":"eu-west-1"}},"resource_changes":[%s],
                 "configuration":{"provider_config":{"aws":{"name":"aws","expressions":{"region":{"references":["var.region"]},
                  "default_tags":[{"tags":{"references":["var.env"]}}],
                  "assume_role":[{"role_arn":{"constant_value":"r"},"external_id":{"constant_value":"x"}}]}}}}}"""
                        .formatted(created("aws_vpc.a", "aws_vpc")))));
        GraphResource provider = read.graph().ofType("pulumi:providers:aws").get(0);

        assertThat(provider.input("region")).isEqualTo(PropertyValue.of("eu-west-1"));
        // The expression may be a map with the variable in it.
        assertThat(provider.input("defaultTags.tags").isUnknown()).isTrue();
        assertThat(provider.input("assumeRole")).isEqualTo(PropertyValue.of(Map.of("roleArn", "r", "externalId", "x")));
    }

    @Test
    void readsTheFactsBesidesTheChanges() {
        GraphFile read = TerraformPlan.read(
                document(
                        json(
                                """
                {"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[
                 {"address":"aws_vpc.a","previous_address":"aws_vpc.old","mode":"managed","type":"aws_vpc","action_reason":"replace_because_tainted",
                  "change":{"actions":["delete","create"],"before":{"cidr_block":"10.0.0.0/16"},"after":{"cidr_block":"10.0.0.0/16"}}},
                 {"address":"aws_vpc.b","mode":"managed","type":"aws_vpc",
                  "change":{"actions":["create","delete"],"importing":{"id":"vpc-1"},"before":{},"after":{}}},
                 {"address":"aws_vpc.c","mode":"managed","type":"aws_vpc","deposed":"0a","change":{"actions":["delete"],"before":{},"after":null}},
                 {"address":"data.aws_region.r","mode":"data","type":"aws_region","change":{"actions":["read"],"before":null,"after":{}}},
                 {"address":"aws_vpc.d","mode":"managed","type":"aws_vpc","change":{"actions":["forget"],"before":{},"after":null}}],
                 "resource_drift":[{"address":"aws_vpc.b","mode":"managed","type":"aws_vpc",
                  "change":{"actions":["update"],"before":{"cidr_block":"a"},"after":{"cidr_block":"b"}}}]}""")));
        String prefix = "urn:pulumi:terraform::terraform::aws:ec2/vpc:Vpc::aws_vpc.";

        assertThat(read.facts().producer()).isEqualTo("Terraform 1.11.4");
        assertThat(read.facts().deletedFirst()).containsExactly(prefix + "a");
        assertThat(read.facts().dataSources()).isEqualTo(1);
        assertThat(read.facts().remarks())
                .isEqualTo(Map.of(
                        prefix + "a", List.of("replaced because it is tainted", "moved from aws_vpc.old"),
                        prefix + "b", List.of("imported"),
                        prefix + "c", List.of("an object of an earlier replacement is deleted"),
                        prefix + "d", List.of("removed from the state, kept in the cloud")));
        assertThat(read.facts().drift()).hasSize(1);
        assertThat(read.facts().drift().get(0).changedPaths()).containsExactly("cidrBlock");
        assertThat(read.changes().stream()
                        .filter(ResourceChange::leavesResource)
                        .map(change -> change.resource().name()))
                .containsExactly("aws_vpc.d");
    }
}
