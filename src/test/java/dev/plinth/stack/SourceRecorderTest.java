package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.Repository;
import dev.plinth.engine.graph.GraphRecorder;
import dev.plinth.engine.graph.OfflineProvider;
import dev.plinth.engine.program.InlineProgram;
import dev.plinth.engine.program.Program;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.SourceLocation;
import dev.plinth.model.SourceLocations;
import dev.plinth.operation.StackDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRecorderTest {

    private static final class Site extends ComponentResource {
        Site(String name) {
            super("test:index:Site", name);
            vpc(name + "-vpc", this);
        }
    }

    private static Vpc vpc(String name, @Nullable ComponentResource parent) {
        CustomResourceOptions options =
                CustomResourceOptions.builder().parent(parent).build();
        return new Vpc(name, VpcArgs.Empty, options);
    }

    private static final OfflineProvider NO_PROVIDER = new OfflineProvider() {
        @Override
        public Struct call(String token, Struct arguments, @Nullable String region) {
            return Struct.getDefaultInstance();
        }

        @Override
        public Collection<String> outputs(String type) {
            return List.of();
        }
    };

    private static SourceLocations record(Path folder) {
        GraphRecorder recorder = new GraphRecorder("shop", "test", NO_PROVIDER);
        Program program = new InlineProgram(context -> {
            new Site("site");
            Output.of("late").applyValue(name -> vpc(name, null));
        });
        recorder.record(program, Map.of(), Set.of());
        return program.locations(folder);
    }

    private static String line(SourceLocation location) throws IOException {
        Path source = Repository.root().resolve("src/test/java/dev/plinth/stack/SourceRecorderTest.java");
        return Files.readAllLines(source).get(location.line() - 1);
    }

    @Test
    void aComponentIsMadeWhereItIsAskedForAndItsChildWhereTheComponentMakesIt(@TempDir Path empty) throws IOException {
        SourceLocations locations = record(empty);

        SourceLocation site =
                locations.of("urn:pulumi:test::shop::test:index:Site::site").get(0);
        assertThat(line(site)).contains("new Site(\"site\")");
        List<SourceLocation> vpc = locations.of("urn:pulumi:test::shop::test:index:Site$aws:ec2/vpc:Vpc::site-vpc");
        assertThat(vpc).hasSize(1);
        assertThat(line(vpc.get(0))).contains("new Vpc(");
    }

    @Test
    void aResourceMadeInsideAnApplyHasItsLineToo(@TempDir Path empty) throws IOException {
        List<SourceLocation> late = record(empty).of("urn:pulumi:test::shop::aws:ec2/vpc:Vpc::late");

        assertThat(late).hasSize(1);
        assertThat(line(late.get(0))).contains("new Vpc(");
    }

    @Test
    void aSourceOutsideTheProjectHasNoFile(@TempDir Path empty) {
        assertThat(record(empty).byUrn().values()).isNotEmpty().allSatisfy(places -> assertThat(places)
                .allSatisfy(place -> {
                    assertThat(place.file()).isEmpty();
                    assertThat(place.isInProject()).isFalse();
                    assertThat(place.toString()).isEqualTo(place.type() + ":" + place.line());
                }));
    }

    @Test
    void everyResourceOfProductionIsFoundInAComponentAndInTheProgramThatUsesIt() {
        Path root = Repository.root();
        StackDefinition definition = Repository.stack("production");
        ResourceGraph graph = definition.record();
        SourceLocations locations = definition.program().locations(root);

        assertThat(graph.resources())
                // The stack and the default providers are made by no line of the program.
                .filteredOn(resource -> !resource.type().equals("pulumi:pulumi:Stack")
                        && !resource.name().startsWith("default"))
                .hasSizeGreaterThan(100)
                .allSatisfy(resource -> {
                    List<SourceLocation> places = locations.of(resource.urn());
                    assertThat(places).isNotEmpty().allSatisfy(place -> {
                        assertThat(root.resolve(place.file())).isRegularFile();
                        assertThat(place.line()).isPositive();
                    });
                    assertThat(places.get(places.size() - 1).file()).startsWith("src/main/java/dev/plinth/stack/");
                });
        SourceLocation database = locations.byUrn().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("$aws:rds/instance:Instance::database-instance"))
                .map(entry -> entry.getValue().get(0))
                .findFirst()
                .orElseThrow();
        assertThat(database.file())
                .isEqualTo("components/src/main/java/dev/plinth/components/database/PostgresDatabase.java");
    }
}
