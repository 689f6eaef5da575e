package dev.plinth.operation;

import com.google.protobuf.Struct;
import dev.plinth.engine.graph.OfflineProvider;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.invoke.Invokes;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.store.Answer;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Provider functions and outputs as the simulator defines them, without creating resources. */
public final class SimulatedProvider implements OfflineProvider {

    private final String defaultRegion;
    private final @Nullable Path simulatorFile;
    private @Nullable List<Answer> answers;
    private final Shapes shapes = new Shapes();

    /**
     * Creates a provider.
     *
     * @param defaultRegion the region of the default provider, such as {@code eu-central-1}
     */
    public SimulatedProvider(String defaultRegion) {
        this(defaultRegion, null);
    }

    /**
     * Creates a provider that also gives the answers that a user has seeded.
     *
     * @param defaultRegion the region of the default provider, such as {@code eu-central-1}
     * @param simulatorFile the simulator's database, null for none; it need not exist
     */
    public SimulatedProvider(String defaultRegion, @Nullable Path simulatorFile) {
        this.defaultRegion = defaultRegion;
        this.simulatorFile = simulatorFile;
    }

    /** Read when first needed: most programs call few functions. */
    private synchronized List<Answer> answers() {
        List<Answer> known = answers;
        if (known == null) {
            known = simulatorFile == null ? List.of() : Simulator.answersIn(simulatorFile);
            answers = known;
        }
        return known;
    }

    @Override
    public Struct call(String token, Struct arguments, @Nullable String region) {
        return Values.toStruct(
                Invokes.call(token, Values.fromStruct(arguments), region == null ? defaultRegion : region, answers()));
    }

    @Override
    public Collection<String> outputs(String type) {
        return shapes.find(type).map(shape -> shape.outputs().keySet()).orElse(Set.of());
    }
}
