package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.annotations.ResourceType;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.Shapes;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeCoverageTest {

    private static final Shapes SHAPES = new Shapes();

    @ParameterizedTest
    @CsvSource({"aws, 1000", "docker, 10", "cloudflare, 8", "sentry, 5", "supabase, 3", "vercel, 10"})
    void everyResourceClassOfTheSdkResolvesFromItsToken(String provider, int least) throws Exception {
        int count = 0;
        List<String> unresolved = new java.util.ArrayList<>();
        for (String name : SHAPES.classNames(provider)) {
            if (name.contains(".inputs.") || name.contains(".outputs.") || name.contains(".enums.")) {
                continue;
            }
            ResourceType type =
                    Class.forName(name, false, getClass().getClassLoader()).getAnnotation(ResourceType.class);
            if (type != null && !type.type().startsWith("pulumi:providers:")) {
                count++;
                if (SHAPES.find(type.type()).isEmpty()) {
                    unresolved.add(type.type());
                }
            }
        }
        assertThat(unresolved).isEmpty();
        assertThat(count).isGreaterThanOrEqualTo(least);
    }

    @Test
    void everyBehaviourBelongsToATypeAndToPropertiesThatTheSdkHas() {
        Registry registry = Simulator.registry();
        TreeSet<String> wrong = new TreeSet<>();
        for (String type : registry.types()) {
            ResourceShape shape = SHAPES.find(type).orElse(null);
            if (shape == null) {
                wrong.add(type);
                continue;
            }
            for (String property : registry.properties(type)) {
                if (!shape.inputs().containsKey(property) && !shape.outputs().containsKey(property)) {
                    wrong.add(type + " " + property);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(registry.types()).hasSizeGreaterThan(90);
    }

    @Test
    void providersTakeTheirSdksArguments() {
        assertThat(SHAPES.provider("aws")).containsKeys("region", "defaultTags", "allowedAccountIds");
        assertThat(SHAPES.find("aws:ec2/vpc:Vpcs")).isEmpty();
        assertThat(SHAPES.find("nobody:index/thing:Thing")).isEmpty();
    }
}
