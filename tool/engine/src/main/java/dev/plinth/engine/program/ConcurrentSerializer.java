package dev.plinth.engine.program;

import com.pulumi.deployment.internal.DeploymentImpl;
import com.pulumi.serialization.internal.PropertiesSerializer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;

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

    private static final String NAME = "com.pulumi.serialization.internal.Serializer";

    private static final byte[] BEFORE = constant("java/util/HashSet");

    private static final byte[] AFTER = constant(ConcurrentSet.class.getName().replace('.', '/'));

    private ConcurrentSerializer() {}

    /**
     * Defines the class, unless the SDK has loaded it already.
     *
     * @throws IllegalStateException if the SDK's class is not the one that is known here
     */
    static void define() {
        try (InputStream file =
                DeploymentImpl.class.getClassLoader().getResourceAsStream(NAME.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new IllegalStateException("the Pulumi SDK has no class " + NAME);
            }
            byte[] original = file.readAllBytes();
            MethodHandles.privateLookupIn(PropertiesSerializer.class, MethodHandles.lookup())
                    .defineClass(withConcurrentSet(original));
        } catch (LinkageError alreadyLoaded) {
            // Only by code that uses the SDK's internals before the first program.
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the Pulumi SDK does not let " + NAME + " be defined", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the only constant that names {@code HashSet}: constants are referred to by their index, so its length may change. */
    private static byte[] withConcurrentSet(byte[] original) {
        int at = indexOf(original, 0);
        if (at < 0 || indexOf(original, at + 1) >= 0) {
            throw new IllegalStateException("the Pulumi SDK's class " + NAME + " does not use one HashSet");
        }
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(original, 0, at);
        changed.writeBytes(AFTER);
        changed.write(original, at + BEFORE.length, original.length - at - BEFORE.length);
        return changed.toByteArray();
    }

    private static int indexOf(byte[] bytes, int from) {
        for (int i = from; i <= bytes.length - BEFORE.length; i++) {
            if (Arrays.equals(bytes, i, i + BEFORE.length, BEFORE, 0, BEFORE.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns a text as CONSTANT_Utf8_info: tag, length and bytes (Java Virtual Machine Specification, 4.4.7). */
    private static byte[] constant(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(1);
        try {
            new DataOutputStream(bytes).writeUTF(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
