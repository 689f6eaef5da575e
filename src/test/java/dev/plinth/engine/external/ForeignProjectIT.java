package dev.plinth.engine.external;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.lifecycle.Run;
import dev.plinth.lifecycle.TestProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command on projects that have never heard of Plinth: a YAML program, and a plain Java jar. */
final class ForeignProjectIT {

    private static final String YAML =
            """
            name: shop
            runtime: yaml
            resources:
              main:
                type: aws:ec2:Vpc
                properties: {cidrBlock: 10.1.0.0/16}
              gateway:
                type: aws:ec2:InternetGateway
                properties: {vpcId: '${main.id}'}
              public:
                type: aws:ec2:Subnet
                properties: {vpcId: '${main.id}', cidrBlock: 10.1.0.0/24, availabilityZone: eu-central-1a}
              routes:
                type: aws:ec2:RouteTable
                properties: {vpcId: '${main.id}', routes: [{cidrBlock: 0.0.0.0/0, gatewayId: '${gateway.id}'}]}
              association:
                type: aws:ec2:RouteTableAssociation
                properties: {subnetId: '${public.id}', routeTableId: '${routes.id}'}
              web:
                type: aws:ec2:SecurityGroup
                properties:
                  vpcId: ${main.id}
                  ingress: [{protocol: tcp, fromPort: 443, toPort: 443, cidrBlocks: [0.0.0.0/0]}]
              server:
                type: aws:ec2:Instance
                properties:
                  ami: ami-0123456789abcdef0
                  instanceType: t3.micro
                  subnetId: ${public.id}
                  associatePublicIpAddress: true
                  vpcSecurityGroupIds: ['${web.id}']
                  disableApiTermination: true
              assets:
                type: aws:s3:BucketV2
            """;

    private static final String JAVA =
            """
            import com.pulumi.Pulumi;
            import com.pulumi.aws.ec2.*;
            import com.pulumi.aws.ec2.inputs.*;
            import com.pulumi.core.Output;

            public class Shop {
                public static void main(String[] arguments) {
                    Pulumi.run(context -> {
                        var vpc = new Vpc("main", VpcArgs.builder().cidrBlock("10.1.0.0/16").build());
                        var gateway = new InternetGateway("gateway", InternetGatewayArgs.builder().vpcId(vpc.id()).build());
                        var subnet = new Subnet("public", SubnetArgs.builder().vpcId(vpc.id())
                                .cidrBlock("10.1.0.0/24").availabilityZone("eu-central-1a").build());
                        var routes = new RouteTable("routes", RouteTableArgs.builder().vpcId(vpc.id())
                                .routes(RouteTableRouteArgs.builder().cidrBlock("0.0.0.0/0").gatewayId(gateway.id()).build())
                                .build());
                        new RouteTableAssociation("association", RouteTableAssociationArgs.builder()
                                .subnetId(subnet.id()).routeTableId(routes.id()).build());
                        var web = new SecurityGroup("web", SecurityGroupArgs.builder().vpcId(vpc.id())
                                .ingress(SecurityGroupIngressArgs.builder().protocol("tcp").fromPort(443).toPort(443)
                                        .cidrBlocks("0.0.0.0/0").build())
                                .build());
                        new Instance("server", InstanceArgs.builder().ami("ami-0123456789abcdef0").instanceType("t3.micro")
                                .subnetId(subnet.id()).associatePublicIpAddress(true)
                                .vpcSecurityGroupIds(Output.all(web.id())).disableApiTermination(true).build());
                        new com.pulumi.aws.s3.BucketV2("assets");
                    });
                }
            }
            """;

    private final Path folder;
    private final TestProject project;

    ForeignProjectIT(@TempDir Path folder) {
        this.folder = folder;
        this.project = TestProject.of(folder);
    }

    enum Language {
        YAML,
        JAVA
    }

    private void write(Language language) throws IOException {
        if (language == Language.YAML) {
            Files.writeString(folder.resolve("Pulumi.yaml"), YAML);
        } else {
            JavaJar.make(JAVA, "Shop", folder.resolve("shop.jar"));
            Files.writeString(
                    folder.resolve("Pulumi.yaml"), "name: shop\nruntime: {name: java, options: {binary: shop.jar}}\n");
        }
        Files.writeString(
                folder.resolve("Pulumi.dev.yaml"),
                """
                config:
                  aws:region: eu-central-1
                  plinth:reachability:
                    - deny: internet -> any
                    - allow: internet -> server:443
                """);
    }

    @ParameterizedTest
    @EnumSource
    void hasAllOfTheCommand(Language language) throws IOException {
        write(language);

        assertThat(project.run("graph", "dev", "--json").json().path("resources"))
                .extracting(resource -> resource.path("name").asText())
                .contains("main", "gateway", "public", "routes", "association", "web", "server", "assets");
        Run cost = project.run("cost", "dev", "--json");
        assertThat(cost.json().path("totalMonthlyCost").asDouble()).isPositive();
        assertThat(project.run("policy", "check", "dev").out()).contains("server");
        assertThat(project.run("diagram", "dev", "--format", "mermaid").out()).contains("assets");

        Path page = folder.resolve("preview.html");
        Run preview = project.simulate("preview", "dev", "--json", "--report", page.toString());
        assertThat(preview.exitCode()).as(preview.toString()).isZero();
        JsonNode document = preview.json();
        assertThat(document.at("/summary/create").asInt()).isGreaterThanOrEqualTo(8);
        assertThat(document.at("/cost/after").asDouble()).isPositive();
        assertThat(document.at("/reachability/opened").toString()).contains("server");
        assertThat(document.at("/policy/evaluated").asInt()).isPositive();
        assertThat(Files.readString(page)).contains("Monthly cost", "Reachability");

        assertThat(project.simulate("up", "dev", "--yes").exitCode()).isZero();
        assertThat(project.simulate("preview", "dev", "--json").json().path("summary"))
                .as("the same program again")
                .allSatisfy(count -> assertThat(count.asInt()).isPositive())
                .hasSize(1);

        project.run("simulator", "set", "web", "tags.Name", "changed");
        Run drift = project.simulate("refresh", "dev", "--preview-only");
        assertThat(drift.exitCode()).isEqualTo(1);
        assertThat(drift.out()).contains("web").contains("tags");
        assertThat(project.simulate("up", "dev", "--yes").exitCode()).isZero();

        if (language == Language.YAML) {
            changesSomeResourcesOnly();
        }

        // Outside production destroy lifts the cloud's protection itself.
        Run destroyed = project.simulate("destroy", "dev", "--yes");
        assertThat(destroyed.exitCode()).as(destroyed.toString()).isZero();
        assertThat(project.resources()).isEmpty();
    }

    private void changesSomeResourcesOnly() {
        Run blocked = project.simulate("destroy", "dev", "--yes", "--target", "routes");
        assertThat(blocked.exitCode()).as(blocked.toString()).isEqualTo(2);
        assertThat(blocked.err()).contains("--target leaves out 1 resources", "association", "--target-dependents");
        assertThat(project.simulate("preview", "dev", "--target", "rout").err()).contains("--target is \"rout\"");

        destroys("association", "routes", "--target", "routes", "--target-dependents");
        assertThat(names(project.simulate("preview", "dev", "--json", "--target", "routes")))
                .containsExactly("create routes");
        assertThat(names(project.simulate("preview", "dev", "--json", "--exclude", "association")))
                .containsExactly("create routes");
        assertThat(project.simulate("up", "dev", "--yes", "--target", "routes").exitCode())
                .isZero();
        assertThat(names(project.simulate("preview", "dev", "--json"))).containsExactly("create association");
        destroys("server", "web", "--exclude", "assets", "--exclude", "routes", "--exclude", "public");
        assertThat(project.simulate("up", "dev", "--yes").exitCode()).isZero();
    }

    /** Destroys some resources, and checks that the plan has exactly the resources that the engine deletes. */
    private void destroys(String first, String second, String... limits) {
        Set<String> before = urns();
        Run plan = destroy(limits, "--preview-only", "--json");
        assertThat(plan.exitCode()).as(plan.toString()).isZero();
        assertThat(names(plan)).contains("delete " + first, "delete " + second);
        assertThat(urns()).isEqualTo(before);
        Run destroyed = destroy(limits, "--yes");
        assertThat(destroyed.exitCode()).as(destroyed.toString()).isZero();
        plan.json().path("steps").forEach(step -> before.remove(step.path("urn").asText()));
        assertThat(urns()).isEqualTo(before);
    }

    private Run destroy(String[] limits, String... options) {
        List<String> arguments = new ArrayList<>(List.of("destroy", "dev"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(limits));
        return project.simulate(arguments.toArray(String[]::new));
    }

    private Set<String> urns() {
        try {
            Path state =
                    folder.resolve(Path.of(".plinth", "simulator", "state", ".pulumi", "stacks", "shop", "dev.json"));
            return new TreeSet<>(new ObjectMapper().readTree(state.toFile()).findValuesAsText("urn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Run run) {
        List<String> names = new ArrayList<>();
        for (JsonNode step : run.json().path("steps")) {
            if (!step.path("op").asText().equals("same")) {
                names.add(step.path("op").asText() + " " + step.path("name").asText());
            }
        }
        return names;
    }

    @ParameterizedTest
    @EnumSource
    void neverRunsAsAnotherProgram(Language language) throws IOException {
        write(language);
        Files.writeString(
                folder.resolve("Pulumi.yaml"),
                Files.readString(folder.resolve("Pulumi.yaml")).replace("name: shop", "name: plinth"));

        assertThat(project.run("graph", "dev", "--json").json().path("resources"))
                .extracting(resource -> resource.path("type").asText())
                .noneMatch(type -> type.startsWith("plinth:"));
    }
}
