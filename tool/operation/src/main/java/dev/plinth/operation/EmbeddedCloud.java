package dev.plinth.operation;

import com.google.protobuf.Struct;
import dev.plinth.engine.GraphRecorder;
import dev.plinth.simulator.invoke.Invokes;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.value.Values;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the embedded cloud knows of a provider without being asked to make anything. */
public final class EmbeddedCloud implements GraphRecorder.Vendor {

    private final String defaultRegion;
    private final Shapes shapes = new Shapes();

    /**
     * Creates a vendor.
     *
     * @param defaultRegion the region of the default provider, such as {@code eu-central-1}
     */
    public EmbeddedCloud(String defaultRegion) {
        this.defaultRegion = defaultRegion;
    }

    @Override
    public Struct call(String token, Struct arguments, @Nullable String region) {
        return Values.toStruct(
                Invokes.call(token, Values.fromStruct(arguments), region == null ? defaultRegion : region));
    }

    @Override
    public Collection<String> outputs(String type) {
        return shapes.find(type).map(shape -> shape.outputs().keySet()).orElse(Set.of());
    }
}
