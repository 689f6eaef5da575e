package dev.plinth.engine.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar with the Pulumi SDK on its class path, and no class of Plinth. */
final class JavaProgramIT extends ExternalProgramContract {

    private static final String SOURCE =
            """
            import com.pulumi.Pulumi;
            import com.pulumi.aws.ec2.*;
            import com.pulumi.aws.ecr.*;
            import com.pulumi.aws.lb.*;
            import com.pulumi.aws.ssm.*;
            import com.pulumi.core.Output;
            import com.pulumi.resources.CustomResourceOptions;

            public class Shop {
                public static void main(String[] arguments) {
                    System.out.println("a line on standard output");
                    Pulumi.run(context -> {
                        var vpc = new Vpc("main", VpcArgs.builder()
                                .cidrBlock(context.config().require("cidr")).build());
                        var first = new Subnet("first", SubnetArgs.builder().vpcId(vpc.id())
                                .cidrBlock("10.1.0.0/24").availabilityZone("eu-central-1a").build());
                        var second = new Subnet("second", SubnetArgs.builder().vpcId(vpc.id())
                                .cidrBlock("10.1.1.0/24").availabilityZone("eu-central-1b").build());
                        new LoadBalancer("balancer", LoadBalancerArgs.builder()
                                .internal(true)
                                .subnets(Output.all(first.id(), second.id()))
                                .enableDeletionProtection(true).build(),
                            CustomResourceOptions.builder().protect(true).build());
                        new Repository("api", RepositoryArgs.builder().build());
                        new Parameter("token", ParameterArgs.builder().type("SecureString")
                                .value(context.config().requireSecret("token")).build());
                        context.export("vpcId", vpc.id());
                    });
                }
            }
            """;

    private final Path project;

    JavaProgramIT(@TempDir Path project) {
        this.project = project;
    }

    @Override
    ExternalStack stack() throws IOException {
        Path jar = project.resolve("Shop.jar");
        JavaJar.make(SOURCE, "Shop", jar);
        return stack(jar);
    }

    private ExternalStack stack(Path jar) {
        ExternalStack.write(
                project, "Pulumi.yaml", "name: shop\nruntime: {name: java, options: {binary: '%s'}}\n".formatted(jar));
        return new ExternalStack(project, Programs.of(project, ExternalStack.hosts(), true, SchemaSource.NONE));
    }

    @Test
    void showsTheProgramsOutput() throws IOException {
        ExternalStack stack = stack().configure();

        assertThat(stack.run("preview").succeeded()).isTrue();
        assertThat(stack.diagnostics()).contains("info: a line on standard output");
    }

    @Test
    void aProgramThatFailsWithoutAWordToTheEngineIsReportedByItsOutput() throws IOException {
        Path jar = project.resolve("Broken.jar");
        JavaJar.make(
                """
                public class Broken {
                    public static void main(String[] arguments) {
                        throw new IllegalStateException("no such file: prices.csv");
                    }
                }
                """,
                "Broken",
                jar);
        ExternalStack stack = stack(jar).configure();

        assertThat(stack.run("preview").succeeded()).isFalse();
        assertThat(stack.diagnostics())
                .filteredOn(line -> line.startsWith("error"))
                .singleElement()
                .asString()
                .contains("the program ended with exit code 1", "IllegalStateException: no such file: prices.csv");
        assertThatThrownBy(stack::graph)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no such file: prices.csv");
    }

    @Test
    void aProgramsOwnErrorIsReportedOnce() throws IOException {
        Path jar = project.resolve("Failing.jar");
        JavaJar.make(
                """
                public class Failing {
                    public static void main(String[] arguments) {
                        com.pulumi.Pulumi.run(context -> context.config().require("missing"));
                    }
                }
                """,
                "Failing",
                jar);
        ExternalStack stack = stack(jar).configure();

        assertThat(stack.run("preview").succeeded()).isFalse();
        List<String> errors = stack.diagnostics().stream()
                .filter(line -> line.startsWith("error"))
                .toList();
        assertThat(errors).singleElement().asString().contains("missing");
    }
}
