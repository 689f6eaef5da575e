package dev.plinth.settings.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Descriptions of the components of records, from the {@code @param} tags of their Javadoc: in the sources of the project, or, for
 * the sections of Plinth, in the resources of this module.
 */
public final class RecordDocumentation {

    /** Documentation of a project without sources. */
    public static final RecordDocumentation NONE = new RecordDocumentation(null);

    private static final String SOURCES = "src/main/java";

    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(?:code|literal|link|linkplain|value) #?([^}]*)}");

    private final @Nullable Path project;
    private final Map<Class<?>, Optional<String>> sources = new HashMap<>();

    /**
     * Creates the documentation.
     *
     * @param project the directory of the project, or null without one
     */
    public RecordDocumentation(@Nullable Path project) {
        this.project = project;
    }

    /**
     * Returns the description of a component, as plain text that starts with a capital letter.
     *
     * @param record the record
     * @param component the component's name
     */
    public Optional<String> description(Class<?> record, String component) {
        return sources.computeIfAbsent(outermost(record), this::source)
                .flatMap(source -> comment(source, record.getSimpleName()))
                .flatMap(comment -> parameter(comment, component));
    }

    private static Class<?> outermost(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return outer;
    }

    private Optional<String> source(Class<?> type) {
        try {
            Path file = project == null
                    ? null
                    : project.resolve(SOURCES).resolve(type.getName().replace('.', '/') + ".java");
            if (file != null && Files.exists(file)) {
                return Optional.of(Files.readString(file));
            }
            try (InputStream packed = RecordDocumentation.class.getResourceAsStream(type.getSimpleName() + ".java")) {
                return packed == null || !type.getName().startsWith("dev.plinth.")
                        ? Optional.empty()
                        : Optional.of(new String(packed.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the comment before the declaration of a record; annotations may stand between the two. */
    private static Optional<String> comment(String source, String record) {
        Matcher declaration =
                Pattern.compile("\\brecord " + record + "\\s*[(<]").matcher(source);
        if (!declaration.find()) {
            return Optional.empty();
        }
        int end = source.lastIndexOf("*/", declaration.start());
        int start = source.lastIndexOf("/**", end);
        return start < 0 ? Optional.empty() : Optional.of(source.substring(start, end));
    }

    private static Optional<String> parameter(String comment, String name) {
        String lines = comment.replaceAll("(?m)^\\s*\\* ?", "");
        Matcher tag =
                Pattern.compile("(?ms)^@param " + name + "\\s+(.*?)(?=^@|\\z)").matcher(lines);
        if (!tag.find()) {
            return Optional.empty();
        }
        String text = INLINE_TAG
                .matcher(tag.group(1).strip().replaceAll("\\s+", " "))
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(Character.toUpperCase(text.charAt(0)) + text.substring(1));
    }
}
