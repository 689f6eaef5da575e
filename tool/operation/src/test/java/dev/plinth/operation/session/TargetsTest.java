package dev.plinth.operation.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.settings.ConfigException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetsTest {

    private static final String PREFIX = "urn:pulumi:dev::shop::";
    private static final String PROVIDER = PREFIX + "pulumi:providers:aws::default";

    /** A provider, a component with a network and a subnet, a service in the subnet, and a bucket. */
    private static final ResourceGraph STATE = new ResourceGraph(
            "shop",
            "dev",
            List.of(
                    resource("pulumi:providers:aws::default", null, ""),
                    resource("acme:Site::site", null, ""),
                    resource("aws:ec2/vpc:Vpc::main", PREFIX + "acme:Site::site", PROVIDER),
                    resource(
                            "aws:ec2/subnet:Subnet::main-a",
                            PREFIX + "acme:Site::site",
                            PROVIDER,
                            PREFIX + "aws:ec2/vpc:Vpc::main"),
                    resource("aws:ecs/service:Service::web", null, PROVIDER, PREFIX + "aws:ec2/subnet:Subnet::main-a"),
                    resource("aws:s3/bucketV2:BucketV2::main", null, PROVIDER)));

    private static GraphResource resource(
            String urn, @Nullable String parent, String provider, String... dependencies) {
        return new GraphResource(
                PREFIX + urn,
                urn.substring(0, urn.indexOf("::")),
                urn.substring(urn.indexOf("::") + 2),
                parent,
                provider,
                List.of(dependencies),
                new TreeMap<>(),
                ObjectValue.EMPTY,
                ObjectValue.EMPTY,
                false,
                !urn.startsWith("acme:"));
    }

    private static Targets only(boolean dependents, String... targets) {
        return new Targets(List.of(targets), dependents, List.of(), false);
    }

    private static Targets without(boolean dependents, String... excluded) {
        return new Targets(List.of(), false, List.of(excluded), dependents);
    }

    private static Stream<String> deletions(Targets targets) {
        return targets.deletions(STATE).stream().map(urn -> urn.substring(PREFIX.length()));
    }

    @Test
    void deletesEverythingWithoutALimit() {
        assertThat(deletions(Targets.NONE)).hasSize(6);
    }

    @Test
    void acceptsUrnsNamesAndPatterns() {
        assertThat(deletions(only(false, "web"))).containsExactly("aws:ecs/service:Service::web");
        assertThat(deletions(only(false, "::we*"))).containsExactly("aws:ecs/service:Service::web");
        assertThat(deletions(only(false, PREFIX + "aws:s3/bucketV2:BucketV2::main")))
                .containsExactly("aws:s3/bucketV2:BucketV2::main");
        assertThat(deletions(only(true, "main*")))
                .containsExactlyInAnyOrder(
                        "aws:ec2/vpc:Vpc::main",
                        "aws:ec2/subnet:Subnet::main-a",
                        "aws:ecs/service:Service::web",
                        "aws:s3/bucketV2:BucketV2::main");
    }

    @Test
    void requiresTheDependentsOfATarget() {
        assertThatThrownBy(() -> only(false, "site").deletions(STATE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--target leaves out 3 resources that depend on the targets: ")
                .hasMessageContaining("main-a")
                .hasMessageContaining("allowed: all of them, or --target-dependents");
        assertThat(deletions(only(true, "site"))).hasSize(4).doesNotContain("pulumi:providers:aws::default");
    }

    @Test
    void keepsTheDependenciesOfAnExcludedResource() {
        assertThat(deletions(without(false, "web"))).containsExactly("aws:s3/bucketV2:BucketV2::main");
        assertThat(deletions(without(false, "main-a")))
                .containsExactlyInAnyOrder("aws:ecs/service:Service::web", "aws:s3/bucketV2:BucketV2::main");
    }

    @Test
    void rejectsUnknownResources() {
        assertThatThrownBy(() -> only(false, "webb", "web").deletions(STATE))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "arguments: 1 fault\n  --target is \"webb\"; allowed: the name or URN of a resource of the stack");
        assertThatThrownBy(() -> without(false, "a.b").deletions(STATE)).hasMessageContaining("--exclude is \"a.b\"");
    }

    @Test
    void translatesNamesForTheEngine() {
        assertThat(only(true, "web", "urn:pulumi:dev::shop::a::b").arguments())
                .containsExactly(
                        "--target", "**::web", "--target", "urn:pulumi:dev::shop::a::b", "--target-dependents");
        assertThat(without(true, "::web").arguments()).containsExactly("--exclude", "**::web", "--exclude-dependents");
        assertThat(Targets.NONE.arguments()).isEmpty();
    }
}
