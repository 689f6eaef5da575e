package dev.plinth.engine.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ResourceGraph;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Python program in its virtual environment. */
final class PythonProgramIT extends ExternalProgramContract {

    private static final String SOURCE =
            """
            import pulumi
            import pulumi_aws as aws

            config = pulumi.Config()
            vpc = aws.ec2.Vpc("main", cidr_block=config.require("cidr"))
            first = aws.ec2.Subnet("first", vpc_id=vpc.id, cidr_block="10.1.0.0/24", availability_zone="eu-central-1a")
            second = aws.ec2.Subnet("second", vpc_id=vpc.id, cidr_block="10.1.1.0/24", availability_zone="eu-central-1b")
            aws.lb.LoadBalancer("balancer", internal=True, subnets=[first.id, second.id],
                enable_deletion_protection=True, opts=pulumi.ResourceOptions(protect=True))
            aws.ecr.Repository("api")
            aws.ssm.Parameter("token", type="SecureString", value=config.require_secret("token"))
            pulumi.export("vpcId", vpc.id)
            """;

    private final Path project;

    PythonProgramIT(@TempDir Path project) {
        this.project = project;
    }

    @Override
    ExternalStack stack() {
        return stack(SOURCE);
    }

    private ExternalStack stack(String source) {
        ExternalStack.write(
                project,
                "Pulumi.yaml",
                "name: shop\nmain: program\nruntime: {name: python, options: {virtualenv: '%s'}}\n"
                        .formatted(Packages.python()));
        ExternalStack.write(project, "program/__main__.py", source);
        return new ExternalStack(project, Programs.of(project, ExternalStack.hosts(), true, SchemaSource.NONE));
    }

    @Test
    void anExceptionIsTheError() {
        ExternalStack stack = stack("raise ValueError('no such zone')");

        assertThatThrownBy(stack::graph)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ValueError: no such zone");
    }

    @Test
    void existingResourcesAreNoPartOfTheStack() {
        ResourceGraph graph = stack(
                        """
                        import pulumi_aws as aws
                        vpc = aws.ec2.Vpc.get("existing", "vpc-12345678")
                        aws.ec2.Subnet("first", vpc_id=vpc.id, cidr_block=vpc.cidr_block)
                        """)
                .graph();

        assertThat(graph.resources()).noneMatch(resource -> resource.name().equals("existing"));
        assertThat(ExternalStack.named(graph, "first").input("vpcId").asText()).contains("vpc-12345678");
        assertThat(ExternalStack.named(graph, "first").input("cidrBlock").isUnknown())
                .isTrue();
    }
}
