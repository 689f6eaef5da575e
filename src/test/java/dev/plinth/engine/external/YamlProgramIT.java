package dev.plinth.engine.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.simulator.schema.PackageSchemas;
import dev.plinth.simulator.shape.Shapes;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A YAML program, run by the official language host, which is compiled from its Go module where it is not installed. */
final class YamlProgramIT extends ExternalProgramContract {

    private static final String SOURCE =
            """
            name: shop
            runtime: yaml
            config:
              cidr: {type: string}
              token: {type: string, secret: true}
            resources:
              main:
                type: aws:ec2:Vpc
                properties: {cidrBlock: '${cidr}'}
              first:
                type: aws:ec2:Subnet
                properties: {vpcId: '${main.id}', cidrBlock: 10.1.0.0/24, availabilityZone: eu-central-1a}
              second:
                type: aws:ec2:Subnet
                properties: {vpcId: '${main.id}', cidrBlock: 10.1.1.0/24, availabilityZone: eu-central-1b}
              balancer:
                type: aws:lb:LoadBalancer
                properties: {internal: true, subnets: ['${first.id}', '${second.id}'], enableDeletionProtection: true}
                options: {protect: true}
              api:
                type: aws:ecr:Repository
              token-parameter:
                type: aws:ssm:Parameter
                name: token
                properties: {type: SecureString, value: '${token}'}
            outputs:
              vpcId: ${main.id}
            """;

    private final Path project;

    YamlProgramIT(@TempDir Path project) {
        this.project = project;
    }

    @Override
    ExternalStack stack() {
        return stack(SOURCE);
    }

    private ExternalStack stack(String source) {
        ExternalStack.write(project, "Pulumi.yaml", source);
        Shapes shapes = new Shapes();
        Map<String, Supplier<String>> schemas = new TreeMap<>();
        Shapes.providers().forEach(name -> schemas.put(name, () -> PackageSchemas.of(name, shapes)));
        return new ExternalStack(project, Programs.of(project, ExternalStack.hosts(), true, new SchemaSource(schemas)));
    }

    @Test
    void theHostsOwnMessageIsTheError() {
        ExternalStack stack = stack(SOURCE.replace("cidrBlock: 10.1.0.0/24", "cidrBlok: 10.1.0.0/24"))
                .configure();

        assertThatThrownBy(stack::graph)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cidrBlok");
        assertThat(stack.run("preview").succeeded()).isFalse();
        assertThat(stack.diagnostics())
                .filteredOn(line -> line.startsWith("error"))
                .isNotEmpty()
                .anySatisfy(line -> assertThat(line).contains("cidrBlok"));
    }
}
