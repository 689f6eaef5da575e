package dev.plinth.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StackChangeTest {

    private static GraphResource bucket(String name, Map<String, ?> inputs) {
        return new GraphResource(
                "urn:pulumi:staging::shop::aws:s3/bucketV2:BucketV2::" + name,
                "aws:s3/bucketV2:BucketV2",
                name,
                null,
                "",
                List.of(),
                new TreeMap<>(),
                (PropertyValue.ObjectValue) PropertyValue.of(inputs),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
    }

    private static ResourceGraph graph(GraphResource... resources) {
        return new ResourceGraph("shop", "staging", List.of(resources));
    }

    @Test
    void comparesTwoGraphs() {
        ResourceGraph before = graph(
                bucket("same", Map.of("tags", Map.of("a", "1"))),
                bucket("changed", Map.of("forceDestroy", false)),
                bucket("secret", Map.of("bucket", new PropertyValue.Secret(new PropertyValue.Text("x")))),
                bucket("undecided", Map.of("bucket", "known")),
                bucket("gone", Map.of()));
        ResourceGraph after = graph(
                bucket("same", Map.of("tags", Map.of("a", "1"))),
                bucket("changed", Map.of("forceDestroy", true, "bucket", "named")),
                bucket("secret", Map.of("bucket", "x")),
                bucket("undecided", Map.of("bucket", PropertyValue.Unknown.VALUE)),
                bucket("new", Map.of()));

        StackChange change = StackChange.between(Repository.settings("staging"), before, after);

        assertThat(change.changes())
                .extracting(step -> step.resource().name(), ResourceChange::operation, ResourceChange::changedPaths)
                .containsExactly(
                        tuple("changed", Operation.UPDATE, List.of("bucket", "forceDestroy")),
                        tuple("gone", Operation.DELETE, List.of()),
                        tuple("new", Operation.CREATE, List.of()),
                        tuple("same", Operation.SAME, List.of()),
                        tuple("secret", Operation.SAME, List.of()),
                        tuple("undecided", Operation.SAME, List.of()));
        assertThat(change.before().resources()).hasSize(5).noneMatch(resource -> resource.name()
                .equals("new"));
        assertThat(change.after().resources()).hasSize(5).noneMatch(resource -> resource.name()
                .equals("gone"));
    }

    @Test
    void aTableHasACellForEachHeading() {
        assertThatThrownBy(() -> new Block.Table(List.of("a", "b"), List.of(List.of("1")), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
