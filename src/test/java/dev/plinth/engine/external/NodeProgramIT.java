package dev.plinth.engine.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.engine.program.Program;
import dev.plinth.model.SourceLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A TypeScript program, started by the launcher of its own SDK. */
final class NodeProgramIT extends ExternalProgramContract {

    private static final String SOURCE =
            """
            import * as aws from "@pulumi/aws";
            import * as pulumi from "@pulumi/pulumi";

            const config = new pulumi.Config();
            const vpc = new aws.ec2.Vpc("main", { cidrBlock: config.require("cidr") });
            const first = new aws.ec2.Subnet("first", {
                vpcId: vpc.id, cidrBlock: "10.1.0.0/24", availabilityZone: "eu-central-1a" });
            const second = new aws.ec2.Subnet("second", {
                vpcId: vpc.id, cidrBlock: "10.1.1.0/24", availabilityZone: "eu-central-1b" });
            new aws.lb.LoadBalancer("balancer", {
                internal: true, subnets: [first.id, second.id], enableDeletionProtection: true }, { protect: true });
            new aws.ecr.Repository("api", {});
            new aws.ssm.Parameter("token", { type: "SecureString", value: config.requireSecret("token") });
            export const vpcId = vpc.id;
            """;

    private final Path project;

    NodeProgramIT(@TempDir Path project) {
        this.project = project;
    }

    @Override
    ExternalStack stack() {
        return new ExternalStack(project, program(SOURCE));
    }

    /** Else the temporary directory's end is logged, because the link leads out of it. */
    @AfterEach
    void unlink() throws IOException {
        Files.deleteIfExists(project.resolve("node_modules"));
    }

    private Program program(String source) {
        Path packages = Packages.node();
        ExternalStack.write(project, "Pulumi.yaml", "name: shop\nruntime: nodejs\n");
        ExternalStack.write(project, "package.json", "{\"name\": \"shop\", \"main\": \"index.ts\"}");
        ExternalStack.write(project, "index.ts", source);
        try {
            Files.createSymbolicLink(project.resolve("node_modules"), packages.resolve("node_modules"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Programs.of(project, ExternalStack.hosts(), true, SchemaSource.NONE);
    }

    @Test
    void supportsHooksAndStackReferencesWithoutAnEngine() {
        Program program = program(
                """
                import * as aws from "@pulumi/aws";
                import * as pulumi from "@pulumi/pulumi";

                const hook = new pulumi.ResourceHook("after", async () => {});
                const other = new pulumi.StackReference("organization/network/test");
                const vpc = aws.ec2.Vpc.get("existing", "vpc-12345678");
                new aws.ec2.Subnet("first", { vpcId: vpc.id, cidrBlock: other.requireOutput("cidr") },
                    { hooks: { afterCreate: [hook] } });
                """);

        var subnet = ExternalStack.named(new ExternalStack(project, program).graph(), "first");

        assertThat(subnet.input("vpcId").asText()).contains("vpc-12345678");
        assertThat(subnet.input("cidrBlock").isUnknown()).isTrue();
        assertThat(program.locations(project).of(subnet.urn())).containsExactly(new SourceLocation("", "index.ts", 7));
    }

    @Test
    void anExceptionIsTheError() {
        ExternalStack stack = new ExternalStack(project, program("throw new Error('no such zone');"));

        assertThatThrownBy(stack::graph)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no such zone");
    }

    @Test
    void noCredentialsReachASimulatedProgram() {
        Program program = program("console.log('key: ' + process.env.AWS_SECRET_ACCESS_KEY); process.exit(3);");
        Program withKeys = Programs.of(
                project,
                ExternalStack.hosts(Map.of("PATH", System.getenv("PATH"), "AWS_SECRET_ACCESS_KEY", "sesame")),
                true,
                SchemaSource.NONE);

        assertThat(program).isNotNull();
        assertThatThrownBy(() -> new ExternalStack(project, withKeys).graph())
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("key: undefined");
    }
}
