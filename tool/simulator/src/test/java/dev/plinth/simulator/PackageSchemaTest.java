package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.loopback.LoopbackServer;
import dev.plinth.simulator.schema.PackageSchemas;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.value.Values;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pulumirpc.Provider.GetSchemaRequest;
import pulumirpc.ResourceProviderGrpc;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;

class PackageSchemaTest {

    private static final Shapes SHAPES = new Shapes();
    private static final Map<String, Map<String, Object>> PARSED = new ConcurrentHashMap<>();

    static List<String> providers() {
        return Shapes.providers();
    }

    private static Map<String, Object> schema(String provider) {
        return PARSED.computeIfAbsent(provider, name -> Values.mapFromJson(PackageSchemas.of(name, SHAPES)));
    }

    private static Map<String, Object> at(Map<String, Object> map, String... path) {
        Map<String, Object> result = map;
        for (String step : path) {
            assertThat(result).containsKey(step);
            result = Values.asMap(result.get(step));
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyResourceHasThePropertiesOfItsShape(String provider) {
        Map<String, Object> schema = schema(provider);
        assertThat(schema).containsEntry("name", provider).containsEntry("version", Shapes.version(provider));
        Map<String, Object> resources = at(schema, "resources");
        assertThat(resources.keySet()).isNotEmpty().containsExactlyElementsOf(SHAPES.types(provider));
        resources.forEach((type, resource) -> {
            ResourceShape shape = SHAPES.find(type).orElseThrow();
            assertThat(at(Values.asMap(resource), "properties").keySet())
                    .as(type)
                    .isEqualTo(shape.outputs().keySet());
            assertThat(at(Values.asMap(resource), "inputProperties").keySet())
                    .as(type)
                    .isEqualTo(shape.inputs().keySet());
            shape.inputs().forEach((name, input) -> assertThat(
                            Values.asList(Values.asMap(resource).get("requiredInputs"))
                                    .contains(name))
                    .as(type + "." + name)
                    .isEqualTo(input.required()));
            // Pulumi refuses a schema that states these two, which every resource has.
            assertThat(shape.outputs()).as(type).doesNotContainKeys("id", "urn");
        });
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyReferenceResolvesAndEveryTypeIsUsed(String provider) {
        Map<String, Object> schema = schema(provider);
        Set<String> references = new HashSet<>();
        visit("", schema, (key, value) -> {
            if ("$ref".equals(key) && value instanceof String reference) {
                references.add(reference);
            }
        });
        Map<String, Object> types = Values.asMap(schema.get("types"));
        assertThat(references)
                .filteredOn(reference -> !reference.startsWith("pulumi.json#/"))
                .allSatisfy(reference -> assertThat(types).containsKey(reference.replace("#/types/", "")));
        assertThat(references)
                .containsAll(types.keySet().stream().map("#/types/"::concat).toList());
        assertThat(references)
                .filteredOn(reference -> reference.startsWith("pulumi.json#/"))
                .allMatch(reference -> List.of("Any", "Asset", "Archive").contains(reference.substring(13)));
        types.forEach((token, type) -> assertThat(
                        at(schema, "types", token, "properties").keySet())
                .as(token)
                .containsAll(Values.strings(Values.asMap(type).get("required"))));
    }

    private static void visit(String key, Object value, BiConsumer<String, Object> visitor) {
        visitor.accept(key, value);
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> visit(String.valueOf(name), member, visitor));
        }
        if (value instanceof List<?> list) {
            list.forEach(member -> visit("", member, visitor));
        }
    }

    @Test
    void sizesAreThoseOfTheSdk() {
        Map<String, Object> aws = schema("aws");
        assertThat(at(aws, "resources")).hasSizeBetween(1_400, 1_700);
        assertThat(at(aws, "functions")).hasSizeBetween(550, 700);
        assertThat(at(aws, "types")).hasSizeBetween(5_000, 9_000);
        assertThat(PackageSchemas.of("aws", SHAPES).length()).isBetween(4_000_000, 16_000_000);
    }

    @Test
    void secretsNestedTypesAndFunctionsAreDescribed() {
        Map<String, Object> aws = schema("aws");
        assertThat(at(aws, "resources", "aws:rds/instance:Instance", "inputProperties", "password"))
                .containsEntry("secret", true)
                .containsEntry("type", "string");
        assertThat(at(aws, "resources", "aws:rds/instance:Instance", "properties", "address"))
                .doesNotContainKey("secret");
        assertThat(at(aws, "provider", "inputProperties", "defaultTags"))
                .containsEntry("$ref", "#/types/aws:index/ProviderDefaultTags:ProviderDefaultTags");
        assertThat(at(aws, "types", "aws:ec2/GetVpcFilter:GetVpcFilter"))
                .containsEntry("required", List.of("name", "values"));
        // An argument need not state what a result always has.
        assertThat(at(aws, "types", "aws:ec2/SecurityGroupIngress:SecurityGroupIngress"))
                .containsEntry("required", List.of("fromPort", "protocol", "toPort"));
        assertThat(at(aws, "functions", "aws:ec2/getVpc:getVpc", "outputs", "properties"))
                .containsKeys("id", "cidrBlock", "default")
                .doesNotContainKey("default_");
        assertThat(at(aws, "functions", "aws:index/getAvailabilityZones:getAvailabilityZones", "inputs", "properties"))
                .containsKeys("state", "filters");
        assertThat(at(aws, "resources", "aws:lambda/function:Function", "inputProperties", "code"))
                .containsEntry("$ref", "pulumi.json#/Archive");
        // A policy document is a text or an object.
        assertThat(at(aws, "resources", "aws:iam/role:Role", "inputProperties", "assumeRolePolicy"))
                .isEqualTo(Map.of("oneOf", List.of(Map.of("type", "string"), Map.of("$ref", "pulumi.json#/Any"))));
        // The SDK's list of runtimes is text in the schema: the service's own check decides.
        assertThat(at(aws, "resources", "aws:lambda/function:Function", "inputProperties", "runtime"))
                .isEqualTo(Map.of("type", "string"));
    }

    @Test
    void eachPortServesTheSchemaOfItsPackage(@TempDir Path folder) {
        try (Simulator simulator = Simulator.open(folder.resolve("cloud.sqlite"))) {
            simulator.start();
            String[] attached = simulator.debugProviders().split(",", -1);
            assertThat(attached).hasSameSizeAs(Shapes.providers());
            for (int i = 0; i < attached.length; i++) {
                String provider = Shapes.providers().get(i);
                String[] pair = attached[i].split(":", -1);
                assertThat(pair[0]).isEqualTo(Shapes.plugin(provider));
                ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(pair[1]))
                        .usePlaintext()
                        .maxInboundMessageSize(LoopbackServer.MAX_MESSAGE_BYTES)
                        .build();
                try {
                    ResourceProviderBlockingStub stub = ResourceProviderGrpc.newBlockingStub(channel);
                    String schema = stub.getSchema(GetSchemaRequest.getDefaultInstance())
                            .getSchema();
                    assertThat(Values.mapFromJson(schema)).containsEntry("name", provider);
                    assertThat(stub.getPluginInfo(com.google.protobuf.Empty.getDefaultInstance())
                                    .getVersion())
                            .isEqualTo(Shapes.version(provider));
                } finally {
                    channel.shutdownNow();
                }
            }
        }
    }
}
