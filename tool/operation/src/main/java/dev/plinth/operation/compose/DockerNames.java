package dev.plinth.operation.compose;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.engine.graph.OfflineProvider;
import dev.plinth.model.GraphResource;
import dev.plinth.model.docker.DockerResources;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Provider outputs with a name for each Docker volume and network that has none in the program, so that a container's mounts and
 * networks can be told apart before an update.
 */
public final class DockerNames implements OfflineProvider {

    private static final Set<String> NAMED = Set.of(DockerResources.VOLUME, DockerResources.NETWORK);

    private final OfflineProvider provider;
    private final Set<String> given = new HashSet<>();

    /**
     * Creates the provider.
     *
     * @param provider functions and other outputs
     */
    public DockerNames(OfflineProvider provider) {
        this.provider = provider;
    }

    @Override
    public Struct call(String token, Struct arguments, @Nullable String region) {
        return provider.call(token, arguments, region);
    }

    @Override
    public Collection<String> outputs(String type) {
        return provider.outputs(type);
    }

    @Override
    public Value output(String type, String name, String output) {
        return provider.output(type, name, output);
    }

    @Override
    public synchronized void complete(GraphResource resource, @Nullable GraphResource owner, Struct.Builder outputs) {
        provider.complete(resource, owner, outputs);
        if (NAMED.contains(resource.type())) {
            Value name = resource.input("name").isAbsent() ? unique(resource) : outputs.getFieldsOrThrow("name");
            outputs.putFields("name", name).putFields("id", name);
        }
    }

    private Value unique(GraphResource resource) {
        String name = resource.name();
        for (int i = 2; !given.add(resource.type() + name); i++) {
            name = resource.name() + "-" + i;
        }
        return Value.newBuilder().setStringValue(name).build();
    }
}
