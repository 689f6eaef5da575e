package dev.plinth.simulator.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.shape.FunctionShape;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.Shapes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of each lookup name what the SDK has. */
class LookupTest {

    private static final Shapes SHAPES = new Shapes();

    static List<String> lookups() {
        return Invokes.tokens().stream()
                .filter(token -> Invokes.function(token) instanceof Lookup)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lookups")
    void everyRuleNamesWhatTheSdkHas(String token) {
        FunctionShape function = SHAPES.function(token).orElseThrow();
        Lookup lookup = (Lookup) java.util.Objects.requireNonNull(Invokes.function(token));
        Set<String> properties = new HashSet<>(lookup.derivedProperties());
        for (String type : lookup.types()) {
            ResourceShape shape = SHAPES.find(type).orElseThrow(() -> new AssertionError("no type " + type));
            properties.addAll(shape.outputs().keySet());
        }
        properties.add("id");
        function.inputs().keySet().forEach(argument -> assertThat(properties)
                .as(argument)
                .containsAll(lookup.matched(argument).stream()
                        .map(property -> property.split("[.]", 2)[0])
                        .toList()));
        assertThat(function.outputs().keySet())
                .containsAll(lookup.renamedResults().keySet());
        assertThat(properties).containsAll(lookup.renamedResults().values());
    }
}
