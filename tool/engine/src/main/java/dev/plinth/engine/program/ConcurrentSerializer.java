package dev.plinth.engine.program;

import com.pulumi.serialization.internal.PropertiesSerializer;
import java.util.Map;

/**
 * Gives the SDK's {@code Serializer} a set of dependencies that is safe for several threads.
 *
 * <p>The serializer of a property collects the resources that the property depends on in a {@link java.util.HashSet}, from each
 * thread on which one of the property's outputs completes (pulumi-java 1.36.1, {@code Serializer.serializeAsync}). Two outputs
 * of a list that complete at once lose a dependency, so that a resource may be destroyed before what uses it, or leave a
 * set that has fewer elements than its size says, with which the program fails by a {@link NullPointerException}.
 *
 * <p>The class is defined before the SDK loads it, with {@link ConcurrentSet} instead of {@code HashSet} in its constants.
 */
final class ConcurrentSerializer {

    private ConcurrentSerializer() {}

    /** Defines the class, unless the SDK has loaded it already or is a version with other constants. */
    static void define() {
        SdkClass.define(
                "com.pulumi.serialization.internal.Serializer",
                PropertiesSerializer.class,
                Map.of("java/util/HashSet", ConcurrentSet.class.getName().replace('.', '/')));
    }
}
