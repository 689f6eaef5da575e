package dev.plinth.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * The JSON objects in a file that another program wrote: in UTF-8 or UTF-16, with or without a byte order mark, or
 * compressed by gzip; one object or several, with or without the log of a wrapper before the first. Messages name line and
 * column, and quote nothing: what is no JSON may hold a secret.
 *
 * @param documents the wanted objects, in the order of the file; the only one is no wanted one where the file has none
 * @param skippedLines how many lines of text stand before the first object
 */
public record JsonFile(List<Document> documents, int skippedLines) {

    /** The largest file after decompression, in bytes. */
    private static final int LIMIT = 1 << 30;

    /** Stands for bytes that are no character. */
    private static final char REPLACEMENT = '\ufffd';

    static final char BYTE_ORDER_MARK = '\ufeff';

    public JsonFile {
        documents = List.copyOf(documents);
    }

    /**
     * An object of the file.
     *
     * @param root the object
     * @param line the line on which it begins, from 1
     * @param lines the lines on which the elements of its lists of resources begin
     */
    public record Document(JsonNode root, int line, IdentityHashMap<JsonNode, Integer> lines) {

        /** An object that stands in no file. */
        public Document(JsonNode root) {
            this(root, 1, new IdentityHashMap<>());
        }

        /** Returns the line on which a resource begins; that of the object where it is not known. */
        public int line(JsonNode node) {
            return lines.getOrDefault(node, line);
        }
    }

    /**
     * Reads the objects.
     *
     * @param bytes the file's content
     * @param wanted whether an object is what the file is read for; any other before the first such belongs to a log
     * @throws IllegalArgumentException when there is no object or something else beside them; the message ends "the file …"
     */
    public static JsonFile read(byte[] bytes, Predicate<JsonNode> wanted) {
        if (bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K') {
            throw new IllegalArgumentException(
                    "is a ZIP archive, such as a plan file of Terraform: print its JSON with `terraform show -json PLAN`");
        }
        String text = text(isGzip(bytes) ? decompressed(bytes) : bytes);
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty");
        }
        return new JsonFileReader(text, wanted).read();
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    private static byte[] decompressed(byte[] bytes) {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] content = stream.readNBytes(LIMIT);
            if (content.length == LIMIT) {
                throw new IllegalArgumentException("is larger than 1 GiB when decompressed");
            }
            return content;
        } catch (IOException e) {
            throw new IllegalArgumentException("is compressed by gzip and damaged", e);
        }
    }

    private static String text(byte[] bytes) {
        Charset charset = charset(bytes);
        String text = new String(bytes, charset);
        int wrong = text.indexOf(REPLACEMENT);
        if (wrong >= 0 && !Arrays.equals(text.getBytes(charset), bytes)) {
            throw new IllegalArgumentException("is not text in " + charset + ": " + place(text, wrong)
                    + " holds bytes that are not UTF-8; save the file as UTF-8");
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Detects the encoding by the byte order mark; without one, a zero in the first character means UTF-16, as JSON begins with ASCII. */
    private static Charset charset(byte[] bytes) {
        int first = bytes.length > 0 ? bytes[0] & 0xff : -1;
        int second = bytes.length > 1 ? bytes[1] & 0xff : -1;
        if ((first == 0xff && second == 0xfe) || (first > 0 && second == 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if ((first == 0xfe && second == 0xff) || (first == 0 && second > 0)) {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }

    static String place(CharSequence text, int offset) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                begin = i + 1;
            }
        }
        return "line " + line + ", column " + (offset - begin + 1);
    }
}
