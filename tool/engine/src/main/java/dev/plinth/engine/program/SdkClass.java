package dev.plinth.engine.program;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Map;

/** Definition of a class of the Pulumi SDK with other text constants than in its jar. */
final class SdkClass {

    private SdkClass() {}

    /**
     * Defines a class, unless the SDK has loaded it already, or has another version in which a constant is not there once: then the
     * SDK's own class serves.
     *
     * @param name the class's name
     * @param neighbour another class of its package, which does not load it
     * @param constants the constants to replace, such as names of classes and texts, with their replacements
     */
    static void define(String name, Class<?> neighbour, Map<String, String> constants) {
        try (InputStream file = neighbour.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                return;
            }
            byte[] bytes = file.readAllBytes();
            for (Map.Entry<String, String> constant : constants.entrySet()) {
                byte[] before = constant(constant.getKey());
                int at = indexOf(bytes, before, 0);
                if (at < 0 || indexOf(bytes, before, at + 1) >= 0) {
                    return;
                }
                bytes = replaced(bytes, at, before.length, constant(constant.getValue()));
            }
            MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(bytes);
        } catch (LinkageError alreadyLoaded) {
            // Only by code that uses the SDK's internals before the first program.
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the Pulumi SDK does not let " + name + " be defined", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a constant: code refers to constants by their index, so the length may change. */
    private static byte[] replaced(byte[] original, int at, int length, byte[] after) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(original, 0, at);
        changed.writeBytes(after);
        changed.write(original, at + length, original.length - at - length);
        return changed.toByteArray();
    }

    private static int indexOf(byte[] bytes, byte[] constant, int from) {
        for (int i = from; i <= bytes.length - constant.length; i++) {
            if (Arrays.equals(bytes, i, i + constant.length, constant, 0, constant.length)) {
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
