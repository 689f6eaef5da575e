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
     * Defines a class, unless the SDK has loaded it already.
     *
     * @param name the class's name
     * @param neighbour another class of its package, which does not load it
     * @param constants the constants to replace, such as names of classes and texts, with their replacements
     * @throws IllegalStateException if the class of the SDK does not have each of the constants once
     */
    static void define(String name, Class<?> neighbour, Map<String, String> constants) {
        try (InputStream file = neighbour.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new IllegalStateException("the Pulumi SDK has no class " + name);
            }
            byte[] bytes = file.readAllBytes();
            for (Map.Entry<String, String> constant : constants.entrySet()) {
                bytes = replaced(bytes, name, constant.getKey(), constant.getValue());
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
    private static byte[] replaced(byte[] original, String name, String before, String after) {
        byte[] constant = constant(before);
        int at = indexOf(original, constant, 0);
        if (at < 0 || indexOf(original, constant, at + 1) >= 0) {
            throw new IllegalStateException(
                    "the Pulumi SDK's class " + name + " does not have the constant '" + before + "' once");
        }
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(original, 0, at);
        changed.writeBytes(constant(after));
        changed.write(original, at + constant.length, original.length - at - constant.length);
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
