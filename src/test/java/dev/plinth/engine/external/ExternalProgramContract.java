package dev.plinth.engine.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.engine.command.Engine;
import dev.plinth.engine.monitor.ProtectionLiftingMonitor;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What holds for the same program in every language: a VPC whose range is configuration, two subnets in it, a protected load
 * balancer, an image repository, and a parameter with a secret.
 */
abstract class ExternalProgramContract {

    private static final String PREFIX = "urn:pulumi:test::shop::";

    private static final List<String> NAMES = List.of("api", "balancer", "first", "main", "second", "token");

    /** Returns the stack of the program. */
    abstract ExternalStack stack() throws IOException;

    @Test
    void theGraphNeedsNoEngine() throws IOException {
        ResourceGraph graph = stack().graph();

        GraphResource vpc = ExternalStack.named(graph, "main");
        assertThat(vpc.urn()).isEqualTo(PREFIX + "aws:ec2/vpc:Vpc::main");
        assertThat(vpc.input("cidrBlock").asText()).contains("10.1.0.0/16");
        GraphResource subnet = ExternalStack.named(graph, "first");
        assertThat(subnet.input("vpcId").isUnknown()).isTrue();
        assertThat(subnet.dependencies()).containsExactly(vpc.urn());
        assertThat(subnet.propertyDependencies()).containsEntry("vpcId", List.of(vpc.urn()));
        GraphResource balancer = ExternalStack.named(graph, "balancer");
        assertThat(balancer.protect()).isTrue();
        assertThat(balancer.dependencies())
                .containsExactlyInAnyOrder(
                        subnet.urn(), ExternalStack.named(graph, "second").urn());
        assertThat(ExternalStack.named(graph, "token").input("value")).isInstanceOf(PropertyValue.Secret.class);
        assertThat(graph.resources())
                .filteredOn(resource -> resource.type().equals("pulumi:pulumi:Stack"))
                .singleElement()
                .satisfies(stack -> assertThat(stack.name()).isEqualTo("shop-test"));
    }

    @Test
    void comesUpStaysTheSameAndIsDestroyedOnceItsProtectionIsLifted() throws IOException {
        ExternalStack stack = stack().configure();

        Engine.Outcome preview = stack.run("preview");
        assertThat(preview.succeeded()).as(preview.output()).isTrue();
        Engine.Outcome up = stack.run("up", "--yes", "--skip-preview");
        assertThat(up.succeeded()).as(up.output()).isTrue();
        assertThat(stack.state()).containsKeys(NAMES.toArray(String[]::new));
        assertThat(stack.resource("first").path("inputs").path("vpcId"))
                .isEqualTo(stack.resource("main").path("id"));
        assertThat(stack.resource("balancer").path("protect").asBoolean()).isTrue();
        assertThat(stack.resource("token").path("inputs").path("value").has("ciphertext"))
                .isTrue();
        assertThat(stack.resource("shop-test").path("outputs").path("vpcId"))
                .isEqualTo(stack.resource("main").path("id"));

        Engine.Outcome again = stack.run("preview", "--expect-no-changes");
        assertThat(again.succeeded()).as(again.output()).isTrue();

        Engine.Outcome refused = stack.run("destroy", "--yes", "--skip-preview");
        assertThat(refused.succeeded()).isFalse();
        assertThat(stack.state()).containsKey("balancer");
        Engine.Outcome lifted = stack.run("up", ProtectionLiftingMonitor::new, "--yes", "--skip-preview");
        assertThat(lifted.succeeded()).as(lifted.output()).isTrue();
        assertThat(stack.resource("balancer").path("protect").asBoolean()).isFalse();
        assertThat(stack.resource("balancer")
                        .path("inputs")
                        .path("enableDeletionProtection")
                        .asBoolean(true))
                .isFalse();
        assertThat(stack.resource("api").path("inputs").path("forceDelete").asBoolean())
                .isTrue();
        Engine.Outcome destroyed = stack.run("destroy", "--yes", "--skip-preview");
        assertThat(destroyed.succeeded()).as(destroyed.output()).isTrue();
        assertThat(stack.state()).doesNotContainKeys(NAMES.toArray(String[]::new));
    }
}
