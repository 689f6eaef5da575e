package dev.plinth.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
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

    /** As much of the package's schema as the program needs. */
    private static final String SCHEMA =
            """
            {"name": "aws", "version": "6.83.0", "meta": {"moduleFormat": "(.*)(?:/[^/]*)"}, "resources": {
              "aws:ec2/vpc:Vpc": {"inputProperties": {"cidrBlock": {"type": "string"}},
                "properties": {"cidrBlock": {"type": "string"}}},
              "aws:ec2/subnet:Subnet": {"inputProperties": {"vpcId": {"type": "string"},
                "cidrBlock": {"type": "string"}, "availabilityZone": {"type": "string"}}, "requiredInputs": ["vpcId"],
                "properties": {"vpcId": {"type": "string"}}},
              "aws:lb/loadBalancer:LoadBalancer": {"inputProperties": {"internal": {"type": "boolean"},
                "subnets": {"type": "array", "items": {"type": "string"}},
                "enableDeletionProtection": {"type": "boolean"}}},
              "aws:ecr/repository:Repository": {},
              "aws:ssm/parameter:Parameter": {"inputProperties": {"type": {"type": "string"},
                "value": {"type": "string", "secret": true}}}
            }}
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
        return new ExternalStack(
                project,
                Programs.of(project, ExternalStack.hosts(), true, new SchemaSource(Map.of("aws", () -> SCHEMA))));
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
