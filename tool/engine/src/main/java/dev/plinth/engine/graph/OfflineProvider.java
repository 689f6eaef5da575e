package dev.plinth.engine.graph;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.core.internal.Constants;
import dev.plinth.model.GraphResource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Functions and outputs of providers, as a run without an engine and without provider processes needs them. */
public interface OfflineProvider {
    /**
     * Calls a function, such as {@code aws:index/getRegion:getRegion}.
     *
     * @param token the function's token
     * @param arguments its arguments
     * @param region the region of the provider that is asked, or null for the default provider
     */
    Struct call(String token, Struct arguments, @Nullable String region);

    /** The names of a resource type's outputs; empty for a component. */
    Collection<String> outputs(String type);

    /**
     * The value of a resource's output, its id among them ({@code id}); by default it is known only once the resource is
     * made.
     *
     * @param type the resource's type token
     * @param name its logical name
     * @param output the output's name
     */
    default Value output(String type, String name, String output) {
        return Value.newBuilder().setStringValue(Constants.UnknownValue).build();
    }

    /**
     * Completes the outputs of a resource, its id among them ({@code id}); by default it adds nothing.
     *
     * @param resource the resource, without outputs
     * @param provider its provider, null where the program registers none
     * @param outputs the outputs so far, to be changed
     */
    default void complete(GraphResource resource, @Nullable GraphResource provider, Struct.Builder outputs) {}
}
