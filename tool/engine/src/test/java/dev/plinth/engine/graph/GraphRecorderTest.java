package dev.plinth.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.Context;
import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.inputs.GetRegionPlainArgs;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.engine.program.Program;
import dev.plinth.engine.program.ProgramResult;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;

class GraphRecorderTest {

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    private ResourceGraph record(Consumer<Context> program) {
        return new GraphRecorder("shop", "test", new TestProvider()).record(program);
    }

    private final class TestProvider implements OfflineProvider {
        @Override
        public Struct call(String token, Struct arguments, @Nullable String region) {
            calls.add(token + " in " + region);
            return Struct.newBuilder()
                    .putFields(
                            "name",
                            Value.newBuilder().setStringValue("from " + region).build())
                    .putFields("id", Value.newBuilder().setStringValue("r").build())
                    .putFields(
                            "description",
                            Value.newBuilder().setStringValue("d").build())
                    .putFields(
                            "endpoint", Value.newBuilder().setStringValue("e").build())
                    .build();
        }

        @Override
        public Collection<String> outputs(String type) {
            return type.equals("aws:ec2/vpc:Vpc") ? List.of("arn", "cidrBlock") : List.of();
        }
    }

    /** A component with a VPC, a subnet in it, and a secret that carries the VPC's ARN. */
    private static final class Site extends ComponentResource {
        Site(String name) {
            super("test:index:Site", name);
            CustomResourceOptions child =
                    CustomResourceOptions.builder().parent(this).build();
            Vpc vpc = new Vpc(
                    name + "-vpc", VpcArgs.builder().cidrBlock("10.0.0.0/16").build(), child);
            new Subnet(
                    name + "-subnet",
                    SubnetArgs.builder()
                            .vpcId(vpc.id())
                            .cidrBlock(vpc.cidrBlock().applyValue(cidr -> cidr.replace("/16", "/24")))
                            .build(),
                    child);
            new Parameter(
                    name + "-arn",
                    ParameterArgs.builder()
                            .type("SecureString")
                            .value(vpc.arn().asSecret())
                            .build(),
                    CustomResourceOptions.builder().parent(this).protect(true).build());
            new Parameter(
                    name + "-token",
                    ParameterArgs.builder()
                            .type("SecureString")
                            .value(Output.ofSecret("hunter2"))
                            .build(),
                    child);
            registerOutputs(java.util.Map.of());
        }
    }

    private static GraphResource named(ResourceGraph graph, String name) {
        return graph.resources().stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void recordsParentsAndQualifiedUrns() {
        ResourceGraph graph = record(context -> new Site("berlin"));

        assertThat(graph.project()).isEqualTo("shop");
        assertThat(graph.stack()).isEqualTo("test");
        assertThat(graph.resources())
                .extracting(GraphResource::urn)
                .containsExactly(
                        "urn:pulumi:test::shop::pulumi:providers:aws::default_6_83_0",
                        "urn:pulumi:test::shop::pulumi:pulumi:Stack::shop-test",
                        "urn:pulumi:test::shop::test:index:Site$aws:ec2/subnet:Subnet::berlin-subnet",
                        "urn:pulumi:test::shop::test:index:Site$aws:ec2/vpc:Vpc::berlin-vpc",
                        "urn:pulumi:test::shop::test:index:Site$aws:ssm/parameter:Parameter::berlin-arn",
                        "urn:pulumi:test::shop::test:index:Site$aws:ssm/parameter:Parameter::berlin-token",
                        "urn:pulumi:test::shop::test:index:Site::berlin");
        GraphResource stack = named(graph, "shop-test");
        GraphResource site = named(graph, "berlin");
        assertThat(stack.parent()).isNull();
        assertThat(site.parent()).isEqualTo(stack.urn());
        assertThat(site.custom()).isFalse();
        assertThat(named(graph, "berlin-vpc").parent()).isEqualTo(site.urn());
        assertThat(named(graph, "berlin-vpc").custom()).isTrue();
        assertThat(named(graph, "berlin-arn").protect()).isTrue();
        assertThat(named(graph, "berlin-vpc").protect()).isFalse();
    }

    @Test
    void recordsWhatDependsOnWhatAlsoWhereTheValueIsUnknown() {
        ResourceGraph graph = record(context -> new Site("berlin"));
        String vpc = named(graph, "berlin-vpc").urn();
        GraphResource subnet = named(graph, "berlin-subnet");

        assertThat(subnet.dependencies()).containsExactly(vpc);
        assertThat(subnet.propertyDependencies()).containsEntry("vpcId", List.of(vpc));
        assertThat(subnet.propertyDependencies()).containsEntry("cidrBlock", List.of(vpc));
        assertThat(subnet.input("vpcId")).isEqualTo(PropertyValue.Unknown.VALUE);
        // What was given is known at once, as it is in the engine's preview.
        assertThat(subnet.input("cidrBlock").asText()).contains("10.0.0.0/24");
    }

    @Test
    void keepsSecretsMarked() {
        ResourceGraph graph = record(context -> new Site("berlin"));

        var token = graph.toJson().path("resources").get(5);
        assertThat(token.path("name").asText()).isEqualTo("berlin-token");
        assertThat(token.at("/inputs/value").toString()).isEqualTo("{\"secret\":true}");
        assertThat(graph.toJson().toString()).doesNotContain("hunter2");
        assertThat(named(graph, "berlin-arn").propertyDependencies())
                .containsEntry("value", List.of(named(graph, "berlin-vpc").urn()));
    }

    @Test
    void asksForTheProvidersRegion() {
        ResourceGraph graph = record(context -> {
            Provider ireland = new Provider(
                    "ireland", ProviderArgs.builder().region("eu-west-1").build());
            Output<String> name = AwsFunctions.getRegion(
                            com.pulumi.aws.inputs.GetRegionArgs.Empty,
                            InvokeOptions.builder().provider(ireland).build())
                    .applyValue(region -> region.name());
            new Vpc(
                    "vpc",
                    VpcArgs.builder().cidrBlock(name).build(),
                    CustomResourceOptions.builder().provider(ireland).build());
            new Vpc(
                    "default",
                    VpcArgs.builder()
                            .cidrBlock(Output.of(AwsFunctions.getRegionPlain(GetRegionPlainArgs.Empty))
                                    .applyValue(region -> region.name()))
                            .build());
        });

        assertThat(calls)
                .containsExactlyInAnyOrder(
                        "aws:index/getRegion:getRegion in eu-west-1", "aws:index/getRegion:getRegion in null");
        assertThat(named(graph, "vpc").input("cidrBlock").asText()).contains("from eu-west-1");
        assertThat(named(graph, "vpc").provider())
                .isEqualTo(named(graph, "ireland").urn());
        assertThat(named(graph, "default").input("cidrBlock").asText()).contains("from null");
        assertThat(named(graph, "default").provider())
                .isEqualTo("urn:pulumi:test::shop::pulumi:providers:aws::default_6_83_0");
    }

    @Test
    void rejectsTwoResourcesWithTheSameName() {
        assertThatThrownBy(() -> record(context -> {
                    new Vpc("twice", VpcArgs.builder().build());
                    new Vpc("twice", VpcArgs.builder().build());
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two resources have the URN urn:pulumi:test::shop::aws:ec2/vpc:Vpc::twice");
    }

    @Test
    void passesOnWhatTheProgramThrows() {
        IllegalArgumentException thrown = new IllegalArgumentException("no such zone");

        assertThatThrownBy(() -> record(context -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void reportsTheExceptionOfAnOutputsFunction() {
        assertThatThrownBy(() -> record(context -> new Vpc(
                        "vpc",
                        VpcArgs.builder()
                                .cidrBlock(Output.of("10.0.0.0/16").applyValue(cidr -> {
                                    throw new IllegalArgumentException("can't split " + cidr);
                                }))
                                .build())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("can't split 10.0.0.0/16");
    }

    @Test
    void leavesOutExistingResourcesAndTheirOutputsAreUnknown() {
        ResourceGraph graph = record(context -> {
            Vpc vpc = Vpc.get("existing", Output.of("vpc-12345678"), null, null);
            new Subnet(
                    "first",
                    SubnetArgs.builder()
                            .vpcId(vpc.id())
                            .cidrBlock(vpc.cidrBlock())
                            .build());
        });

        assertThat(graph.resources()).noneMatch(resource -> resource.name().equals("existing"));
        assertThat(named(graph, "first").input("vpcId").asText()).contains("vpc-12345678");
        assertThat(named(graph, "first").input("cidrBlock").isUnknown()).isTrue();
    }

    /** A program that talks to the monitor itself, as SDKs of other languages do. */
    private ResourceGraph recordProgram(Program program) {
        return new GraphRecorder("shop", "test", new TestProvider()).record(program, Map.of(), Set.of());
    }

    private static CompletableFuture<ProgramResult> done() {
        return CompletableFuture.completedFuture(new ProgramResult(0, Optional.empty(), ""));
    }

    @Test
    void aComponentThatItsProviderMakesIsAClearError() {
        assertThatThrownBy(() -> recordProgram(run -> run.monitor()
                        .registerResourceAsync(
                                null,
                                RegisterResourceRequest.newBuilder()
                                        .setType("eks:index:Cluster")
                                        .setName("cluster")
                                        .setRemote(true)
                                        .build())
                        .handle((answer, failure) -> new ProgramResult(1, Optional.empty(), "a stack trace"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("cluster (eks:index:Cluster) is a remote component")
                .hasMessageContaining("plinth preview");
    }

    @Test
    void onlyAnSdkThatAsksForPartialValuesIsGivenUnknownOnes() {
        RegisterResourceRequest.Builder request = RegisterResourceRequest.newBuilder()
                .setType("aws:ec2/vpc:Vpc")
                .setCustom(true)
                .setObject(Struct.newBuilder()
                        .putFields(
                                "cidrBlock",
                                Value.newBuilder().setStringValue("10.0.0.0/16").build()));
        List<RegisterResourceResponse> answers = new ArrayList<>();
        recordProgram(run -> {
            for (boolean partial : List.of(true, false)) {
                answers.add(run.monitor()
                        .registerResourceAsync(
                                null,
                                request.setName("vpc" + partial)
                                        .setSupportsPartialValues(partial)
                                        .build())
                        .join());
            }
            return done();
        });

        assertThat(answers.get(0).getObject().getFieldsMap().keySet()).containsExactlyInAnyOrder("arn", "cidrBlock");
        assertThat(answers.get(1).getObject().getFieldsMap().keySet()).containsExactly("cidrBlock");
    }

    @Test
    void aReferenceToAPackageNamesTheDefaultProvidersVersion() {
        ResourceGraph graph = recordProgram(run -> {
            String reference = run.monitor()
                    .registerPackageAsync(RegisterPackageRequest.newBuilder()
                            .setName("aws")
                            .setVersion("7.1.0")
                            .build())
                    .join()
                    .getRef();
            run.monitor()
                    .registerResourceAsync(
                            null,
                            RegisterResourceRequest.newBuilder()
                                    .setType("aws:ec2/vpc:Vpc")
                                    .setName("main")
                                    .setCustom(true)
                                    .setPackageRef(reference)
                                    .build())
                    .join();
            return done();
        });

        assertThat(named(graph, "main").provider())
                .isEqualTo("urn:pulumi:test::shop::pulumi:providers:aws::default_7_1_0");
    }

    @Test
    void aResourceIsFoundByItsUrn() {
        List<Struct> found = new ArrayList<>();
        recordProgram(run -> {
            String urn = run.monitor()
                    .registerResourceAsync(
                            null,
                            RegisterResourceRequest.newBuilder()
                                    .setType("aws:ec2/vpc:Vpc")
                                    .setName("main")
                                    .setCustom(true)
                                    .build())
                    .join()
                    .getUrn();
            found.add(run.monitor()
                    .invokeAsync(ResourceInvokeRequest.newBuilder()
                            .setTok("pulumi:pulumi:getResource")
                            .setArgs(Struct.newBuilder()
                                    .putFields(
                                            "urn",
                                            Value.newBuilder()
                                                    .setStringValue(urn)
                                                    .build()))
                            .build())
                    .join()
                    .getReturn());
            return done();
        });

        assertThat(found.get(0)
                        .getFieldsOrThrow("state")
                        .getStructValue()
                        .getFieldsMap()
                        .keySet())
                .containsExactlyInAnyOrder("arn", "cidrBlock");
        assertThat(calls).isEmpty();
    }

    @Test
    void aProgramThatFailsInSilenceIsReportedByItsOutput() {
        assertThatThrownBy(() -> recordProgram(run -> CompletableFuture.completedFuture(
                        new ProgramResult(2, Optional.empty(), "SyntaxError: unexpected token"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the program ended with exit code 2\nSyntaxError: unexpected token");
    }

    @Test
    void recordsOneProgramAfterAnother() {
        ResourceGraph first = record(context -> new Site("berlin"));
        ResourceGraph second = record(context -> new Site("berlin"));

        assertThat(second.toJson()).isEqualTo(first.toJson());
    }
}
