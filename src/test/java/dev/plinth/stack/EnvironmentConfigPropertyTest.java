package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EnvironmentConfigPropertyTest {

    /**
     * A place in a shipped file and a value of a type that it doesn't take.
     *
     * @param stack the file's stack
     * @param pointer the place below {@code config}
     * @param value the value
     */
    record Mutation(String stack, String pointer, JsonNode value) {
        /** The place as messages name it. */
        String key() {
            String path = pointer.substring(1);
            return path.replaceAll("/(\\d+)", "[$1]").replace('/', '.');
        }
    }

    @Provide
    Arbitrary<Mutation> mutations() {
        List<Mutation> all = new ArrayList<>();
        for (String stack : List.of("development", "staging", "production")) {
            scalars("", EditedStackFile.of(stack).config(), all, stack);
        }
        return Arbitraries.of(all);
    }

    /** Every scalar of a file, with a value of each wrong type. */
    private static void scalars(String pointer, JsonNode node, List<Mutation> into, String stack) {
        if (node.isObject()) {
            node.properties().forEach(entry -> scalars(pointer + "/" + entry.getKey(), entry.getValue(), into, stack));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                scalars(pointer + "/" + i, node.get(i), into, stack);
            }
        } else {
            Stream.of(
                            IntNode.valueOf(3),
                            BooleanNode.TRUE,
                            JsonNodeFactory.instance.objectNode().put("a", 1),
                            JsonNodeFactory.instance.arrayNode().add("a"),
                            JsonNodeFactory.instance.textNode("?"))
                    .filter(value -> value.getNodeType() != node.getNodeType())
                    .forEach(value -> into.add(new Mutation(stack, pointer, value)));
        }
    }

    @Property(tries = 400)
    void theSchemaRejectsAWrongType(@ForAll("mutations") Mutation mutation) {
        EditedStackFile file = EditedStackFile.of(mutation.stack()).with(mutation.pointer(), mutation.value());

        assertThat(ConfigurationSchemaTest.messages(file.document())).isNotEmpty();
    }

    @Property(tries = 400)
    void aWrongTypeIsOneFaultThatNamesTheKey(@ForAll("mutations") Mutation mutation) {
        assertThat(EditedStackFile.of(mutation.stack())
                        .with(mutation.pointer(), mutation.value())
                        .faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo(mutation.key());
                    assertThat(fault.problem()).startsWith("is " + mutation.value());
                    assertThat(fault.allowed()).isNotBlank();
                });
    }
}
